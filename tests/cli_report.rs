//! `openai-errors report`: counts the errors in a log.
#![cfg(feature = "cli")]

use std::process::Output;

use openai_error_catalog::Locale;
use serde_json::{Value, json};

#[path = "common/program.rs"]
#[allow(dead_code)] // Other tests use the rest.
mod program;

fn report(arguments: &[&str], input: &str) -> Output {
    program::run(&[&["report"], arguments].concat(), input)
}

fn stdout(arguments: &[&str], input: &str) -> String {
    let output = report(arguments, input);
    assert_ne!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn counted(input: &str) -> Value {
    serde_json::from_str(&stdout(&["--format", "json"], input)).unwrap()
}

/// A log with errors of several kinds, lines without an error, and an unreadable line.
fn log() -> String {
    let rate_limit = |model: &str| {
        format!(
            "Rate limit reached for {model} in organization org-abc on tokens per min (TPM): Limit 30000, Used 28500, \
             Requested 2000. Please try again in 1.898s."
        )
    };
    let quota = "You exceeded your current quota, please check your plan and billing details.";
    let mut lines = Vec::new();
    for minute in 0..60 {
        let time = format!("2026-11-20T{:02}:{minute:02}:00Z", 8 + minute % 3);
        let model = ["gpt-4o", "gpt-4o", "o3"][minute % 3];
        lines.push(json!({"ts": time, "status": 429, "message": rate_limit(model)}).to_string());
    }
    for second in 0..25 {
        lines.push(json!({"time": 1_795_169_400 + second, "error": {"message": quota}}).to_string());
    }
    for id in 0..8 {
        lines.push(json!({"id": id, "status": 502}).to_string());
    }
    lines.push(json!({"status": 429}).to_string());
    lines.push(json!({"level": "info", "msg": "started"}).to_string());
    lines.push("Traceback (most recent call last):".to_owned());
    lines.join("\n") + "\n"
}

#[test]
fn a_log_is_counted_for_a_person() {
    insta::assert_snapshot!(stdout(&[], &log()));
    insta::assert_snapshot!(stdout(&["--lang", "zh"], &log()));
    // An unreadable line makes the exit status 1, as in `classify`.
    assert_eq!(report(&[], &log()).status.code(), Some(1));
    assert_eq!(report(&[], "{\"status\":502}\n").status.code(), Some(0));
}

#[test]
fn the_same_for_a_program() {
    insta::assert_snapshot!(stdout(&["--format", "json"], &log()));
}

#[test]
fn the_help_names_the_fields_for_the_time() {
    let help = stdout(&["--help"], "");
    for name in ["timestamp", "@timestamp", "time", "ts", "datetime", "date", "created_at", "created", "asctime"] {
        assert!(help.contains(name), "{name}");
        let line = json!({name: "2026-11-20T08:30:00Z", "status": 502}).to_string();
        assert_eq!(counted(&line)["times"][0]["from"], "2026-11-20T08:00Z", "{name}");
    }
    insta::assert_snapshot!(help);
}

#[test]
fn times_are_read_in_the_forms_that_logs_use() {
    for time in [
        json!("2026-11-20T08:30:00Z"),
        json!("2026-11-20T09:30:00.123456+01:00"),
        json!("2026-11-20 08:30:00"),
        json!("2026-11-20 08:30:00,123"),
        json!("2026-11-20T17:30:00+0900"),
        json!(1_795_163_400),
        json!(1_795_163_400.75),
        json!(1_795_163_400_123_u64),
        json!(1_795_163_400_123_456_u64),
        json!("1795163400"),
        json!("1795163400.5"),
    ] {
        let report = counted(&json!({"ts": time, "status": 502}).to_string());
        assert_eq!((&report["first"], &report["untimed"]), (&json!("2026-11-20T08:30Z"), &json!(0)), "{time}");
    }
    for time in [json!("yesterday"), json!(true), json!(""), json!("NaN"), json!(1e300), json!({"at": 1})] {
        let report = counted(&json!({"ts": time, "status": 502}).to_string());
        assert_eq!((&report["times"], &report["untimed"]), (&json!([]), &json!(1)), "{time}");
    }
}

/// The chart has at most 48 bars, however long the log is, and no error is missing.
#[test]
fn a_bar_of_a_long_log_covers_several_hours() {
    for (last, bars, seconds) in [
        ("2026-01-01T00:59:00Z", 1, 3_600),
        ("2026-01-02T23:00:00Z", 48, 3_600),
        ("2026-01-03T00:00:00Z", 25, 7_200),
        ("2026-12-31T23:00:00Z", 27, 1_209_600),
        ("9999-01-01T00:00:00Z", 26, 9_909_043_200_i64),
    ] {
        let line = |time: &str| json!({"ts": time, "status": 502}).to_string();
        let report = counted(&format!("{}\n{}\n", line("2026-01-01T00:00:00Z"), line(last)));
        let times = report["times"].as_array().unwrap();
        assert!(times.len() <= 48, "{last}: {}", times.len());
        assert_eq!((times.len(), report["seconds_per_time"].as_i64()), (bars, Some(seconds)), "{last}");
        assert_eq!(times.iter().filter_map(|row| row["count"].as_u64()).sum::<u64>(), 2, "{last}");
    }
}

/// The numbers of a report are consistent, and the same with any number of threads.
#[test]
fn the_numbers_of_a_report_are_consistent() {
    let corpus = include_str!("corpus/messages.jsonl");
    let line = |(index, line): (usize, &str)| {
        let mut line: Value = serde_json::from_str(line).unwrap();
        line["ts"] = json!(1_700_000_000 + index * 600);
        line.to_string() + "\n"
    };
    let input: String = corpus.lines().enumerate().map(line).collect::<String>().repeat(20);
    let one = stdout(&["--format", "json", "--threads", "1"], &input);
    assert_eq!(one, stdout(&["--format", "json", "--threads", "5"], &input));
    let report: Value = serde_json::from_str(&one).unwrap();
    let number = |name: &str| report[name].as_u64().unwrap();
    let sum =
        |list: &str| report[list].as_array().unwrap().iter().map(|row| row["count"].as_u64().unwrap()).sum::<u64>();
    let errors = number("errors");
    assert_eq!(number("lines"), corpus.lines().count() as u64 * 20);
    assert!(errors > 9_000 && number("unreadable") == 0);
    for list in ["codes", "verdicts", "scopes", "times"] {
        assert_eq!(sum(list), errors, "{list}");
    }
    assert!(sum("models") + number("other_models") < errors);
    for row in report["codes"].as_array().unwrap() {
        let parts = ["retry", "stop", "unknown"].iter().map(|name| row[*name].as_u64().unwrap());
        assert_eq!(parts.sum::<u64>(), row["count"].as_u64().unwrap(), "{row}");
    }
    let counts: Vec<u64> =
        report["codes"].as_array().unwrap().iter().map(|row| row["count"].as_u64().unwrap()).collect();
    assert!(counts.is_sorted_by(|a, b| a >= b));
    assert_eq!(report["advice"].as_array().unwrap().len(), 5);
}

#[test]
fn a_log_without_errors_is_reported() {
    for input in ["", "{\"msg\":\"fine\"}\n"] {
        assert!(stdout(&[], input).contains("No known error"), "{input:?}");
        assert!(stdout(&["--format", "html"], input).contains("No known error"), "{input:?}");
        assert_eq!(counted(input)["codes"], json!([]));
    }
}

/// The HTML page loads nothing, in any language.
#[test]
fn the_page_needs_no_other_file() {
    for locale in Locale::ALL {
        let page = stdout(&["--format", "html", "--lang", locale.tag()], &log());
        assert!(page.starts_with(&format!("<!DOCTYPE html><html lang=\"{}\">", locale.tag())), "{locale}");
        for loads in ["<script", "<link", "<img", "<iframe", "@import", "url(", " src=", "srcset"] {
            assert!(!page.contains(loads), "{locale}: {loads}");
        }
        assert!(page.contains("default-src 'none'") && page.contains("prefers-color-scheme: dark"));
        // The only addresses in it are links.
        for (at, _) in page.match_indices("http") {
            assert!(
                page[..at].ends_with("href=\"") || page[at..].starts_with("http-equiv"),
                "{locale}: {}",
                &page[at..at + 60]
            );
        }
        let open = |tag: &str| page.matches(&format!("<{tag}>")).count() + page.matches(&format!("<{tag} ")).count();
        for tag in ["section", "svg", "ul", "li", "article", "span", "code", "p", "ol", "details"] {
            assert_eq!(open(tag), page.matches(&format!("</{tag}>")).count(), "{locale}: {tag}");
        }
    }
    insta::assert_snapshot!(stdout(&["--format", "html"], &log()).replace("><", ">\n<"));
}

/// A model's name can be any text, because it comes from a request.
#[test]
fn names_from_the_log_are_escaped() {
    let model = "x<svg/onload=alert>&\u{1b}[2J\u{7f}y";
    let message = format!("The model `{model}` does not exist");
    let input = json!({"status": 404, "message": message}).to_string();
    let seen = counted(&input)["models"][0]["model"].as_str().unwrap().to_owned();
    assert_eq!(seen, model);
    for format in ["text", "html", "json"] {
        let shown = stdout(&["--format", format], &input);
        assert!(!shown.contains(['\u{1b}', '\u{7f}']), "{format}: {shown:?}");
        assert_eq!(shown.contains("<svg/"), format != "html", "{format}");
    }
    assert!(stdout(&["--format", "html"], &input).contains("x&lt;svg/onload="));
}
