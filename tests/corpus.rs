//! The corpus as the oracle: real texts, the codes they should find, the floor
//! that must hold.

use std::collections::BTreeMap;
use std::fs;

use openai_error_catalog::{Catalog, ErrorResponse, Match, Verdict};
use serde::Deserialize;

#[derive(Deserialize)]
struct Text {
    id: String,
    status: Option<u16>,
    message: String,
    #[serde(rename = "type")]
    api_type: Option<String>,
    code: Option<String>,
    param: Option<String>,
    raw: Option<String>,
    expect: Expect,
}

#[derive(Deserialize)]
struct Expect {
    code: String,
    accept: Vec<String>,
    retry: Option<bool>,
}

fn texts(file: &str) -> Vec<Text> {
    let path = format!("{}/tests/corpus/{file}", env!("CARGO_MANIFEST_DIR"));
    let lines = fs::read_to_string(path).unwrap();
    lines.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect()
}

fn look_up(text: &Text) -> Option<Match<'_>> {
    match text.status {
        Some(status) => Catalog::by_status_and_message(status, &text.message),
        None => Catalog::by_message(&text.message),
    }
}

fn classify(text: &Text) -> Option<Match<'_>> {
    let response = ErrorResponse::new()
        .message(text.message.as_str())
        .status(text.status)
        .api_type(text.api_type.as_deref())
        .api_code(text.code.as_deref())
        .param(text.param.as_deref());
    Catalog::classify(&response)
}

/// Compares the results of one lookup with their floors, in thousandths, and prints what was confused.
fn hold<'t>(
    texts: &'t [Text],
    look_up: impl Fn(&'t Text) -> Option<Match<'t>>,
    code_floor: usize,
    verdict_floor: usize,
) {
    let mut confused: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
    let (mut right, mut verdicts, mut scored, mut endless) = (0, 0, 0, Vec::new());
    for text in texts {
        let found = look_up(text);
        let code = found.as_ref().map_or("none", |found| found.code().as_str());
        if text.expect.accept.iter().any(|accept| accept == code) {
            right += 1;
        } else {
            confused.entry((&text.expect.code, code)).or_default().push(&text.id);
        }
        let Some(retry) = text.expect.retry else { continue };
        let verdict = found.map_or(Verdict::Unknown, |found| found.verdict());
        scored += 1;
        verdicts += usize::from(verdict == if retry { Verdict::Retry } else { Verdict::Stop });
        if !retry && verdict == Verdict::Retry {
            endless.push(&text.id);
        }
    }
    for ((wanted, found), ids) in &confused {
        println!("{wanted} found as {found}: {}", ids.join(", "));
    }
    assert!(endless.is_empty(), "would be retried forever: {endless:?}");
    assert!(right * 1000 >= texts.len() * code_floor, "{right} of {} texts found their code", texts.len());
    assert!(verdicts * 1000 >= scored * verdict_floor, "{verdicts} of {scored} verdicts are right");
}

#[test]
fn status_and_message_find_the_code() {
    let texts = texts("messages.jsonl");
    hold(&texts, look_up, 995, 995);
}

#[test]
fn all_fields_find_the_code() {
    let texts = texts("messages.jsonl");
    hold(&texts, classify, 995, 995);
}

#[test]
fn pasted_texts_find_the_code() {
    let mut texts = texts("messages.jsonl");
    texts.retain(|text| text.raw.as_deref().is_some_and(|raw| !raw.contains("...")));
    hold(&texts, |text| Catalog::explain(text.raw.as_deref().unwrap_or_default()), 980, 990);
}

#[test]
fn texts_of_others_are_not_claimed() {
    for text in texts("not-ours.jsonl") {
        let found = Catalog::by_message(&text.message);
        assert!(found.is_none(), "{}: {:?} claimed as {:?}", text.id, text.message, found.map(|found| found.code()));
    }
}

/// A value that a pattern captures is a piece of the message where the message has it.
#[test]
fn values_are_pieces_of_the_message() {
    for text in texts("messages.jsonl") {
        let Some(found) = look_up(&text) else { continue };
        let start = text.message.as_ptr() as usize;
        for (name, value) in found.values() {
            let at = (value.as_ptr() as usize).checked_sub(start);
            assert!(at.is_some_and(|at| at + value.len() <= text.message.len()), "{}: {name}", text.id);
        }
    }
}
