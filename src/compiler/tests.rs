//! The compiler against small catalogues: what it makes of good ones, and what
//! it says of broken ones.

use std::fs;
use std::path::{Path, PathBuf};

use super::pattern::{Placeholders, parse};
use super::trie::Builder;
use super::{Output, Problem, compile};
use crate::matcher::{self, Begin, Kind};

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/broken")
}

/// A copy of the sound catalogue `base` with the files of `case` laid over it,
/// in a directory named `catalog` as in the repository.
fn overlay(case: &str) -> PathBuf {
    let root = std::env::temp_dir().join(format!("openai-error-catalog-{}-{case}", std::process::id())).join("catalog");
    let _ = fs::remove_dir_all(&root);
    copy(&fixtures().join("base"), &root);
    if case != "base" {
        copy(&fixtures().join(case), &root);
    }
    root
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn compile_case(case: &str) -> Result<Output, Vec<Problem>> {
    let root = overlay(case);
    let result = compile(&root);
    fs::remove_dir_all(root.parent().unwrap()).unwrap();
    result
}

fn problems(case: &str) -> String {
    match compile_case(case) {
        Ok(_) => String::from("no problem"),
        Err(problems) => problems.iter().map(|problem| format!("{problem}\n")).collect(),
    }
}

#[test]
fn the_shape_of_what_is_generated() {
    let output = compile_case("base").unwrap_or_else(|problems| panic!("{problems:#?}"));
    insta::assert_snapshot!("generated_rust", output.rust);
    insta::assert_snapshot!("generated_text", output.text);
}

#[test]
fn the_same_catalogue_gives_the_same_bytes() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("catalog");
    let (one, other) =
        (compile(&root).unwrap_or_else(|p| panic!("{p:?}")), compile(&root).unwrap_or_else(|p| panic!("{p:?}")));
    assert_eq!((one.rust, one.text, one.docs), (other.rust, other.text, other.docs));
}

#[test]
fn ten_faults_in_several_files_are_ten_lines() {
    let said = problems("ten_faults");
    assert_eq!(said.lines().count(), 10, "{said}");
    insta::assert_snapshot!("ten_faults", said);
}

fn kind_of(name: &str) -> Option<Kind> {
    Some(match name {
        "limit" | "requested" => Kind::Number,
        "status" => Kind::Status,
        "wait" => Kind::Duration,
        "model" | "param" => Kind::Word,
        "dimension" => Kind::Phrase,
        "value" | "expected" => Kind::Text,
        _ => return None,
    })
}

const NAMES: [&str; 8] = ["dimension", "expected", "limit", "model", "param", "requested", "value", "wait"];

/// Which of `patterns` a message finds, and the values it captures.
fn find<'m>(patterns: &[&str], message: &'m str) -> Option<(usize, Vec<(&'static str, &'m str)>)> {
    let placeholders = Placeholders { kind_of: &kind_of, suggest: &|_| String::new() };
    let mut builder = Builder::new(&NAMES);
    for (number, pattern) in patterns.iter().enumerate() {
        let pattern = parse(pattern, false, &placeholders).unwrap_or_else(|fault| panic!("{pattern}: {fault:?}"));
        builder.message(&pattern, number as u32).unwrap_or_else(|fault| panic!("{fault:?}"));
    }
    let trie = builder.build();
    let look_up = |begin| matcher::look_up(&trie.tables(), message, 0, begin, &|_| true).preferred;
    let found = look_up(Begin::Text).or_else(|| look_up(Begin::Placeholder))?;
    let captures = found.captures.as_slice().iter();
    let values = captures.map(|c| (NAMES[usize::from(c.name)], &message[c.start.into()..c.end.into()])).collect();
    Some((found.accept as usize, values))
}

/// The fault of a pattern: where and what.
fn fault(pattern: &str) -> String {
    let placeholders = Placeholders { kind_of: &kind_of, suggest: &|_| "suggestion".to_owned() };
    let laid = parse(pattern, false, &placeholders).and_then(|pattern| Builder::new(&NAMES).message(&pattern, 0));
    match laid {
        Ok(()) => String::from("no fault"),
        Err(fault) => format!("{}: {}", fault.at, fault.what),
    }
}

#[test]
fn kinds_reach_as_far_as_they_say() {
    type Case<'c> = (&'c str, &'c str, &'c [(&'c str, &'c str)]);
    let cases: &[Case<'_>] = &[
        ("Limit: {limit} / min", "Limit: 10000.000000 / min.", &[("limit", "10000.000000")]),
        ("Enqueued: {limit} tokens", "Enqueued: 2,000,000 tokens", &[("limit", "2,000,000")]),
        ("Expected >= {limit}", "Expected >= -1.", &[("limit", "-1")]),
        ("Try again in {wait}", "Try again in 1.898s. Visit", &[("wait", "1.898s")]),
        ("Try again in {wait}", "Try again in 14h29m11.04s.", &[("wait", "14h29m11.04s")]),
        ("Try again in {wait}", "Try again in 86400 seconds", &[("wait", "86400 seconds")]),
        ("Try again in {wait}", "Try again in 3 days 4 hours 2 minutes.", &[("wait", "3 days 4 hours 2 minutes")]),
        ("Try again in {wait}", "Try again in 9, maybe", &[("wait", "9")]),
        ("No model {model} here", "No model ft:gpt-4o:acme::x here", &[("model", "ft:gpt-4o:acme::x")]),
        ("Unknown model: {model}", "Unknown model: gpt-4o.", &[("model", "gpt-4o")]),
        ("Missing: '{param}'", "Missing: 'messages[0].content'.", &[("param", "messages[0].content")]),
        ("Model \u{201c}{model}\u{201d} gone", "Model \u{201c}gpt-4o\u{201d} gone", &[("model", "gpt-4o")]),
        ("Hit [{model}] here", "Hit [gpt-4o] here", &[("model", "gpt-4o")]),
        (
            "Reached on {dimension}: Limit",
            "Reached on tokens per min (TPM): Limit",
            &[("dimension", "tokens per min (TPM)")],
        ),
        ("Over {dimension} in org", "Over tokens per day in org", &[("dimension", "tokens per day")]),
        ("Invalid value: '{value}'", "Invalid value: ''", &[("value", "")]),
        (
            "Invalid value: '{value}'. Use {expected}",
            "Invalid value: 'it's'. Use 'a', 'b'. More",
            &[("value", "it's"), ("expected", "'a', 'b'")],
        ),
    ];
    for (pattern, message, values) in cases {
        assert_eq!(find(&[pattern], message), Some((0, values.to_vec())), "{pattern} on {message}");
    }
}

