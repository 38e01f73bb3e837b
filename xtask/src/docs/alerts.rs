//! Writes docs/prometheus-alerts.yml: the thresholds of the catalog as alert rules.
//!
//! It doesn't use a YAML library: there are only seven fixed keys and a list, and a library wouldn't keep the comments or
//! the line breaks of the expressions. Each text is a JSON string, which is also a valid YAML scalar.

use openai_error_catalog::export::languages;
use std::fmt::Write;
use std::time::Duration;

use openai_error_catalog::{Locale, Metric, MetricKind};

/// The metrics that a program has to provide.
const REQUESTS: &str = "openai_requests_total";
const GIVEN_UP: &str = "openai_retries_exhausted_total";
const DURATION: &str = "openai_request_duration_seconds";

/// The window of `rate()`. It should contain at least four scrapes, and a scrape interval is rarely longer than a minute.
const RATE_WINDOW: &str = "5m";

/// The content of docs/prometheus-alerts.yml.
#[must_use]
pub fn yaml() -> String {
    let mut out = header();
    out.push_str("groups:\n  - name: openai\n    rules:\n");
    for metric in Metric::all() {
        rule(&mut out, metric);
    }
    out
}

fn header() -> String {
    let slow = Metric::all().iter().filter(|metric| matches!(metric.kind(), MetricKind::Seconds { .. }));
    let bounds: Vec<_> = slow.map(|metric| metric.threshold().to_string()).collect();
    format!(
        "\
# Alert rules for Prometheus. Written by `cargo xtask gen` from catalog/monitoring.toml. Don't edit it here.
#
# The rules expect these metrics of your program:
#
# {REQUESTS}{{code=\"…\",status=\"…\"}}
#   Counter: every request, including retries. `code` is the slug of the error, or `ok`; for an error that the catalog
#   doesn't know, any other word. `status` is the HTTP status, or 0 if there was no response.
# {GIVEN_UP}
#   Counter: requests given up after the last retry.
# {DURATION}
#   Histogram: from sending a request to the end of its response. It needs bucket bounds at and above {bounds}.
#   With the default buckets of most client libraries, which end at 10, its alert never fires.
#
# The default language's texts are in `summary`, `description`, and `action`; those of other languages in `summary_zh_Hans` and
# so on. When requests are few, one failure is a large share. To wait for more of them, add to a rule
#   and sum(increase({REQUESTS}[{RATE_WINDOW}])) >= 20
",
        bounds = bounds.join(", "),
    )
}

fn rule(out: &mut String, metric: &Metric) {
    let value = match metric.kind() {
        MetricKind::Seconds { .. } => "{{ $value | humanizeDuration }}",
        _ => "{{ $value | humanizePercentage }}",
    };
    let _ = writeln!(out, "      - alert: {}", quoted(&name(metric)));
    out.push_str("        expr: |-\n");
    for line in expression(metric).lines() {
        let _ = writeln!(out, "          {line}");
    }
    if let Some(time) = metric.sustained() {
        let _ = writeln!(out, "        for: {}", duration(time));
    }
    out.push_str("        labels:\n");
    // All rules have the same severity, because the sources don't rank the metrics.
    out.push_str("          severity: warning\n");
    let _ = writeln!(out, "          metric: {}", quoted(metric.id()));
    out.push_str("        annotations:\n");
    let _ = writeln!(out, "          value: {}", quoted(value));
    for locale in languages() {
        let suffix = suffix(locale);
        let texts = [
            ("summary", metric.title(locale)),
            ("description", metric.meaning(locale)),
            ("action", metric.action(locale)),
        ];
        for (key, text) in texts {
            let _ = writeln!(out, "          {key}{suffix}: {}", quoted(&literal(text)));
        }
    }
}

/// The name of the alert, in the usual form for alerts: `OpenAILatencyP99` for `latency_p99`.
fn name(metric: &Metric) -> String {
    let words = metric.id().split('_').map(|word| {
        let (first, rest) = word.split_at(word.chars().next().map_or(0, char::len_utf8));
        first.to_uppercase() + rest
    });
    format!("OpenAI{}", words.collect::<String>())
}

/// A PromQL expression that is true while the metric is above its threshold.
fn expression(metric: &Metric) -> String {
    let threshold = metric.threshold();
    let all = format!("sum(rate({REQUESTS}[{RATE_WINDOW}]))");
    let counted = match metric.kind() {
        MetricKind::Seconds { quantile } => {
            let buckets = format!("sum by (le) (rate({DURATION}_bucket[{RATE_WINDOW}]))");
            return format!("histogram_quantile({quantile}, {buckets})\n> {threshold}");
        }
        _ if metric.counts_given_up() => format!("{GIVEN_UP}[{RATE_WINDOW}]"),
        _ => {
            let statuses: Vec<_> = metric.statuses().iter().map(u16::to_string).collect();
            let filter = match statuses.as_slice() {
                [] => "code!=\"ok\"".to_owned(),
                [status] => format!("status=\"{status}\""),
                statuses => format!("status=~\"{}\"", statuses.join("|")),
            };
            format!("{REQUESTS}{{{filter}}}[{RATE_WINDOW}]")
        }
    };
    format!("sum(rate({counted}))\n  / {all}\n> {threshold}")
}

/// A duration in the syntax of Prometheus, in whole minutes if possible.
fn duration(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds % 60 == 0 { format!("{}m", seconds / 60) } else { format!("{seconds}s") }
}

/// The suffix of a key for a language: empty for the default language. For the others it is the tag, with `_` in place
/// of characters that the name of a label can't contain.
fn suffix(locale: Locale) -> String {
    if locale == Locale::default() {
        return String::new();
    }
    let tag = locale.tag().chars().map(|char| if char.is_ascii_alphanumeric() { char } else { '_' });
    std::iter::once('_').chain(tag).collect()
}

/// Escapes the braces of a text, because annotations are templates.
fn literal(text: &str) -> String {
    text.replace("{{", "{{ \"{{\" }}")
}

/// A JSON string that every YAML parser reads as the same text. It also escapes the characters that JSON allows, but that
/// YAML forbids or treats as line breaks.
fn quoted(text: &str) -> String {
    let mut out = String::new();
    for char in serde_json::Value::from(text).to_string().chars() {
        match char {
            '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => {
                let _ = write!(out, "\\u{:04x}", u32::from(char));
            }
            char => out.push(char),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_quoted_for_yaml() {
        assert_eq!(quoted("a: \"b\" # c\n"), r#""a: \"b\" # c\n""#);
        assert_eq!(quoted("错误率\u{2028}\u{85}\u{1f600}"), "\"错误率\\u2028\\u0085\u{1f600}\"");
    }

    #[test]
    fn braces_are_escaped() {
        assert_eq!(literal("{{ x }} {y}"), "{{ \"{{\" }} x }} {y}");
    }

    #[test]
    fn durations_are_in_minutes_if_possible() {
        assert_eq!(duration(Duration::from_secs(300)), "5m");
        assert_eq!(duration(Duration::from_secs(90)), "90s");
    }

    #[test]
    fn keys_are_label_names() {
        for locale in languages() {
            assert!(suffix(locale).chars().all(|char| char.is_ascii_alphanumeric() || char == '_'), "{locale}");
        }
        assert_eq!(suffix(Locale::ZhHans), "_zh_Hans");
        assert_eq!(suffix(Locale::default()), "");
    }
}
