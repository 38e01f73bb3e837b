//! Compares and finds literal text, eight bytes at a time.
//!
//! The case of the message, its kind of whitespace, and whether it is escaped make no difference.

use super::character::is_space;
use super::steps;

const EACH: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = EACH * 0x80;
const SPACES: u64 = EACH * 0x20;
const BACKSLASHES: u64 = EACH * b'\\' as u64;

/// In each byte, the bit that turns an uppercase letter into a lowercase one. A space is just this bit.
const CASE: u64 = SPACES;

/// How many zeros follow the last byte of a table, so that eight bytes can
/// be read from any place in it.
pub(crate) const PADDING: usize = 8;

/// Turns a byte into ASCII lower case, and whitespace into a space. The result is never zero, because a zero marks the
/// end of a message.
#[inline]
pub(crate) const fn fold(byte: u8) -> u8 {
    match byte {
        0 => 1,
        b'A'..=b'Z' => byte | 0x20,
        b'\t'..=b'\r' => b' ',
        _ => byte,
    }
}

/// The first place from `at` on that isn't whitespace.
#[inline]
pub(crate) fn skip_space(message: &[u8], mut at: u32) -> u32 {
    while message.get(at as usize).is_some_and(|&byte| is_space(byte)) {
        at += 1;
        steps::count(1);
    }
    at
}

/// The byte that a backslash and this byte mean. A message that was cut out of JSON, or out of a printed Python string,
/// still has its escapes.
const fn unescape(byte: u8) -> u8 {
    match byte {
        b'n' | b'r' | b't' => b' ',
        b'"' | b'\'' | b'`' | b'/' => byte,
        // No literal contains a zero, so nothing matches.
        _ => 0,
    }
}

/// Whether this byte of a literal may be escaped in a message.
const fn may_be_escaped(byte: u8) -> bool {
    matches!(byte, b' ' | b'"' | b'\'' | b'`' | b'/')
}

/// The byte that the escape at `at` means, and the place after the escape.
pub(super) fn escaped(message: &[u8], at: u32) -> (u8, u32) {
    match unescape(message.get(at as usize + 1).copied().unwrap_or(0)) {
        b' ' => (b' ', skip_space(message, at + 2)),
        byte => (byte, at + 2),
    }
}

/// The high bit of each byte that is zero. A byte after a zero may be marked too.
#[inline]
const fn zeros(bytes: u64) -> u64 {
    bytes.wrapping_sub(EACH) & !bytes & HIGH
}

/// The high bit of each byte below a space. A byte after such a byte may be marked too.
#[inline]
const fn controls(bytes: u64) -> u64 {
    bytes.wrapping_sub(SPACES) & !bytes & HIGH
}

/// The high bit of each byte that is a lowercase ASCII letter.
#[inline]
const fn small_letters(bytes: u64) -> u64 {
    let low = bytes & !HIGH;
    (low + EACH * (0x80 - b'a' as u64)) & !(low + EACH * (0x80 - (b'z' as u64 + 1))) & !bytes & HIGH
}

/// Eight bytes from `at` on, in little-endian order on every machine. Bytes beyond the end are zeros.
#[inline(always)]
pub(super) fn word(bytes: &[u8], at: u32) -> u64 {
    let at = at as usize;
    match bytes.get(at..at + 8).map(<[u8; 8]>::try_from) {
        Some(Ok(word)) => u64::from_le_bytes(word),
        _ => last_word(bytes, at),
    }
}

/// The same as [`word`], near the end of the bytes.
#[inline(never)]
fn last_word(bytes: &[u8], at: usize) -> u64 {
    let missing = (at + 8).saturating_sub(bytes.len());
    match bytes.last_chunk::<8>() {
        Some(last) if missing < 8 => u64::from_le_bytes(*last) >> (8 * missing),
        _ => {
            let rest = bytes.get(at..).unwrap_or(&[]);
            rest.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte))
        }
    }
}

