//! `cargo xtask coverage`: shows how well the patterns match the corpus, and where they come from.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;

use openai_error_catalog::{Catalog, Code, ErrorResponse, Match, MatchKind, Verdict};

use crate::process::cargo;
use crate::repository::{Result, root};

#[path = "../../tests/common/corpus.rs"]
pub mod corpus;

use corpus::{Score, Text};

/// The lookups that are measured on the corpus.
#[derive(Clone, Copy)]
enum Lookup {
    /// By status and message.
    Message,
    /// By everything that the response contains.
    Classify,
    /// By the text as it was pasted.
    Explain,
}

impl Lookup {
    /// The match, if any. The outer `None` means that this lookup doesn't apply to the text.
    fn open(self, text: &Text) -> Option<Option<Match<'_>>> {
        match self {
            Lookup::Message => Some(text.look_up()),
            Lookup::Classify => Some(text.classify()),
            Lookup::Explain => text.pasted().map(Catalog::explain),
        }
    }
}

/// What one lookup found.
#[derive(Default)]
struct Report<'t> {
    score: Score,
    by_status: usize,
    per_code: BTreeMap<&'t str, (usize, usize)>,
    uses: HashMap<&'static str, usize>,
}

fn measure<'t>(texts: &'t [Text], lookup: Lookup, name: &str) -> Report<'t> {
    let mut report = Report::default();
    for text in texts {
        let Some(found) = lookup.open(text) else { continue };
        let judgement = report.score.add(text, found.as_ref());
        let (hits, all) = report.per_code.entry(&text.expect.code).or_default();
        *hits += usize::from(judgement.has_code);
        *all += 1;
        match found.as_ref().and_then(Match::pattern) {
            Some(message) => *report.uses.entry(message.pattern()).or_default() += 1,
            None => report.by_status += usize::from(found.as_ref().is_some_and(|f| f.kind() == MatchKind::Status)),
        }
        if !judgement.has_code || judgement.has_verdict == Some(false) {
            let code = found.as_ref().map_or("none", |found| found.code().as_str());
            let kind = found.as_ref().map_or("-", |found| found.kind().as_str());
            let verdict = found.as_ref().map_or("-", |found| found.verdict().as_str());
            let shown =
                if matches!(lookup, Lookup::Explain) { text.raw.as_deref() } else { Some(text.message.as_str()) };
            let start: String = shown.unwrap_or_default().chars().take(180).collect();
            println!(
                "{name}: {} wants {} (retry {:?}), found {code} by {kind}: {verdict}{}: {start:?}",
                text.id,
                text.expect.code,
                text.expect.retry,
                if judgement.is_endless { " FOREVER" } else { "" },
            );
        }
    }
    report
}

/// Prints the report.
pub fn run(corpus: Option<PathBuf>, list_unused: bool) -> Result<()> {
    let path = corpus.unwrap_or_else(|| root().join("tests/corpus/messages.jsonl"));
    let texts = corpus::read(&path)?;
    let lookups = [("message", Lookup::Message), ("classify", Lookup::Classify), ("explain", Lookup::Explain)];
    let reports = lookups.map(|(name, lookup)| (name, measure(&texts, lookup, name)));
    let per_code = &reports[0].1.per_code;
    let uses = &reports[0].1.uses;
    println!("\n{:32} found of", "code");
    for (code, (hits, all)) in per_code {
        println!("{code:32} {hits:5} {all:2}{}", if hits < all { "  <-" } else { "" });
    }
    let patterns: Vec<_> = Code::ALL.iter().flat_map(|code| code.entry().messages()).collect();
    let exercised = patterns.iter().filter(|message| uses.contains_key(message.pattern())).count();
    let shared = uses.values().filter(|&&count| count > 1).count();
    let by_shared: usize = uses.values().filter(|&&count| count > 1).sum();
    println!(
        "\n{:10} {:>5} {:>15} {:>16} {:>9} {:>9}",
        "lookup", "texts", "code right", "verdict right", "forever", "by status"
    );
    for (name, report) in &reports {
        let Score { texts, codes, scored, verdicts, endless } = report.score;
        println!(
            "{name:10} {texts:5} {codes:5} ({}) {verdicts:5} ({}) {endless:9} {:9}",
            percent(codes, texts),
            percent(verdicts, scored),
            report.by_status,
        );
    }
    println!(
        "\nThe table above is optimistic: the patterns were written from these texts. Without the patterns of each text:"
    );
    for line in without_own_patterns()? {
        println!("{line}");
    }
    println!(
        "\npatterns: {}; {exercised} exercised by a text, {shared} of them ({}) by more than one; these {shared} find {by_shared} texts",
        patterns.len(),
        percent(shared, exercised),
    );
    println!("\n{:5}  source of the pattern", "count");
    let systems = by_system(patterns.iter().map(|message| message.source()));
    for (system, count) in systems.iter().filter(|(_, count)| *count > 1) {
        println!("{count:5}  {system}");
    }
    println!("{:5}  others with one pattern each", systems.iter().filter(|(_, count)| *count == 1).count());
    if list_unused {
        for message in patterns.iter().filter(|message| !uses.contains_key(message.pattern())) {
            println!("unused: {} ({})", message.pattern(), message.source());
        }
    }
    Ok(())
}

/// The figures printed by the test that looks up each text without the patterns that match it.
fn without_own_patterns() -> Result<Vec<String>> {
    let output = cargo()
        .current_dir(root())
        .args(["test", "--quiet", "--package", "openai-error-catalog", "--lib", "--all-features", "leave_one_out"])
        .args(["--", "--nocapture"])
        .output()
        .map_err(|error| format!("cargo test: {error}"))?;
    let printed = String::from_utf8_lossy(&output.stdout);
    let figures: Vec<String> =
        printed.lines().filter(|line| line.contains(": code ")).map(|line| format!("  {line}")).collect();
    if figures.is_empty() {
        return Err(format!("the test printed no figures:\n{}", String::from_utf8_lossy(&output.stderr)));
    }
    Ok(figures)
}

/// How many patterns come from each place, the most frequent place first. A place is a repository, a host, or the title of
/// a source in catalog/sources.toml.
fn by_system<'s>(sources: impl Iterator<Item = &'s str>) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for source in sources {
        *counts.entry(system(source)).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by(|(left, fewer), (right, more)| more.cmp(fewer).then_with(|| left.cmp(right)));
    counts
}

fn system(source: &str) -> String {
    let Some(address) = source.strip_prefix("https://") else { return source.to_owned() };
    // Keep the host, and for a repository also its owner and name.
    let parts = if address.starts_with("github.com/") { 3 } else { 1 };
    address.split('/').take(parts).collect::<Vec<_>>().join("/")
}

fn percent(part: usize, whole: usize) -> String {
    if whole == 0 {
        return "-".to_owned();
    }
    format!("{:5.1} %", 100.0 * part as f64 / whole as f64)
}

#[cfg(test)]
mod tests {
    use super::by_system;

    #[test]
    fn sources_are_counted_by_repository_host_or_title() {
        let sources = [
            "https://github.com/vllm-project/vllm/blob/4ff865c/vllm/sampling_params.py",
            "https://github.com/vllm-project/vllm/issues/1",
            "https://docs.z.ai/api-reference/api-code",
            "The OpenAI API's own replies",
        ];
        let counts = by_system(sources.into_iter());
        let counts: Vec<_> = counts.iter().map(|(system, count)| (system.as_str(), *count)).collect();
        let expected = [("github.com/vllm-project/vllm", 2), ("The OpenAI API's own replies", 1), ("docs.z.ai", 1)];
        assert_eq!(counts, expected);
    }
}
