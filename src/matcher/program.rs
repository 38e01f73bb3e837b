//! The programs of the patterns: what follows the head of each, as instructions of
//! one byte and their operands. The compiler writes them.
//!
//! A byte below [`PLACEHOLDER`] is a literal of that length, and its text follows.
//! Addresses are three bytes in little-endian order.

use super::placeholder::Kind;

/// The longest literal of one instruction.
pub(crate) const MAX_LITERAL: usize = PLACEHOLDER as usize - 1;

/// A placeholder: the lowest bits are its [`Kind`]; its name follows. An open one
/// has more operands: its memo, its [`Ending`], how many bytes follow it at least
/// if it doesn't end the pattern, a prefilter for the text after it (how many pairs, and the pairs: the first two bytes
/// of a literal, the second zero for any; no pair finds every place).
pub(crate) const PLACEHOLDER: u8 = 0x80;

/// Alternatives: how many are exclusive, how many begin with a literal (those included),
/// and how many do not; the first bytes of the former; the addresses of all of them. An
/// exclusive one begins with a byte that no other can begin with.
pub(crate) const ANY_OF: u8 = 0x90;

/// Continues at an address.
pub(crate) const JUMP: u8 = 0x91;

/// The pattern ends here.
pub(crate) const END: u8 = 0x92;

/// The pattern ends here, and also after one more byte, which follows: the full
/// stop, or the space, that it closes with.
pub(crate) const END_BEFORE: u8 = 0x93;

/// The number of bytes of the operands of an open placeholder before its pairs.
pub(crate) const OPEN_OPERANDS: u32 = 5;

/// The maximum number of pairs of an open placeholder.
pub(crate) const MAX_PAIRS: usize = 4;

/// What may follow the value of an open placeholder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Ending {
    /// The rest of the pattern.
    Rest,
    /// The same, or nothing.
    RestOrNothing,
    /// Nothing: the value is the end of the pattern.
    Nothing,
}

/// The kind in the instruction of a placeholder.
#[inline]
pub(super) const fn kind(instruction: u8) -> Kind {
    match instruction & 0x0F {
        0 => Kind::Number,
        1 => Kind::Status,
        2 => Kind::Duration,
        3 => Kind::Word,
        4 => Kind::Phrase,
        _ => Kind::Text,
    }
}
