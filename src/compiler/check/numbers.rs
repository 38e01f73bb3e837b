//! Finds the numbers in a text of any language: "1,000", "1 000", "1 million", "100 万", "٥".

use std::collections::BTreeSet;

use super::scripts::is_wide;
use crate::compiler::load::locales::Locale;

/// A number, or a run of digits that is not one, such as an IP address.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Figure {
    Millionths(u64),
    Other(String),
}

/// The numbers that a text contains.
pub struct Numbers {
    /// Numbers in digits, each as written in the text.
    written: Vec<(Figure, String)>,
    /// Number words and months.
    words: BTreeSet<u64>,
}

impl Numbers {
    pub fn of(text: &str, locale: &Locale) -> Self {
        let mut figures = Numbers { written: Vec::new(), words: BTreeSet::new() };
        let chars: Vec<char> = text.chars().collect();
        let mut at = 0;
        while at < chars.len() {
            if digit(chars[at]).is_none() {
                at += 1;
                continue;
            }
            let start = at;
            at = end_of_run(&chars, at);
            let mut figure = figure(&chars[start..at]);
            let after: String = chars[at..].iter().collect();
            let unit = after.trim_start();
            let scale = locale.scales.iter().filter(|(word, _)| begins_with_word(unit, word));
            if let (Figure::Millionths(value), Some((word, scale))) =
                (&mut figure, scale.max_by_key(|(word, _)| word.len()))
            {
                *value = value.saturating_mul(*scale);
                at += after.chars().count() - unit.chars().count() + word.chars().count();
            }
            figures.written.push((figure, chars[start..at].iter().collect()));
        }
        let folded = text.to_lowercase();
        for (word, value) in &locale.numbers {
            // Names are always capitalized: "May" is a month, "may" isn't.
            let text = if word.chars().any(char::is_uppercase) { text } else { &folded };
            let is_whole = |at: usize| {
                !text[..at].chars().next_back().is_some_and(|before| joins(before, word, true))
                    && begins_with_word(&text[at..], word)
            };
            if text.match_indices(word.as_str()).any(|(at, _)| is_whole(at)) {
                figures.words.insert(value.saturating_mul(MILLION));
            }
        }
        figures
    }

    /// The numbers of this text that the other text lacks, as they are written here. A number in digits may be a word
    /// in the other text. The other text may lack `known` numbers.
    pub fn missing_from(&self, other: &Numbers, known: &[u16]) -> Vec<&str> {
        let known = known.iter().map(|known| u64::from(*known) * MILLION);
        let words: BTreeSet<u64> = known.chain(other.words.iter().copied()).collect();
        let is_missing = |figure: &Figure| {
            !other.written.iter().any(|(written, _)| written == figure)
                && !matches!(figure, Figure::Millionths(value) if words.contains(value))
        };
        self.written.iter().filter(|(figure, _)| is_missing(figure)).map(|(_, written)| written.as_str()).collect()
    }
}

const MILLION: u64 = 1_000_000;

/// The value of a decimal digit: Western, Arabic, Persian, Devanagari, or full-width.
fn digit(char: char) -> Option<u32> {
    const ZEROS: [char; 5] = ['0', '\u{660}', '\u{6f0}', '\u{966}', '\u{ff10}'];
    ZEROS.iter().find_map(|zero| (char as u32).checked_sub(*zero as u32).filter(|value| *value <= 9))
}

/// What may appear between the digits of one number: a point, a comma, and the spaces and marks that group thousands.
fn is_separator(char: char) -> bool {
    matches!(
        char,
        '.' | ','
            | '\''
            | '\u{2019}'
            | '\u{a0}'
            | '\u{2009}'
            | '\u{202f}'
            | '\u{66b}'
            | '\u{66c}'
            | '\u{ff0c}'
            | '\u{ff0e}'
    )
}

fn end_of_run(chars: &[char], start: usize) -> usize {
    let mut end = start;
    loop {
        while chars.get(end).is_some_and(|char| digit(*char).is_some()) {
            end += 1;
        }
        let continues = chars.get(end).is_some_and(|char| is_separator(*char))
            && chars.get(end + 1).is_some_and(|char| digit(*char).is_some());
        if !continues {
            return end;
        }
        end += 1;
    }
}

/// The value of a number. Three digits after a separator are thousands, unless the number begins with 0. Any other
/// digits after the last separator are a fraction. A run that isn't such a number is compared as text.
fn figure(run: &[char]) -> Figure {
    let digits: Vec<String> = run
        .split(|char| is_separator(*char))
        .map(|part| {
            part.iter().filter_map(|char| digit(*char)).filter_map(|value| char::from_digit(value, 10)).collect()
        })
        .collect();
    let (fraction, whole) = match &digits[..] {
        [whole] => (None, whole.clone()),
        [first, rest @ ..] if first != "0" && first.len() <= 3 && rest.iter().all(|part| part.len() == 3) => {
            (None, digits.concat())
        }
        [whole, fraction] => (Some(fraction), whole.clone()),
        [groups @ .., fraction] if groups[1..].iter().all(|part| part.len() == 3) => (Some(fraction), groups.concat()),
        _ => return Figure::Other(digits.join(".")),
    };
    let fraction = fraction.map_or(String::new(), |fraction| fraction.chars().take(6).collect());
    match (whole.parse::<u64>(), format!("{fraction:0<6}").parse::<u64>()) {
        (Ok(whole), Ok(fraction)) => Figure::Millionths(whole.saturating_mul(MILLION).saturating_add(fraction)),
        _ => Figure::Other(digits.join(".")),
    }
}

/// Whether `text` begins with `word` and the word ends there.
fn begins_with_word(text: &str, word: &str) -> bool {
    text.strip_prefix(word).is_some_and(|rest| !rest.chars().next().is_some_and(|next| joins(next, word, false)))
}

/// Whether a character next to a word makes it part of a longer word. Chinese and Japanese don't use spaces.
fn joins(char: char, word: &str, before: bool) -> bool {
    let edge = if before { word.chars().next() } else { word.chars().next_back() };
    char.is_alphanumeric() && !is_wide(Some(char)) && !is_wide(edge)
}
