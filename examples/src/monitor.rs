//! Outcomes counted in a sliding window, against the catalog's thresholds ([`Metric`]).

use core::fmt;
use core::time::Duration;

use openai_error_catalog::{Metric, MetricKind};

const METRIC_COUNT: usize = Metric::all().len();

/// Counts what became of requests, over the last minutes, and says which
/// thresholds of [`Metric::all`] are crossed.
///
/// Nothing here reads a clock: the caller says what time it is, as the time
/// since any fixed moment, for example `start.elapsed()` with an `Instant`.
/// **A time before the latest one known counts as the latest one known**:
/// nothing is lost, and nothing is counted twice. So a time that is far ahead
/// by mistake holds the window until the real time has come there;
/// [`clear`](Monitor::clear) ends that.
///
/// The window slides in steps of a `BUCKETS`th: it holds the current step, as
/// far as it has come, and the `BUCKETS - 1` before it. Nothing is allocated; a
/// monitor of 60 buckets takes less than 32 KiB, and one of 10 a sixth of that.
/// To share it between threads, put it behind a mutex: [`new`](Monitor::new) is
/// `const`.
///
/// ```
/// use core::time::Duration;
/// use openai_error_catalog::Locale;
/// use openai_error_catalog_examples::monitor::{Monitor, Outcome};
///
/// let mut monitor = Monitor::new(Duration::from_secs(60));
/// for second in 0..100 {
///     let outcome = if second % 8 == 0 { Outcome::error(429) } else { Outcome::ok() };
///     monitor.record(Duration::from_secs(second), outcome.took(Duration::from_millis(800)));
/// }
/// let now = Duration::from_secs(100);
/// for crossing in monitor.crossed(now) {
///     let metric = crossing.metric();
///     println!("{}: {:.3}, {}", metric.id(), crossing.value(), metric.action(Locale::En));
/// }
/// assert!(monitor.crossed(now).any(|crossing| crossing.metric().id() == "rate_limited_rate"));
/// ```
#[derive(Clone)]
pub struct Monitor<const BUCKETS: usize = 60> {
    /// Milliseconds, never 0.
    width: u64,
    minimum: u32,
    latest: Duration,
    /// The number of the current step; `buckets[slot % BUCKETS]` is its bucket.
    slot: u64,
    buckets: [Bucket; BUCKETS],
    /// The sums over all buckets, kept so that each record can be judged at once.
    sums: Sums,
    /// Since when each metric has been above its threshold.
    since: [Option<Duration>; METRIC_COUNT],
}

/// What became of one request.
///
/// ```
/// use core::time::Duration;
/// use openai_error_catalog_examples::monitor::Outcome;
/// let answered = Outcome::ok().took(Duration::from_millis(800));
/// let refused = Outcome::error(503).took(Duration::from_millis(40)).given_up();
/// let lost = Outcome::no_response();
/// # let _ = (answered, refused, lost);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Outcome {
    kind: OutcomeKind,
    took: Option<Duration>,
    given_up: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum OutcomeKind {
    Ok,
    Error(u16),
    NoResponse,
}

/// A threshold that is crossed. [`Monitor::crossed`] gives it.
#[derive(Clone, Copy, Debug)]
pub struct Crossing {
    metric: &'static Metric,
    value: f64,
    since: Duration,
}

/// The counts of one step.
#[derive(Clone)]
struct Bucket {
    requests: u32,
    timed: u32,
    /// What counts for each metric: for a time, the requests that took longer than its threshold.
    counted: [u32; METRIC_COUNT],
    times: [u32; Times::BINS],
    longest: Duration,
}

/// The sums over all buckets that a decision needs.
#[derive(Clone)]
struct Sums {
    requests: u64,
    timed: u64,
    counted: [u64; METRIC_COUNT],
}

/// A histogram of milliseconds: 8 bins of 32 ms, then 8 bins for each doubling,
/// up to 35 minutes, then one for the rest. The width of a bin is at most an
/// eighth of its lower end, or 32 ms.
struct Times;

