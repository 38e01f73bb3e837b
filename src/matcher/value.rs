//! Where a message's own words may end, and how far the values in it reach.

use super::literal::skip_space;
use super::tape::Kind;

/// The longest `number` and the longest `phrase`, in bytes. What runs on longer
/// is none: where a gap is tried at many places, each would read it to its end.
const MAX_NUMBER: usize = 64;
const MAX_PHRASE: usize = 256;
const _: () = assert!(super::WINDOW >= MAX_PHRASE);

/// Whether a pattern may end at `at`: the message ends, or something new
/// begins. A plain word that goes on is another sentence than the pattern's.
pub(super) fn ends_here(message: &[u8], at: u32) -> bool {
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

#[inline]
pub(super) const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r')
}

/// A letter or digit of any script. General and CJK punctuation, U+2000..=U+206F,
/// U+3000..=U+303F and the full-width forms U+FF00..=U+FF0F and U+FF1A..=U+FF20,
/// are no part of a word.
fn is_word_at(message: &[u8], at: usize) -> bool {
    match message.get(at..) {
        Some([byte, ..]) if byte.is_ascii() => byte.is_ascii_alphanumeric(),
        Some([0xE2, 0x80 | 0x81, ..] | [0xE3, 0x80, ..] | [0xC2, 0x80..=0xBF, ..]) => false,
        Some([0xEF, 0xBC, 0x80..=0x8F | 0x9A..=0xA0, ..]) => false,
        Some([]) | None => false,
        Some(_) => true,
    }
}

/// Chinese and Japanese set no space between words: there a pattern may end
/// inside a run of characters if it didn't begin a Latin word.
fn is_cjk_at(message: &[u8], at: usize) -> bool {
    matches!(message.get(at), Some(0xE3..=0xE9))
}

/// The end of the sentence or line that goes on at `at`, without its full stop.
pub(super) fn sentence_end(message: &[u8], at: u32) -> u32 {
    let at = at as usize;
    let mut end = at;
    while let Some(&byte) = message.get(end) {
        let closes = byte == b'.' && message.get(end + 1).is_none_or(|&next| is_space(next));
        if byte == b'\n' || byte == b'\r' || closes || (byte == 0xE3 && message[end..].starts_with("。".as_bytes())) {
            break;
        }
        end += 1;
    }
    while end > at && is_space(message[end - 1]) {
        end -= 1;
    }
    whole_characters(message, at, end) as u32
}

/// Where what ends at `end` ends without the spaces that it ends with.
pub(super) fn without_spaces(message: &[u8], at: u32, end: u32) -> u32 {
    back_over(message, at as usize, end as usize, |byte| byte == b' ') as u32
}

/// Where a value of this kind ends if there is one at `at`.
pub(super) fn value_end(message: &[u8], at: u32, kind: Kind) -> Option<u32> {
    let at = at as usize;
    let end = match kind {
        Kind::Number => number_end(message, at),
        Kind::Status => match message.get(at..at + 3) {
            Some([b'1'..=b'5', b'0'..=b'9', b'0'..=b'9']) if !message.get(at + 3).is_some_and(u8::is_ascii_digit) => {
                at + 3
            }
            _ => at,
        },
        Kind::Duration => duration_end(message, at),
        Kind::Word => {
            let mut end = class_end(message, at, WORD);
            while is_in_word(message, end) {
                end = class_end(message, end + 1, WORD);
            }
            word_end(message, at, whole_characters(message, at, end))
        }
        Kind::Phrase | Kind::Text => at,
    };
    (end > at).then_some(end as u32)
}

/// Where the longest `phrase` value at `at` ends: it may be shorter.
pub(super) fn phrase_end(message: &[u8], at: u32) -> u32 {
    let at = at as usize;
    let run = &message[..message.len().min(at + MAX_PHRASE)];
    whole_characters(run, at, class_end(run, at, PHRASE)) as u32
}

fn run_end(message: &[u8], at: usize, belongs: impl Fn(u8) -> bool) -> usize {
    let mut end = at;
    while message.get(end).is_some_and(|&byte| belongs(byte)) {
        end += 1;
    }
    whole_characters(message, at, end)
}

