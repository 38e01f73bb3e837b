//! `cargo xtask coverage`: how the patterns fare on the corpus.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

use openai_error_catalog::{Catalog, Code, Match, Verdict};
use serde::Deserialize;

use crate::{Result, root};

/// A line of the corpus; tests/corpus/README.md explains the fields.
#[derive(Deserialize)]
pub struct Text {
    pub id: String,
    pub status: Option<u16>,
    pub message: String,
    pub expect: Expect,
}

/// What a lookup should answer.
#[derive(Deserialize)]
pub struct Expect {
    pub code: String,
    pub accept: Vec<String>,
    pub retry: Option<bool>,
}

/// Reads a corpus; an error names the line.
pub fn read(path: &Path) -> Result<Vec<Text>> {
    let content = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    content
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(index, line)| {
            serde_json::from_str(line).map_err(|error| format!("{}:{}: {error}", path.display(), index + 1))
        })
        .collect()
}

/// The lookup that the corpus measures.
#[must_use]
pub fn look_up(text: &Text) -> Option<Match<'_>> {
    match text.status {
        Some(status) => Catalog::by_status_and_message(status, &text.message),
        None => Catalog::by_message(&text.message),
    }
}

/// Whether the verdict is what the corpus says; `None` if it doesn't say.
#[must_use]
pub fn verdict_is_right(text: &Text, found: Option<&Match<'_>>) -> Option<bool> {
    let verdict = found.map_or(Verdict::Unknown, Match::verdict);
    text.expect.retry.map(|retry| verdict == if retry { Verdict::Retry } else { Verdict::Stop })
}

/// Prints the report.
pub fn run(corpus: Option<PathBuf>, list_unused: bool) -> Result<()> {
    let path = corpus.unwrap_or_else(|| root().join("tests/corpus/messages.jsonl"));
    let texts = read(&path)?;
    let mut per_code: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut uses: HashMap<&'static str, usize> = HashMap::new();
    let (mut right, mut verdicts, mut scored, mut by_status) = (0, 0, 0, 0);
    for text in &texts {
        let found = look_up(text);
        let code = found.as_ref().map_or("none", |found| found.code().as_str());
        let hit = text.expect.accept.iter().any(|accept| accept == code);
        let (hits, all) = per_code.entry(&text.expect.code).or_default();
        *hits += usize::from(hit);
        *all += 1;
        right += usize::from(hit);
        match found.as_ref().and_then(Match::message) {
            Some(message) => *uses.entry(message.pattern()).or_default() += 1,
            None if found.is_some() => by_status += 1,
            None => {}
        }
        let verdict = verdict_is_right(text, found.as_ref());
        scored += usize::from(verdict.is_some());
        verdicts += usize::from(verdict == Some(true));
        if !hit {
            let start: String = text.message.chars().take(140).collect();
            println!("missed: {} wants {}, found {code}: {start:?}", text.id, text.expect.code);
        }
        if verdict == Some(false) {
            println!("verdict: {} wants retry = {:?}, found {code}", text.id, text.expect.retry);
        }
    }
    println!("\n{:32} found of", "code");
    for (code, (hits, all)) in &per_code {
        println!("{code:32} {hits:5} {all:2}{}", if hits < all { "  <-" } else { "" });
    }
    let patterns: Vec<_> = Code::ALL.iter().flat_map(|code| code.entry().messages()).collect();
    let exercised = patterns.iter().filter(|message| uses.contains_key(message.pattern())).count();
    let shared = uses.values().filter(|&&count| count > 1).count();
    let by_shared: usize = uses.values().filter(|&&count| count > 1).sum();
    println!("\ncode right:     {right} of {} ({})", texts.len(), percent(right, texts.len()));
    println!("verdict right:  {verdicts} of {scored} ({})", percent(verdicts, scored));
    println!("by status only: {by_status}");
    println!(
        "patterns:       {}; {exercised} exercised by a text, {shared} of them ({}) by more than one; these {shared} find {by_shared} texts",
        patterns.len(),
        percent(shared, exercised),
    );
    if list_unused {
        for message in patterns.iter().filter(|message| !uses.contains_key(message.pattern())) {
            println!("unused: {} ({})", message.pattern(), message.source());
        }
    }
    Ok(())
}

fn percent(part: usize, whole: usize) -> String {
    if whole == 0 {
        return "-".to_owned();
    }
    format!("{:.1} %", 100.0 * part as f64 / whole as f64)
}
