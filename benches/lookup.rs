//! Compares lookups with alternatives, all in one run over the same corpus: `cargo bench --bench lookup`.
//!
//! Compare only times of the same run: they differ between runs and machines. One iteration of a bench handles all
//! texts of its group. The second line of each bench in the table is texts per second.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher};
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, Anchored, Input, MatchKind, StartKind};
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use openai_error_catalog::{Catalog, Code, ErrorResponse, Match, Value, Verdict};
use regex::bytes::{RegexSet, RegexSetBuilder};

#[path = "../tests/common/corpus.rs"]
#[allow(dead_code)] // Tests use more of it.
mod texts;

fn main() {
    divan::main();
}

/// How many patterns the alternatives get. A gateway's own list has this many.
const PATTERNS: usize = 157;

struct Text {
    status: u16,
    message: String,
    api_type: Option<String>,
    api_code: Option<String>,
}

static CORPUS: LazyLock<Vec<Text>> = LazyLock::new(|| {
    let texts = texts::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus/messages.jsonl"));
    let text = |text: texts::Text| Text {
        status: text.status.unwrap_or(0),
        message: text.message,
        api_type: text.api_type,
        api_code: text.code,
    };
    texts.expect("the corpus can be read").into_iter().map(text).collect()
});

/// Texts that no pattern matches: those of the corpus, with their first word changed.
static MISSES: LazyLock<Vec<Text>> = LazyLock::new(|| {
    let miss = |text: &Text| Text { status: 0, message: format!("zq{}", text.message), api_type: None, api_code: None };
    CORPUS.iter().map(miss).collect()
});

/// The patterns that match the most texts of the corpus. So the alternatives get the patterns that suit them best.
static CHOSEN: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let mut uses: HashMap<&'static str, usize> = HashMap::new();
    for text in CORPUS.iter() {
        if let Some(message) = Catalog::by_message(&text.message).and_then(|found| found.pattern()) {
            *uses.entry(message.pattern()).or_default() += 1;
        }
    }
    let mut patterns: Vec<_> = uses.into_iter().collect();
    patterns.sort_by_key(|(pattern, uses)| (std::cmp::Reverse(*uses), *pattern));
    patterns.into_iter().map(|(pattern, _)| pattern).take(PATTERNS).collect()
});

/// A regular expression for a placeholder. It is as narrow as the kind allows, because a narrow expression is fast.
fn placeholder(name: &str) -> &'static str {
    match Value::all().iter().find(|value| value.name() == name).map(Value::kind) {
        Some("number" | "status") => "[0-9.,_-]+",
        Some("duration") => "[0-9a-z. ]+",
        Some("word") => "[^ '\"`,;()]+",
        Some("phrase") => "[0-9a-z _/+()-]+",
        _ => "[^\n]*",
    }
}

/// The same pattern for the `regex` crate: anchored, case-insensitive.
fn to_regex(pattern: &str) -> String {
    let mut out = String::from("^");
    let mut chars = pattern.chars().peekable();
    while let Some(char) = chars.next() {
        match char {
            '{' => {
                let rest: String = chars.clone().take_while(|&char| char != '}').collect();
                let is_name = rest.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
                if is_name {
                    chars.by_ref().nth(rest.len());
                    out.push_str(placeholder(&rest));
                } else {
                    out.push_str("(?:");
                    if chars.next_if_eq(&'?').is_some() {
                        out.push('|');
                    }
                }
            }
            '}' => out.push(')'),
            '|' => out.push('|'),
            char => out.push_str(&regex::escape(&char.to_string())),
        }
    }
    out
}

/// The literal text that a pattern begins with, in lower case.
fn prefix(pattern: &str) -> String {
    pattern.split('{').next().unwrap_or_default().to_ascii_lowercase()
}

fn prefixes() -> Vec<String> {
    CHOSEN.iter().map(|pattern| prefix(pattern)).filter(|prefix| prefix.len() >= 4).collect()
}

fn regex_set(limit: Option<usize>) -> RegexSet {
    let mut set = RegexSetBuilder::new(CHOSEN.iter().map(|pattern| to_regex(pattern)));
    // Unicode is off because its case folding and classes cost time.
    set.case_insensitive(true).unicode(false);
    if let Some(limit) = limit {
        set.size_limit(limit).dfa_size_limit(limit);
    }
    set.build().expect("the patterns are regular")
}

/// A set with default limits. Its lazily built automaton often runs out of memory. It is then restarted, or replaced by
/// a slower one.
static REGEX_SET: LazyLock<RegexSet> = LazyLock::new(|| regex_set(None));

/// A set with as much memory as it needs.
static ROOMY_REGEX_SET: LazyLock<RegexSet> = LazyLock::new(|| regex_set(Some(256 << 20)));

