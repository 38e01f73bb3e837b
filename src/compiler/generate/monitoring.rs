//! Writes the metrics with their thresholds.

use proc_macro2::Literal;
use quote::quote;

use super::rust_file::{Files, Lists, number};
use super::text_pool::Texts;
use crate::compiler::check::checked::Checked;

pub fn metrics(files: &mut Files, checked: &Checked, pool: &mut Texts<'_>) {
    let catalog = &checked.catalog;
    let mut file = files.at("metrics.rs");
    if let Some(monitoring) = &catalog.monitoring {
        let mut statuses = Lists::new();
        let mut rows = Vec::new();
        for metric in &monitoring.metrics {
            let id = &metric.id.value;
            let kind = match (metric.kind.value.as_str(), &metric.quantile) {
                ("seconds", Some(quantile)) => {
                    let quantile = Literal::f64_unsuffixed(quantile.value);
                    quote!(MetricKind::Seconds { quantile: #quantile })
                }
                _ => quote!(MetricKind::Ratio),
            };
            let span = statuses.push(metric.statuses.iter().map(|status| status.value as u64));
            let threshold = Literal::f64_unsuffixed(metric.threshold.value);
            let (window, given_up) = (metric.for_seconds, metric.given_up);
            let texts: Vec<Option<Vec<String>>> = metric
                .texts
                .iter()
                .map(|texts| texts.as_ref().map(|texts| texts.iter().map(|text| text.value.clone()).collect()))
                .collect();
            let texts = pool.starts(&texts).into_iter().map(|(first, _)| number(first as usize));
            rows.push(quote! {
                Metric {
                    id: #id, kind: #kind, statuses: #span, given_up: #given_up, threshold: #threshold, seconds: #window, texts: [#(#texts),*],
                }
            });
        }
        file.table("METRICS", quote!(Metric), rows);
        file.numbers("METRIC_STATUSES", "u16", statuses.items);
    }
}
