//! docs/catalog.json in other languages: with its regular expressions and the
//! rules of docs/matching.md, they find what the crate finds.

use std::io::{self, ErrorKind, Write};
use std::process::Command;

use xtask::{coverage, root};

const CORPORA: [&str; 2] = ["tests/corpus/messages.jsonl", "tests/corpus/not-ours.jsonl"];

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
            let found = coverage::look_up(&text).map_or("none", |found| found.code().as_str());
            answers.push((format!("{} {found}", text.id), text.message));
        }
    }
    let said = String::from_utf8(output.stdout).unwrap();
    let said: Vec<&str> = said.lines().collect();
    assert_eq!(said.len(), answers.len(), "{program}: one line for each text");
    let other: Vec<String> = said
        .iter()
        .zip(&answers)
        .filter(|(said, (answer, _))| *said != answer)
        .map(|(said, (answer, message))| format!("{said}, the crate {answer}: {message:?}"))
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
