//! The report as an HTML page: a single file that loads nothing else. The templates escape everything that comes from the
//! log.

use std::time::Duration;

use maud::{DOCTYPE, Markup, PreEscaped, html};
use openai_error_catalog::export::{Label, verdict_words};
use openai_error_catalog::{Catalog, Locale};

use crate::terminal::safe;

use super::display::{ROWS, share, time};
use super::summary::Report;

const STYLE: &str = include_str!("style.css");

/// The width of a bar, in units of its SVG view box.
const WIDTH: u64 = 1000;

pub fn page(report: &Report<'_>, locale: Locale) -> Markup {
    let label = |label: Label| label.text(locale);
    html! {
        (DOCTYPE)
        html lang=(locale.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'";
                meta name="color-scheme" content="light dark";
                title { (label(Label::ReportTitle)) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                header {
                    h1 { (label(Label::ReportTitle)) }
                    @if let Some(period) = report.period(locale) { p { (period) } }
                }
                main {
                    (tiles(report, locale))
                    @if report.errors == 0 { p { (label(Label::ReportNone)) } } @else { (charts(report, locale)) }
                }
                footer {
                    p {
                        "openai-errors " (env!("CARGO_PKG_VERSION")) ". "
                        (label(Label::Checked).replace("{date}", &Catalog::CHECKED.to_string()))
                    }
                }
            }
        }
    }
}

fn tiles(report: &Report<'_>, locale: Locale) -> Markup {
    let counted = [
        (Label::ReportErrors, report.errors),
        (Label::ReportLines, report.lines),
        (Label::ReportOthers, report.others()),
        (Label::ReportUnreadable, report.unreadable),
    ];
    html! {
        dl.tiles {
            @for (name, count) in counted { div { dt { (name.text(locale)) } dd { (grouped(count)) } } }
        }
    }
}

