//! Tests how well lookups work for unknown wordings: each text of the corpus is looked up without the patterns that
//! were written for it, and with a word model that wasn't trained on these patterns.

use std::collections::BTreeMap;
use std::path::Path;

use crate::compiler::{check, load, words};
use crate::lookup::word_model::REPLACED;
use crate::matcher::left_out;
use crate::{Catalog, ErrorResponse, Match, Verdict};

#[path = "../../../tests/common/corpus.rs"]
#[allow(dead_code)] // The tests in tests/ use more of it.
mod corpus;

use corpus::{Judgement, Score, Text};

/// Looks up the message, with the status if there is one. The word model guesses in both cases if no pattern matches.
fn by_status_and_message(text: &Text) -> Option<Match<'_>> {
    match text.status {
        Some(status) => Catalog::by_status_and_message(status, &text.message),
        None => Catalog::classify(&ErrorResponse::new().message(text.message.as_str())),
    }
}

const FOLDS: usize = 5;

/// The score of a lookup, and which codes it confused.
#[derive(Default)]
struct Outcome {
    score: Score,
    confused: BTreeMap<(String, String), Vec<String>>,
}

impl Outcome {
    fn add(&mut self, text: &Text, found: Option<&Match<'_>>) {
        let judgement = self.score.add(text, found);
        let shown = |found: &Match<'_>| (found.code(), found.kind());
        if !judgement.has_code {
            let kind = found.map_or("-", |found| found.kind().as_str());
            let code = found.map_or("none", |found| found.code().as_str());
            let ids = self.confused.entry((text.expect.code.clone(), code.to_owned())).or_default();
            ids.push(format!(
                "{} ({kind}, {:?}) {:?}",
                text.id,
                text.status,
                text.message.chars().take(120).collect::<String>()
            ));
        }
        if judgement.has_verdict == Some(false) {
            println!(
                "verdict {}: {} {:?} {:?} {:?}",
                found.map_or(Verdict::Unknown, Match::verdict),
                text.id,
                text.status,
                found.map(shown),
                text.message.chars().take(150).collect::<String>()
            );
        }
        if judgement.is_endless {
            println!("final error called retryable: {} {:?} {:?}", text.id, found.map(shown), text.message);
        }
    }

    fn print(&self, name: &str) {
        let Score { texts, codes, scored, verdicts, endless } = self.score;
        println!(
            "{name}: code {codes}/{texts} ({:.1} %), verdict {verdicts}/{scored} ({:.1} %), final errors called \
             retryable {endless}",
            100.0 * codes as f64 / texts as f64,
            100.0 * verdicts as f64 / scored as f64,
        );
    }
}

#[test]
fn wordings_without_a_pattern_are_recognized() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let texts = corpus::read(root.join("tests/corpus/messages.jsonl")).unwrap();
    let mut problems = Vec::new();
    let checked = check::check(load::Reader::new(&root.join("catalog")).read(), &mut problems);
    assert!(problems.is_empty(), "{problems:?}");

    // Texts with the same wording go into the same fold, so that the model isn't trained on the wording that it is
    // tested with.
    let mut wordings: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut folds: [Vec<&Text>; FOLDS] = Default::default();
    for text in &texts {
        let pattern = text.classify().and_then(|found| found.pattern()).map_or("", |message| message.pattern());
        let count = wordings.len();
        let wording = *wordings.entry((text.expect.code.clone(), pattern.to_owned())).or_insert(count);
        folds[wording * 7 % FOLDS].push(text);
    }

    let mut all = Outcome::default();
    let mut message_only = Outcome::default();
    for fold in &folds {
        REPLACED.set(None);
        left_out::clear();
        loop {
            let accepted: Vec<u32> = fold
                .iter()
                .flat_map(|text| [(text, text.classify()), (text, by_status_and_message(text))])
                .filter(|(text, found)| Judgement::of(text, found.as_ref()).has_code)
                .filter_map(|(_, found)| Some(found?.pattern()?.number))
                .collect();
            if accepted.is_empty() {
                break;
            }
            left_out::add(accepted);
        }
        let table = words::of(&checked, &left_out::all()).unwrap_or_else(|problem| panic!("{problem:?}"));
        let table: &'static words::WordTable = Box::leak(Box::new(table));
        REPLACED.set(Some(table.model()));
        for text in fold {
            all.add(text, text.classify().as_ref());
            message_only.add(text, by_status_and_message(text).as_ref());
        }
    }
    for ((wanted, found), ids) in &all.confused {
        println!("{wanted} found as {found}:");
        for id in ids {
            println!("    {id}");
        }
    }
    all.print("all fields");
    message_only.print("status and message");
    // The thresholds are a little lower than the results, because a different training order changes three to five
    // texts.
    for (Outcome { score, .. }, codes) in [(&all, 905), (&message_only, 895)] {
        assert!(score.codes * 1000 >= score.texts * codes, "{} of {} codes", score.codes, score.texts);
        assert!(score.verdicts * 1000 >= score.scored * 970, "{} of {} verdicts", score.verdicts, score.scored);
        assert!(score.endless <= 3, "{} final errors would be retried", score.endless);
    }
}