impl Outcome {
    /// It succeeded.
    ///
    /// ```
    /// use core::time::Duration;
    /// use openai_error_catalog_examples::monitor::{Monitor, Outcome};
    /// let mut monitor = Monitor::new(Duration::from_secs(60));
    /// monitor.record(Duration::ZERO, Outcome::ok());
    /// assert_eq!(monitor.requests(Duration::ZERO), 1);
    /// ```
    #[must_use]
    pub const fn ok() -> Self {
        Outcome { kind: OutcomeKind::Ok, took: None, given_up: false }
    }

    /// It failed with this HTTP status. An error inside a stream counts as one
    /// too, although its status is 200.
    ///
    /// ```
    /// use core::time::Duration;
    /// use openai_error_catalog::Metric;
    /// use openai_error_catalog_examples::monitor::{Monitor, Outcome};
    /// let mut monitor = Monitor::new(Duration::from_secs(60));
    /// monitor.record(Duration::ZERO, Outcome::error(429));
    /// let metric = Metric::all().iter().find(|metric| metric.id() == "rate_limited_rate").unwrap();
    /// assert_eq!(monitor.value(Duration::ZERO, metric), Some(1.0));
    /// ```
    #[must_use]
    pub const fn error(status: u16) -> Self {
        Outcome { kind: OutcomeKind::Error(status), took: None, given_up: false }
    }

    /// It failed without a response: no connection, or a timeout.
    ///
    /// ```
    /// use core::time::Duration;
    /// use openai_error_catalog::Metric;
    /// use openai_error_catalog_examples::monitor::{Monitor, Outcome};
    /// let mut monitor = Monitor::new(Duration::from_secs(60));
    /// monitor.record(Duration::ZERO, Outcome::no_response());
    /// let metric = Metric::all().iter().find(|metric| metric.id() == "error_rate").unwrap();
    /// assert_eq!(monitor.value(Duration::ZERO, metric), Some(1.0));
    /// ```
    #[must_use]
    pub const fn no_response() -> Self {
        Outcome { kind: OutcomeKind::NoResponse, took: None, given_up: false }
    }

    /// How long it took. Quantiles of the response time are taken of those
    /// outcomes that have one.
    ///
    /// ```
    /// use core::time::Duration;
    /// use openai_error_catalog::Metric;
    /// use openai_error_catalog_examples::monitor::{Monitor, Outcome};
    /// let mut monitor = Monitor::new(Duration::from_secs(60));
    /// monitor.record(Duration::ZERO, Outcome::ok().took(Duration::from_secs(40)));
    /// let metric = Metric::all().iter().find(|metric| metric.id() == "latency_p99").unwrap();
    /// assert_eq!(monitor.value(Duration::ZERO, metric), Some(40.0));
    /// ```
    #[must_use]
    pub const fn took(mut self, time: Duration) -> Self {
        self.took = Some(time);
        self
    }

    /// It was the last retry: the caller gets the error. Of a success it means nothing.
    ///
    /// ```
    /// use core::time::Duration;
    /// use openai_error_catalog::Metric;
    /// use openai_error_catalog_examples::monitor::{Monitor, Outcome};
    /// let mut monitor = Monitor::new(Duration::from_secs(60));
    /// monitor.record(Duration::ZERO, Outcome::error(500));
    /// monitor.record(Duration::ZERO, Outcome::error(500).given_up());
    /// let metric = Metric::all().iter().find(|metric| metric.counts_given_up()).unwrap();
    /// assert_eq!(monitor.value(Duration::ZERO, metric), Some(0.5));
    /// ```
    #[must_use]
    pub const fn given_up(mut self) -> Self {
        self.given_up = true;
        self
    }

