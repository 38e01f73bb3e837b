//! Tests that the matcher gives the same answers as the reference: the same pattern, amount of literal text, values,
//! and status.

use super::effort;
use super::oracle::reference::Reference;
use super::oracle::{CATALOG, compare, compare_with_catalog};
use super::texts::{Random, changed, message};
use crate::compiler::patterns::set::PatternSet;
use crate::compiler::patterns::syntax::{Part, Pattern};
use crate::matcher::placeholder::Kind;
use crate::matcher::wrapper_ends;

fn corpus() -> Vec<String> {
    let lines = include_str!("../../../tests/corpus/messages.jsonl").lines();
    let others = include_str!("../../../tests/corpus/not-ours.jsonl").lines();
    let text = |line: &str| {
        let text: serde_json::Value = serde_json::from_str(line).unwrap();
        [&text["message"], &text["raw"]].map(|text| text.as_str().unwrap_or_default().to_owned())
    };
    lines.chain(others).flat_map(text).filter(|text| !text.is_empty()).collect()
}

/// Compares the answers for many texts with the patterns of the real catalog, on two threads.
fn compare_all(texts: &[String]) {
    let (left, right) = texts.split_at(texts.len() / 2);
    let differences: Vec<String> = std::thread::scope(|scope| {
        let halves = [left, right].map(|half| {
            scope.spawn(|| {
                half.iter()
                    .filter_map(|text| compare_with_catalog(text, status_for(text)).err())
                    .collect::<Vec<String>>()
            })
        });
        halves.into_iter().flat_map(|half| half.join().unwrap()).collect()
    });
    let shown = &differences[..differences.len().min(5)];
    assert!(differences.is_empty(), "{} of {} differ\n{}", differences.len(), texts.len(), shown.join("\n"));
}

fn status_for(text: &str) -> Option<u16> {
    let statuses = [None, Some(400), Some(429), Some(500)];
    statuses[text.len() % statuses.len()]
}

#[test]
fn on_the_corpus() {
    let texts: Vec<String> =
        corpus().into_iter().enumerate().filter(|(i, _)| i % 4 < effort()).map(|(_, t)| t).collect();
    compare_all(&texts);
}

#[test]
fn on_texts_that_nothing_matches() {
    let texts: Vec<String> = corpus().into_iter().step_by(if effort() == 1 { 16 } else { 1 }).collect();
    let texts: Vec<String> = texts.iter().map(|text| format!("zq{text}")).collect();
    compare_all(&texts);
}

#[test]
fn on_awkward_messages_of_every_pattern() {
    let mut random = Random::new(1);
    let catalog = &*CATALOG;
    let mut texts = Vec::new();
    for round in 0..effort() {
        for pattern in catalog.messages.iter().skip(round % 3).step_by(if effort() == 1 { 3 } else { 1 }) {
            let text = message(&pattern.parts, &mut random);
            texts.push(changed(text, &catalog.wrappers, &mut random));
        }
        for wrapper in &catalog.wrappers {
            let inner = random.one_of(&catalog.messages);
            texts.push(message(&wrapper.parts, &mut random) + &message(&inner.parts, &mut random));
        }
    }
    compare_all(&texts);
}

/// A random pattern. It uses few different letters, so that many patterns begin and continue in the same way.
fn pattern(random: &mut Random, depth: usize) -> Vec<Part> {
    const TEXTS: [&str; 14] = ["a", "b", " ", "ab", "a b", "'", "' ", ".", ". ", " '", "\"", "/", "aab", "\\"];
    let mut parts: Vec<Part> = Vec::new();
    for _ in 0..1 + random.below(5) {
        parts.push(match random.below(if depth == 0 { 8 } else { 7 }) {
            0..4 => Part::Text((*random.one_of(&TEXTS)).to_owned()),
            4..7 => {
                let kind = *random.one_of(&[Kind::Word, Kind::Phrase, Kind::Text, Kind::Text, Kind::Number]);
                let name = kind.name();
                // A name is used once in a pattern; the compiler doesn't check it here.
                Part::Placeholder(kind, Some(name.to_owned()).filter(|_| random.below(3) > 0))
            }
            _ => {
                let mut branches: Vec<Vec<Part>> =
                    (0..1 + random.below(3)).map(|_| pattern(random, depth + 1)).collect();
                if random.below(2) == 0 || branches.len() == 1 {
                    branches.push(Vec::new());
                }
                Part::OneOf(branches)
            }
        });
    }
    parts
}

#[test]
fn on_random_patterns() {
    const PIECES: [&str; 24] = [
        "a", "b", " ", "ab", "a b", "'", "' ", ".", ". ", "  ", "\"", "\\'", "\\n", "A", "B ", "7", "\n", "/", "\\",
        "aab", "\u{a0}", "’", "“", "余",
    ];
    let names = Kind::ALL.map(Kind::name);
    let mut differences = Vec::new();
    let (mut compared, mut matched) = (0, 0);
    for seed in 0..400 * effort() as u64 {
        let mut random = Random::new(seed);
        let mut set = PatternSet::new(&names);
        let (mut messages, mut wrappers) = (Vec::new(), Vec::new());
        for _ in 0..1 + random.below(24) {
            let pattern = Pattern { parts: pattern(&mut random, 0) };
            let is_wrapper = random.below(8) == 0;
            let list = if is_wrapper { &mut wrappers } else { &mut messages };
            let number = list.len() as u32;
            let added = if is_wrapper { set.wrapper(&pattern, number) } else { set.message(&pattern, number) };
            if added.is_ok() {
                list.push(pattern);
            }
        }
        let tables = set.tables().unwrap();
        let comes_with = |number: u32, status: u16| (number + u32::from(status)) % 3 == 0;
        let reference = Reference { messages: &messages, wrappers: &wrappers, names: &names, comes_with: &comes_with };
        for round in 0..40 {
            let text = if round % 2 == 0 || messages.is_empty() {
                (0..random.below(14)).map(|_| *random.one_of(&PIECES)).collect()
            } else {
                let text = message(&random.one_of(&messages).parts, &mut random);
                changed(text, if wrappers.is_empty() { &messages } else { &wrappers }, &mut random)
            };
            let status = [None, Some(400), Some(401)][random.below(3)];
            compared += 1;
            matched += usize::from(reference.look_up(&text, status, wrapper_ends::MAX_PLACES).is_some());
            if let Err(difference) = compare(&tables.as_slices(), &reference, &text, status) {
                differences.push(format!("seed {seed}: {difference}\n{messages:?}\n{wrappers:?}"));
            }
        }
    }
    assert!(
        differences.is_empty(),
        "{} of {compared}\n{}",
        differences.len(),
        differences[..differences.len().min(3)].join("\n")
    );
    assert!(matched > compared / 10, "{matched} of {compared} match");
}
