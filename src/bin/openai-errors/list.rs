//! `list` and `languages`.

use std::io;

use openai_error_catalog::{Catalog, Category, Code, Locale};
use serde::Serialize;

use crate::output::{self, advice};
use crate::{Common, Format, Outcome};

#[derive(clap::Args)]
pub struct ListArguments {
    /// Only the codes that come with this HTTP status
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(100..=599))]
    status: Option<u16>,
    #[command(flatten)]
    common: Common,
}

#[derive(Serialize)]
struct Row {
    code: Code,
    statuses: &'static [u16],
    category: Category,
    scope: openai_error_catalog::Scope,
    retry: bool,
    title: &'static str,
}

pub fn run(arguments: &ListArguments) -> io::Result<Outcome> {
    let locale = arguments.common.locale();
    let codes = arguments.status.map_or(Code::ALL, Catalog::by_status);
    if codes.is_empty() {
        anstream::eprintln!("openai-errors: no error comes with this status");
        return Ok(Outcome::NotFound);
    }
    let rows: Vec<Row> = codes
        .iter()
        .map(|code| code.entry())
        .map(|entry| Row {
            code: entry.code(),
            statuses: entry.statuses(),
            category: entry.category(),
            scope: entry.scope(),
            retry: entry.retry().is_retryable(),
            title: entry.title(locale),
        })
        .collect();
    let width = rows.iter().map(|row| row.code.as_str().len()).max().unwrap_or(0);
    output::rows(arguments.common.format, &rows, |row| {
        let status = row.statuses.first().map_or("  -".to_owned(), u16::to_string);
        format!("{status}  {:width$}  {}  {}", row.code, advice(row.retry), row.title)
    })
}

#[derive(clap::Args)]
pub struct LanguagesArguments {
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Serialize)]
struct Language {
    tag: &'static str,
    name: &'static str,
}

pub fn languages(arguments: &LanguagesArguments) -> io::Result<Outcome> {
    let rows: Vec<Language> = Locale::ALL
        .iter()
        .filter(|locale| locale.is_complete())
        .map(|locale| Language { tag: locale.tag(), name: locale.name() })
        .collect();
    output::rows(arguments.format, &rows, |row| format!("{:10}  {}", row.tag, row.name))
}
