//! The answers to all texts of the corpus, as a snapshot: the effect of a change in the data or the code
//! is visible as a diff.

use std::fmt::Write;
use std::fs;

use openai_error_catalog::{Catalog, ErrorResponse, Match};
use serde_json::Value;

/// Longer values are cut: the snapshot is for reading.
const MAX_VALUE: usize = 60;

/// One line: code, kind, verdict, wait, values.
fn line(found: Option<Match<'_>>) -> String {
    let Some(found) = found else { return "none".to_owned() };
    let mut line = format!("{} ({}) {}", found.code(), found.kind(), found.verdict());
    if let Some(status) = found.status() {
        let _ = write!(line, " status={status}");
    }
    if let Some(wait) = found.retry_after() {
        let _ = write!(line, " wait={}ms", wait.as_millis());
    }
    for (name, value) in found.values() {
        let cut: String = value.chars().take(MAX_VALUE).collect();
        let more = if cut.len() < value.len() { "…" } else { "" };
        let _ = write!(line, " {name}={cut:?}{more}");
    }
    line
}

#[test]
fn all_answers_are_as_reviewed() {
    let mut answers = String::new();
    for file in ["messages.jsonl", "not-ours.jsonl"] {
        let path = format!("{}/tests/corpus/{file}", env!("CARGO_MANIFEST_DIR"));
        for text in fs::read_to_string(path).unwrap().lines() {
            let text: Value = serde_json::from_str(text).unwrap();
            let field = |name: &str| text[name].as_str();
            let message = field("message").unwrap_or_default();
            let status = text["status"].as_u64().and_then(|status| u16::try_from(status).ok());
            let mut response = ErrorResponse::new().message(message);
            response = status.map_or(response, |status| response.status(status));
            response = field("type").map_or(response, |value| response.api_type(value));
            response = field("code").map_or(response, |value| response.api_code(value));
            response = field("param").map_or(response, |value| response.param(value));
            let by_message = match status {
                Some(status) => Catalog::by_status_and_message(status, message),
                None => Catalog::by_message(message),
            };
            let _ = writeln!(answers, "{}", field("id").unwrap_or_default());
            let mut before = String::new();
            // A lookup with the same answer as the one before it is left out.
            for (lookup, found) in [
                ("message ", Some(by_message)),
                ("classify", Some(Catalog::classify(&response))),
                ("explain ", field("raw").map(Catalog::explain)),
            ] {
                let Some(found) = found else { continue };
                let line = line(found);
                if line != before {
                    let _ = writeln!(answers, "  {lookup} {line}");
                }
                before = line;
            }
        }
    }
    insta::assert_snapshot!("answers", answers);
}
