//! Texts made from a pattern: messages that it must match, and its words for the word model.

use super::syntax::{Part, Pattern, Placeholders, unfolded};
use crate::matcher::placeholder::Kind;

/// Messages that a pattern must match, with neutral values for its placeholders:
/// each alternative occurs in at least one of them.
pub fn samples(pattern: &Pattern) -> Vec<String> {
    distinct(filled(&pattern.parts, &neutral).map(|sample| sample.trim().to_owned()))
}

/// The words of a pattern for the word model, without placeholders and in the pattern's own case. There are at most
/// `most` texts, each with different alternatives. Empty if the pattern has a fault.
pub fn wordings(pattern: &str, most: usize, placeholders: &Placeholders<'_>) -> Vec<String> {
    match unfolded(pattern, placeholders) {
        Ok(parts) => distinct(filled(&parts, &|_| " ").take(most)),
        Err(_) => Vec::new(),
    }
}

fn distinct(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut all = Vec::new();
    for text in texts {
        if !all.contains(&text) {
            all.push(text);
        }
    }
    all
}

/// Texts made from the parts, with values for their placeholders. There are enough texts for each alternative to occur.
fn filled(parts: &[Part], value: &dyn Fn(Kind) -> &'static str) -> impl Iterator<Item = String> {
    (0..most_branches(parts)).map(move |round| {
        let mut text = String::new();
        fill(parts, round, value, &mut text);
        text
    })
}

fn most_branches(parts: &[Part]) -> usize {
    parts
        .iter()
        .map(|part| match part {
            Part::OneOf(branches) => {
                let deeper = branches.iter().map(|branch| most_branches(branch)).max().unwrap_or(1);
                branches.len().max(deeper)
            }
            _ => 1,
        })
        .max()
        .unwrap_or(1)
}

/// A value of a placeholder's kind that no text of the catalog contains.
fn neutral(kind: Kind) -> &'static str {
    match kind {
        Kind::Number => "7",
        Kind::Status => "499",
        Kind::Duration => "7s",
        Kind::Word => "zq7",
        Kind::Phrase | Kind::Text => "zq zq",
    }
}

fn fill(parts: &[Part], round: usize, value: &dyn Fn(Kind) -> &'static str, out: &mut String) {
    for part in parts {
        match part {
            Part::Text(text) => out.push_str(text),
            Part::Placeholder(kind, _) => out.push_str(value(*kind)),
            Part::OneOf(branches) => {
                if let Some(branch) = branches.get(round % branches.len()) {
                    fill(branch, round, value, out);
                }
            }
        }
    }
}
