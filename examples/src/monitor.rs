//! Counts the outcomes of requests with the usual crates: `metrics`, for any exporter, and a histogram of `hdrhistogram`.
//! The catalog says what to count, and above which value to raise an alert ([`Metric`]).

use std::time::Duration;

use hdrhistogram::Histogram;
use metrics::{counter, histogram};
use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder};
use openai_error_catalog::{Diagnosis, Metric, MetricKind};

/// The metrics that the rules of `docs/prometheus-alerts.yml` expect.
const REQUESTS: &str = "openai_requests_total";
const EXHAUSTED: &str = "openai_retries_exhausted_total";
const DURATION: &str = "openai_request_duration_seconds";

/// The longest time that a window records. Longer times count as this long.
const LONGEST: Duration = Duration::from_secs(3600);

/// The outcome of one request. A retry is a separate request.
#[derive(Clone, Copy, Debug)]
pub struct Outcome {
    failure: Option<Option<Diagnosis>>,
    took: Duration,
    given_up: bool,
}

impl Outcome {
    /// The request succeeded. `took` is the time from sending it to the end of the response.
    #[must_use]
    pub const fn ok(took: Duration) -> Self {
        Outcome { failure: None, took, given_up: false }
    }

    /// The request failed. `failure` is `None` if the catalog doesn't know the error.
    #[must_use]
    pub fn error(failure: impl Into<Option<Diagnosis>>, took: Duration) -> Self {
        Outcome { failure: Some(failure.into()), took, given_up: false }
    }

    /// Marks the outcome as that of the last retry, after which the caller gets the error.
    #[must_use]
    pub const fn given_up(mut self) -> Self {
        self.given_up = true;
        self
    }

    fn status(&self) -> u16 {
        self.failure.map_or(200, |failure| failure.and_then(|failure| failure.status()).unwrap_or(0))
    }

    /// Counts the outcome with the recorder that the program installed.
    pub fn report(&self) {
        let code = self.failure.map_or("ok", |failure| failure.map_or("unknown", |failure| failure.code().as_str()));
        counter!(REQUESTS, "code" => code, "status" => self.status().to_string()).increment(1);
        histogram!(DURATION).record(self.took);
        counter!(EXHAUSTED).increment(self.given_up.into());
    }

    fn counts_for(&self, metric: &Metric) -> bool {
        let is_one_of = |statuses: &[u16]| statuses.is_empty() || statuses.contains(&self.status());
        self.failure.is_some() && if metric.counts_given_up() { self.given_up } else { is_one_of(metric.statuses()) }
    }
}

/// An exporter for Prometheus. Its histogram has the bucket bounds that the alert rules need: at and above each threshold.
///
/// # Errors
///
/// If there are no bounds, which doesn't happen.
pub fn exporter() -> Result<PrometheusBuilder, BuildError> {
    let times = Metric::all().iter().filter(|metric| matches!(metric.kind(), MetricKind::Seconds { .. }));
    let mut bounds = vec![0.5, 1.0, 2.5, 5.0, 10.0];
    bounds.extend(times.flat_map(|metric| [1.0, 2.0, 4.0].map(|times| times * metric.threshold())));
    bounds.sort_by(f64::total_cmp);
    PrometheusBuilder::new().set_buckets_for_metric(Matcher::Full(DURATION.to_owned()), &bounds)
}

/// A threshold that is exceeded.
#[derive(Clone, Copy, Debug)]
pub struct Crossing {
    /// The metric that has this threshold.
    pub metric: &'static Metric,
    /// The value in the window, in the unit of the threshold: a share between 0 and 1, or seconds.
    pub value: f64,
    /// Since when the value has been above the threshold, on the clock of [`Window::close`].
    pub since: Duration,
}

/// The outcomes in a time window, for a program that raises its own alerts. Close the window at regular intervals that are
/// much shorter than [`Metric::sustained`], such as 30 seconds.
///
/// ```
/// use std::time::Duration;
/// use openai_error_catalog::{Catalog, Locale};
/// use openai_error_catalog_examples::monitor::{Outcome, Window};
///
/// let mut window = Window::new(20);
/// let limited = Catalog::by_status_and_message(429, "Rate limit reached for requests").unwrap().diagnosis();
/// for number in 0..100 {
///     let took = Duration::from_millis(800);
///     window.record(&if number % 8 == 0 { Outcome::error(limited, took) } else { Outcome::ok(took) });
/// }
/// for crossing in window.close(Duration::from_secs(30)) {
///     println!("{}: {:.3}, {}", crossing.metric.id(), crossing.value, crossing.metric.action(Locale::En));
/// }
/// ```
#[derive(Debug)]
pub struct Window {
    least: u64,
    requests: u64,
    counted: Vec<u64>,
    /// In milliseconds.
    times: Histogram<u64>,
    opened: Duration,
    since: Vec<Option<Duration>>,
}

impl Window {
    /// An empty window. No threshold counts as exceeded in a window with fewer than `least` requests, because a single
    /// error would be a large share of them.
    ///
    /// # Panics
    ///
    /// Never. The bounds are constants that the histogram accepts.
    #[must_use]
    pub fn new(least: u64) -> Self {
        let times = Histogram::new_with_max(LONGEST.as_millis() as u64, 3).expect("valid bounds");
        let count = Metric::all().len();
        Window { least, requests: 0, counted: vec![0; count], times, opened: Duration::ZERO, since: vec![None; count] }
    }

    /// Counts an outcome.
    pub fn record(&mut self, outcome: &Outcome) {
        self.requests += 1;
        self.times.saturating_record(u64::try_from(outcome.took.as_millis()).unwrap_or(u64::MAX));
        for (count, metric) in self.counted.iter_mut().zip(Metric::all()) {
            *count += u64::from(outcome.counts_for(metric));
        }
    }

    /// Ends the window at `now`, on any clock that never goes back, and begins the next one. Returns the thresholds that
    /// have been exceeded in every window for at least [`Metric::sustained`].
    pub fn close(&mut self, now: Duration) -> Vec<Crossing> {
        let mut crossed = Vec::new();
        for (index, metric) in Metric::all().iter().enumerate() {
            let value = self.value(index, metric).filter(|value| *value > metric.threshold());
            let since = value.map(|_| self.since[index].unwrap_or(self.opened));
            self.since[index] = since;
            if let (Some(value), Some(since)) = (value, since) {
                if now.saturating_sub(since) >= metric.sustained().unwrap_or_default() {
                    crossed.push(Crossing { metric, value, since });
                }
            }
        }
        self.opened = now;
        self.requests = 0;
        self.counted.fill(0);
        self.times.reset();
        crossed
    }

    fn value(&self, index: usize, metric: &Metric) -> Option<f64> {
        if self.requests < self.least.max(1) {
            return None;
        }
        match metric.kind() {
            MetricKind::Ratio => Some(self.counted[index] as f64 / self.requests as f64),
            MetricKind::Seconds { quantile } => {
                let millis = self.times.lowest_equivalent(self.times.value_at_quantile(quantile));
                Some(Duration::from_millis(millis).as_secs_f64())
            }
            // A later version of the catalog may have more kinds.
            _ => None,
        }
    }
}