fn charts(report: &Report<'_>, locale: Locale) -> Markup {
    let label = |label: Label| label.text(locale);
    let most = report.codes.first().map_or(0, |row| row.count);
    let other_codes = report.errors - report.codes.iter().take(ROWS).map(|row| row.count).sum::<u64>();
    let all_models = report.with_model();
    let most_models = report.models.first().map_or(0, |row| row.count);
    let other_models = all_models - report.models.iter().take(ROWS).map(|row| row.count).sum::<u64>();
    let most_scopes = report.scopes.first().map_or(0, |row| row.count);
    html! {
        section {
            h2 { (label(Label::ReportVerdicts)) }
            svg.bar.tall viewBox=(format!("0 0 {WIDTH} 10")) preserveAspectRatio="none" aria-hidden="true" {
                (parts(report.verdicts.iter().map(|row| (row.verdict.as_str(), row.count)), report.errors))
            }
            ul.legend {
                @for row in &report.verdicts {
                    li {
                        span.(row.verdict.as_str()) {} (verdict_words(row.verdict, locale)) " "
                        b { (grouped(row.count)) } " " span.share { (share(row.count, report.errors, locale)) }
                    }
                }
            }
        }
        section {
            h2 { (label(Label::ReportCodes)) }
            ul.rows {
                @for row in report.codes.iter().take(ROWS) {
                    (self::row(html! { (row.title) " " code { (row.code) } }, row.count, report.errors, locale, parts(
                        [("retry", row.retry), ("stop", row.stop), ("unknown", row.unknown)].into_iter(), most,
                    )))
                }
                (rest(other_codes, report.errors, locale))
            }
        }
        section {
            h2 { (label(Label::Scope)) }
            ul.rows {
                @for row in &report.scopes {
                    (self::row(html! { (row.scope.text(locale)) }, row.count, report.errors, locale,
                        parts([("plain", row.count)].into_iter(), most_scopes)))
                }
            }
        }
        @if !report.times.is_empty() { (times(report, locale)) }
        @if !report.models.is_empty() {
            section {
                h2 { (label(Label::ReportModels)) }
                ul.rows {
                    @for row in report.models.iter().take(ROWS) {
                        (self::row(html! { bdi { code { (safe::text(row.model)) } } }, row.count, all_models, locale,
                            parts([("plain", row.count)].into_iter(), most_models)))
                    }
                    (rest(other_models, all_models, locale))
                }
            }
        }
        section {
            h2 { (label(Label::ReportAdvice)) }
            @for advice in &report.advice {
                article {
                    h3 { (advice.title) " " code { (advice.code) } }
                    p.facts {
                        span.tag.(advice.verdict.as_str()) { (verdict_words(advice.verdict, locale)) } " "
                        b { (grouped(advice.count)) } " " span.share { (share(advice.count, report.errors, locale)) }
                    }
                    p { (with_code(advice.texts.cause)) }
                    p { b { (with_code(advice.texts.solution)) } }
                    details {
                        summary { (label(Label::Steps)) }
                        ol { @for step in &advice.texts.steps { li { (with_code(step)) } } }
                    }
                    @if advice.code.entry().links().len() > 0 {
                        ul.links {
                            @for link in advice.code.entry().links() {
                                li { a href=(link.url()) rel="noreferrer" { (link.title(locale)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A row: a name, its count, and its bar.
fn row(name: Markup, count: u64, whole: u64, locale: Locale, bar: Markup) -> Markup {
    html! {
        li {
            (name_and_count(name, count, whole, locale))
            svg.bar viewBox=(format!("0 0 {WIDTH} 10")) preserveAspectRatio="none" aria-hidden="true" { (bar) }
        }
    }
}

/// A row for everything without a row of its own. It has no bar, because all other bars would be tiny next to it.
fn rest(count: u64, whole: u64, locale: Locale) -> Markup {
    html! {
        @if count > 0 { li { (name_and_count(html! { (Label::ReportRest.text(locale)) }, count, whole, locale)) } }
    }
}

fn name_and_count(name: Markup, count: u64, whole: u64, locale: Locale) -> Markup {
    html! {
        span.name { (name) }
        span.count { (grouped(count)) " " span.share { (share(count, whole, locale)) } }
    }
}

/// The segments of a bar, one after another, each with its CSS class. A count of `most` fills
/// the whole width.
fn parts<'a>(counts: impl Iterator<Item = (&'a str, u64)>, most: u64) -> Markup {
    let scale = |count: u64| scaled(count, most, WIDTH);
    let mut before = 0;
    html! {
        @for (class, count) in counts.filter(|(_, count)| *count > 0) {
            @let from = scale(before);
            @let until = scale({ before += count; before }).max(from + 2);
            rect.(class) x=(from) width=(until - from) height="10" {}
        }
    }
}

fn times(report: &Report<'_>, locale: Locale) -> Markup {
    const STEP: usize = 20;
    const HEIGHT: u64 = 200;
    let most = report.times.iter().map(|row| row.count).max().unwrap_or(0);
    let seconds = report.seconds_per_time.and_then(|seconds| u64::try_from(seconds).ok()).unwrap_or(0);
    let bar =
        Label::ReportBar.text(locale).replace("{time}", &locale.duration(Duration::from_secs(seconds)).to_string());
    // A minimum, so that a few bars aren't stretched across the page.
    let columns = report.times.len().max(12);
    html! {
        section {
            h2 { (Label::ReportTimes.text(locale)) }
            p.scale { (grouped(most)) }
            svg.times viewBox=(format!("0 0 {} {HEIGHT}", columns * STEP)) preserveAspectRatio="none" role="img"
                aria-label=(Label::ReportTimes.text(locale)) {
                @for (index, row) in report.times.iter().enumerate() {
                    @let height = scaled(row.count, most, HEIGHT).max(u64::from(row.count > 0) * 2);
                    rect.plain x=(index * STEP + 1) y=(HEIGHT - height) width=(STEP - 2) height=(height) {
                        title { (time(&row.from)) ": " (row.count) }
                    }
                }
            }
            p.axis {
                @if let Some(first) = report.times.first() { span { (time(&first.from)) } }
                @if report.times.len() == columns {
                    @if let Some(last) = report.times.last() { span { (time(&last.from)) } }
                }
            }
            p.share { (bar) }
            @if report.untimed > 0 {
                p.share { (Label::ReportUntimed.text(locale).replace("{n}", &grouped(report.untimed))) }
            }
        }
    }
}

fn scaled(count: u64, most: u64, size: u64) -> u64 {
    let scaled = (u128::from(count) * u128::from(size)).checked_div(u128::from(most)).unwrap_or(0);
    u64::try_from(scaled).unwrap_or(size)
}

/// Groups digits by three with a narrow space, as ISO 80000 says: a comma or a point is a decimal mark in some languages.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index) % 3 == 0 {
            grouped.push('\u{202f}');
        }
        grouped.push(digit);
    }
    grouped
}

/// Turns a text of the catalog into HTML: what is in backticks becomes `<code>`.
fn with_code(text: &str) -> Markup {
    html! {
        @for (index, part) in text.split('`').enumerate() {
            @if index % 2 == 1 { code { (part) } } @else { (part) }
        }
    }
}
