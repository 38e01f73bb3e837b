//! docs/catalog.json in other languages: with its regular expressions and the
//! rules of docs/matching.md, they find what the crate finds.

use std::collections::BTreeMap;
use std::io::{self, ErrorKind, Write};
use std::process::Command;

use serde_json::{Value, json};
use xtask::{coverage, root};

/// The last one has waits, and what looks like one, behind the words of a pattern that captures them.
const CORPORA: [&str; 3] = ["tests/corpus/messages.jsonl", "tests/corpus/not-ours.jsonl", "tests/engines/waits.jsonl"];

/// Compares a program's answers with the crate's. Where its engine isn't
/// installed nothing is checked.
fn compare(engine: &str, program: &str) {
    let mut command = Command::new(engine);
    command.current_dir(root()).env("PYTHONUTF8", "1").args([program, "docs/catalog.json"]).args(CORPORA);
    let output = match command.output() {
        Ok(output) => output,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            // Not `eprintln!`: the test harness would swallow it, and a skipped check must be seen.
            let _ = writeln!(io::stderr(), "note: skipped {program}: no {engine} here");
            return;
        }
        Err(error) => panic!("{engine}: {error}"),
    };
    assert!(output.status.success(), "{program}\n{}", String::from_utf8_lossy(&output.stderr));
    let mut answers = Vec::new();
    for corpus in CORPORA {
        for text in coverage::read(&root().join(corpus)).unwrap() {
            let found = coverage::look_up(&text);
            let mut values: BTreeMap<&str, String> = BTreeMap::new();
            for (name, value) in found.iter().flat_map(|found| found.values()) {
                values.entry(name).or_insert_with(|| value.to_owned());
            }
            let code = found.map(|found| found.code().as_str());
            answers.push((json!({"id": text.id, "code": code, "values": values}), text.message));
        }
    }
    let said = String::from_utf8(output.stdout).unwrap();
    let said: Vec<Value> = said.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(said.len(), answers.len(), "{program}: one line for each text");
    let other: Vec<String> = said
        .iter()
        .zip(&mut answers)
        .filter_map(|(said, (answer, message))| {
            // Where no pattern captures a wait, the crate looks for one between words that announce it.
            if let (None, Some(values)) = (said["values"].get("wait"), answer["values"].as_object_mut()) {
                values.remove("wait");
            }
            (said != answer).then(|| format!("{said}, the crate {answer}: {message:?}"))
        })
        .collect();
    assert!(other.is_empty(), "{program} differs in {} texts\n{}", other.len(), other.join("\n"));
}

#[test]
fn python_finds_what_the_crate_finds() {
    compare("python3", "tests/engines/match.py");
}

#[test]
fn javascript_finds_what_the_crate_finds() {
    compare("node", "tests/engines/match.mjs");
}