    fn counts_for(&self, metric: &Metric) -> bool {
        match metric.kind() {
            MetricKind::Seconds { .. } => self.took.is_some_and(|took| took.as_secs_f64() > metric.threshold()),
            MetricKind::Ratio => match self.kind {
                OutcomeKind::Ok => false,
                _ if metric.counts_given_up() => self.given_up,
                _ if metric.statuses().is_empty() => true,
                OutcomeKind::Error(status) => metric.statuses().contains(&status),
                OutcomeKind::NoResponse => false,
            },
            // A kind of a later version.
            _ => false,
        }
    }
}

impl Crossing {
    /// Whose threshold it is.
    ///
    /// ```
    /// use core::time::Duration;
    /// use openai_error_catalog_examples::monitor::{Monitor, Outcome};
    /// let mut monitor = Monitor::new(Duration::from_secs(60)).minimum(1);
    /// monitor.record(Duration::ZERO, Outcome::no_response());
    /// let crossing = monitor.crossed(Duration::ZERO).next().unwrap();
    /// assert_eq!(crossing.metric().id(), "error_rate");
    /// ```
    #[must_use]
    pub const fn metric(&self) -> &'static Metric {
        self.metric
    }

    /// The value in the window, always above the threshold: a share, or seconds
    /// as [`Monitor::value`] gives them.
    ///
    /// ```
    /// use core::time::Duration;
    /// use openai_error_catalog_examples::monitor::{Monitor, Outcome};
    /// let mut monitor = Monitor::new(Duration::from_secs(60)).minimum(1);
    /// monitor.record(Duration::ZERO, Outcome::no_response());
    /// assert_eq!(monitor.crossed(Duration::ZERO).next().map(|crossing| crossing.value()), Some(1.0));
    /// ```
    #[must_use]
    pub const fn value(&self) -> f64 {
        self.value
    }

    /// What the value is above: [`Metric::threshold`].
    ///
    /// ```
    /// use core::time::Duration;
    /// use openai_error_catalog_examples::monitor::{Monitor, Outcome};
    /// let mut monitor = Monitor::new(Duration::from_secs(60)).minimum(1);
    /// monitor.record(Duration::ZERO, Outcome::no_response());
    /// assert_eq!(monitor.crossed(Duration::ZERO).next().map(|crossing| crossing.threshold()), Some(0.05));
    /// ```
    #[must_use]
    pub fn threshold(&self) -> f64 {
        self.metric.threshold()
    }

    /// Since when the value has been above the threshold without a break, on
    /// the caller's clock.
    ///
    /// ```
    /// use core::time::Duration;
    /// use openai_error_catalog_examples::monitor::{Monitor, Outcome};
    /// let mut monitor = Monitor::new(Duration::from_secs(60)).minimum(1);
    /// monitor.record(Duration::from_secs(3), Outcome::no_response());
    /// let since = monitor.crossed(Duration::from_secs(9)).next().map(|crossing| crossing.since());
    /// assert_eq!(since, Some(Duration::from_secs(3)));
    /// ```
    #[must_use]
    pub const fn since(&self) -> Duration {
        self.since
    }
}

impl Monitor {
    /// How many requests a window must hold before a threshold counts as
    /// crossed, unless [`minimum`](Monitor::minimum) says otherwise: of fewer,
    /// a single failure is more than 5 percent.
    pub const MINIMUM: u32 = 20;

    /// A monitor of 60 buckets.
    ///
    /// A threshold that has to be crossed for some time ([`Metric::sustained`])
    /// wants a window clearly shorter than that time: one bad moment stays in
    /// the window for as long as the window is. A minute is a good start.
    ///
    /// ```
    /// use core::time::Duration;
    /// use openai_error_catalog_examples::monitor::Monitor;
    /// assert_eq!(Monitor::new(Duration::from_secs(60)).window(), Duration::from_secs(60));
    /// ```
    #[must_use]
    pub const fn new(window: Duration) -> Self {
        Monitor::with_buckets(window)
    }
}

