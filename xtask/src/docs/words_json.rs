//! Writes docs/words.json: the word model, for programs in any language.

use std::collections::BTreeMap;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use openai_error_catalog::Code;
use openai_error_catalog::export::{accents, word_model};
use serde::Serialize;

use crate::docs::catalog_json::pretty;

/// The content of the file. docs/matching.md explains the fields.
#[derive(Serialize)]
struct Words {
    /// The classes, in the order of their numbers. `None` means "not an error of this API".
    classes: Vec<Option<&'static str>>,
    unit: i32,
    other_status: u32,
    general: u32,
    least: u32,
    around: u32,
    foreign: u32,
    names: &'static [&'static str],
    /// The letters that replace each accented letter.
    accents: BTreeMap<char, &'static str>,
    /// Hashes, as decimal strings: they have 64 bits, but many JSON parsers keep only 53.
    stop_words: Vec<String>,
    /// As a decimal string, for the same reason.
    seed: String,
    bucket_bits: u32,
    features: usize,
    /// The table in base64.
    table: String,
}

/// The content of docs/words.json.
#[must_use]
pub fn json() -> String {
    let model = word_model();
    let words = Words {
        classes: Code::ALL.iter().map(|code| Some(code.as_str())).chain([None]).collect(),
        unit: model.unit,
        other_status: model.other_status,
        general: model.general,
        least: model.least,
        around: model.around,
        foreign: model.foreign,
        names: model.names,
        accents: accents().collect(),
        stop_words: model.stop_words.iter().map(u64::to_string).collect(),
        seed: model.seed.to_string(),
        bucket_bits: model.bucket_bits,
        features: model.features,
        table: BASE64_STANDARD.encode(model.table),
    };
    pretty(&words)
}
