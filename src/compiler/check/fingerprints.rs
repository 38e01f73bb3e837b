//! Fingerprints: whether the English has changed since it was translated.

use std::path::Path;

use super::groups::groups;
use crate::compiler::load::catalog::Catalog;
use crate::compiler::load::fields::At;
use crate::compiler::load::texts::Translatable;
use crate::compiler::problem::{Place, Problem, ProblemKind};

/// A translation, with the fingerprints of its English.
pub struct Translation<'m> {
    /// The names of the tables that lead to it in its file. The last one is the tag of the language.
    pub path: Vec<String>,
    /// Where its first text is.
    pub place: &'m Place,
    /// The fingerprint that the file stores with the translation.
    pub of: Option<&'m At<String>>,
    /// The fingerprint of the English as it is now.
    pub english: String,
}

impl Translation<'_> {
    /// The problem with the translation, if the English has changed since then, or if this is not known.
    pub fn problem(&self) -> Option<Problem> {
        let tag = self.path.last().map_or("", String::as_str);
        let file = Path::new(&self.place.source.path).file_stem().unwrap_or_default().to_string_lossy();
        let accept = format!("then run `cargo xtask stale --accept {file}`");
        match self.of {
            None => Some(self.place.problem(
                ProblemKind::NoFingerprint,
                format!("the text in `{tag}` has no fingerprint of the English that it translates"),
                format!("compare the two, {accept}"),
            )),
            Some(of) if of.value != self.english => Some(of.place.problem(
                ProblemKind::StaleText,
                format!("the English has changed since the text in `{tag}` was written"),
                format!("change it in the same way, {accept}"),
            )),
            Some(_) => None,
        }
    }
}

/// All translations of the catalog that have their own table, in the order of the files.
pub fn translations(catalog: &Catalog) -> Vec<Translation<'_>> {
    let mut all = Vec::new();
    for group in groups(catalog) {
        let Some(Some(english)) = group.languages.first() else { continue };
        let fingerprint = fingerprint(english);
        for (texts, locale) in group.languages.iter().zip(&catalog.locales).skip(1) {
            let Some(texts) = texts else { continue };
            let Some(place) = texts.place() else { continue };
            let path = group.path.iter().cloned().chain([locale.tag.value.clone()]).collect();
            all.push(Translation { path, place, of: texts.of, english: fingerprint.clone() });
        }
    }
    all
}

/// The 32-bit FNV-1a hash of all texts of one language and their keys, in hexadecimal digits. For each text, in the
/// order of `Translatable::lists`, it reads the key, a zero byte, the text, and another zero byte.
pub(super) fn fingerprint(texts: &Translatable<'_>) -> String {
    let mut hash = 0x811c_9dc5_u32;
    let mut add = |text: &str| {
        for byte in text.bytes().chain([0]) {
            hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        }
    };
    for (key, list) in &texts.lists {
        for text in list.iter() {
            add(key);
            add(&text.value);
        }
    }
    format!("{hash:08x}")
}
