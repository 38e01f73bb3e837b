//! `Metric`: what to monitor in production, and when to raise an alert.

use core::time::Duration;

use crate::span::Span;
use crate::text::locale::{LOCALES, Locale};
use crate::text::pool::text;

include!(concat!(env!("OUT_DIR"), "/metrics.rs"));

/// A metric with its alert threshold.
#[derive(Debug, PartialEq)]
pub struct Metric {
    pub(crate) id: &'static str,
    pub(crate) kind: MetricKind,
    pub(crate) statuses: Span,
    pub(crate) given_up: bool,
    pub(crate) threshold: f64,
    pub(crate) seconds: u32,
    pub(crate) texts: [u32; LOCALES],
}

/// What a metric measures.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum MetricKind {
    /// A share of all requests, from 0 to 1.
    Ratio,
    /// A quantile of the response time, in seconds.
    Seconds {
        /// 0.99: 99 of 100 requests stay below this time.
        quantile: f64,
    },
}

impl MetricKind {
    /// `ratio` or `seconds`.
    ///
    /// ```
    /// use openai_error_catalog::MetricKind;
    /// assert_eq!(MetricKind::Ratio.as_str(), "ratio");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            MetricKind::Ratio => "ratio",
            MetricKind::Seconds { .. } => "seconds",
        }
    }

    /// The quantile of the response time, from 0 to 1; `None` for a ratio.
    ///
    /// ```
    /// use openai_error_catalog::MetricKind;
    /// assert_eq!(MetricKind::Seconds { quantile: 0.99 }.quantile(), Some(0.99));
    /// ```
    #[must_use]
    pub const fn quantile(self) -> Option<f64> {
        match self {
            MetricKind::Ratio => None,
            MetricKind::Seconds { quantile } => Some(quantile),
        }
    }
}

impl Metric {
    /// All metrics, in the order of the catalog.
    ///
    /// ```
    /// use openai_error_catalog::Metric;
    /// let ids: Vec<_> = Metric::all().iter().map(|metric| metric.id()).collect();
    /// assert!(ids.contains(&"rate_limited_rate"));
    /// ```
    #[must_use]
    pub const fn all() -> &'static [Metric] {
        &METRICS
    }

    /// The metric's name. It never changes.
    ///
    /// ```
    /// use openai_error_catalog::Metric;
    /// assert_eq!(Metric::all()[0].id(), "error_rate");
    /// ```
    #[must_use]
    pub const fn id(&self) -> &'static str {
        self.id
    }

    /// What the metric measures.
    ///
    /// ```
    /// use openai_error_catalog::{Metric, MetricKind};
    /// assert_eq!(Metric::all()[0].kind(), MetricKind::Ratio);
    /// ```
    #[must_use]
    pub const fn kind(&self) -> MetricKind {
        self.kind
    }

    /// The statuses that the metric counts. Empty if it counts every error, or if [`Metric::counts_given_up`] is true.
    ///
    /// ```
    /// use openai_error_catalog::Metric;
    /// let metric = Metric::all().iter().find(|metric| metric.id() == "server_error_rate").unwrap();
    /// assert_eq!(metric.statuses(), [500, 502, 503]);
    /// ```
    #[must_use]
    pub fn statuses(&self) -> &'static [u16] {
        self.statuses.of(&METRIC_STATUSES)
    }

    /// Whether the metric counts only requests that failed with the last retry, whatever the status, instead of every
    /// failure.
    ///
    /// ```
    /// use openai_error_catalog::Metric;
    /// let metric = Metric::all().iter().find(|metric| metric.counts_given_up()).unwrap();
    /// assert_eq!(metric.id(), "retry_exhaustion_rate");
    /// ```
    #[must_use]
    pub fn counts_given_up(&self) -> bool {
        self.given_up
    }

    /// The value above which to raise an alert: a share from 0 to 1 for [`MetricKind::Ratio`], a time in seconds for
    /// [`MetricKind::Seconds`].
    ///
    /// ```
    /// use openai_error_catalog::Metric;
    /// assert_eq!(Metric::all()[0].threshold(), 0.05);
    /// ```
    #[must_use]
    pub const fn threshold(&self) -> f64 {
        self.threshold
    }

    /// How long the value must stay above the threshold; `None` if the source gives no time.
    ///
    /// ```
    /// use core::time::Duration;
    /// use openai_error_catalog::Metric;
    /// let metric = Metric::all().iter().find(|metric| metric.id() == "server_error_rate").unwrap();
    /// assert_eq!(metric.sustained(), Some(Duration::from_secs(300)));
    /// ```
    #[must_use]
    pub fn sustained(&self) -> Option<Duration> {
        (self.seconds > 0).then(|| Duration::from_secs(self.seconds.into()))
    }

    /// The metric in a few words.
    ///
    /// ```
    /// use openai_error_catalog::{Locale, Metric};
    /// assert!(!Metric::all()[0].title(Locale::ZhHans).is_empty());
    /// ```
    #[must_use]
    pub fn title(&self, locale: Locale) -> &'static str {
        text(self.texts[locale.index()])
    }

    /// What it means if the threshold is exceeded.
    ///
    /// ```
    /// use openai_error_catalog::{Locale, Metric};
    /// assert!(!Metric::all()[0].meaning(Locale::En).is_empty());
    /// ```
    #[must_use]
    pub fn meaning(&self, locale: Locale) -> &'static str {
        text(self.texts[locale.index()] + 1)
    }

    /// What to do first.
    ///
    /// ```
    /// use openai_error_catalog::{Locale, Metric};
    /// assert!(!Metric::all()[0].action(Locale::En).is_empty());
    /// ```
    #[must_use]
    pub fn action(&self, locale: Locale) -> &'static str {
        text(self.texts[locale.index()] + 2)
    }
}
