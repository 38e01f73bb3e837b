//! `list` and `languages`.

use std::io;

use clap::ValueEnum;
use openai_error_catalog::export::threshold;
use openai_error_catalog::{Catalog, Category, Code, Exception, Locale, Metric, Scope};
use serde::Serialize;

use crate::options::{Common, Format};
use crate::outcome::Outcome;
use crate::output::{self, Column, by_policy, widest};
use crate::{exception, language, metric, name};

#[derive(clap::Args)]
pub struct ListArguments {
    /// Only the codes that come with this HTTP status
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(100..=599))]
    status: Option<u16>,
    #[command(flatten)]
    common: Common,
    /// What to list
    #[arg(value_enum, default_value_t = Kind::Codes, conflicts_with = "status")]
    kind: Kind,
}

#[derive(Clone, Copy, ValueEnum)]
enum Kind {
    /// The error codes
    Codes,
    /// The exceptions of the Python client
    Exceptions,
    /// What to monitor, and above which value to raise an alert
    Metrics,
}

pub fn run(arguments: &ListArguments, locale: Locale) -> io::Result<Outcome> {
    let format = arguments.common.format;
    match (arguments.kind, arguments.status) {
        (Kind::Exceptions, _) => exceptions(format, locale),
        (Kind::Metrics, _) => metrics(format, locale),
        (Kind::Codes, None) => codes(Code::ALL, None, format, locale),
        (Kind::Codes, Some(status)) if Catalog::by_status(status).is_empty() => {
            name::not_found(&status.to_string(), "", locale);
            Ok(Outcome::NotFound)
        }
        (Kind::Codes, Some(status)) => codes(Catalog::by_status(status), Some(status), format, locale),
    }
}

#[derive(Serialize)]
struct CodeRow {
    code: Code,
    statuses: &'static [u16],
    category: Category,
    scope: Scope,
    retry: bool,
    title: &'static str,
}

/// The codes, each after its usual status, or after the one that all of them come with.
pub fn codes(codes: &[Code], status: Option<u16>, format: Format, locale: Locale) -> io::Result<Outcome> {
    let entries = codes.iter().map(|code| code.entry());
    let rows: Vec<_> = entries
        .map(|entry| CodeRow {
            code: entry.code(),
            statuses: entry.statuses(),
            category: entry.category(),
            scope: entry.scope(),
            retry: entry.retry().is_retryable(),
            title: entry.title(locale),
        })
        .collect();
    let width = widest(rows.iter().map(|row| row.code.as_str()));
    output::rows(format, &rows, |page, row| {
        let status = status.as_ref().or(row.statuses.first()).map_or("  -".to_owned(), u16::to_string);
        let verdict = Column::verdict(by_policy(row.retry), locale);
        page.row(&[Column::new(&status, 3), Column::name(row.code.as_str(), width), verdict], row.title)
    })
}

/// How many codes of an exception are listed in its row; a bad request can be any of fifty.
const USUAL: usize = 3;

#[derive(Serialize)]
struct ExceptionRow {
    exception: Exception,
    statuses: Option<(u16, u16)>,
    codes: &'static [Code],
}

fn exceptions(format: Format, locale: Locale) -> io::Result<Outcome> {
    let rows: Vec<_> = Exception::ALL
        .iter()
        .map(|&exception| ExceptionRow { exception, statuses: exception.statuses(), codes: exception.codes() })
        .collect();
    let names = widest(rows.iter().map(|row| row.exception.as_str()));
    let statuses: Vec<_> = rows.iter().map(|row| exception::statuses(row.exception, locale)).collect();
    let width = widest(statuses.iter().map(String::as_str));
    let mut statuses = statuses.iter();
    output::rows(format, &rows, |page, row| {
        let status = statuses.next().map_or("", String::as_str);
        let usual: Vec<_> = row.codes.iter().take(USUAL).map(|code| code.as_str()).collect();
        let more = row.codes.len().saturating_sub(USUAL);
        let more = if more > 0 { format!(", … + {more}") } else { String::new() };
        let columns = [Column::new(status, width), Column::name(row.exception.as_str(), names)];
        page.row(&columns, &format!("{}{more}", usual.join(", ")))
    })
}

fn metrics(format: Format, locale: Locale) -> io::Result<Outcome> {
    if format == Format::Json {
        let rows: Vec<_> = Metric::all().iter().map(|metric| metric::Shown::new(metric, locale)).collect();
        output::json(&rows)?;
        return Ok(Outcome::Found);
    }
    let mut page = output::Page::new();
    let thresholds: Vec<_> = Metric::all().iter().map(|metric| threshold(metric, locale)).collect();
    let width = widest(thresholds.iter().map(String::as_str));
    let names = widest(Metric::all().iter().map(Metric::id));
    for (metric, threshold) in Metric::all().iter().zip(&thresholds) {
        let columns = [Column::name(metric.id(), names), Column::new(threshold, width)];
        page.row(&columns, metric.title(locale))?;
    }
    Ok(Outcome::Found)
}

#[derive(clap::Args)]
pub struct LanguagesArguments {
    #[command(flatten)]
    common: Common,
}

#[derive(Serialize)]
struct Language {
    tag: &'static str,
    name: &'static str,
}

pub fn languages(arguments: &LanguagesArguments) -> io::Result<Outcome> {
    let rows: Vec<Language> =
        language::complete().map(|locale| Language { tag: locale.tag(), name: locale.name() }).collect();
    output::rows(arguments.common.format, &rows, |page, row| page.row(&[Column::new(row.tag, 10)], row.name))
}