impl<const BUCKETS: usize> Monitor<BUCKETS> {
    /// A monitor of as many buckets as its type says: fewer take less memory,
    /// more let the window slide more smoothly. None at all doesn't compile.
    ///
    /// ```
    /// use core::time::Duration;
    /// use openai_error_catalog_examples::monitor::Monitor;
    /// let monitor = Monitor::<12>::with_buckets(Duration::from_secs(60));
    /// assert!(size_of_val(&monitor) < 7 * 1024);
    /// ```
    #[must_use]
    pub const fn with_buckets(window: Duration) -> Self {
        const { assert!(BUCKETS > 0, "a monitor needs a bucket") };
        let width = window.as_millis().div_ceil(BUCKETS as u128);
        let width = if width > u64::MAX as u128 { u64::MAX } else { width as u64 };
        Monitor {
            width: if width == 0 { 1 } else { width },
            minimum: Monitor::MINIMUM,
            latest: Duration::ZERO,
            slot: 0,
            buckets: [const { Bucket::EMPTY }; BUCKETS],
            sums: Sums::ZERO,
            since: [None; METRIC_COUNT],
        }
    }

    /// With fewer requests than this in the window, no threshold counts as crossed.
    ///
    /// ```
    /// use core::time::Duration;
    /// use openai_error_catalog_examples::monitor::{Monitor, Outcome};
    /// let mut monitor = Monitor::new(Duration::from_secs(60)).minimum(2);
    /// monitor.record(Duration::ZERO, Outcome::error(500));
    /// assert_eq!(monitor.crossed(Duration::ZERO).count(), 0);
    /// monitor.record(Duration::ZERO, Outcome::error(500));
    /// assert!(monitor.crossed(Duration::ZERO).count() > 0);
    /// ```
    #[must_use]
    pub const fn minimum(mut self, requests: u32) -> Self {
        self.minimum = requests;
        self
    }

    /// The time that the window spans: what was asked for, rounded up so that
    /// each step takes whole milliseconds.
    ///
    /// ```
    /// use core::time::Duration;
    /// use openai_error_catalog_examples::monitor::Monitor;
    /// assert_eq!(Monitor::new(Duration::from_millis(90)).window(), Duration::from_millis(120));
    /// ```
    #[must_use]
    pub const fn window(&self) -> Duration {
        Duration::from_millis(self.width.saturating_mul(BUCKETS as u64))
    }

    /// Counts an outcome. A retry is a request of its own.
    ///
    /// ```
    /// use core::time::Duration;
    /// use openai_error_catalog_examples::monitor::{Monitor, Outcome};
    /// let mut monitor = Monitor::new(Duration::from_secs(60));
    /// monitor.record(Duration::from_secs(5), Outcome::ok());
    /// monitor.record(Duration::from_secs(4), Outcome::ok()); // counts at 5 s
    /// assert_eq!(monitor.requests(Duration::from_secs(5)), 2);
    /// ```
    pub fn record(&mut self, now: Duration, outcome: Outcome) {
        self.advance(now);
        let bucket = &mut self.buckets[(self.slot % BUCKETS as u64) as usize];
        count(&mut bucket.requests, &mut self.sums.requests);
        for (index, metric) in Metric::all().iter().enumerate() {
            if outcome.counts_for(metric) {
                count(&mut bucket.counted[index], &mut self.sums.counted[index]);
            }
        }
        if let Some(took) = outcome.took {
            count(&mut bucket.timed, &mut self.sums.timed);
            let bin = &mut bucket.times[Times::bin(took)];
            *bin = bin.saturating_add(1);
            bucket.longest = bucket.longest.max(took);
        }
        self.judge(self.latest);
    }

    /// The requests in the window.
    ///
    /// ```
    /// use core::time::Duration;
    /// use openai_error_catalog_examples::monitor::{Monitor, Outcome};
    /// let mut monitor = Monitor::new(Duration::from_secs(60));
    /// monitor.record(Duration::ZERO, Outcome::ok());
    /// assert_eq!(monitor.requests(Duration::from_secs(59)), 1);
    /// assert_eq!(monitor.requests(Duration::from_secs(60)), 0);
    /// ```
    pub fn requests(&mut self, now: Duration) -> u64 {
        self.advance(now);
        self.sums.requests
    }

