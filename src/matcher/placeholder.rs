//! Where the values and the sentences of a message end.

use super::character::{is_cjk_at, is_space, is_word_at};
use super::duration::duration_end;
use super::literal::skip_space;
use super::steps;

/// The kinds of placeholders. The kind of a placeholder says how far its value reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub(crate) enum Kind {
    Number,
    Status,
    Duration,
    Word,
    Phrase,
    Text,
}

impl Kind {
    pub(crate) const ALL: [Kind; 6] =
        [Kind::Number, Kind::Status, Kind::Duration, Kind::Word, Kind::Phrase, Kind::Text];

    /// The name in `catalog/values.toml`.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Kind::Number => "number",
            Kind::Status => "status",
            Kind::Duration => "duration",
            Kind::Word => "word",
            Kind::Phrase => "phrase",
            Kind::Text => "text",
        }
    }

    /// Whether the text after a value decides where it ends. The other kinds
    /// determine their own end.
    pub(crate) const fn is_open(self) -> bool {
        matches!(self, Kind::Phrase | Kind::Text)
    }
}

/// The longest values, in bytes. After an open placeholder, a value may be read at every place of the message, so the
/// work at one place has to be limited.
const MAX_NUMBER: usize = 64;
const MAX_PHRASE: usize = 256;
const MAX_WORD: usize = 512;

/// Whether a pattern may end at `at`: the message ends there, or something new begins. If words follow, the message is
/// a different sentence.
pub(crate) fn ends_here(message: &[u8], at: u32) -> bool {
    let at = at as usize;
    let Some(&next) = message.get(at) else {
        return true;
    };
    if is_space(next) {
        let after = skip_space(message, at as u32) as usize;
        return message[at..after].contains(&b'\n') || message.get(after).is_none_or(|_| !is_word_at(message, after));
    }
    if next == b'\\' {
        return true;
    }
    if matches!(next, b'-' | b'_') {
        return !message.get(at + 1).is_some_and(u8::is_ascii_alphanumeric);
    }
    !is_word_at(message, at)
        || at.checked_sub(1).is_some_and(|before| is_cjk_at(message, at) && !is_space(message[before]))
}

/// The end of the sentence or line that continues at `at`, without its full stop.
pub(crate) fn sentence_end(message: &[u8], at: u32) -> u32 {
    let at = at as usize;
    let mut end = at;
    while let Some(&byte) = message.get(end) {
        let closes = byte == b'.' && message.get(end + 1).is_none_or(|&next| is_space(next));
        if byte == b'\n' || byte == b'\r' || closes || (byte == 0xE3 && message[end..].starts_with("。".as_bytes())) {
            break;
        }
        end += 1;
    }
    steps::count(1 + end - at);
    while end > at && is_space(message[end - 1]) {
        end -= 1;
    }
    whole_characters(message, at, end) as u32
}

/// `end` without the spaces before it: the end of a value that begins at `at`.
pub(crate) fn without_spaces(message: &[u8], at: u32, end: u32) -> u32 {
    back_over(message, at as usize, end as usize, |byte| byte == b' ') as u32
}

/// Where the value at `at` ends, for the kinds that determine their own end. `None` if there is no value, or if the
/// kind is open.
pub(crate) fn value_end(message: &[u8], at: u32, kind: Kind) -> Option<u32> {
    let start = at as usize;
    let end = match kind {
        Kind::Number => number_end(message, start),
        Kind::Status => status_end(message, start),
        Kind::Duration => duration_end(message, start),
        Kind::Word => word_end(message, start, word_run(message, start), &mut Brackets::default()),
        Kind::Phrase | Kind::Text => start,
    };
    (end > start).then_some(end as u32)
}

/// Where the longest possible `phrase` at `at` ends. The text after the placeholder may end it earlier.
pub(crate) fn phrase_end(message: &[u8], at: u32) -> u32 {
    longest_phrase(message, at as usize, phrase_run(message, at as usize)) as u32
}

