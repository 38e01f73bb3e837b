//! Trains the word model on the catalog's texts, and writes the table that `crate::words` reads.

mod documents;
mod pack;
mod train;

pub use pack::WordTable;

use super::check::checked::Checked;
use super::problem::{Problem, ProblemKind};
use crate::words::model::MAX_CLASSES;

/// Trains the model of a catalog. `without` lists patterns, by number, that it must not learn from.
///
/// `Err(Some(…))` means that the texts exceed a limit of the table. `Err(None)` means that the settings are missing,
/// which has already been reported.
pub fn of(checked: &Checked, without: &[u32]) -> Result<WordTable, Option<Problem>> {
    let settings = checked.catalog.word_model.as_ref().ok_or(None)?;
    let too_large = |what: String, help: &str| {
        let last = checked.catalog.errors.last()?;
        Some(last.place.problem(ProblemKind::WordModelTooLarge, what, help))
    };
    let documents = documents::documents(checked, settings, without);
    if documents.classes > MAX_CLASSES {
        let what = format!("there are more than {} errors, and the word model can't distinguish them", MAX_CLASSES - 1);
        return Err(too_large(what, "raise `CLASS_BITS` in src/words/model.rs"));
    }
    let weights = train::train(&documents, settings);
    pack::pack(&documents, &weights, settings)
        .map_err(|what| too_large(what, "raise `least_weight` or `pair_texts` in catalog/words.toml"))
}
