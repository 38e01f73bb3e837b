//! The corpus as the oracle: real texts, the codes they should find, the floor
//! that must hold.

use std::collections::BTreeMap;

use openai_error_catalog::{Catalog, ErrorResponse, Match, Verdict};

#[path = "common/corpus.rs"]
#[allow(dead_code)] // Other tests use more of it.
mod corpus;

use corpus::{Score, Text};

fn texts(file: &str) -> Vec<Text> {
    corpus::read(format!("{}/tests/corpus/{file}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// Compares the results of one lookup with their floors, in thousandths, and prints what was confused.
fn hold<'t>(
    texts: &'t [Text],
    look_up: impl Fn(&'t Text) -> Option<Match<'t>>,
    code_floor: usize,
    verdict_floor: usize,
) {
    let mut confused: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
    let mut score = Score::default();
    let mut endless = Vec::new();
    for text in texts {
        let found = look_up(text);
        let judgement = score.add(text, found.as_ref());
        if !judgement.has_code {
            let code = found.map_or("none", |found| found.code().as_str());
            confused.entry((&text.expect.code, code)).or_default().push(&text.id);
        }
        if judgement.is_endless {
            endless.push(&text.id);
        }
    }
    for ((wanted, found), ids) in &confused {
        println!("{wanted} found as {found}: {}", ids.join(", "));
    }
    assert!(endless.is_empty(), "would be retried forever: {endless:?}");
    let Score { texts, codes, scored, verdicts, .. } = score;
    assert!(codes * 1000 >= texts * code_floor, "{codes} of {texts} texts found their code");
    assert!(verdicts * 1000 >= scored * verdict_floor, "{verdicts} of {scored} verdicts are right");
}

#[test]
fn status_and_message_find_the_code() {
    let texts = texts("messages.jsonl");
    hold(&texts, Text::look_up, 995, 995);
}

#[test]
fn all_fields_find_the_code() {
    let texts = texts("messages.jsonl");
    hold(&texts, Text::classify, 995, 995);
}

#[test]
fn pasted_texts_find_the_code() {
    let mut texts = texts("messages.jsonl");
    texts.retain(|text| text.pasted().is_some());
    hold(&texts, |text| text.pasted().and_then(Catalog::explain), 980, 990);
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
        let Some(found) = text.look_up() else { continue };
        let start = text.message.as_ptr() as usize;
        for (name, value) in found.values() {
            let at = (value.as_ptr() as usize).checked_sub(start);
            assert!(at.is_some_and(|at| at + value.len() <= text.message.len()), "{}: {name}", text.id);
        }
    }
}
