//! The metrics to monitor: a page about one, and a list of all.

use std::io;

use openai_error_catalog::export::{Label, threshold};
use openai_error_catalog::{Locale, Metric};
use serde::Serialize;

use super::sections::{fact, section};
use crate::options::Format;
use crate::outcome::Outcome;
use crate::terminal::output::answer;
use crate::terminal::page::{Column, Page, widest};

pub fn show(metric: &'static Metric, format: Format, locale: Locale) -> io::Result<Outcome> {
    answer(format, || Shown::new(metric, locale), |page| text(page, metric, locale))
}

fn text(page: &mut Page, metric: &Metric, locale: Locale) -> io::Result<()> {
    page.title(metric.id(), metric.title(locale))?;
    fact(page, Label::Threshold, &threshold(metric, locale), locale)?;
    section(page, Label::Meaning, metric.meaning(locale), locale)?;
    section(page, Label::Action, metric.action(locale), locale)
}

pub fn list(format: Format, locale: Locale) -> io::Result<Outcome> {
    let shown = || Metric::all().iter().map(|metric| Shown::new(metric, locale)).collect::<Vec<_>>();
    answer(format, shown, |page| {
        let thresholds: Vec<_> = Metric::all().iter().map(|metric| threshold(metric, locale)).collect();
        let width = widest(thresholds.iter().map(String::as_str));
        let names = widest(Metric::all().iter().map(Metric::id));
        for (metric, threshold) in Metric::all().iter().zip(&thresholds) {
            let columns = [Column::name(metric.id(), names), Column::new(threshold, width)];
            page.row(&columns, metric.title(locale))?;
        }
        Ok(())
    })
}

#[derive(Serialize)]
struct Shown {
    language: Locale,
    metric: &'static str,
    kind: &'static str,
    quantile: Option<f64>,
    statuses: &'static [u16],
    counts_given_up: bool,
    threshold: f64,
    sustained_s: Option<u64>,
    title: &'static str,
    meaning: &'static str,
    action: &'static str,
}

impl Shown {
    fn new(metric: &'static Metric, locale: Locale) -> Self {
        let kind = metric.kind();
        Shown {
            language: locale,
            metric: metric.id(),
            kind: kind.as_str(),
            quantile: kind.quantile(),
            statuses: metric.statuses(),
            counts_given_up: metric.counts_given_up(),
            threshold: metric.threshold(),
            sustained_s: metric.sustained().map(|time| time.as_secs()),
            title: metric.title(locale),
            meaning: metric.meaning(locale),
            action: metric.action(locale),
        }
    }
}
