//! A filter for the patterns that begin with a placeholder: roughly, which words a message contains.
//!
//! Without it, each of these patterns would search the whole message for its first literal.

use super::literal::{PADDING, word};
use super::steps;

/// The marks of all words of a message. The mark of a word is one of 64 bits, a hash of its first two bytes.
pub(super) struct WordMarks(u64);

impl WordMarks {
    pub(super) fn of(message: &[u8]) -> Self {
        let (mut marks, mut before) = (0, b' ');
        for (at, &byte) in message.iter().enumerate() {
            steps::count(1);
            if byte.is_ascii_alphanumeric() && !before.is_ascii_alphanumeric() {
                marks |= word_mark(byte, message.get(at + 1).copied().unwrap_or(b' '));
            }
            // The character after a backslash may be part of an escape, or begin a word.
            before = if before == b'\\' && byte != b'\\' { b' ' } else { byte };
        }
        WordMarks(marks)
    }

    /// Whether the message may contain all words that row `index` of the table requires.
    pub(super) fn may_match(&self, table: &[u8], index: usize) -> bool {
        let wanted = if 8 * index + PADDING < table.len() { word(table, 8 * index as u32) } else { 0 };
        wanted & !self.0 == 0
    }
}

/// The mark of a word that begins with these two bytes, in any case.
pub(crate) const fn word_mark(first: u8, second: u8) -> u64 {
    let (first, second) = ((first | 0x20) as u32, (second | 0x20) as u32);
    1 << (first.wrapping_mul(7).wrapping_add(second.wrapping_mul(11)) % 64)
}