/// Where the byte `wanted` first occurs among the `count` bytes from `from` on.
#[inline]
pub(super) fn position(bytes: &[u8], from: u32, count: u32, wanted: u8) -> Option<u32> {
    let mut done = 0;
    while done < count {
        steps::count(1);
        // Only a mark after another one can be wrong, so the lowest mark is right.
        let marks = zeros(word(bytes, from + done) ^ (EACH * u64::from(wanted)));
        if marks != 0 {
            let index = done + marks.trailing_zeros() / 8;
            return (index < count).then_some(from + index);
        }
        done += 8;
    }
    None
}

/// Where a literal ends that begins at `at` in the message; `None` if the message doesn't have it there. The literal is
/// the `len` bytes at `from` in `code`.
#[inline(always)]
pub(super) fn literal_end(message: &[u8], at: u32, code: &[u8], from: u32, len: u32) -> Option<u32> {
    let mut done = 0;
    loop {
        steps::count(1);
        let want = word(code, from + done);
        let mut differs = word(message, at + done) ^ want;
        let left = len - done;
        if left < 8 {
            differs &= (1 << (8 * left)) - 1;
        }
        if differs != 0 && !is_case(differs, want) {
            let place = at + done + (differs & !CASE).trailing_zeros() / 8;
            return match message.get(place as usize) {
                // It may be whitespace or an escape.
                Some(&byte) if byte <= b' ' || byte == b'\\' => unusual_literal_end(message, at, code, from, len),
                _ => None,
            };
        }
        if left <= 8 {
            break;
        }
        done += 8;
    }
    let end = at + len;
    match message.get(end as usize) {
        Some(&next) if next <= b' ' && len > 0 && message.get(end as usize - 1) == Some(&b' ') => {
            Some(skip_space(message, end))
        }
        _ => Some(end),
    }
}

#[cold]
#[inline(never)]
fn unusual_literal_end(message: &[u8], at: u32, code: &[u8], from: u32, len: u32) -> Option<u32> {
    literal_end_bytewise(message, at, code.get(from as usize..(from + len) as usize)?)
}

/// Whether eight bytes differ from `want`, which is in lower case, only in the case of letters. `differs` is their
/// exclusive or.
#[inline]
const fn is_case(differs: u64, want: u64) -> bool {
    differs & !(small_letters(want) >> 2) == 0
}

/// The same as [`literal_end`] for any literal, byte by byte.
pub(super) fn literal_end_bytewise(message: &[u8], mut at: u32, literal: &[u8]) -> Option<u32> {
    for &want in literal {
        steps::count(1);
        let mut byte = fold(*message.get(at as usize)?);
        if byte == b'\\' && want != b'\\' {
            at += 1;
            byte = unescape(*message.get(at as usize)?);
        }
        if byte != want {
            return None;
        }
        at += 1;
        if want == b' ' {
            at = skip_space(message, at);
        }
    }
    Some(at)
}

/// Whether the byte at `place` continues a run of whitespace. No literal begins there, because a space in a literal
/// matches a run from its start.
#[inline]
pub(super) fn continues_space(message: &[u8], place: u32) -> bool {
    let is_space_at = |at: u32| message.get(at as usize).is_some_and(|&byte| is_space(byte));
    is_space_at(place) && place > 0 && is_space_at(place - 1)
}

/// Finds the places where one of a few literals may begin, by their first two bytes. There may be false positives, but
/// no place is missed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Prefilter<const MAX: usize> {
    pairs: [Pair; MAX],
    len: usize,
}

impl<const MAX: usize> Prefilter<MAX> {
    /// A prefilter without literals, which finds every place.
    pub(crate) const fn new() -> Self {
        Prefilter { pairs: [Pair { first: 0, second: 0 }; MAX], len: 0 }
    }