static AHO_CORASICK: LazyLock<AhoCorasick> = LazyLock::new(|| {
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .start_kind(StartKind::Anchored)
        .match_kind(MatchKind::LeftmostLongest)
        .build(prefixes())
        .expect("the prefixes are few")
});

static SUBSTRINGS: LazyLock<Vec<String>> = LazyLock::new(prefixes);

/// The exact texts: a map is an alternative only for messages that never vary.
static WHOLE: LazyLock<HashMap<String, Code>> = LazyLock::new(|| {
    let found =
        CORPUS.iter().filter_map(|text| Some((text.message.clone(), Catalog::by_message(&text.message)?.code())));
    found.collect()
});

fn over(bencher: Bencher<'_, '_>, texts: &'static [Text], one: impl Fn(&'static Text) + Sync) {
    for text in texts.iter().take(1) {
        one(text);
    }
    bencher.counter(ItemsCount::new(texts.len())).bench(|| texts.iter().for_each(&one));
}

/// Hits: every text of the corpus.
mod corpus {
    use super::*;

    #[divan::bench]
    fn ours_by_status_and_message(bencher: Bencher<'_, '_>) {
        over(bencher, &CORPUS, |text| {
            black_box(Catalog::by_status_and_message(text.status, black_box(&text.message)));
        });
    }

    #[divan::bench]
    fn ours_by_message(bencher: Bencher<'_, '_>) {
        over(bencher, &CORPUS, |text| {
            black_box(Catalog::by_message(black_box(&text.message)));
        });
    }

    #[divan::bench]
    fn ours_classify(bencher: Bencher<'_, '_>) {
        over(bencher, &CORPUS, |text| {
            let mut response = ErrorResponse::new().status(text.status).message(black_box(text.message.as_str()));
            if let Some(value) = &text.api_type {
                response = response.api_type(value.as_str());
            }
            if let Some(value) = &text.api_code {
                response = response.api_code(value.as_str());
            }
            black_box(Catalog::classify(&response));
        });
    }

    /// What a program does with each error that it may retry.
    #[divan::bench]
    fn ours_with_wait_and_values(bencher: Bencher<'_, '_>) {
        over(bencher, &CORPUS, |text| {
            let found = Catalog::by_status_and_message(text.status, black_box(&text.message));
            if let Some(found) = black_box(found) {
                black_box(found.retry_after());
                black_box(found.values().count());
            }
        });
    }

    #[divan::bench]
    fn ours_explain(bencher: Bencher<'_, '_>) {
        over(bencher, &CORPUS, |text| {
            black_box(Catalog::explain(black_box(&text.message)));
        });
    }

    #[divan::bench]
    fn regex_set_157(bencher: Bencher<'_, '_>) {
        over(bencher, &CORPUS, |text| {
            black_box(REGEX_SET.matches(black_box(text.message.as_bytes())).iter().next());
        });
    }

    #[divan::bench]
    fn regex_set_157_with_room(bencher: Bencher<'_, '_>) {
        over(bencher, &CORPUS, |text| {
            black_box(ROOMY_REGEX_SET.matches(black_box(text.message.as_bytes())).iter().next());
        });
    }

    #[divan::bench]
    fn aho_corasick_157_prefixes(bencher: Bencher<'_, '_>) {
        over(bencher, &CORPUS, |text| {
            let input = Input::new(black_box(&text.message)).anchored(Anchored::Yes);
            black_box(AHO_CORASICK.find(input));
        });
    }

    #[divan::bench]
    fn lower_case_and_157_contains(bencher: Bencher<'_, '_>) {
        over(bencher, &CORPUS, |text| {
            let lower = black_box(&text.message).to_ascii_lowercase();
            black_box(SUBSTRINGS.iter().position(|substring| lower.contains(substring.as_str())));
        });
    }

    #[divan::bench]
    fn hash_map_of_whole_messages(bencher: Bencher<'_, '_>) {
        over(bencher, &CORPUS, |text| {
            black_box(WHOLE.get(black_box(&text.message)));
        });
    }

    #[divan::bench]
    fn llm_error_class(bencher: Bencher<'_, '_>) {
        over(bencher, &CORPUS, |text| {
            black_box(llm_error_class::classify(text.status, black_box(&text.message)));
        });
    }

    /// Hashing the message as a `HashMap` does, which is the minimum cost of any map.
    #[divan::bench]
    fn sip_hash_1_3_of_the_message(bencher: Bencher<'_, '_>) {
        let state = std::hash::RandomState::new();
        over(bencher, &CORPUS, move |text| {
            let mut hasher = state.build_hasher();
            hasher.write(black_box(text.message.as_bytes()));
            black_box(hasher.finish());
        });
    }

