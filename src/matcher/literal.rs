//! Comparing and finding literal text, eight bytes at a time: whatever the case
//! of the message, whatever its white space.

use super::tape::{Bytes, EACH, HIGH, word, zeros};
use super::value::is_space;

/// ASCII lower case; white space becomes a space. Nothing becomes zero: that
/// stands for the end of a message.
#[inline]
pub(crate) const fn fold(byte: u8) -> u8 {
    match byte {
        0 => 1,
        b'A'..=b'Z' => byte | 0x20,
        b'\t'..=b'\r' => b' ',
        _ => byte,
    }
}

#[inline]
pub(super) fn skip_space(message: &[u8], mut at: u32) -> u32 {
    while message.get(at as usize).is_some_and(|&byte| is_space(byte)) {
        at += 1;
    }
    at
}

/// What stands behind a backslash: a message that was cut out of JSON or of a
/// printed Python string still has its escapes.
pub(super) const fn unescape(byte: u8) -> u8 {
    match byte {
        b'n' | b'r' | b't' => b' ',
        b'"' | b'\'' | b'`' | b'/' => byte,
        // No literal has this byte, so nothing matches.
        _ => 0,
    }
}

/// What [`fold`] gives, but nothing for a backslash: for that see [`escaped`].
static FOLDED: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = if byte as u8 == b'\\' { 0 } else { fold(byte as u8) };
        byte += 1;
    }
    table
};

/// The folded byte at `at`, and where the next one stands; zero for a backslash
/// and at the end.
#[inline(always)]
pub(super) fn folded(message: &[u8], at: u32) -> (u8, u32) {
    let byte = message.get(at as usize).map_or(0, |&byte| FOLDED[usize::from(byte)]);
    let next = at + 1;
    (byte, if byte == b' ' { skip_space(message, next) } else { next })
}

/// The byte that a backslash at `at` stands for, and where the next one stands.
/// `None` if there is no backslash.
pub(super) fn escaped(message: &[u8], at: u32) -> Option<(u8, u32)> {
    if message.get(at as usize) != Some(&b'\\') {
        return None;
    }
    match unescape(message.get(at as usize + 1).copied().unwrap_or(0)) {
        b' ' => Some((b' ', skip_space(message, at + 2))),
        byte => Some((byte, at + 2)),
    }
}

/// The first eight folded bytes of the message from `at` on, the first the
/// lowest, and where they end. `None` if the message is shorter.
#[inline]
pub(super) fn head(message: &[u8], at: u32) -> Option<(u64, u32)> {
    let bytes = word(message, at);
    // What is below 0x20 is folded one by one, and so are several spaces.
    let spaces = zeros(bytes ^ SPACES);
    let runs_on = spaces & HIGH_LAST != 0 && message.get(at as usize + 8).is_some_and(|&next| is_space(next));
    if controls(bytes) == 0 && spaces & spaces << 8 == 0 && !runs_on {
        return Some((bytes | (letters(bytes, b'A') >> 2), at + 8));
    }
    let mut key = [0; 8];
    let mut at = at;
    for slot in &mut key {
        let byte = fold(*message.get(at as usize)?);
        *slot = byte;
        at += 1;
        if byte == b' ' {
            at = skip_space(message, at);
        }
    }
    Some((u64::from_le_bytes(key), at))
}

/// Eight spaces.
const SPACES: u64 = EACH * 0x20;

/// The highest bit of the last of eight bytes.
const HIGH_LAST: u64 = 0x80 << 56;

/// In each byte the bit that makes a small letter of a capital: that of a space.
const CASE: u64 = SPACES;

/// The high bit of each byte below a space; a byte behind one may be marked too.
#[inline]
const fn controls(bytes: u64) -> u64 {
    bytes.wrapping_sub(SPACES) & !bytes & HIGH
}

/// The high bit of each byte that is an ASCII letter from `first` on, 26 of them.
#[inline]
const fn letters(bytes: u64, first: u8) -> u64 {
    let (low, first) = (bytes & !HIGH, first as u64);
    (low + EACH * (0x80 - first)) & !(low + EACH * (0x80 - (first + 26))) & !bytes & HIGH
}

