//! The alert rules, as Prometheus itself judges them.

use std::io::{self, ErrorKind, Write};
use std::process::Command;

use openai_error_catalog::Metric;
use xtask::root;

/// Runs promtool in the repository's root. Without promtool nothing is checked.
fn promtool(arguments: &[&str]) {
    match Command::new("promtool").args(arguments).current_dir(root()).output() {
        Ok(output) => {
            let printed = [output.stdout, output.stderr].concat();
            assert!(output.status.success(), "promtool {arguments:?}\n{}", String::from_utf8_lossy(&printed));
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {
            // Not `eprintln!`: the test harness would swallow it, and a skipped check must be seen.
            let _ = writeln!(io::stderr(), "note: skipped `promtool {}`: no promtool here", arguments.join(" "));
        }
        Err(error) => panic!("promtool: {error}"),
    }
}

#[test]
fn prometheus_accepts_the_rules() {
    promtool(&["check", "rules", "docs/prometheus-alerts.yml"]);
}

#[test]
fn alerts_fire_above_their_threshold_and_not_below() {
    promtool(&["test", "rules", "xtask/tests/alerts.yml"]);
}

#[test]
fn every_metric_has_both_tests() {
    let tests = include_str!("alerts.yml");
    for metric in Metric::all() {
        for side in ["above", "below"] {
            assert!(tests.contains(&format!("- name: {} {side}", metric.id())), "no test of {} {side}", metric.id());
        }
    }
}
