//! A list of error codes, one row each.

use std::io;

use openai_error_catalog::{Code, Locale};
use serde::Serialize;

use super::json::Classification;
use crate::options::Format;
use crate::outcome::Outcome;
use crate::terminal::output::answer;
use crate::terminal::page::{Column, Page, widest};

#[derive(Serialize)]
struct Row {
    code: Code,
    #[serde(flatten)]
    classification: Option<Classification>,
    retry: bool,
    title: &'static str,
}

impl Row {
    fn new(code: Code, columns: Columns, locale: Locale) -> Self {
        let entry = code.entry();
        Row {
            code,
            classification: (columns != Columns::Few).then(|| Classification::of(entry)),
            retry: entry.retry().is_retryable(),
            title: entry.title(locale),
        }
    }
}

/// The columns of a row.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Columns {
    /// Code, whether to retry, and title.
    Few,
    /// Those of `Few`, and the code's usual status. In JSON: all of its statuses, its category, and its scope.
    All,
    /// Those of `All`, but with this status, which all codes in the list have.
    WithStatus(u16),
}

pub fn show(codes: &[Code], columns: Columns, format: Format, locale: Locale) -> io::Result<Outcome> {
    let rows = || codes.iter().map(|&code| Row::new(code, columns, locale)).collect::<Vec<_>>();
    answer(format, rows, |page| {
        text(page, codes, locale, |code| match columns {
            Columns::Few => None,
            Columns::All => Some(code.entry().statuses().first().map_or("  -".to_owned(), u16::to_string)),
            Columns::WithStatus(status) => Some(status.to_string()),
        })
    })
}

/// Writes the list as a part of a page.
pub fn indented(page: &mut Page, codes: &[Code], locale: Locale) -> io::Result<()> {
    text(page, codes, locale, |_| Some(String::new()))
}

fn text(page: &mut Page, codes: &[Code], locale: Locale, first: impl Fn(Code) -> Option<String>) -> io::Result<()> {
    let width = widest(codes.iter().map(|code| code.as_str()));
    for &code in codes {
        let first = first(code);
        let first = first.iter().map(|text| Column::new(text, 0));
        let verdict = Column::verdict(code.entry().retry().verdict(), locale);
        let columns: Vec<_> = first.chain([Column::name(code.as_str(), width), verdict]).collect();
        page.row(&columns, code.entry().title(locale))?;
    }
    Ok(())
}
