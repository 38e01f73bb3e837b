//! The languages that docs/ is written in.

use openai_error_catalog::Locale;

/// The languages that have all of their texts.
pub fn languages() -> impl Iterator<Item = Locale> {
    Locale::ALL.iter().copied().filter(|locale| locale.is_complete())
}