    #[divan::bench]
    fn one_pass_over_the_bytes(bencher: Bencher<'_, '_>) {
        over(bencher, &CORPUS, |text| {
            let bytes = black_box(text.message.as_bytes()).iter();
            black_box(bytes.fold(0_u8, |sum, byte| sum.rotate_left(1) ^ byte));
        });
    }
}

/// Misses: texts that nothing matches.
mod misses {
    use super::*;

    #[divan::bench]
    fn ours_by_message(bencher: Bencher<'_, '_>) {
        over(bencher, &MISSES, |text| {
            black_box(Catalog::by_message(black_box(&text.message)));
        });
    }

    #[divan::bench]
    fn regex_set_157_with_room(bencher: Bencher<'_, '_>) {
        over(bencher, &MISSES, |text| {
            black_box(ROOMY_REGEX_SET.is_match(black_box(text.message.as_bytes())));
        });
    }

    #[divan::bench]
    fn lower_case_and_157_contains(bencher: Bencher<'_, '_>) {
        over(bencher, &MISSES, |text| {
            let lower = black_box(&text.message).to_ascii_lowercase();
            black_box(SUBSTRINGS.iter().position(|substring| lower.contains(substring.as_str())));
        });
    }

    #[divan::bench]
    fn llm_error_class(bencher: Bencher<'_, '_>) {
        over(bencher, &MISSES, |text| {
            black_box(llm_error_class::classify(text.status, black_box(&text.message)));
        });
    }
}

mod by_name {
    use super::*;

    const NAMES: [&str; 6] =
        ["rate_limit_exceeded", "insufficient_quota", "invalid_api_key", "server_error", "no_such_code", "slow_down"];

    #[divan::bench]
    fn ours_by_api_code(bencher: Bencher<'_, '_>) {
        bencher.counter(ItemsCount::new(NAMES.len())).bench(|| {
            for name in NAMES {
                black_box(Catalog::by_api_code(black_box(name)));
            }
        });
    }

    #[divan::bench]
    fn hash_map(bencher: Bencher<'_, '_>) {
        let map: HashMap<&str, usize> = NAMES.iter().enumerate().map(|(index, name)| (*name, index)).collect();
        bencher.counter(ItemsCount::new(NAMES.len())).bench(|| {
            for name in NAMES {
                black_box(map.get(black_box(name)));
            }
        });
    }
}

/// Messages that are long, or made to keep a matcher busy.
mod worst {
    use super::*;

    const NAMES: [&str; 9] = [
        "1_mib_known",
        "1_mib_unknown",
        "delimiters",
        "quotes",
        "spaces",
        "8_kib_titles",
        "8_kib_backslashes",
        "8_kib_phrases",
        "8_kib_wrappers",
    ];

    fn input(name: &str) -> String {
        let rate = "Rate limit reached for gpt-4o in organization org-x on tokens per min (TPM): Limit 1, Used 1, Requested 1.";
        match name {
            "1_mib_known" => format!("{rate}\n{}", "x ".repeat(1 << 19)),
            "1_mib_unknown" => "x ".repeat(1 << 19),
            "delimiters" => "Invalid value: ''. ".repeat(50_000),
            "quotes" => "'".repeat(1 << 20),
            "spaces" => format!("Invalid {}", " ".repeat(1 << 20)),
            "8_kib_titles" => format!("<!doctype html>{}", "<title>".repeat(1 << 11)),
            "8_kib_backslashes" => format!("The model: `{}", "` \\ ".repeat(1 << 11)),
            "8_kib_phrases" => format!("Rate limit reached for {}", "on ".repeat(1 << 12)),
            _ => "429 ".repeat(1 << 11),
        }
    }

    #[divan::bench(args = NAMES)]
    fn ours_by_message(bencher: Bencher<'_, '_>, name: &str) {
        let text = input(name);
        bencher.bench_local(|| black_box(Catalog::by_message(black_box(&text)).is_some()));
    }

    #[divan::bench(args = NAMES)]
    fn regex_set_157_with_room(bencher: Bencher<'_, '_>, name: &str) {
        let text = input(name);
        bencher.bench_local(|| black_box(ROOMY_REGEX_SET.is_match(black_box(text.as_bytes()))));
    }
}

/// One search. It reads all texts, whatever the words are. Frequent short words cost the most.
#[divan::bench(args = [
    "quota",
    "速率限制",
    "why do I get a rate limit error with my new paid account today",
    "a b c d e f g h i j k l m n o p",
])]
fn search(words: &str) -> usize {
    Catalog::search(black_box(words)).len()
}
