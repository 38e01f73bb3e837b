//! Formats statuses for people.

use openai_error_catalog::export::Label;
use openai_error_catalog::{Exception, Locale};

/// A list of statuses. If there are none, the words for "no response".
pub fn list(statuses: &[u16], locale: Locale) -> String {
    if statuses.is_empty() {
        return Label::NoResponse.text(locale).to_owned();
    }
    let statuses: Vec<_> = statuses.iter().map(u16::to_string).collect();
    statuses.join(Label::Comma.text(locale))
}

/// The range of statuses for which an exception is raised.
pub fn range(exception: Exception, locale: Locale) -> String {
    match exception.statuses() {
        Some((from, to)) if from == to => from.to_string(),
        Some((from, to)) => format!("{from}–{to}"),
        None => Label::NoResponse.text(locale).to_owned(),
    }
}
