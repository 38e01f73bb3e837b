//! `search`: errors by words.

use std::io;

use openai_error_catalog::{Catalog, Code};
use serde::Serialize;

use crate::output::{self, advice};
use crate::{Common, Outcome};

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

pub fn run(arguments: &Arguments) -> io::Result<Outcome> {
    let locale = arguments.common.locale();
    let words = arguments.words.join(" ");
    let entries = Catalog::search(&words).map(Code::entry);
    let rows: Vec<Row> = entries
        .map(|entry| Row { code: entry.code(), retry: entry.retry().is_retryable(), title: entry.title(locale) })
        .collect();
    if rows.is_empty() {
        anstream::eprintln!("openai-errors: no error fits {words:?}; `openai-errors list` names them all");
        return Ok(Outcome::NotFound);
    }
    let width = rows.iter().map(|row| row.code.as_str().len()).max().unwrap_or(0);
    output::rows(arguments.common.format, &rows, |row| {
        format!("{:width$}  {}  {}", row.code, advice(row.retry), row.title)
    })
}