/// Finds the ends of values, and remembers the last ones. Patterns that begin alike ask for the same values, and a long
/// run of bytes is read only once for all values that begin in it.
pub(super) struct Values<'m> {
    message: &'m [u8],
    /// For each kind, where the last value began and ended. If there was no value, both are the same place.
    last: [(u32, u32); 4],
    /// The last run of bytes that a word may contain.
    word_run: (usize, usize),
    /// The last run of bytes that a phrase may contain.
    phrase_run: (usize, usize),
    brackets: Brackets,
}

impl<'m> Values<'m> {
    pub(super) fn new(message: &'m [u8]) -> Self {
        Values {
            message,
            last: [(u32::MAX, u32::MAX); 4],
            word_run: (0, 0),
            phrase_run: (0, 0),
            brackets: Brackets::default(),
        }
    }

    /// The same as [`value_end`], from memory if possible.
    #[inline]
    pub(super) fn end(&mut self, at: u32, kind: Kind) -> Option<u32> {
        let (place, end) = self.last.get(kind as usize).copied()?;
        if place == at {
            return (end > at).then_some(end);
        }
        self.read(at, kind)
    }

    #[inline(never)]
    fn read(&mut self, at: u32, kind: Kind) -> Option<u32> {
        let end = match kind {
            Kind::Word => {
                let start = at as usize;
                if !(self.word_run.0..self.word_run.1).contains(&start) {
                    self.word_run = (start, word_run(self.message, start));
                }
                let end = word_end(self.message, start, self.word_run.1, &mut self.brackets);
                (end > start).then_some(end as u32)
            }
            kind => value_end(self.message, at, kind),
        };
        if let Some(last) = self.last.get_mut(kind as usize) {
            *last = (at, end.unwrap_or(at));
        }
        end
    }

    /// The same as [`phrase_end`], from memory if possible.
    pub(super) fn phrase_end(&mut self, at: u32) -> u32 {
        let start = at as usize;
        if !(self.phrase_run.0..self.phrase_run.1).contains(&start) {
            self.phrase_run = (start, phrase_run(self.message, start));
        }
        longest_phrase(self.message, start, self.phrase_run.1) as u32
    }
}

fn word_run(message: &[u8], at: usize) -> usize {
    let mut end = class_end(message, at, WORD);
    while is_in_word(message, end) {
        end = class_end(message, end + 1, WORD);
    }
    whole_characters(message, at, end)
}

fn phrase_run(message: &[u8], at: usize) -> usize {
    whole_characters(message, at, class_end(message, at, PHRASE))
}

fn longest_phrase(message: &[u8], at: usize, run_end: usize) -> usize {
    whole_characters(message, at, run_end.min(at + MAX_PHRASE))
}

/// `end`, or the start of the character that `end` would cut in two.
fn whole_characters(message: &[u8], at: usize, end: usize) -> usize {
    let bytes = message.get(at..end).unwrap_or(&[]);
    for (index, &byte) in bytes.iter().rev().take(3).enumerate() {
        let after = index + 1;
        let len = match byte {
            0x80..=0xBF => continue,
            0xC0..=0xDF => 2,
            0xE0..=0xEF => 3,
            0xF0.. => 4,
            _ => 1,
        };
        return if len > after { end - after } else { end };
    }
    end
}

/// Which values a byte can be part of. Values are scanned byte by byte, so one lookup has to be enough. A phrase may
/// contain every byte outside ASCII; for a word, [`is_in_word`] decides.
static CLASSES: [u8; 256] = {
    let mut table = [0; 256];
    let mut index = 0;
    while index < 256 {
        let byte = index as u8;
        let in_word = byte > b' ' && byte < 0x7F && !matches!(byte, b'\'' | b'"' | b'`' | b'(' | b')' | b',' | b';');
        let in_phrase = byte.is_ascii_alphanumeric()
            || !byte.is_ascii()
            || matches!(byte, b' ' | b'-' | b'_' | b'/' | b'+' | b'(' | b')');
        let in_number = byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'_');
        table[index] = (in_word as u8 * WORD) | (in_phrase as u8 * PHRASE) | (in_number as u8 * NUMBER);
        index += 1;
    }
    table
};

const WORD: u8 = 1;
const PHRASE: u8 = 2;
const NUMBER: u8 = 4;

