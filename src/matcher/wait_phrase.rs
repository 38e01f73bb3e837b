//! A wait that a message names anywhere, behind words that announce one.

use super::literal::{Prefilter, literal_end_bytewise, skip_space};
use super::value::{Kind, value_end};
use super::window;

/// The words in front of a wait, in lower case, and where they may begin.
#[derive(Debug)]
pub(crate) struct WaitPhrases {
    phrases: &'static [&'static str],
    prefilter: Prefilter<{ WaitPhrases::MAX }>,
}

impl WaitPhrases {
    /// The most pairs of first bytes.
    const MAX: usize = 16;

    pub(crate) const fn new(phrases: &'static [&'static str]) -> Self {
        let mut prefilter = Prefilter::new();
        let mut index = 0;
        while index < phrases.len() {
            let (first, second) = first_bytes(phrases[index]);
            let mut other = 0;
            while other < index && !is_same(first_bytes(phrases[other]), (first, second)) {
                other += 1;
            }
            if other == index {
                prefilter = prefilter.with(first, second);
            }
            index += 1;
        }
        WaitPhrases { phrases, prefilter }
    }

    /// The duration behind the first of the phrases that stands at the start of a word
    /// and has one.
    pub(crate) fn find<'m>(&self, message: &'m str) -> Option<&'m str> {
        let bytes = window(message);
        let limit = bytes.len() as u32;
        let mut from = 0;
        while let Some(at) = self.prefilter.find(bytes, from, limit) {
            from = at + 1;
            if at > 0 && bytes.get(at as usize - 1).is_some_and(u8::is_ascii_alphanumeric) {
                continue;
            }
            for phrase in self.phrases {
                let Some(end) = literal_end_bytewise(bytes, at, phrase.as_bytes()) else { continue };
                let start = skip_space(bytes, end);
                if let Some(end) = value_end(bytes, start, Kind::Duration) {
                    return message.get(start as usize..end as usize);
                }
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