    /// A metric's value in the window, of however few requests; `None` if there
    /// is none that it could be taken of.
    ///
    /// A share is exact. A quantile of the response time is the smallest
    /// recorded time that at least this part of the times doesn't exceed, read
    /// from a histogram: never less than that time, and at most an eighth more,
    /// or 32 ms more below a quarter of a second. Above 35 minutes it is the
    /// longest time in the window. On which side of the threshold it lies is exact.
    ///
    /// ```
    /// use core::time::Duration;
    /// use openai_error_catalog::Metric;
    /// use openai_error_catalog_examples::monitor::{Monitor, Outcome};
    /// let mut monitor = Monitor::new(Duration::from_secs(60));
    /// let metric = Metric::all().iter().find(|metric| metric.id() == "error_rate").unwrap();
    /// assert_eq!(monitor.value(Duration::ZERO, metric), None);
    /// monitor.record(Duration::ZERO, Outcome::ok());
    /// monitor.record(Duration::ZERO, Outcome::error(401));
    /// assert_eq!(monitor.value(Duration::ZERO, metric), Some(0.5));
    /// ```
    pub fn value(&mut self, now: Duration, metric: &Metric) -> Option<f64> {
        self.advance(now);
        let index = Metric::all().iter().position(|known| known.id() == metric.id())?;
        self.value_of(index)
    }

    /// The thresholds that are crossed, in the order of [`Metric::all`]: the
    /// value is above the threshold, and has been for as long as
    /// [`Metric::sustained`] asks.
    ///
    /// How often this is asked changes nothing: each outcome is judged when it
    /// is recorded, and what is left when a step leaves the window. With fewer
    /// requests in the window than the minimum, a crossing ends.
    ///
    /// ```
    /// use core::time::Duration;
    /// use openai_error_catalog_examples::monitor::{Monitor, Outcome};
    /// let mut monitor = Monitor::new(Duration::from_secs(60));
    /// let ids = |monitor: &mut Monitor, second| {
    ///     let crossed = monitor.crossed(Duration::from_secs(second));
    ///     crossed.map(|crossing| crossing.metric().id()).collect::<Vec<_>>()
    /// };
    /// for second in 0..400 {
    ///     monitor.record(Duration::from_secs(second), Outcome::error(503));
    ///     if second == 100 {
    ///         assert_eq!(ids(&mut monitor, second), ["error_rate"]); // server errors: not for five minutes yet
    ///     }
    /// }
    /// assert_eq!(ids(&mut monitor, 400), ["error_rate", "server_error_rate"]);
    /// ```
    pub fn crossed(&mut self, now: Duration) -> impl Iterator<Item = Crossing> {
        self.advance(now);
        Metric::all().iter().enumerate().filter_map(|(index, metric)| {
            let since = self.since[index]?;
            if self.latest.saturating_sub(since) < metric.sustained().unwrap_or_default() {
                return None;
            }
            Some(Crossing { metric, value: self.value_of(index)?, since })
        })
    }

    /// Forgets everything, the latest time too. Window and minimum stay.
    ///
    /// ```
    /// use core::time::Duration;
    /// use openai_error_catalog_examples::monitor::{Monitor, Outcome};
    /// let mut monitor = Monitor::new(Duration::from_secs(60));
    /// monitor.record(Duration::MAX, Outcome::ok());
    /// monitor.clear();
    /// monitor.record(Duration::ZERO, Outcome::ok());
    /// assert_eq!(monitor.requests(Duration::from_secs(60)), 0);
    /// ```
    pub fn clear(&mut self) {
        // In place: a new value of this size would go through the stack.
        self.buckets.fill_with(|| Bucket::EMPTY);
        self.sums = Sums::ZERO;
        self.since = [None; METRIC_COUNT];
        self.latest = Duration::ZERO;
        self.slot = 0;
    }

