//! Texts that are hard to match: messages with awkward values, changed in the way that clients, logs, and terminals
//! change them.

use crate::compiler::patterns::syntax::{Part, Pattern};
use crate::matcher::placeholder::Kind;

/// A random number generator with a seed, so that failures can be repeated.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit.max(1)
    }

    pub fn one_of<'t, T>(&mut self, items: &'t [T]) -> &'t T {
        &items[self.below(items.len())]
    }
}

/// A value of a kind, or a near miss.
fn value(kind: Kind, random: &mut Random) -> String {
    let long_word = "w".repeat(500 + random.below(30));
    let values: &[&str] = match kind {
        Kind::Number => &["7", "30,000", "-1", "10000.000000", "1_000.", "12,", "", "99999999999999999999", "0.5"],
        Kind::Status => &["429", "500", "4290", "42", "600", "101"],
        Kind::Duration => {
            &["7s", "1.898s", "6m0s", "9 seconds", "3 days 4 hours", "120µs", "5", "1 s 2", "14h29m11.04s."]
        }
        Kind::Word => &[
            "gpt-4o",
            "messages[0].content",
            "a.b.",
            "x]",
            "{y}}",
            "ft:gpt-4o:acme::x",
            "你好",
            "it's",
            "a/b",
            "\\x",
            "",
            &long_word,
        ],
        Kind::Phrase => &["tokens per min (TPM)", "East US 2", "a  b", "on", "on on", "a-b_c/d+e", "速率", " ", ""],
        Kind::Text => &[
            "",
            "x",
            "it's",
            "a'. b",
            "x  y",
            "a. b",
            "two\nlines",
            "\\\"quoted\\\"",
            "\"",
            "'x'",
            "', 'y",
            "{\"a\": \"b, c\"}",
            "is too long",
            "你好。",
            "a: b",
            "(c) [d]",
        ],
    };
    (*random.one_of(values)).to_owned()
}

/// A message made from a pattern. Some values contain the beginning of the text that follows them.
pub fn message(parts: &[Part], random: &mut Random) -> String {
    let mut text = String::new();
    for (index, part) in parts.iter().enumerate() {
        match part {
            Part::Text(literal) => text.push_str(literal),
            Part::Placeholder(kind, _) => {
                text.push_str(&value(*kind, random));
                if let Some(Part::Text(next)) = parts.get(index + 1).filter(|_| random.below(5) == 0) {
                    let end = (1..=next.len().min(4)).rev().find(|&end| next.is_char_boundary(end));
                    text.push_str(&next[..end.unwrap_or(next.len())]);
                    text.push_str(&value(*kind, random));
                }
            }
            Part::OneOf(branches) => {
                let branch = random.one_of(branches);
                text.push_str(&message(branch, random));
            }
        }
    }
    text
}

/// The text, changed in one of the ways in which messages are changed before a person reads them.
pub fn changed(text: String, wrappers: &[Pattern], random: &mut Random) -> String {
    match random.below(16) {
        0 => text.to_uppercase(),
        1 => text.replace(' ', "  "),
        2 => text.replace(' ', "\n"),
        3 => text.replace(' ', "\\n "),
        4 => text.replace('"', "\\\"").replace('\'', "\\'").replace('/', "\\/"),
        5 => text.replace('\\', "\\\\").replace('"', "\\\""),
        6 => text[..text.floor_char_boundary_of(random.below(text.len() + 1))].to_owned(),
        7 => format!("  {text}\nTraceback"),
        8 => format!("{text} and more"),
        9 => format!("{{\"error\": {{\"message\": \"{}\"}}}}", text.replace('"', "\\\"")),
        10 | 11 => {
            let wrapper = &random.one_of(wrappers).parts;
            format!("{}{text}", message(wrapper, random))
        }
        12 => text.replace(' ', "\u{a0}").replace('"', "”").replace('\'', "’").replace(':', "："),
        13 => {
            let spaces: [&str; 4] = ["\u{3000}", " \u{202f}", "\u{2009} ", "\u{2028}"];
            let space = spaces[random.below(spaces.len())];
            text.replace(' ', space).replace('\'', "‘")
        }
        _ => text,
    }
}

trait CharBoundary {
    fn floor_char_boundary_of(&self, at: usize) -> usize;
}

impl CharBoundary for str {
    fn floor_char_boundary_of(&self, at: usize) -> usize {
        (0..=at.min(self.len())).rev().find(|&at| self.is_char_boundary(at)).unwrap_or(0)
    }
}
