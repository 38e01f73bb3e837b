//! Checks the metrics and their thresholds.

use std::collections::BTreeMap;

use super::checker::Checker;
use crate::compiler::enums::{self, METRIC_KINDS};
use crate::compiler::load::fields::At;
use crate::compiler::problem::ProblemKind;

impl Checker<'_> {
    pub(super) fn monitoring(&mut self) {
        let Some(monitoring) = &self.catalog.monitoring else { return };
        if let Some(checked) = &monitoring.checked {
            self.sourced(&checked.place, "monitoring.toml", &monitoring.sources);
        }
        self.date(monitoring.checked.as_ref());
        let mut seen: BTreeMap<&str, &At<String>> = BTreeMap::new();
        for metric in &monitoring.metrics {
            if let Some(first) = seen.insert(&metric.id.value, &metric.id) {
                let at = first.place.short();
                self.problem(
                    &metric.id.place,
                    ProblemKind::RepeatedMetric,
                    format!("the metric `{}` is already defined at {at}", metric.id.value),
                    "rename one",
                );
            }
            let unknown = ProblemKind::UnknownMetricKind;
            enums::find(&metric.kind, &METRIC_KINDS, unknown, "kind of metric", self.problems);
            let is_ratio = metric.kind.value == "ratio";
            let fits = if is_ratio { 0.0..1.0 } else { 0.0..86_400.0 };
            if !fits.contains(&metric.threshold.value) {
                self.problem(
                    &metric.threshold.place,
                    ProblemKind::Threshold,
                    format!("the threshold {} is out of range", metric.threshold.value),
                    "write a ratio as a fraction, 0.05 for 5 percent, and a time in seconds",
                );
            }
            let quantile = metric.quantile.as_ref();
            if quantile.is_some() == is_ratio || quantile.is_some_and(|q| !(0.0..1.0).contains(&q.value)) {
                self.problem(
                    quantile.map_or(&metric.id.place, |quantile| &quantile.place),
                    ProblemKind::Quantile,
                    format!("the metric `{}` and its `quantile` don't fit", metric.id.value),
                    "set `quantile = 0.99` for a metric in seconds; a ratio must not have one",
                );
            }
            self.statuses(&metric.statuses);
            for text in metric.texts.iter().flatten().flatten() {
                self.text(text);
            }
        }
    }
}
