//! Finds a wait anywhere in a message, by the words before or after it.

use super::character::is_space;
use super::literal::{Prefilter, literal_end_bytewise, skip_space};
use super::placeholder::{Kind, value_end};
use super::steps;
use super::typography::{self, Rewritten};
use super::window::window;

/// The phrases that come before a wait, and those that come after it, in lower case.
#[derive(Debug)]
pub(crate) struct WaitPhrases {
    phrases: Phrases,
    endings: Phrases,
}

#[derive(Debug)]
struct Phrases {
    list: &'static [&'static str],
    prefilter: Prefilter<{ Phrases::MAX }>,
}

impl Phrases {
    /// The maximum number of pairs of first bytes.
    const MAX: usize = 16;

    const fn new(list: &'static [&'static str]) -> Self {
        let mut prefilter = Prefilter::new();
        let mut index = 0;
        while index < list.len() {
            let (first, second) = first_bytes(list[index]);
            let mut other = 0;
            while other < index && !is_same(first_bytes(list[other]), (first, second)) {
                other += 1;
            }
            if other == index {
                prefilter = prefilter.with(first, second);
            }
            index += 1;
        }
        Phrases { list, prefilter }
    }

    /// The ends of all phrases that match at `at`.
    fn ends(&self, message: &[u8], at: u32) -> impl Iterator<Item = u32> {
        self.list.iter().filter_map(move |phrase| literal_end_bytewise(message, at, phrase.as_bytes()))
    }
}

impl WaitPhrases {
    pub(crate) const fn new(phrases: &'static [&'static str], endings: &'static [&'static str]) -> Self {
        WaitPhrases { phrases: Phrases::new(phrases), endings: Phrases::new(endings) }
    }

    /// Returns the duration after the first phrase that begins a word and is followed by a duration. If there is none,
    /// returns the first duration that has a unit and is followed by an ending.
    pub(crate) fn find<'m>(&self, message: &'m str) -> Option<&'m str> {
        let bytes = window(message);
        let (start, end) = match typography::first(bytes) {
            None => self.find_in(bytes)?,
            Some(first) => {
                let rewritten = Rewritten::new(bytes, first);
                let (start, end) = self.find_in(rewritten.as_bytes())?;
                let mut places = rewritten.places();
                (places.of(start), places.of(end))
            }
        };
        message.get(start as usize..end as usize)
    }

    fn find_in(&self, message: &[u8]) -> Option<(u32, u32)> {
        self.after_a_phrase(message).or_else(|| self.before_an_ending(message))
    }

    fn after_a_phrase(&self, message: &[u8]) -> Option<(u32, u32)> {
        let mut from = 0;
        while let Some(at) = self.phrases.prefilter.find(message, from, message.len() as u32) {
            from = at + 1;
            if at > 0 && message.get(at as usize - 1).is_some_and(u8::is_ascii_alphanumeric) {
                continue;
            }
            for end in self.phrases.ends(message, at) {
                let start = skip_space(message, end);
                if let Some(end) = value_end(message, start, Kind::Duration) {
                    return Some((start, end));
                }
            }
        }
        None
    }

    fn before_an_ending(&self, message: &[u8]) -> Option<(u32, u32)> {
        // Most messages contain no ending, so they needn't be searched for numbers.
        self.endings.prefilter.find(message, 0, message.len() as u32)?;
        let mut at = 0;
        while let Some(byte) = message.get(at as usize) {
            steps::count(1);
            if !byte.is_ascii_digit() {
                at += 1;
                continue;
            }
            let is_part =
                |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b',' | b':' | b'/' | b'_' | b'-');
            // A space may separate thousands.
            let spaced = at > 1 && is_space(message[at as usize - 1]) && message[at as usize - 2].is_ascii_digit();
            let begins = !spaced && (at == 0 || !message.get(at as usize - 1).is_some_and(is_part));
            if let Some(end) = value_end(message, at, Kind::Duration).filter(|_| begins) {
                let has_unit = !message.get(end as usize - 1).is_some_and(u8::is_ascii_digit);
                if has_unit && self.endings.ends(message, skip_space(message, end)).next().is_some() {
                    return Some((at, end));
                }
            }
            while message.get(at as usize).is_some_and(u8::is_ascii_digit) {
                at += 1;
                steps::count(1);
            }
        }
        None
    }
}

const fn first_bytes(phrase: &str) -> (u8, u8) {
    match phrase.as_bytes() {
        &[first, second, ..] => (first, second),
        &[first] => (first, 0),
        [] => (0, 0),
    }
}

const fn is_same(left: (u8, u8), right: (u8, u8)) -> bool {
    left.0 == right.0 && left.1 == right.1
}
