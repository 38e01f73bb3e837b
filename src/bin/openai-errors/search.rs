//! `search`: errors by words.

use std::io;

use openai_error_catalog::{Catalog, Code, Locale};
use serde::Serialize;

use crate::name;
use crate::options::Common;
use crate::outcome::Outcome;
use crate::output::{self, Column, by_policy, widest};

#[derive(clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    common: Common,
    /// Words in any of the languages, a status, or a piece of a name
    #[arg(required = true, value_name = "WORDS")]
    words: Vec<String>,
}

#[derive(Serialize)]
struct Row {
    code: Code,
    retry: bool,
    title: &'static str,
}

pub fn run(arguments: &Arguments, locale: Locale) -> io::Result<Outcome> {
    let words = arguments.words.join(" ");
    let entries = Catalog::search(&words).map(Code::entry);
    let rows: Vec<Row> = entries
        .map(|entry| Row { code: entry.code(), retry: entry.retry().is_retryable(), title: entry.title(locale) })
        .collect();
    if rows.is_empty() {
        name::not_found(&words, "", locale);
        return Ok(Outcome::NotFound);
    }
    let width = widest(rows.iter().map(|row| row.code.as_str()));
    output::rows(arguments.common.format, &rows, |page, row| {
        let verdict = Column::verdict(by_policy(row.retry), locale);
        page.row(&[Column::name(row.code.as_str(), width), verdict], row.title)
    })
}
