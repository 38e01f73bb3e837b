//! A verdict in a word or two.

use openai_error_catalog::export::Label;
use openai_error_catalog::{Locale, Verdict};

/// The verdict in one or two words.
pub fn words(verdict: Verdict, locale: Locale) -> &'static str {
    let label = match verdict {
        Verdict::Retry => Label::LineRetry,
        Verdict::Stop => Label::LineStop,
        _ => Label::LineUnknown,
    };
    label.text(locale)
}
