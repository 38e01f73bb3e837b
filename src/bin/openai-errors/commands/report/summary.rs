//! The content of the report, which all its formats share.

use openai_error_catalog::export::Label;
use openai_error_catalog::{Code, Diagnosis, Locale, Scope, Verdict};
use serde::Serialize;

use super::count::Counts;
use super::display::time;
use crate::pages::json::Advice;

/// How many of the most frequent errors get advice.
const ADVISED: usize = 5;

/// The maximum number of models in the report.
const MODELS: usize = 100;

/// The maximum number of bars in the chart over time.
const BARS: i64 = 48;

/// The report. Its lists are in the order in which they are shown.
#[derive(Serialize)]
pub struct Report<'a> {
    pub language: Locale,
    pub lines: u64,
    pub unreadable: u64,
    pub errors: u64,
    /// The time of the first error and of the last one.
    pub first: Option<String>,
    pub last: Option<String>,
    pub codes: Vec<CodeRow>,
    pub verdicts: Vec<VerdictRow>,
    pub scopes: Vec<ScopeRow>,
    pub times: Vec<TimeRow>,
    /// How many seconds each row of `times` covers.
    pub seconds_per_time: Option<i64>,
    pub untimed: u64,
    pub models: Vec<ModelRow<'a>>,
    pub other_models: u64,
    pub advice: Vec<AdviceRow>,
}

#[derive(Serialize)]
pub struct CodeRow {
    pub code: Code,
    pub title: &'static str,
    pub count: u64,
    pub retry: u64,
    pub stop: u64,
    pub unknown: u64,
}

#[derive(Serialize)]
pub struct VerdictRow {
    pub verdict: Verdict,
    pub count: u64,
}

#[derive(Serialize)]
pub struct ScopeRow {
    pub scope: Scope,
    pub count: u64,
}

#[derive(Serialize)]
pub struct TimeRow {
    pub from: String,
    pub count: u64,
}

#[derive(Serialize)]
pub struct ModelRow<'a> {
    pub model: &'a str,
    pub count: u64,
}

/// What to do about an error. The texts are those of its most frequent diagnosis.
#[derive(Serialize)]
pub struct AdviceRow {
    pub code: Code,
    pub title: &'static str,
    pub count: u64,
    pub verdict: Verdict,
    pub scope: Scope,
    #[serde(flatten)]
    pub texts: Advice,
}

impl<'a> Report<'a> {
    pub fn new(counts: &'a Counts, locale: Locale) -> Self {
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
            Some(AdviceRow::new(most, row, locale))
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

    /// How many errors say which model was called.
    pub fn with_model(&self) -> u64 {
        self.other_models + self.models.iter().map(|row| row.count).sum::<u64>()
    }

    /// The lines that could be read but contain no known error.
    pub fn others(&self) -> u64 {
        self.lines - self.unreadable - self.errors
    }

    pub fn period(&self, locale: Locale) -> Option<String> {
        let (first, last) = (time(self.first.as_deref()?), time(self.last.as_deref()?));
        Some(Label::ReportPeriod.text(locale).replace("{from}", &first).replace("{to}", &last))
    }
}

impl AdviceRow {
    fn new(most: Diagnosis, row: &CodeRow, locale: Locale) -> Self {
        AdviceRow {
            code: row.code,
            title: row.title,
            count: row.count,
            verdict: most.verdict(),
            scope: most.scope(),
            texts: Advice::of_diagnosis(&most, locale),
        }
    }
}

/// The errors over time, and the seconds that each row covers: an hour, or several if the chart has no room for all hours.
fn times(counts: &Counts) -> (Vec<TimeRow>, Option<i64>) {
    // In hours: from one hour to a week.
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

/// A time in the form `2026-11-21T10:00Z`. `None` if it is out of range.
fn minute(milliseconds: i64) -> Option<String> {
    let time = jiff::Timestamp::from_millisecond(milliseconds).ok()?;
    Some(time.strftime("%Y-%m-%dT%H:%MZ").to_string())
}
