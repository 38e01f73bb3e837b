//! The monitor against a model that keeps every outcome and counts anew each time.

use core::time::Duration;

use openai_error_catalog::{Metric, MetricKind};
use openai_error_catalog_examples::monitor::{Monitor, Outcome};
use proptest::prelude::*;

const BUCKETS: u64 = 6;
/// Seconds of a bucket.
const WIDTH: u64 = 10;
const MINIMUM: u32 = 3;

#[derive(Clone, Copy, Debug)]
struct Event {
    /// Seconds.
    at: u64,
    /// `Some(0)`: no response.
    status: Option<u16>,
    millis: Option<u64>,
    given_up: bool,
}

impl Event {
    fn outcome(self) -> Outcome {
        let mut outcome = match self.status {
            None => Outcome::ok(),
            Some(0) => Outcome::no_response(),
            Some(status) => Outcome::error(status),
        };
        if let Some(millis) = self.millis {
            outcome = outcome.took(Duration::from_millis(millis));
        }
        if self.given_up { outcome.given_up() } else { outcome }
    }

    fn counts(self, metric: &Metric) -> bool {
        match (metric.id(), self.status) {
            (_, None) => false,
            ("error_rate", Some(_)) => true,
            ("retry_exhaustion_rate", Some(_)) => self.given_up,
            (_, Some(status)) => metric.statuses().contains(&status),
        }
    }
}

/// What is in the window at a time.
fn window(events: &[Event], now: u64) -> Vec<Event> {
    let in_window = |event: &&Event| event.at / WIDTH + BUCKETS > now / WIDTH;
    events.iter().filter(in_window).copied().collect()
}

/// A metric's value, exact.
fn value(window: &[Event], metric: &Metric) -> Option<f64> {
    match metric.kind() {
        MetricKind::Seconds { quantile } => {
            let mut times: Vec<_> = window.iter().filter_map(|event| event.millis).collect();
            times.sort_unstable();
            let rank = (1..=times.len()).find(|&rank| rank as f64 / times.len() as f64 >= quantile)?;
            Some(Duration::from_millis(times[rank - 1]).as_secs_f64())
        }
        _ if window.is_empty() => None,
        _ => Some(window.iter().filter(|event| event.counts(metric)).count() as f64 / window.len() as f64),
    }
}

/// Since when a metric has been above its threshold: every moment at which that
/// can change is looked at.
fn since(events: &[Event], now: u64, metric: &Metric) -> Option<u64> {
    let mut since = None;
    let mut judge = |events: &[Event], at: u64| {
        let window = window(events, at);
        let is_enough = window.len() >= MINIMUM as usize;
        let is_above = is_enough && value(&window, metric).is_some_and(|value| value > metric.threshold());
        since = if is_above { since.or(Some(at)) } else { None };
    };
    let mut done = 0;
    for step in 0..=now / WIDTH {
        judge(&events[..done], step * WIDTH);
        while events.get(done).is_some_and(|event| event.at / WIDTH == step) {
            done += 1;
            judge(&events[..done], events[done - 1].at);
        }
    }
    since
}

fn check(monitor: &mut Monitor<{ BUCKETS as usize }>, events: &[Event], now: u64) -> Result<(), TestCaseError> {
    let time = Duration::from_secs(now);
    let held = window(events, now);
    prop_assert_eq!(monitor.requests(time), held.len() as u64);
    let mut crossed = Vec::new();
    for metric in Metric::all() {
        let (found, exact) = (monitor.value(time, metric), value(&held, metric));
        match (metric.kind(), found, exact) {
            (MetricKind::Seconds { .. }, Some(found), Some(exact)) => {
                prop_assert!(exact <= found && found <= (exact * 1.125).max(exact + 0.032), "{exact} {found}");
                prop_assert_eq!(exact > metric.threshold(), found > metric.threshold());
            }
            _ => prop_assert_eq!(found, exact),
        }
        let sustained = metric.sustained().unwrap_or_default().as_secs();
        let since = since(events, now, metric).filter(|since| now - since >= sustained);
        crossed.extend(since.map(|since| (metric.id(), Duration::from_secs(since), found)));
    }
    let found: Vec<_> = monitor.crossed(time).map(|one| (one.metric().id(), one.since(), Some(one.value()))).collect();
    prop_assert_eq!(found, crossed);
    Ok(())
}

/// How far the clock goes before the next outcome: mostly a little, sometimes
/// back, sometimes past the whole window.
fn step() -> impl Strategy<Value = i64> {
    prop_oneof![10 => 0_i64..12, 1 => -30_i64..0, 1 => 30_i64..150]
}

/// Successes are more frequent in some runs than in others.
fn outcomes() -> impl Strategy<Value = Vec<(i64, Event, bool)>> {
    (0_u8..=20).prop_flat_map(|calm| {
        let status = (0_u8..20, proptest::sample::select(vec![0_u16, 400, 429, 500, 502, 503, 504]))
            .prop_map(move |(roll, status)| (roll >= calm).then_some(status));
        let millis = proptest::option::of(prop_oneof![0_u64..2000, 0_u64..35_000, 29_000_u64..31_000]);
        let event = (status, millis, any::<bool>()).prop_map(|(status, millis, given_up)| Event {
            at: 0,
            status,
            millis,
            given_up,
        });
        proptest::collection::vec((step(), event, proptest::bool::weighted(0.1)), 0..120)
    })
}

fn any_time() -> impl Strategy<Value = Duration> {
    let seconds = prop_oneof![any::<u64>(), 0_u64..1000, Just(u64::MAX)];
    (seconds, 0_u32..1_000_000_000).prop_map(|(seconds, nanos)| Duration::new(seconds, nanos))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_monitor_says_what_the_model_says(outcomes in outcomes(), rest in 0_u64..100) {
        let mut monitor = Monitor::with_buckets(Duration::from_secs(BUCKETS * WIDTH)).minimum(MINIMUM);
        let mut events: Vec<Event> = Vec::new();
        let mut latest = 0_u64;
        for (step, event, is_asked) in outcomes {
            let now = latest.saturating_add_signed(step);
            monitor.record(Duration::from_secs(now), event.outcome());
            latest = latest.max(now);
            events.push(Event { at: latest, ..event });
            if is_asked {
                check(&mut monitor, &events, latest)?;
            }
        }
        check(&mut monitor, &events, latest + rest)?;
    }

    #[test]
    fn any_time_is_taken(
        window in any_time(),
        minimum in any::<u32>(),
        times in proptest::collection::vec((any_time(), any_time(), any::<bool>()), 0..40),
    ) {
        let mut monitor = Monitor::<7>::with_buckets(window).minimum(minimum);
        for (index, (now, took, is_error)) in times.into_iter().enumerate() {
            let outcome = if is_error { Outcome::error(500).given_up() } else { Outcome::ok() };
            monitor.record(now, outcome.took(took));
            let held = monitor.requests(now);
            prop_assert!(1 <= held && held <= index as u64 + 1);
            for crossing in monitor.crossed(now) {
                prop_assert!(crossing.value() > crossing.threshold());
                prop_assert!(held >= u64::from(minimum));
            }
        }
    }
}