    /// Moves the window up to a time, step by step, because a threshold may be
    /// crossed, or no longer be, on the way.
    fn advance(&mut self, now: Duration) {
        self.latest = self.latest.max(now);
        let millis = u64::try_from(self.latest.as_millis()).unwrap_or(u64::MAX);
        let target = millis / self.width;
        // After so many steps the window is empty, and stays so.
        for _ in 0..target.saturating_sub(self.slot).min(BUCKETS as u64) {
            self.slot += 1;
            let bucket = &mut self.buckets[(self.slot % BUCKETS as u64) as usize];
            if bucket.requests > 0 {
                self.sums.take_off(bucket);
                *bucket = Bucket::EMPTY;
                self.judge(Duration::from_millis(self.slot * self.width));
            }
        }
        self.slot = target;
    }

    /// Notes since when each threshold has been crossed.
    fn judge(&mut self, at: Duration) {
        for (index, metric) in Metric::all().iter().enumerate() {
            let is_above = self.sums.requests >= self.minimum.into() && self.sums.is_above(index, metric);
            self.since[index] = if is_above { self.since[index].or(Some(at)) } else { None };
        }
    }

    fn value_of(&self, index: usize) -> Option<f64> {
        let metric = Metric::all().get(index)?;
        match metric.kind() {
            MetricKind::Ratio => (self.sums.requests > 0).then(|| share(self.sums.counted[index], self.sums.requests)),
            MetricKind::Seconds { quantile } => {
                let value = self.quantile(quantile)?;
                // The histogram alone could put a time below the threshold above it.
                Some(if self.sums.is_above(index, metric) { value } else { value.min(metric.threshold()) })
            }
            _ => None,
        }
    }

    /// The upper end of the bin that holds it, or the longest time if that is less.
    fn quantile(&self, quantile: f64) -> Option<f64> {
        if self.sums.timed == 0 {
            return None;
        }
        let longest = self.buckets.iter().map(|bucket| bucket.longest).max()?;
        let mut below = 0;
        for bin in 0..Times::BINS {
            below += self.buckets.iter().map(|bucket| u64::from(bucket.times[bin])).sum::<u64>();
            if share(below, self.sums.timed) >= quantile {
                let end = Times::end(bin).map_or(longest, |end| longest.min(end));
                return Some(end.as_secs_f64());
            }
        }
        Some(longest.as_secs_f64())
    }
}

impl<const BUCKETS: usize> fmt::Debug for Monitor<BUCKETS> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Monitor")
            .field("window", &self.window())
            .field("latest", &self.latest)
            .field("requests", &self.sums.requests)
            .finish_non_exhaustive()
    }
}

impl Bucket {
    const EMPTY: Bucket =
        Bucket { requests: 0, timed: 0, counted: [0; METRIC_COUNT], times: [0; Times::BINS], longest: Duration::ZERO };
}

impl Sums {
    const ZERO: Sums = Sums { requests: 0, timed: 0, counted: [0; METRIC_COUNT] };

    fn take_off(&mut self, bucket: &Bucket) {
        self.requests -= u64::from(bucket.requests);
        self.timed -= u64::from(bucket.timed);
        for (sum, count) in self.counted.iter_mut().zip(bucket.counted) {
            *sum -= u64::from(count);
        }
    }

    /// Whether a metric's value is above its threshold.
    fn is_above(&self, index: usize, metric: &Metric) -> bool {
        let counted = self.counted[index];
        match metric.kind() {
            MetricKind::Ratio => self.requests > 0 && share(counted, self.requests) > metric.threshold(),
            // Those within the threshold are too few to reach the quantile: no histogram has to say so.
            MetricKind::Seconds { quantile } => self.timed > 0 && share(self.timed - counted, self.timed) < quantile,
            _ => false,
        }
    }
}