#[test]
fn optional_parts_and_alternatives_match_each_of_their_forms() {
    let pattern = "Limit reached{? for {model}}{? on {dimension}}: {limit|quota} {limit}{?. Try again in {wait}}";
    for (message, count) in [
        ("Limit reached: limit 5", 1),
        ("Limit reached for m: quota 5.", 2),
        ("Limit reached on tokens: limit 5", 2),
        ("Limit reached for m on tokens per day: limit 5. Try again in 2s.", 4),
    ] {
        let found = find(&[pattern], message);
        assert_eq!(found.map(|(_, values)| values.len()), Some(count), "{message}");
    }
    assert_eq!(find(&[pattern], "Limit reached for m: none 5"), None);
}

#[test]
fn the_most_literal_pattern_wins_in_any_order() {
    let patterns = ["Invalid value: {value}", "Invalid value: '{value}' is too long", "Invalid {value}"];
    let message = "Invalid value: 'x' is too long.";
    assert_eq!(find(&patterns, message).map(|(number, _)| number), Some(1));
    let reversed: Vec<&str> = patterns.iter().rev().copied().collect();
    assert_eq!(find(&reversed, message).map(|(number, _)| number), Some(1));
}

/// A pattern that begins with a placeholder would else take what belongs to
/// one with words of its own.
#[test]
fn patterns_that_begin_with_text_go_first() {
    let patterns = ["{param} is not supported with this model at all", "stream is not supported"];
    assert_eq!(find(&patterns, "stream is not supported").map(|(number, _)| number), Some(1));
    assert_eq!(find(&patterns, "foo is not supported with this model at all").map(|(number, _)| number), Some(0));
}

#[test]
fn patterns_end_where_something_new_begins() {
    for (message, matches) in [
        ("Connection error", true),
        ("Connection error.", true),
        ("Connection error: reset", true),
        ("Connection error (cause)", true),
        ("Connection error\nTraceback", true),
        ("Connection error，请重试", true),
        ("Connection error handling", false),
        ("Connection errors", false),
        ("Connection error-handling", false),
        ("Connection error_kind", false),
    ] {
        assert_eq!(find(&["Connection error"], message).is_some(), matches, "{message}");
    }
}

#[test]
fn faults_of_patterns_are_told_with_their_place() {
    for (pattern, told) in [
        ("Model {model", "6: `{` is not closed"),
        ("Model } gone", "6: `}` without `{`"),
        ("Model {} gone", "6: malformed placeholder"),
        ("Model {Model} gone", "6: malformed placeholder"),
        ("Model {nothing} gone", "6: no placeholder is called `{nothing}`"),
        ("From {model} to {model} here", "16: `{model}` stands twice in the pattern"),
        ("From {model} or{? to {model}}", "15: `{model}` stands twice in the pattern"),
        ("{model}: ok", "0: the pattern has next to no text of its own"),
        ("Model {model}x gone", "0: `{model}` takes in the text that follows it, \"x gone\""),
        ("Wait {wait} seconds", "0: `{wait}` takes in the text that follows it, \" seconds\""),
        ("Over {limit}{requested} here", "0: a placeholder follows `{limit}` at once"),
        ("Over {value}{requested} here", "0: a placeholder follows `{value}` at once"),
        ("{?maybe all optional}", "0: the pattern has next to no text of its own"),
        ("{a|{b|{c|{d|{e|{f|{g|h}}}}}}} deep", "18: braces are nested too deep"),
        ("Literal {{braces}} stay", "no fault"),
    ] {
        assert_eq!(fault(pattern), told, "{pattern}");
    }
    assert_eq!(find(&["Literal {{braces}} stay"], "Literal {braces} stay").map(|(number, _)| number), Some(0));
}

/// The same name in two branches is one value; only one of them is taken.
#[test]
fn alternatives_may_share_a_name() {
    let pattern = "Model {{a} gone|'{model}' gone|{model} is gone}".replace("{{a} gone|", "{");
    assert_eq!(find(&[&pattern], "Model 'x' gone"), Some((0, vec![("model", "x")])));
    assert_eq!(find(&[&pattern], "Model x is gone"), Some((0, vec![("model", "x")])));
}

/// Work is bounded: a message made of nothing but a pattern's delimiters.
#[test]
fn delimiters_without_end_end() {
    let patterns = ["Bad '{value}' in '{expected}' for '{param}' at last", "Bad '{value}'. Use {expected}; done"];
    let message = format!("Bad {}", "'x' in ".repeat(100_000));
    assert_eq!(find(&patterns, &message), None);
}
