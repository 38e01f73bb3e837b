//! The monitor reports the thresholds that are exceeded, and the exporter has the metrics that the alert rules need.

use std::time::Duration;

use openai_error_catalog::{Catalog, Diagnosis, Metric};
use openai_error_catalog_examples::monitor::{Outcome, Window, exporter};

const SHORT: Duration = Duration::from_millis(300);

fn failure(status: u16) -> Diagnosis {
    Catalog::by_status_and_message(status, "").unwrap().diagnosis()
}

/// Records each outcome the given number of times, then closes the window at `now`, in seconds.
fn crossed(window: &mut Window, outcomes: &[(u32, Outcome)], now: u64) -> Vec<&'static str> {
    for (count, outcome) in outcomes {
        (0..*count).for_each(|_| window.record(outcome));
    }
    window.close(Duration::from_secs(now)).iter().map(|crossing| crossing.metric.id()).collect()
}

#[test]
fn a_share_has_to_be_above_its_threshold() {
    let mut window = Window::new(20);
    let limited = Outcome::error(failure(429), SHORT);
    assert_eq!(crossed(&mut window, &[(95, Outcome::ok(SHORT)), (5, limited)], 30), [""; 0]);
    assert_eq!(crossed(&mut window, &[(94, Outcome::ok(SHORT)), (6, limited)], 60), ["error_rate"]);
    assert_eq!(
        crossed(&mut window, &[(89, Outcome::ok(SHORT)), (11, limited)], 90),
        ["error_rate", "rate_limited_rate"]
    );
    let given_up = Outcome::error(None, SHORT).given_up();
    assert_eq!(crossed(&mut window, &[(98, Outcome::ok(SHORT)), (2, given_up)], 120), ["retry_exhaustion_rate"]);
    // Too few requests to decide, and no requests.
    assert_eq!(crossed(&mut window, &[(19, limited)], 150), [""; 0]);
    assert_eq!(crossed(&mut Window::new(0), &[], 30), [""; 0]);
}

#[test]
fn a_threshold_must_be_exceeded_for_long_enough() {
    let mut window = Window::new(20);
    let outcomes = [(97, Outcome::ok(SHORT)), (3, Outcome::error(failure(503), SHORT))];
    let metric = Metric::all().iter().find(|metric| metric.id() == "server_error_rate").unwrap();
    let lasts = metric.sustained().unwrap().as_secs();
    for now in (30..lasts).step_by(30) {
        assert_eq!(crossed(&mut window, &outcomes, now), [""; 0], "{now}");
    }
    assert_eq!(crossed(&mut window, &outcomes, lasts), ["server_error_rate"]);
    // After a window without server errors, the time starts again from zero.
    assert_eq!(crossed(&mut window, &[(100, Outcome::ok(SHORT))], lasts + 30), [""; 0]);
    assert_eq!(crossed(&mut window, &outcomes, lasts + 60), [""; 0]);
}

#[test]
fn a_quantile_must_be_above_its_threshold() {
    let mut window = Window::new(20);
    let threshold = Metric::all().iter().find(|metric| metric.id() == "latency_p99").unwrap().threshold();
    let [at, above] = [1.0, 1.1].map(|times| Outcome::ok(Duration::from_secs_f64(times * threshold)));
    assert_eq!(crossed(&mut window, &[(100, at)], 30), [""; 0]);
    assert_eq!(crossed(&mut window, &[(99, Outcome::ok(SHORT)), (1, above)], 60), [""; 0]);
    assert_eq!(crossed(&mut window, &[(98, Outcome::ok(SHORT)), (2, above)], 90), ["latency_p99"]);
    // A time beyond the longest one that is recorded.
    assert_eq!(crossed(&mut window, &[(100, Outcome::ok(Duration::MAX))], 120), ["latency_p99"]);
}

/// The exporter has every metric that the alert rules use.
#[test]
fn the_exporter_has_the_metrics_of_the_alert_rules() {
    let recorder = exporter().unwrap().build_recorder();
    metrics::with_local_recorder(&recorder, || {
        Outcome::ok(SHORT).report();
        Outcome::error(failure(503), SHORT).given_up().report();
        Outcome::error(None, SHORT).report();
    });
    let shown = recorder.handle().render();
    for line in [
        "openai_requests_total{code=\"ok\",status=\"200\"} 1",
        "openai_requests_total{code=\"service_unavailable\",status=\"503\"} 1",
        "openai_requests_total{code=\"unknown\",status=\"0\"} 1",
        "openai_retries_exhausted_total 1",
    ] {
        assert!(shown.lines().any(|shown| shown == line), "{line}\n{shown}");
    }
    let rules = include_str!("../../docs/prometheus-alerts.yml");
    let is_name = |char: char| char.is_ascii_alphanumeric() || char == '_';
    let expressions = rules.lines().filter(|line| !line.starts_with('#'));
    let asked =
        expressions.flat_map(|line| line.split(|char| !is_name(char))).filter(|word| word.starts_with("openai_"));
    let mut count = 0;
    for name in asked {
        assert!(shown.contains(&format!("\n{name}")) || shown.starts_with(name), "{name}\n{shown}");
        count += 1;
    }
    assert!(count >= Metric::all().len());
    for metric in Metric::all().iter().filter(|metric| metric.id() == "latency_p99") {
        assert!(shown.contains(&format!("le=\"{}\"", metric.threshold())), "{shown}");
    }
}