/// Where a run of bytes of this class ends.
#[inline]
fn class_end(message: &[u8], at: usize, class: u8) -> usize {
    let rest = message.get(at..).unwrap_or(&[]);
    let len = rest.iter().position(|&byte| CLASSES[usize::from(byte)] & class == 0).unwrap_or(rest.len());
    steps::count(1 + len);
    at + len
}

/// Whether the byte at `at` can be inside a `word` value.
pub(crate) fn is_in_word(message: &[u8], at: usize) -> bool {
    match message.get(at) {
        Some(b' ' | b'\t'..=b'\r' | b'\'' | b'"' | b'`' | b'(' | b')' | b',' | b';') | None => false,
        Some(byte) if byte.is_ascii() => true,
        Some(byte) if byte & 0xC0 == 0x80 => true,
        Some(_) => is_word_at(message, at),
    }
}

/// Where the word at `at` ends, if `end` is the end of its run of bytes. The word doesn't include closing punctuation,
/// or a closing bracket that it didn't open. Returns `at` if the word is too long.
fn word_end(message: &[u8], at: usize, mut end: usize, brackets: &mut Brackets) -> usize {
    if end.saturating_sub(at) > MAX_WORD {
        return at;
    }
    // Brackets are counted at most once, because a word may have hundreds of them.
    let mut unopened = None;
    while end > at {
        match message[end - 1] {
            b'.' | b':' | b'!' | b'?' => {}
            byte @ (b']' | b'}') => {
                let unopened = unopened.get_or_insert_with(|| brackets.unopened(message, at, end));
                let left = &mut unopened[usize::from(byte == b'}')];
                if *left == 0 {
                    break;
                }
                *left -= 1;
            }
            _ => break,
        }
        end -= 1;
        steps::count(1);
    }
    end
}

/// How many brackets of each kind there are in a part of a message. To count a later part with the same end, only the
/// bytes between the two starts are read.
#[derive(Clone, Copy, Debug, Default)]
struct Brackets {
    start: usize,
    end: usize,
    /// `[`, `]`, `{`, `}`.
    counts: [u16; 4],
}

impl Brackets {
    /// How many more `]` than `[` there are, and `}` than `{`.
    #[cold]
    fn unopened(&mut self, message: &[u8], start: usize, end: usize) -> [u16; 2] {
        if self.end != end || !(self.start..end).contains(&start) {
            *self = Brackets { start: end, end, counts: [0; 4] };
        }
        let (from, to) = if self.start < start { (self.start, start) } else { (start, self.start) };
        steps::count(1 + to - from);
        for byte in message.get(from..to).unwrap_or(&[]) {
            let Some(kind) = b"[]{}".iter().position(|bracket| bracket == byte) else { continue };
            self.counts[kind] = if self.start < start { self.counts[kind] - 1 } else { self.counts[kind] + 1 };
        }
        self.start = start;
        let [square, unsquare, curly, uncurly] = self.counts;
        [unsquare.saturating_sub(square), uncurly.saturating_sub(curly)]
    }
}

fn back_over(message: &[u8], at: usize, mut end: usize, drops: impl Fn(u8) -> bool) -> usize {
    while end > at && drops(message[end - 1]) {
        end -= 1;
        steps::count(1);
    }
    end
}

/// The end of a status, three digits from 100 to 599; `at` if there is none.
fn status_end(message: &[u8], at: usize) -> usize {
    match message.get(at..at + 3) {
        Some([b'1'..=b'5', b'0'..=b'9', b'0'..=b'9']) if !message.get(at + 3).is_some_and(u8::is_ascii_digit) => at + 3,
        _ => at,
    }
}

fn number_end(message: &[u8], at: usize) -> usize {
    let digits = at + usize::from(message.get(at) == Some(&b'-'));
    if !message.get(digits).is_some_and(u8::is_ascii_digit) {
        return at;
    }
    let end = class_end(&message[..message.len().min(digits + MAX_NUMBER)], digits, NUMBER);
    if message.get(end).is_some_and(|&byte| CLASSES[usize::from(byte)] & NUMBER != 0) {
        return at;
    }
    back_over(message, digits, end, |byte| !byte.is_ascii_digit())
}