impl Times {
    /// Milliseconds of the narrowest bins, as a power of two.
    const UNIT_BITS: u32 = 5;
    /// Bins for each doubling, as a power of two.
    const PART_BITS: u32 = 3;
    const DOUBLINGS: usize = 13;
    const BINS: usize = ((Self::DOUBLINGS + 1) << Self::PART_BITS) + 1;

    fn bin(time: Duration) -> usize {
        let units = time.as_millis() >> Self::UNIT_BITS;
        let shift = units.checked_ilog2().unwrap_or(0).saturating_sub(Self::PART_BITS);
        // The leading digits, the first of them always 1 after a shift: a
        // doubling's bins follow those of the one before it.
        let bin = (units >> shift) + (u128::from(shift) << Self::PART_BITS);
        usize::try_from(bin).map_or(Self::BINS - 1, |bin| bin.min(Self::BINS - 1))
    }

    /// Where a bin ends; `None` for the last one, which doesn't.
    fn end(bin: usize) -> Option<Duration> {
        let parts = 1 << Self::PART_BITS;
        let shift = (bin / parts).saturating_sub(1);
        let next = (bin - shift * parts + 1) as u64;
        (bin + 1 < Self::BINS).then(|| Duration::from_millis((next << shift) << Self::UNIT_BITS))
    }
}

/// Adds one to a count and to the sum that it is part of, unless the count is
/// at its end: else the sum would keep what no bucket takes away again.
#[inline]
fn count(count: &mut u32, sum: &mut u64) {
    if let Some(more) = count.checked_add(1) {
        *count = more;
        *sum += 1;
    }
}

