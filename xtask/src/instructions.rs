//! `cargo xtask instructions`: counts the instructions of a lookup with callgrind. Unlike times, these counts are the same
//! in each run.

use std::path::Path;
use std::process::Command;

use crate::coverage::corpus;
use crate::dependent;
use crate::files::write;
use crate::repository::{Result, root};

/// A program that looks up each message of a file. Its second argument says how many times.
const LOOKUPS: &str = r#"use std::hint::black_box;
use openai_error_catalog::Catalog;
fn main() {
    let mut arguments = std::env::args().skip(1);
    let text = std::fs::read_to_string(arguments.next().unwrap_or_default()).unwrap_or_default();
    let rounds: usize = arguments.next().and_then(|rounds| rounds.parse().ok()).unwrap_or(0);
    let messages: Vec<&str> = text.split('\0').collect();
    for _ in 0..rounds {
        for message in &messages {
            black_box(Catalog::by_message(black_box(message)));
        }
    }
}
"#;

/// How many rounds are counted. The program also runs for a single round, which is subtracted: it includes the program's
/// start.
const ROUNDS: usize = 10;

/// Prints how many instructions [`Catalog::by_message`](openai_error_catalog::Catalog::by_message) needs for a message of
/// the corpus, on average.
pub fn run() -> Result<()> {
    let work = dependent::directory()?;
    let texts = corpus::read(root().join("tests/corpus/messages.jsonl"))?;
    let messages: Vec<&str> = texts.iter().map(|text| text.message.as_str()).collect();
    let directory = dependent::package(work.path(), "lookups", LOOKUPS, &dependent::on_this_crate())?;
    let file = directory.join("messages");
    write(&file, &messages.join("\0"))?;
    dependent::cargo(&directory, &["build", "--release", "--quiet"])?;
    let program = directory.join("target/release/dependent");
    let counted = count(&program, &file, ROUNDS + 1)?.saturating_sub(count(&program, &file, 1)?);
    println!("by_message: {} instructions for each of {} messages", counted / ROUNDS / messages.len(), messages.len());
    Ok(())
}

/// How many instructions the program executes.
fn count(program: &Path, file: &Path, rounds: usize) -> Result<usize> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(program)
        .arg(file)
        .arg(rounds.to_string())
        .output()
        .map_err(|error| format!("valgrind can't be run: {error}; install it"))?;
    let report = String::from_utf8_lossy(&output.stderr);
    let counted = report.lines().find_map(|line| line.split_once("Collected :")?.1.trim().parse().ok());
    counted.ok_or_else(|| format!("the output of valgrind has no count: {report}"))
}
