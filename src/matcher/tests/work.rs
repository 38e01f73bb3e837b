//! Tests that the work of a lookup is linear in the length of the message.
//!
//! The texts are made to cost as much as possible: the beginning of a pattern, and then a near miss again and again.

use super::effort;
use super::oracle::CATALOG;
use crate::compiler::patterns::set::PatternSet;
use crate::compiler::patterns::syntax::{Part, Pattern, Placeholders, parse};
use crate::lookup::find::MATCHER;
use crate::lookup::values::WAITS;
use crate::matcher::look_up::{Limits, look_up};
use crate::matcher::placeholder::Kind;
use crate::matcher::steps;
use crate::matcher::window::WINDOW;

/// The limit that docs/matching.md promises.
const STEPS_PER_BYTE: usize = 128;

/// The work for even the shortest text, as a number of bytes.
const CONSTANT: usize = 64;

fn steps_of(text: &str) -> usize {
    steps::taken(|| {
        let _ = look_up(&MATCHER, text, Limits::MESSAGE, Some(429), &|_, _| false);
    })
}

/// A prefix, and a text that is repeated after it.
#[derive(Clone, Debug)]
struct Attack {
    prefix: String,
    unit: String,
}

impl Attack {
    fn text(&self, len: usize) -> String {
        let mut text = self.prefix.clone();
        while text.len() < len {
            text.push_str(&self.unit);
        }
        text
    }

    fn steps_per_byte(&self, len: usize) -> usize {
        let text = self.text(len);
        steps_of(&text) / (text.len().min(WINDOW) + CONSTANT)
    }
}

/// One form of a pattern: its text, and its placeholders with a value. `round` chooses among alternatives.
fn form<'p>(parts: &'p [Part], round: usize, out: &mut Vec<(Option<Kind>, &'p str)>) {
    for part in parts {
        match part {
            Part::Text(text) => out.push((None, text)),
            Part::Placeholder(kind, _) => out.push((
                Some(*kind),
                match kind {
                    Kind::Number => "7",
                    Kind::Status => "499",
                    Kind::Duration => "7s",
                    Kind::Word => "w",
                    Kind::Phrase | Kind::Text => "a",
                },
            )),
            Part::OneOf(branches) => form(&branches[round % branches.len()], round, out),
        }
    }
}

/// Texts for each placeholder of three forms of a pattern. They begin with what precedes the placeholder. Then the text
/// after the placeholder is repeated, or the rest of the pattern without its last character.
fn attacks(pattern: &Pattern) -> Vec<Attack> {
    let mut attacks: Vec<Attack> = Vec::new();
    for round in 0..3 {
        let mut pieces = Vec::new();
        form(&pattern.parts, round, &mut pieces);
        for (index, _) in pieces.iter().enumerate().filter(|(_, (kind, _))| kind.is_some()) {
            let text = |pieces: &[(Option<Kind>, &str)]| pieces.iter().map(|(_, text)| *text).collect::<String>();
            let (prefix, rest) = (text(&pieces[..index]), &pieces[index..]);
            let next = rest.iter().skip(1).position(|(kind, _)| kind.is_some()).map_or(rest.len(), |next| next + 1);
            let mut whole = text(rest);
            whole.pop();
            let mut units = vec![text(&rest[..next]), text(&rest[1..next]), whole.clone(), whole + "!"];
            units.extend([" on", "a ", "]", "\\", ",1"].map(|unit| text(&rest[1..next]) + unit));
            units.push(text(&rest[1..next]).repeat(20) + &"]".repeat(250) + " ");
            units.retain(|unit| !unit.is_empty());
            units.dedup();
            attacks.extend(units.into_iter().map(|unit| Attack { prefix: prefix.clone(), unit }));
        }
    }
    attacks.sort_by(|left, right| (&left.prefix, &left.unit).cmp(&(&right.prefix, &right.unit)));
    attacks.dedup_by(|left, right| left.prefix == right.prefix && left.unit == right.unit);
    attacks
}

