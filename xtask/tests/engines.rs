//! Programs in other languages find what the crate finds, with the regular expressions of docs/catalog.json and the rules
//! of docs/matching.md.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, ErrorKind, Write};
use std::process::Command;

use openai_error_catalog::MatchKind;
use serde_json::{Value, json};
use tempfile::NamedTempFile;
use xtask::coverage::corpus::{self, Text};
use xtask::root;

/// The last file has waits, and texts that look like waits, at the place where a pattern captures a wait.
const CORPORA: [&str; 3] = ["tests/corpus/messages.jsonl", "tests/corpus/not-ours.jsonl", "tests/engines/waits.jsonl"];

/// More texts, most of which no pattern matches: every second word of each message of the corpus, the foreign sentences
/// with status 400 and without a status, and numbers after words. Also the corpus with typographic characters.
fn reworded() -> String {
    let mut lines = Vec::new();
    for text in corpus::read(root().join(CORPORA[0])).unwrap() {
        let words: Vec<&str> = text.message.split_whitespace().step_by(2).collect();
        lines.push(json!({"id": text.id, "status": text.status, "message": words.join(" ")}));
    }
    let foreign = fs::read_to_string(root().join("tests/corpus/foreign.txt")).unwrap();
    for (number, sentence) in foreign.lines().enumerate() {
        for (status, form) in [(Some(400), "with_status"), (None, "alone")] {
            lines.push(json!({"id": format!("{form}_{number}"), "status": status, "message": sentence}));
        }
    }
    for text in corpus::read(root().join(CORPORA[0])).unwrap() {
        let message = text.message.replace(' ', "\u{a0}").replace('"', "”").replace('\'', "’").replace(':', "：");
        lines.push(json!({"id": format!("typographic_{}", text.id), "status": text.status, "message": message}));
    }
    for (number, message) in
        ["the rate is over its Limit: 0/1min", "rate limited: limit 10, requested 20 tokens"].iter().enumerate()
    {
        lines.push(json!({"id": format!("number_{number}"), "status": 429, "message": message}));
    }
    let expect = json!({"code": "none", "accept": ["none"], "retry": null});
    lines
        .into_iter()
        .map(|mut line| {
            line["expect"] = expect.clone();
            format!("{line}\n")
        })
        .collect()
}

/// The crate's answer, in the form in which the programs print theirs.
fn answer(text: &Text) -> Value {
    let found = text.look_up();
    let kind = found.as_ref().map(|found| match found.kind() {
        kind if kind.is_recognized() => MatchKind::Message.as_str(),
        kind => kind.as_str(),
    });
    let mut values: BTreeMap<&str, String> = BTreeMap::new();
    for (name, value) in found.iter().flat_map(|found| found.values()) {
        values.entry(name).or_insert_with(|| value.to_owned());
    }
    json!({"id": text.id, "code": found.map(|found| found.code().as_str()), "kind": kind, "values": values})
}

/// Compares a program's answers with the crate's. If its engine isn't installed, this checks nothing and says so.
fn compare(engine: &str, program: &str) {
    let mut command = Command::new(engine);
    let reworded_file = NamedTempFile::new().unwrap();
    fs::write(&reworded_file, reworded()).unwrap();
    command.current_dir(root()).env("PYTHONUTF8", "1").args([program, "docs/catalog.json", "docs/words.json"]);
    command.args(CORPORA).arg(reworded_file.path());
    let output = match command.output() {
        Ok(output) => output,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            // The test harness captures the output of `eprintln!`, but people have to see that a check was skipped.
            let _ = writeln!(io::stderr(), "note: skipped {program}: {engine} is not installed");
            return;
        }
        Err(error) => panic!("{engine}: {error}"),
    };
    assert!(output.status.success(), "{program}\n{}", String::from_utf8_lossy(&output.stderr));
    let mut answers = Vec::new();
    for corpus in CORPORA.map(|corpus| root().join(corpus)).iter().chain([&reworded_file.path().to_owned()]) {
        answers.extend(corpus::read(corpus).unwrap().into_iter().map(|text| (answer(&text), text.message)));
    }
    let guesses = answers.iter().filter(|(answer, _)| answer["kind"] == "similar").count();
    assert!(guesses > 300, "only {guesses} texts are guessed");
    let printed = String::from_utf8(output.stdout).unwrap();
    let printed: Vec<Value> = printed.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(printed.len(), answers.len(), "{program} must print one line for each text");
    let other: Vec<String> = printed
        .iter()
        .zip(&mut answers)
        .filter_map(|(printed, (answer, message))| {
            // If no pattern captures a wait, the crate searches for one after words such as "try again in". The programs
            // don't.
            if let (None, Some(values)) = (printed["values"].get("wait"), answer["values"].as_object_mut()) {
                values.remove("wait");
            }
            (printed != answer).then(|| format!("{printed}, the crate {answer}: {message:?}"))
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
