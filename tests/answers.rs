//! The answers to all texts of the corpus, as a snapshot: the effect of a change in the data or the code
//! is visible as a diff.

use std::fmt::Write;

use openai_error_catalog::{Catalog, ErrorResponse, Match, Verdict};

#[path = "common/corpus.rs"]
#[allow(dead_code)] // Other tests use more of it.
mod corpus;

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
        for text in corpus::read(format!("{}/tests/corpus/{file}", env!("CARGO_MANIFEST_DIR"))).unwrap() {
            let _ = writeln!(answers, "{}", text.id);
            let mut before = String::new();
            // A lookup with the same answer as the one before it is left out.
            for (lookup, found) in [
                ("message ", Some(text.look_up())),
                ("classify", Some(text.classify())),
                ("explain ", text.raw.as_deref().map(Catalog::explain)),
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