    /// Adds a literal that begins with these bytes. The second is zero if it may be any byte. A prefilter with more
    /// than `MAX` literals finds every place.
    pub(crate) const fn with(mut self, first: u8, second: u8) -> Self {
        if self.len < MAX {
            self.pairs[self.len] = Pair { first, second };
        }
        self.len += 1;
        self
    }

    /// The first place from `from` on, and before `limit`, where a literal may
    /// begin.
    #[inline]
    pub(super) fn find(&self, message: &[u8], from: u32, limit: u32) -> Option<u32> {
        match self.pairs.get(..self.len) {
            None | Some([]) => (from < limit).then_some(from),
            Some(&[pair]) => first_mark(message, from, limit, &[pair], pair.marks()),
            Some(pairs) => first_mark(message, from, limit, pairs, |here, next| {
                pairs.iter().fold(0, |marks, pair| marks | pair.marks()(here, next))
            }),
        }
    }
}

/// The first place that `marks` marks. `marks` gets eight bytes from some place on, and eight bytes from the next place
/// on.
#[inline(always)]
fn first_mark(
    message: &[u8],
    mut from: u32,
    limit: u32,
    pairs: &[Pair],
    marks: impl Fn(u64, u64) -> u64,
) -> Option<u32> {
    while from < limit {
        steps::count(1);
        let mut marks = marks(word(message, from), word(message, from + 1));
        while marks != 0 {
            let place = from + marks.trailing_zeros() / 8;
            if place >= limit {
                return None;
            }
            let has_backslash = |at: u32| message.get(at as usize) == Some(&b'\\');
            if !(has_backslash(place) || has_backslash(place + 1)) || may_begin_escaped(message, place, pairs) {
                return Some(place);
            }
            marks &= marks - 1;
        }
        from += 8;
    }
    None
}

/// Whether one of the literals may begin at `place`, where one of the first two bytes is a backslash.
#[cold]
fn may_begin_escaped(message: &[u8], place: u32, pairs: &[Pair]) -> bool {
    steps::count(1);
    let byte_at = |at: u32| match message.get(at as usize) {
        Some(b'\\') => escaped(message, at),
        Some(&byte) if is_space(byte) => (b' ', skip_space(message, at)),
        Some(&byte) => (fold(byte), at + 1),
        None => (0, at),
    };
    let (first, after) = byte_at(place);
    let (second, _) = byte_at(after);
    pairs.iter().any(|pair| {
        // A literal may contain a backslash.
        pair.first == b'\\' || (pair.first == first && (matches!(pair.second, 0 | b'\\') || pair.second == second))
    })
}

/// The first two bytes of a literal.
#[derive(Clone, Copy, Debug)]
struct Pair {
    first: u8,
    second: u8,
}

impl Pair {
    /// Marks the places where the literal may begin, in any case, with any whitespace for a space, and with or without
    /// escapes.
    #[inline(always)]
    fn marks(self) -> impl Fn(u64, u64) -> u64 {
        let Pair { first, second } = self;
        let spread = |byte: u8| EACH * u64::from(byte | 0x20);
        let (first_spread, second_spread) = (spread(first), spread(second));
        let may_be_escaped = (may_be_escaped(first), may_be_escaped(second));
        let is_any = second == 0;
        move |here, next| {
            let mut firsts = zeros((here | CASE) ^ first_spread);
            let mut seconds = zeros((next | CASE) ^ second_spread);
            if may_be_escaped.0 || may_be_escaped.1 {
                // For a space, the message may have other whitespace, and more than one byte of it.
                let white = if first == b' ' { controls(next) | zeros(next ^ SPACES) } else { 0 };
                if first == b' ' {
                    firsts |= controls(here);
                }
                seconds |= controls(next) | zeros(next ^ BACKSLASHES) | white;
            }
            let escaped = if may_be_escaped.0 { zeros(here ^ BACKSLASHES) } else { 0 };
            if is_any { firsts | escaped } else { (firsts & seconds) | escaped }
        }
    }
}
