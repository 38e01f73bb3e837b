//! The lookups find the right codes for the real texts of the corpus. The score must not fall below a minimum.

use std::collections::BTreeMap;

use openai_error_catalog::{Catalog, ErrorResponse, Match, Verdict};

#[path = "common/corpus.rs"]
#[allow(dead_code)] // Other tests use the rest.
mod corpus;

use corpus::{Score, Text};

fn texts(file: &str) -> Vec<Text> {
    corpus::read(format!("{}/tests/corpus/{file}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// Checks that the score of one lookup isn't below a minimum, in thousandths. Prints which codes were confused.
fn assert_scores<'t>(
    texts: &'t [Text],
    look_up: impl Fn(&'t Text) -> Option<Match<'t>>,
    least_codes: usize,
    least_verdicts: usize,
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
        println!("expected {wanted}, found {found}: {}", ids.join(", "));
    }
    assert!(endless.is_empty(), "would be retried forever: {endless:?}");
    let Score { texts, codes, scored, verdicts, .. } = score;
    assert!(codes * 1000 >= texts * least_codes, "{codes} of {texts} texts found their code");
    assert!(verdicts * 1000 >= scored * least_verdicts, "{verdicts} of {scored} verdicts are right");
}

#[test]
fn status_and_message_find_the_code() {
    let texts = texts("messages.jsonl");
    assert_scores(&texts, Text::look_up, 995, 995);
}

#[test]
fn all_fields_find_the_code() {
    let texts = texts("messages.jsonl");
    assert_scores(&texts, Text::classify, 995, 995);
}

#[test]
fn pasted_texts_find_the_code() {
    let mut texts = texts("messages.jsonl");
    texts.retain(|text| text.pasted().is_some());
    assert_scores(&texts, |text| text.pasted().and_then(Catalog::explain), 980, 990);
}

#[test]
fn messages_of_other_programs_are_not_recognized() {
    for text in texts("not-ours.jsonl") {
        let found = Catalog::by_message(&text.message);
        assert!(
            found.is_none(),
            "{}: {:?} is recognized as {:?}",
            text.id,
            text.message,
            found.map(|found| found.code())
        );
    }
}

/// A captured value is a slice of the message itself, not a copy.
#[test]
fn values_are_slices_of_the_message() {
    for text in texts("messages.jsonl") {
        let Some(found) = text.look_up() else { continue };
        let start = text.message.as_ptr() as usize;
        for (name, value) in found.values() {
            let at = (value.as_ptr() as usize).checked_sub(start);
            assert!(at.is_some_and(|at| at + value.len() <= text.message.len()), "{}: {name}", text.id);
        }
    }
}
