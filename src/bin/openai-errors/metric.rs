//! The page of one metric to monitor.

use std::io;

use openai_error_catalog::export::{Label, threshold};
use openai_error_catalog::{Locale, Metric, MetricKind};
use serde::Serialize;

use crate::options::Format;
use crate::outcome::Outcome;
use crate::output::{Page, json};

pub fn show(metric: &'static Metric, format: Format, locale: Locale) -> io::Result<Outcome> {
    match format {
        Format::Text => text(metric, locale)?,
        Format::Json => json(&Shown::new(metric, locale))?,
    }
    Ok(Outcome::Found)
}

fn text(metric: &Metric, locale: Locale) -> io::Result<()> {
    let mut page = Page::new();
    page.title(metric.id(), metric.title(locale))?;
    let colon = Label::Colon.text(locale);
    page.paragraph(&format!("{}{colon}{}", Label::Threshold.text(locale), threshold(metric, locale)))?;
    for (label, text) in [(Label::Meaning, metric.meaning(locale)), (Label::Action, metric.action(locale))] {
        page.heading(label.text(locale))?;
        page.paragraph(text)?;
    }
    Ok(())
}

#[derive(Serialize)]
pub struct Shown {
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
    pub fn new(metric: &'static Metric, locale: Locale) -> Self {
        let (kind, quantile) = match metric.kind() {
            MetricKind::Seconds { quantile } => ("seconds", Some(quantile)),
            _ => ("ratio", None),
        };
        Shown {
            language: locale,
            metric: metric.id(),
            kind,
            quantile,
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
