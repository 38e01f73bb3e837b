//! The languages that docs/ is written in.

use openai_error_catalog::Locale;

/// Those of the catalog. One that still lacks texts is not among them.
pub fn languages() -> impl Iterator<Item = Locale> {
    Locale::ALL.iter().copied().filter(|locale| locale.is_complete())
}