/// Texts that were found to be slow, and repetitions of one short piece.
fn known_attacks() -> Vec<Attack> {
    let mut attacks = Vec::new();
    for (prefix, unit) in [
        ("<!doctype html>", "<title>"),
        ("The Resource 'Microsoft.CognitiveServices/accounts/", "/deployments"),
        ("The model: `", "` \\ "),
        ("Rate limit reached for ", "on "),
        ("openai.", "]"),
        ("Rate limit reached for ", "}"),
        ("Range of max_tokens should be (", ","),
        ("Range of max_tokens should be (", ",1"),
        ("Rate limit exceeded for a on ", " on"),
        ("Try again in ", "1 s "),
        ("Invalid value: '", "'. "),
    ] {
        attacks.push(Attack { prefix: prefix.to_owned(), unit: unit.to_owned() });
    }
    for unit in [
        "429 ",
        "a",
        " ",
        "\n",
        "'",
        "\"",
        "\\",
        "]",
        "}",
        ",",
        "1",
        "1 s ",
        "x x",
        "a: ",
        "{\"error\": {",
        "Error: ",
        "[429] ",
        "data: ",
        "你好",
        "。",
        ". ",
        "' is ",
        "\\\"",
        "\\n",
        "1s",
        ".",
        "-",
        "(",
        "Error code: 429 - ",
        "message: ",
        "is not ",
        "\u{a0}",
        "’",
        "：",
        "' is\u{3000}",
    ] {
        attacks.push(Attack { prefix: String::new(), unit: unit.to_owned() });
    }
    attacks
}

#[test]
fn the_work_is_linear_in_the_message() {
    let catalog = &*CATALOG;
    let patterns = catalog.messages.iter().chain(&catalog.wrappers);
    let stride = if effort() == 1 { 4 } else { 1 };
    let made = patterns.flat_map(attacks).step_by(stride).chain(known_attacks());
    // The worst of these short texts are then tried at full length.
    let mut worst: Vec<(usize, Attack)> = made.map(|attack| (attack.steps_per_byte(WINDOW / 16), attack)).collect();
    worst.sort_by_key(|(steps, _)| core::cmp::Reverse(*steps));
    let count = worst.len();
    worst.truncate(30 * effort());
    worst.extend(known_attacks().into_iter().map(|attack| (0, attack)));
    let mut most = 0;
    for (short, attack) in worst {
        let long = attack.steps_per_byte(WINDOW);
        if std::env::var_os("MATCHER_SHOW").is_some() {
            println!("{short:5} {long:5} {attack:?}");
        }
        assert!(short.max(long) <= STEPS_PER_BYTE, "{short} and {long} steps per byte: {attack:?}");
        most = most.max(short).max(long);
    }
    println!("{count} texts, at most {most} steps per byte");
}

/// There was a bug: each additional phrase took 256 times as long.
#[test]
fn nested_placeholders_are_linear() {
    let kind_of = |name: &str| Some(if name.starts_with('p') { Kind::Phrase } else { Kind::Text });
    let placeholders = Placeholders { kind_of: &kind_of, suggest: &|_| String::new() };
    let names = ["pa", "pb", "pc", "pd", "ta", "tb"];
    for pattern in [
        "Over {pa} on {pb} on {pc} on {pd}: stop",
        "Over {ta}: {pa} on {pb} on {pc} on {pd}: stop",
        "Over {pa} on {ta} on {pb} on {tb} on {pc}: stop",
        "Over {pa}{? on {pb}}{? on {pc}}{? on {pd}}{? of {ta}}{? of {tb}}: stop",
    ] {
        let parsed = parse(pattern, false, &placeholders).unwrap();
        let mut set = PatternSet::new(&names);
        set.message(&parsed, 0).unwrap();
        let tables = set.tables().unwrap();
        for unit in [" on", " on a", ": a on", "on ", " of"] {
            let text = format!("Over a{}", unit.repeat(WINDOW / unit.len()));
            let steps = steps::taken(|| {
                let found = look_up(&tables.as_slices(), &text, Limits::MESSAGE, None, &|_, _| true);
                assert!(found.is_none(), "{pattern} on {unit:?}");
            });
            let open = pattern.matches("{p").count() + pattern.matches("{t").count();
            let most = 24 * open * WINDOW;
            assert!(steps <= most, "{} steps per byte: {pattern} on {unit:?}", steps / WINDOW);
        }
    }
}

