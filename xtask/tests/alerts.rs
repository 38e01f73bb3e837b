//! Checks the alert rules with promtool, the tool of Prometheus.

use std::io::{self, ErrorKind, Write};
use std::process::Command;

use openai_error_catalog::Metric;
use xtask::root;

/// Runs promtool in the root of the repository. If promtool isn't installed, this checks nothing and says so.
fn promtool(arguments: &[&str]) {
    match Command::new("promtool").args(arguments).current_dir(root()).output() {
        Ok(output) => {
            let printed = [output.stdout, output.stderr].concat();
            assert!(output.status.success(), "promtool {arguments:?}\n{}", String::from_utf8_lossy(&printed));
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {
            // The test harness captures the output of `eprintln!`, but people have to see that a check was skipped.
            let _ =
                writeln!(io::stderr(), "note: skipped `promtool {}`: promtool is not installed", arguments.join(" "));
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
fn every_metric_has_a_test_above_and_below_its_threshold() {
    let tests = include_str!("alerts.yml");
    for metric in Metric::all() {
        for side in ["above", "below"] {
            assert!(tests.contains(&format!("- name: {} {side}", metric.id())), "no test of {} {side}", metric.id());
        }
    }
}
