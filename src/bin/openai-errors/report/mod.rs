//! `report`: a log, counted.

mod count;
mod html;
mod text;

use std::io::{self, Write};

use clap::ValueEnum;
use openai_error_catalog::export::Label;
use openai_error_catalog::{Code, Diagnosis, Locale, Scope, Verdict};
use serde::Serialize;

use crate::stream::{Input, each_batch};
use crate::{Outcome, output};
use count::Counts;

const HELP: &str = "\
The lines are those that classify reads. The time of an error is read from the first of these fields that its line \
has: timestamp, @timestamp, time, ts, datetime, date, created_at, created, asctime; as ISO 8601 (UTC if it names no \
zone) or as the time since 1970 in seconds or milliseconds.

Exit status: 0 if every line could be read, 1 if one could not, 2 if a file could not be read or the command line is \
wrong.";

/// How many errors come with advice.
const ADVISED: usize = 5;

/// The maximum number of rows of a list in a report for people.
const ROWS: usize = 12;

/// The maximum number of models in the report.
const MODELS: usize = 100;

/// The maximum number of bars in the chart over time.
const BARS: i64 = 48;

#[derive(clap::Args)]
#[command(after_help = HELP)]
pub struct Arguments {
    #[command(flatten)]
    input: Input,
    /// Form of the report; html is one page with everything in it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Html,
}

pub fn run(arguments: &Arguments, locale: Locale) -> io::Result<Outcome> {
    let is_text = arguments.input.text;
    let mut counts = Counts::default();
    each_batch(
        &arguments.input,
        true,
        move |batch| Counts::of(batch, is_text),
        |more| {
            counts.add(more);
            Ok(())
        },
    )?;
    let report = Report::new(&counts, locale);
    match arguments.format {
        Format::Text => text::write(&report, locale)?,
        Format::Json => output::json(&report)?,
        Format::Html => writeln!(io::stdout().lock(), "{}", html::page(&report, locale).into_string())?,
    }
    Ok(if counts.unreadable == 0 { Outcome::Found } else { Outcome::NotFound })
}

/// The content of the report in any form, in the order in which it is shown.
#[derive(Serialize)]
struct Report<'a> {
    language: Locale,
    lines: u64,
    unreadable: u64,
    errors: u64,
    /// The time of the first error and of the last one.
    first: Option<String>,
    last: Option<String>,
    codes: Vec<CodeRow>,
    verdicts: Vec<VerdictRow>,
    scopes: Vec<ScopeRow>,
    times: Vec<TimeRow>,
    /// The length of each row of `times`.
    seconds_per_time: Option<i64>,
    untimed: u64,
    models: Vec<ModelRow<'a>>,
    other_models: u64,
    advice: Vec<Advice>,
}

#[derive(Serialize)]
struct CodeRow {
    code: Code,
    title: &'static str,
    count: u64,
    retry: u64,
    stop: u64,
    unknown: u64,
}

#[derive(Serialize)]
struct VerdictRow {
    verdict: Verdict,
    count: u64,
}

#[derive(Serialize)]
struct ScopeRow {
    scope: Scope,
    count: u64,
}

#[derive(Serialize)]
struct TimeRow {
    from: String,
    count: u64,
}

#[derive(Serialize)]
struct ModelRow<'a> {
    model: &'a str,
    count: u64,
}

/// What to do about an error: the texts that most of its messages have.
#[derive(Serialize)]
struct Advice {
    code: Code,
    title: &'static str,
    count: u64,
    verdict: Verdict,
    scope: Scope,
    cause: &'static str,
    solution: &'static str,
    steps: Vec<&'static str>,
}