/// Where the literal of `len` bytes at `from` ends if the message has it at `at`.
#[inline(always)]
pub(super) fn literal_end(message: &[u8], at: u32, tape: Bytes<'_>, from: u32, len: u32) -> Option<u32> {
    let mut done = 0;
    while done + 8 <= len {
        let want = tape.word(from + done);
        let differs = word(message, at + done) ^ want;
        if differs != 0 && !is_case(differs, want) {
            return odd(message, at, tape, from, len, differs, done);
        }
        done += 8;
    }
    let mask = !(u64::MAX << (8 * (len - done)));
    let want = tape.word(from + done);
    let differs = (word(message, at + done) ^ want) & mask;
    if differs != 0 && !is_case(differs, want) {
        return odd(message, at, tape, from, len, differs, done);
    }
    let end = at + len;
    match message.get(end as usize) {
        Some(&next) if next <= b' ' => Some(behind_spaces(message, at, end)),
        _ => Some(end),
    }
}

/// Where a literal that ends at `end` does if it ends with a space: that stands
/// for all of them.
#[inline]
fn behind_spaces(message: &[u8], at: u32, end: u32) -> u32 {
    let ends_with_space = end > at && message.get(end as usize - 1) == Some(&b' ');
    if ends_with_space { skip_space(message, end) } else { end }
}

/// Whether bytes that differ from those wanted, in lower case, are capitals.
#[inline]
const fn is_case(differs: u64, want: u64) -> bool {
    differs & !(letters(want, b'a') >> 2) == 0
}

/// Where more than case differs, it may be white space or an escape.
#[cold]
fn odd(message: &[u8], at: u32, tape: Bytes<'_>, from: u32, len: u32, differs: u64, done: u32) -> Option<u32> {
    let place = at + done + (differs & !CASE).trailing_zeros() / 8;
    match message.get(place as usize) {
        Some(&byte) if is_space(byte) || byte == b'\\' => {
            literal_end_bytewise(message, at, tape.0.get(from as usize..(from + len) as usize)?)
        }
        _ => None,
    }
}

#[cold]
pub(super) fn literal_end_bytewise(message: &[u8], mut at: u32, text: &[u8]) -> Option<u32> {
    for &want in text {
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

/// What a place must look like for one of a few literals to begin there: their
/// first two bytes.
pub(super) struct Needles {
    /// First bytes, each spread over a word, and second bytes, in lower case; a
    /// second byte of zero stands for any.
    pairs: [(u64, u8); Needles::MOST],
    len: usize,
}

impl Needles {
    const MOST: usize = 4;

    /// If they are too many they find every place.
    #[inline]
    pub(super) fn new(openings: impl Iterator<Item = (u8, u8)>) -> Self {
        let mut needles = Needles { pairs: [(0, 0); Needles::MOST], len: 0 };
        for (first, second) in openings.take(Needles::MOST + 1) {
            if let Some(pair) = needles.pairs.get_mut(needles.len) {
                *pair = (EACH * u64::from(first | 0x20), second);
            }
            needles.len += 1;
        }
        needles
    }

    /// The first place from `from` on, and before `limit`, where a literal may
    /// begin. It may still not: that is for the caller to see.
    #[inline]
    pub(super) fn find(&self, message: &[u8], mut from: u32, limit: u32) -> Option<u32> {
        let Some(pairs) = self.pairs.get(..self.len) else {
            return (from < limit).then_some(from);
        };
        while from < limit {
            let here = word(message, from);
            // A backslash may stand for anything; a control character is white
            // space, or nothing that a literal has. A space is found as itself.
            let odd = zeros(here ^ (EACH * u64::from(b'\\'))) | controls(here);
            let lower = here | CASE;
            let mut marks = pairs.iter().fold(odd, |marks, &(first, _)| marks | zeros(lower ^ first));
            while marks != 0 {
                let place = from + marks.trailing_zeros() / 8;
                if place >= limit {
                    return None;
                }
                if self.may_begin(message, place) {
                    return Some(place);
                }
                marks &= marks - 1;
            }
            from += 8;
        }
        None
    }

    /// Whether two bytes begin one of the literals. White space and what may be an
    /// escape can stand for something else.
    #[inline]
    fn may_begin(&self, message: &[u8], place: u32) -> bool {
        let byte = |at: u32| message.get(at as usize).copied().unwrap_or(b' ');
        let is_odd = |byte: u8| byte <= b' ' || byte == b'\\';
        let (here, next) = (byte(place), byte(place + 1));
        if is_odd(next) || (is_odd(here) && here != b' ') {
            return true;
        }
        let (here, next) = (here | 0x20, next | 0x20);
        self.pairs.iter().any(|&(first, second)| first as u8 == here && (second == 0 || second | 0x20 == next))
    }
}