/// A part of a whole. Rounded as a literal is, so that 5 of 100 isn't above `0.05`.
#[inline]
fn share(part: u64, whole: u64) -> f64 {
    part as f64 / whole as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn metric(id: &str) -> &'static Metric {
        Metric::all().iter().find(|metric| metric.id() == id).unwrap()
    }

    fn crossed<const N: usize>(monitor: &mut Monitor<N>, now: Duration) -> Vec<&'static str> {
        monitor.crossed(now).map(|crossing| crossing.metric().id()).collect()
    }

    #[test]
    fn at_the_threshold_is_not_above_it() {
        for ratio in Metric::all().iter().filter(|metric| metric.kind() == MetricKind::Ratio) {
            let status = ratio.statuses().first().copied().unwrap_or(400);
            let failed = Outcome::error(status).given_up();
            let mut monitor = Monitor::new(60 * SECOND);
            let at = (ratio.threshold() * 1000.0).round() as u32;
            for number in 0..1000 {
                monitor.record(SECOND, if number < at { failed } else { Outcome::ok() });
            }
            monitor.since = [None; METRIC_COUNT];
            monitor.judge(SECOND);
            let index = Metric::all().iter().position(|metric| metric.id() == ratio.id()).unwrap();
            assert_eq!(monitor.value(SECOND, ratio), Some(ratio.threshold()), "{}", ratio.id());
            assert_eq!(monitor.since[index], None, "{}", ratio.id());
            monitor.record(SECOND, failed);
            assert_eq!(monitor.since[index], Some(SECOND), "{}", ratio.id());
        }
    }

    #[test]
    fn a_time_is_judged_exactly_whatever_its_bin() {
        let slow = metric("latency_p99");
        let limit = Duration::from_secs_f64(slow.threshold());
        let mut monitor = Monitor::new(60 * SECOND);
        for _ in 0..99 {
            monitor.record(SECOND, Outcome::ok().took(limit));
        }
        monitor.record(SECOND, Outcome::ok().took(10 * limit));
        assert_eq!(monitor.value(SECOND, slow), Some(slow.threshold()));
        assert_eq!(crossed(&mut monitor, SECOND), [""; 0]);
        monitor.record(SECOND, Outcome::ok().took(limit + Duration::from_millis(1)));
        let crossing = monitor.crossed(SECOND).next().unwrap();
        assert_eq!(crossing.metric().id(), "latency_p99");
        assert!(crossing.value() > slow.threshold() && crossing.value() <= slow.threshold() * 1.125);
    }

    #[test]
    fn what_has_no_time_is_in_no_quantile() {
        let mut monitor = Monitor::new(60 * SECOND);
        for _ in 0..100 {
            monitor.record(SECOND, Outcome::no_response());
        }
        assert_eq!(monitor.value(SECOND, metric("latency_p99")), None);
        monitor.record(SECOND, Outcome::ok().took(31 * SECOND));
        assert_eq!(monitor.value(SECOND, metric("latency_p99")), Some(31.0));
    }

    #[test]
    fn a_break_starts_the_time_anew() {
        let mut monitor = Monitor::<6>::with_buckets(60 * SECOND);
        let sustained = metric("server_error_rate").sustained().unwrap();
        let enough = SECOND * (Monitor::MINIMUM - 1);
        let mut fail_during = |from: Duration, to: Duration| {
            let mut now = from;
            while now < to {
                monitor.record(now, Outcome::error(500));
                now += SECOND;
            }
            monitor.crossed(to).find(|crossing| crossing.metric().id() == "server_error_rate").map(|it| it.since())
        };
        assert_eq!(fail_during(Duration::ZERO, sustained), None);
        // Nobody asks while the window is empty, and yet the first time is forgotten.
        let again = sustained + 100 * SECOND;
        assert_eq!(fail_during(again, again + sustained), None);
        assert_eq!(fail_during(again + sustained, again + sustained + enough), Some(again + enough));
    }

    #[test]
    fn successes_that_leave_the_window_may_cross_a_threshold() {
        let mut monitor = Monitor::<6>::with_buckets(60 * SECOND).minimum(1);
        for _ in 0..100 {
            monitor.record(Duration::ZERO, Outcome::ok());
        }
        monitor.record(30 * SECOND, Outcome::error(400));
        assert_eq!(crossed(&mut monitor, 59 * SECOND), [""; 0]);
        let crossing = monitor.crossed(65 * SECOND).next().unwrap();
        assert_eq!((crossing.metric().id(), crossing.since()), ("error_rate", 60 * SECOND));
    }

    #[test]
    fn bins_are_gapless_and_as_narrow_as_promised() {
        let mut start = 0;
        for bin in 0..Times::BINS - 1 {
            let end = u64::try_from(Times::end(bin).unwrap().as_millis()).unwrap();
            assert!(end - start <= (start / 8).max(32), "{bin}");
            assert_eq!(Times::bin(Duration::from_millis(start)), bin);
            assert_eq!(Times::bin(Duration::from_millis(end) - Duration::from_nanos(1)), bin);
            start = end;
        }
        assert_eq!(start, 1 << 21);
        for rest in [Duration::from_millis(start), Duration::MAX] {
            assert_eq!(Times::bin(rest), Times::BINS - 1);
        }
        assert_eq!(Times::end(Times::BINS - 1), None);
    }

    #[test]
    fn a_full_count_stays_in_step_with_its_sum() {
        let mut monitor = Monitor::<2>::with_buckets(2 * SECOND);
        monitor.buckets[0].requests = u32::MAX;
        monitor.sums.requests = u32::MAX.into();
        monitor.record(Duration::ZERO, Outcome::ok());
        assert_eq!(monitor.requests(Duration::ZERO), u64::from(u32::MAX));
        assert_eq!(monitor.requests(2 * SECOND), 0);
    }

    #[test]
    fn sizes_are_as_promised() {
        assert!(size_of::<Monitor>() < 32 * 1024, "{}", size_of::<Monitor>());
        static SHARED: std::sync::Mutex<Monitor> = std::sync::Mutex::new(Monitor::new(Duration::from_secs(60)));
        assert_eq!(SHARED.lock().unwrap().requests(SECOND), 0);
    }
}
