//! Writes the word model and its thresholds.

use proc_macro2::Literal;
use quote::quote;

use super::rust_file::{Files, number};
use crate::compiler::check::checked::Checked;
use crate::compiler::words::WordTable;
use crate::words::model::Decision;

/// The word model and its thresholds.
pub fn word_model(files: &mut Files, checked: &Checked, words: &WordTable) {
    let mut file = files.at("word_model.rs");
    let stop_words = words.stop_words.iter().map(|&hash| Literal::u64_unsuffixed(hash));
    file.table("STOP_WORDS", quote!(u64), stop_words);
    let names = checked.catalog.word_model.iter().flat_map(|model| &model.names).map(|name| &name.value);
    file.table("API_NAMES", quote!(&str), names);
    let seed = Literal::u64_unsuffixed(words.seed);
    let bucket_bits = Literal::u32_unsuffixed(words.bucket_bits);
    let [features, classes] = [words.features, words.classes].map(number);
    file.item(quote! {
        pub(crate) const WORD_MODEL: Model<'static> = Model {
            bytes: WORD_WEIGHTS, seed: #seed, bucket_bits: #bucket_bits, features: #features, classes: #classes,
            stop_words: &STOP_WORDS,
        };
    });
    if let Some(Decision { other_status, general, least, gate, around, foreign, retry }) =
        checked.catalog.word_model.as_ref().map(|model| &model.decision)
    {
        let [other_status, general, least, gate, around, foreign, retry] =
            [*other_status, *general, *least, *gate, *around, *foreign, *retry].map(Literal::u32_unsuffixed);
        file.item(quote! {
            pub(crate) const DECISION: Decision = Decision {
                other_status: #other_status, general: #general, least: #least, gate: #gate, around: #around, foreign: #foreign, retry: #retry,
            };
        });
    }
}