impl<'a> Report<'a> {
    fn new(counts: &'a Counts, locale: Locale) -> Self {
        let mut codes: Vec<CodeRow> = counts
            .codes
            .iter()
            .map(|(code, errors)| CodeRow {
                code: *code,
                title: code.entry().title(locale),
                count: errors.count(),
                retry: errors.with(Verdict::Retry),
                stop: errors.with(Verdict::Stop),
                unknown: errors.with(Verdict::Unknown),
            })
            .collect();
        codes.sort_by_key(|row| std::cmp::Reverse(row.count));
        let of_verdict = |verdict| counts.codes.values().map(|errors| errors.with(verdict)).sum();
        let of_scope = |scope| counts.codes.values().map(|errors| errors.in_scope(scope)).sum();
        let verdicts = Verdict::ALL.iter().map(|&verdict| VerdictRow { verdict, count: of_verdict(verdict) });
        let scopes = Scope::ALL.iter().map(|&scope| ScopeRow { scope, count: of_scope(scope) });
        let mut scopes: Vec<ScopeRow> = scopes.filter(|row| row.count > 0).collect();
        scopes.sort_by_key(|row| std::cmp::Reverse(row.count));
        let mut models: Vec<ModelRow<'_>> =
            counts.models.iter().map(|(model, &count)| ModelRow { model, count }).collect();
        models.sort_by(|a, b| b.count.cmp(&a.count).then(a.model.cmp(b.model)));
        models.truncate(MODELS);
        let shown: u64 = models.iter().map(|row| row.count).sum();
        let advice = codes.iter().take(ADVISED).filter_map(|row| {
            let (most, _) = counts.codes.get(&row.code)?.most()?;
            Some(Advice::new(most, row, locale))
        });
        let (times, seconds_per_time) = times(counts);
        Report {
            language: locale,
            lines: counts.lines,
            unreadable: counts.unreadable,
            errors: codes.iter().map(|row| row.count).sum(),
            first: counts.first.and_then(minute),
            last: counts.last.and_then(minute),
            advice: advice.collect(),
            codes,
            verdicts: verdicts.filter(|row| row.count > 0).collect(),
            scopes,
            times,
            seconds_per_time,
            untimed: counts.untimed,
            other_models: counts.with_model - shown,
            models,
        }
    }

    /// How many errors have a model.
    fn with_model(&self) -> u64 {
        self.other_models + self.models.iter().map(|row| row.count).sum::<u64>()
    }

    /// The lines that could be read but contain no known error.
    fn others(&self) -> u64 {
        self.lines - self.unreadable - self.errors
    }

    fn period(&self, locale: Locale) -> Option<String> {
        let short = |time: &str| time.trim_end_matches('Z').replace('T', " ");
        let (first, last) = (short(self.first.as_deref()?), short(self.last.as_deref()?));
        Some(Label::ReportPeriod.text(locale).replace("{from}", &first).replace("{to}", &last))
    }
}

impl Advice {
    fn new(most: Diagnosis, row: &CodeRow, locale: Locale) -> Self {
        Advice {
            code: row.code,
            title: row.title,
            count: row.count,
            verdict: most.verdict(),
            scope: most.scope(),
            cause: most.cause(locale),
            solution: most.solution(locale),
            steps: most.steps(locale).collect(),
        }
    }
}

/// The errors over time, in whole hours, or in groups of hours if the chart has no room for all.
fn times(counts: &Counts) -> (Vec<TimeRow>, Option<i64>) {
    const WIDTHS: [i64; 8] = [1, 2, 3, 6, 12, 24, 48, 168];
    let (Some((&first, _)), Some((&last, _))) = (counts.hours.first_key_value(), counts.hours.last_key_value()) else {
        return (Vec::new(), None);
    };
    let fits = |width: &i64| last.div_euclid(*width) - first.div_euclid(*width) < BARS;
    let mut wider = std::iter::successors(WIDTHS.last().copied(), |width| width.checked_mul(2));
    let width = WIDTHS.into_iter().find(fits).or_else(|| wider.find(fits)).unwrap_or(i64::MAX);
    let bars = first.div_euclid(width)..=last.div_euclid(width);
    let rows = bars.filter_map(|bar| {
        let from = bar * width;
        let count = counts.hours.range(from..from.saturating_add(width)).map(|(_, count)| count).sum();
        Some(TimeRow { from: minute(from * 3_600_000)?, count })
    });
    (rows.collect(), Some(width * 3600))
}

/// `2026-11-21T10:00Z`.
fn minute(milliseconds: i64) -> Option<String> {
    let time = jiff::Timestamp::from_millisecond(milliseconds).ok()?;
    Some(time.strftime("%Y-%m-%dT%H:%MZ").to_string())
}

/// A share in percent, for people: 0 % is shown only for nothing.
fn share(part: u64, whole: u64, locale: Locale) -> String {
    let percent = (u128::from(part) * 100 + u128::from(whole) / 2).checked_div(u128::from(whole)).unwrap_or(0);
    let number = if percent == 0 && part > 0 { "<1".to_owned() } else { percent.to_string() };
    Label::ReportShare.text(locale).replace("{n}", &number)
}

/// Whether to retry, in a word or two.
fn verdict_words(verdict: Verdict, locale: Locale) -> &'static str {
    match verdict {
        Verdict::Retry => Label::LineRetry.text(locale),
        Verdict::Stop => Label::LineStop.text(locale),
        _ => Label::LineUnknown.text(locale),
    }
}
