//! Statuses as people write them.

use openai_error_catalog::export::Label;
use openai_error_catalog::{Exception, Locale};

/// A list; for none, that there is no response.
pub fn list(statuses: &[u16], locale: Locale) -> String {
    if statuses.is_empty() {
        return Label::NoResponse.text(locale).to_owned();
    }
    let statuses: Vec<_> = statuses.iter().map(u16::to_string).collect();
    statuses.join(Label::Comma.text(locale))
}

/// The range of an exception.
pub fn range(exception: Exception, locale: Locale) -> String {
    match exception.statuses() {
        Some((from, to)) if from == to => from.to_string(),
        Some((from, to)) => format!("{from}–{to}"),
        None => Label::NoResponse.text(locale).to_owned(),
    }
}
