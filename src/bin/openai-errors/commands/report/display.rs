//! Formats numbers and times for people, in the same way for text and HTML.

use openai_error_catalog::Locale;
use openai_error_catalog::export::Label;

/// The maximum number of rows of a list in the text and HTML reports. JSON has more.
pub const ROWS: usize = 12;

/// Formats a time of the report, such as `2026-11-21T10:00Z`, as `2026-11-21 10:00`.
pub fn time(time: &str) -> String {
    time.trim_end_matches('Z').replace('T', " ")
}

/// A share in percent. Only an exact 0 is shown as 0 %; a smaller share than 1 % is shown as `<1`.
pub fn share(part: u64, whole: u64, locale: Locale) -> String {
    let percent = (u128::from(part) * 100 + u128::from(whole) / 2).checked_div(u128::from(whole)).unwrap_or(0);
    let number = if percent == 0 && part > 0 { "<1".to_owned() } else { percent.to_string() };
    Label::ReportShare.text(locale).replace("{n}", &number)
}