/// A run that the window cut, or the end of the longest phrase, ends before the
/// character that was cut. What is shorter than either was not cut.
fn whole_characters(message: &[u8], at: usize, end: usize) -> usize {
    if end < message.len() || message.len() < MAX_PHRASE {
        return end;
    }
    at + match core::str::from_utf8(&message[at..end]) {
        Ok(text) => text.len(),
        Err(error) => error.valid_up_to(),
    }
}

/// What a byte can be part of: values are scanned byte by byte, so one look has
/// to do. Of a character beyond ASCII only a phrase takes every byte; for a word
/// [`is_in_word`] knows.
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
    at + rest.iter().position(|&byte| CLASSES[usize::from(byte)] & class == 0).unwrap_or(rest.len())
}

/// Whether the byte at `at` can stand inside a `word` value.
pub(crate) fn is_in_word(message: &[u8], at: usize) -> bool {
    match message.get(at) {
        Some(b' ' | b'\t'..=b'\r' | b'\'' | b'"' | b'`' | b'(' | b')' | b',' | b';') | None => false,
        Some(byte) if byte.is_ascii() => true,
        Some(byte) if byte & 0xC0 == 0x80 => true,
        Some(_) => is_word_at(message, at),
    }
}

/// A word gives back the punctuation that closes it, and a bracket that it
/// didn't open.
fn word_end(message: &[u8], at: usize, mut end: usize) -> usize {
    // Counted once, if at all: a word may be thousands of brackets.
    let mut unopened = None;
    while end > at {
        match message[end - 1] {
            b'.' | b':' | b'!' | b'?' => {}
            byte @ (b']' | b'}') => {
                let unopened = unopened.get_or_insert_with(|| unopened_brackets(&message[at..end]));
                let left = &mut unopened[usize::from(byte == b'}')];
                if *left == 0 {
                    break;
                }
                *left -= 1;
            }
            _ => break,
        }
        end -= 1;
    }
    end
}

/// How many more `]` than `[` there are, and `}` than `{`.
#[cold]
fn unopened_brackets(word: &[u8]) -> [usize; 2] {
    let count = |wanted: u8| word.iter().filter(|&&byte| byte == wanted).count();
    [count(b']').saturating_sub(count(b'[')), count(b'}').saturating_sub(count(b'{'))]
}

fn back_over(message: &[u8], at: usize, mut end: usize, drops: impl Fn(u8) -> bool) -> usize {
    while end > at && drops(message[end - 1]) {
        end -= 1;
    }
    end
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

/// `1.898s`, `6m0s`, `28ms`, `9 seconds`, `3 days 4 hours`, `86400`. Behind a
/// space only a number with a unit belongs to it.
fn duration_end(message: &[u8], at: usize) -> usize {
    let (mut end, mut from) = (at, at);
    loop {
        let number = run_end(message, from, |byte| byte.is_ascii_digit() || byte == b'.');
        let number = back_over(message, from, number, |byte| byte == b'.');
        if number == from || !message[from].is_ascii_digit() {
            return end;
        }
        let units =
            [number, skip_space(message, number as u32) as usize].map(|start| (start, unit_end(message, start)));
        match units.iter().find(|&&(start, end)| is_unit(&message[start..end])) {
            Some(&(_, unit)) => {
                end = unit;
                from = skip_space(message, end as u32) as usize;
            }
            None => return if from == end { number } else { end },
        }
    }
}

/// Letters, and the sign for a millionth in front of them: Go writes `120µs`.
fn unit_end(message: &[u8], at: usize) -> usize {
    let micro = matches!(message.get(at..at + 2), Some([0xC2, 0xB5] | [0xCE, 0xBC]));
    run_end(message, at + if micro { 2 } else { 0 }, |byte| byte.is_ascii_alphabetic())
}

pub(crate) fn is_unit(text: &[u8]) -> bool {
    const UNITS: [&str; 28] = [
        "ns",
        "us",
        "µs",
        "μs",
        "ms",
        "s",
        "m",
        "h",
        "d",
        "sec",
        "secs",
        "second",
        "seconds",
        "min",
        "mins",
        "minute",
        "minutes",
        "hr",
        "hrs",
        "hour",
        "hours",
        "day",
        "days",
        "millis",
        "millisecond",
        "milliseconds",
        "microsecond",
        "microseconds",
    ];
    UNITS.iter().any(|unit| text.eq_ignore_ascii_case(unit.as_bytes()))
}
