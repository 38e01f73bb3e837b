//! A snapshot of the answers to all texts of the corpus, so that a diff shows the effect of a change in the data or the
//! code.

use std::fmt::Write;

use openai_error_catalog::{Catalog, ErrorResponse, Match, Verdict};

#[path = "common/corpus.rs"]
#[allow(dead_code)] // Other tests use the rest.
mod corpus;

/// The maximum length of a value, in bytes. Longer ones are cut, because people read the snapshot.
const MAX_VALUE: usize = 60;

/// The answer on one line: code, kind, verdict, wait, values.
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
fn all_answers_are_unchanged() {
    let mut answers = String::new();
    for file in ["messages.jsonl", "not-ours.jsonl"] {
        for text in corpus::read(format!("{}/tests/corpus/{file}", env!("CARGO_MANIFEST_DIR"))).unwrap() {
            let _ = writeln!(answers, "{}", text.id);
            let mut before = String::new();
            // A lookup is left out if its answer is the same as the one above it.
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
