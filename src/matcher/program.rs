//! The instructions of the patterns' programs.
//!
//! A program is the part of a pattern that follows its prefix in the trie: instructions of one byte, each with its
//! operands. The compiler writes it. A byte below [`PLACEHOLDER`] is the length of a literal, whose text follows.
//! Addresses are three bytes in little-endian order.

use super::placeholder::Kind;

/// The longest literal of one instruction.
pub(crate) const MAX_LITERAL: usize = PLACEHOLDER as usize - 1;

/// A placeholder. The lowest bits are its [`Kind`], and the number of its name follows. An open placeholder has more
/// operands:
/// - the number of its memo;
/// - its [`Ending`];
/// - the minimum number of bytes after it, if it doesn't end the pattern;
/// - a prefilter for the text after it: how many pairs, and the pairs. A pair is the first two bytes of a literal; the
///   second is zero if it may be any byte. Without pairs, the prefilter finds every place.
pub(crate) const PLACEHOLDER: u8 = 0x80;

/// Alternatives. The operands are: how many are exclusive, how many begin with a literal (including the exclusive
/// ones), how many don't, the first byte of each literal, and the addresses of all alternatives. An exclusive
/// alternative begins with a byte that no other alternative can begin with.
pub(crate) const ANY_OF: u8 = 0x90;

/// Continues at an address.
pub(crate) const JUMP: u8 = 0x91;

/// The pattern ends here.
pub(crate) const END: u8 = 0x92;

/// The pattern may end here, or after one more byte: its closing full stop or space. The operand is that byte.
pub(crate) const END_BEFORE: u8 = 0x93;

/// How many bytes of operands an open placeholder has before its pairs.
pub(crate) const OPEN_OPERANDS: u32 = 5;

/// The maximum number of pairs of an open placeholder. With more, it has none.
pub(crate) const MAX_PAIRS: usize = 4;

/// What may follow the value of an open placeholder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Ending {
    /// The rest of the pattern.
    Rest,
    /// The rest of the pattern, or nothing.
    RestOrNothing,
    /// Nothing: the pattern ends with the value.
    Nothing,
}

/// The kind of placeholder that an instruction contains.
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
