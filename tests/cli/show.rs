//! `show`, `list`, and `support`.

use openai_error_catalog::{Exception, Metric};

use super::{json, run, stderr, stdout};

#[test]
fn every_kind_of_name_is_shown() {
    for (name, title) in [
        ("rate_limit_reached", "rate_limit_reached"),
        ("rate-limit-reached", "rate_limit_reached"),
        ("RateLimitReached", "rate_limit_reached"),
        ("`quota_exceeded`", "quota_exceeded"),
        ("insufficient_quota", "quota_exceeded"),
        ("Insufficient_Quota", "quota_exceeded"),
        ("RateLimitError", "RateLimitError"),
        ("openai.RateLimitError:", "RateLimitError"),
        ("error_rate", "error_rate"),
        ("latency-p99", "latency_p99"),
    ] {
        let shown = stdout(&run(&["show", name], None));
        assert!(shown.starts_with(&format!("{title}  ")), "{name}: {shown}");
    }
    assert!(stdout(&run(&["show", "rate", "limit", "reached"], None)).starts_with("rate_limit_reached  "));
}

#[test]
fn a_status_is_shown_as_its_codes() {
    let output = run(&["show", "503"], None);
    insta::assert_snapshot!(stdout(&output));
    assert_eq!(stderr(&output), "`openai-errors show service_unavailable` prints the whole entry.\n");
    assert_eq!(json(&run(&["show", "503", "--format", "json"], None))[0]["code"], "service_unavailable");
}

#[test]
fn an_unknown_name_gets_the_nearest_codes() {
    for (name, nearest) in [("rate_limit_reachd", "rate_limit_reached"), ("InsufficientQuotta", "quota_exceeded")] {
        let output = run(&["show", name], None);
        assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0));
        assert!(stderr(&output).contains(&format!("\n  {nearest}  ")), "{}", stderr(&output));
    }
    for name in ["299", "999", "no such thing"] {
        assert_eq!(run(&["show", name], None).status.code(), Some(1), "{name}");
    }
}

#[test]
fn an_exception_has_a_page() {
    insta::assert_snapshot!(stdout(&run(&["show", "APITimeoutError", "--lang", "zh"], None)));
    let shown = json(&run(&["show", "BadRequestError", "--format", "json"], None));
    assert_eq!((&shown["exception"], &shown["statuses"]), (&"BadRequestError".into(), &serde_json::json!([400, 400])));
    assert!(shown["codes"].as_array().is_some_and(|codes| codes.contains(&"context_length_exceeded".into())));
    assert!(shown["steps"].as_array().is_some_and(|steps| !steps.is_empty()));
}

#[test]
fn exceptions_and_metrics_are_listed() {
    let exceptions = stdout(&run(&["list", "exceptions"], None));
    insta::assert_snapshot!(exceptions);
    assert_eq!(
        json(&run(&["list", "exceptions", "--format", "json"], None)).as_array().map(Vec::len),
        Some(Exception::ALL.len())
    );
    insta::assert_snapshot!("metrics", stdout(&run(&["list", "metrics", "--lang", "zh"], None)));
    let metrics = json(&run(&["list", "metrics", "--format", "json"], None));
    assert_eq!(metrics.as_array().map(Vec::len), Some(Metric::all().len()));
    assert_eq!(run(&["list", "metrics", "--status", "429"], None).status.code(), Some(2));
    insta::assert_snapshot!("a_metric", stdout(&run(&["show", "server_error_rate"], None)));
}

#[test]
fn the_support_checklist_can_be_printed() {
    insta::assert_snapshot!(stdout(&run(&["support"], None)));
    assert!(json(&run(&["support", "--lang", "zh", "--format", "json"], None))["items"][0].is_string());
}

#[test]
fn patterns_do_not_fill_the_screen() {
    let shown = stdout(&run(&["show", "connection_error"], None));
    assert!(shown.lines().count() < 90 && shown.contains(" (--format json)\n"), "{shown}");
    let all = json(&run(&["show", "connection_error", "--format", "json"], None));
    assert!(all["messages"].as_array().is_some_and(|messages| messages.len() > 50));
}