/// The search for a wait reads the message once.
#[test]
fn a_wait_is_found_in_one_pass() {
    for unit in
        ["x ", "try again in ", "retry in 1.", "please wait ", "t", " ", "try again in 1 1", "\\", "wait for 1 s 1 s"]
    {
        let text = unit.repeat(WINDOW / unit.len());
        let steps = steps::taken(|| assert!(WAITS.find(&text).is_none_or(|wait| wait.len() < 64)));
        assert!(steps <= 12 * WINDOW, "{} steps per byte: {unit:?}", steps / WINDOW);
    }
    let text = format!("Rate limit reached{} try again in 20s.", " and so on".repeat(600));
    assert_eq!(WAITS.find(&text), Some("20s"));
}

/// The limits for [`crate::Catalog::explain`] that docs/matching.md promises: the steps for each byte, and the work for
/// even the shortest text, as a number of bytes.
const EXPLAIN_STEPS_PER_BYTE: usize = 128;
const EXPLAIN_CONSTANT: usize = 4096;

/// A pasted text may have many keys, many lines, and many places where a message may begin. One limit applies to all of
/// them together.
#[test]
fn the_work_of_explain_is_bounded() {
    let attacks = known_attacks().into_iter().flat_map(|attack| {
        let with = |before: &str, after: &str| Attack {
            prefix: format!("{before}{}", attack.prefix),
            unit: format!("{}{after}", attack.unit),
        };
        [
            with("", ""),
            with("", ": "),
            with("", "\n"),
            with("", " ["),
            with("message: ", "\nmessage: "),
            with("'message': '", "', 'message': '"),
            with("‘message’: ‘a", "‘message’: ‘a"),
            with("Error code: 429 - {'error': {'message': '", " - "),
        ]
    });
    let catalog = &*CATALOG;
    let made = catalog.messages.iter().step_by(if effort() == 1 { 128 } else { 8 }).flat_map(|pattern| {
        let mut pieces = Vec::new();
        form(&pattern.parts, 0, &mut pieces);
        let text: String = pieces.iter().map(|(_, text)| *text).collect();
        let cut = &text[..text.char_indices().next_back().map_or(0, |(at, _)| at)];
        [": ", "\n", "\", \"message\": \"", " "]
            .map(|joint| Attack { prefix: String::new(), unit: format!("{cut}{joint}") })
    });
    let mut most = 0;
    for attack in attacks.chain(made) {
        for len in if effort() == 1 { [WINDOW / 8, WINDOW] } else { [WINDOW, 8 * WINDOW] } {
            let text = attack.text(len);
            let steps = steps::taken(|| _ = crate::Catalog::explain(&text));
            let per_byte = steps / (text.len().min(8 * WINDOW) + EXPLAIN_CONSTANT);
            if std::env::var_os("MATCHER_SHOW").is_some() {
                println!("{per_byte:5} {len:6} {attack:?}");
            }
            assert!(per_byte <= EXPLAIN_STEPS_PER_BYTE, "{per_byte} steps per byte of {len}: {attack:?}");
            most = most.max(per_byte);
        }
    }
    println!("at most {most} steps per byte");
}

/// A query is short, so a search has a constant limit.
#[test]
fn the_work_of_a_search_is_bounded() {
    let mut most = 0;
    for unit in ["a", "quotta ", "éé ", "余额", "429 ", "a_b ", "reques ", "invalidd parametr ", "x", "not n't "] {
        let steps = steps::taken(|| drop(crate::Catalog::search(&unit.repeat(2000))));
        assert!(steps <= 1_500_000, "{steps} steps: {unit:?}");
        most = most.max(steps);
    }
    println!("at most {most} steps");
}
