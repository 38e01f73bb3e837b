//! Numbers and times as people read them, the same in text and HTML.

use openai_error_catalog::Locale;
use openai_error_catalog::export::Label;

/// The maximum number of rows of a list in a report for people.
pub const ROWS: usize = 12;

/// A time of the report, `2026-11-21T10:00Z`, as `2026-11-21 10:00`.
pub fn time(time: &str) -> String {
    time.trim_end_matches('Z').replace('T', " ")
}

/// A share in percent, for people: 0 % is shown only for nothing.
pub fn share(part: u64, whole: u64, locale: Locale) -> String {
    let percent = (u128::from(part) * 100 + u128::from(whole) / 2).checked_div(u128::from(whole)).unwrap_or(0);
    let number = if percent == 0 && part > 0 { "<1".to_owned() } else { percent.to_string() };
    Label::ReportShare.text(locale).replace("{n}", &number)
}
