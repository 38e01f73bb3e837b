//! The trie of prefixes: the literal text that patterns begin with.
//!
//! A path from the root is a prefix that some patterns share. A node lists candidates: the patterns that continue with
//! a placeholder, and those that are too few to be worth another branch. A candidate has the address of the rest of its
//! pattern, which is a program. The patterns that begin with a placeholder are at the root.

use super::literal::{escaped, fold, literal_end, position, skip_space, word};
use super::steps;

/// The maximum number of nodes with candidates on one path. The compiler checks it.
pub(crate) const MAX_PATH: usize = 8;

/// A node as stored in the code. Addresses are three bytes in little-endian order.
///
/// | bytes | |
/// |---|---|
/// | 0 | the length of the label, without its first byte |
/// | 1 | the number of children |
/// | 2..5 | the address of the candidates that are messages; 0 if there are none |
/// | 5..8 | the address of the candidates that are wrappers; 0 if there are none |
/// | 8.. | the label; the first bytes of the children's labels; the children's addresses |
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node {
    address: u32,
    header: u64,
}

impl Node {
    pub(crate) const HEADER: usize = 8;

    pub(crate) const MAX_LABEL: usize = u8::MAX as usize;

    #[inline]
    pub(super) fn read(code: &[u8], address: u32) -> Self {
        Node { address, header: word(code, address) }
    }

    /// Where the label is, and its length.
    #[inline]
    fn label(self) -> (u32, u32) {
        (self.address + Node::HEADER as u32, self.header as u32 & 0xFF)
    }

    #[inline]
    pub(super) fn messages(self) -> u32 {
        u24(self.header >> 16)
    }

    #[inline]
    pub(super) fn wrappers(self) -> u32 {
        u24(self.header >> 40)
    }

    #[inline]
    fn child(self, code: &[u8], byte: u8) -> Option<Node> {
        let count = (self.header >> 8) as u32 & 0xFF;
        if count == 0 {
            return None;
        }
        let (label, len) = self.label();
        let first_bytes = label + len;
        let index = position(code, first_bytes, count, byte)? - first_bytes;
        Some(Node::read(code, u24(word(code, first_bytes + count + 3 * index))))
    }
}

/// A pattern whose prefix leads to a node, as stored in the code. From the lowest bit up, a row contains the address of
/// the rest of the pattern, the pattern's number, whether it is the last of a list, the minimum number of bytes that
/// the rest matches, and the maximum length of the pattern's literal text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Candidate {
    row: u64,
}

impl Candidate {
    pub(crate) const SIZE: usize = 8;

    const NUMBER_BITS: u32 = 20;
    const LAST: u64 = 1 << (24 + Candidate::NUMBER_BITS);
    const LEAST_SHIFT: u32 = 24 + Candidate::NUMBER_BITS + 1;
    const MOST_SHIFT: u32 = Candidate::LEAST_SHIFT + 8;

    /// The longest literal text that a row can store.
    const MAX_MOST: u32 = (1 << (64 - Candidate::MOST_SHIFT)) - 1;

    /// `None` if the address or the number doesn't fit.
    pub(crate) fn row(program: usize, number: u32, is_last: bool, most: usize, least: usize) -> Option<u64> {
        if program >= 1 << 24 || number >= 1 << Candidate::NUMBER_BITS {
            return None;
        }
        let (most, least) = (most.min(Candidate::MAX_MOST as usize) as u64, least.min(0xFF) as u64);
        let last = if is_last { Candidate::LAST } else { 0 };
        let row = program as u64 | u64::from(number) << 24 | last;
        Some(row | least << Candidate::LEAST_SHIFT | most << Candidate::MOST_SHIFT)
    }

    #[inline]
    pub(super) fn program(self) -> u32 {
        u24(self.row)
    }

    #[inline]
    pub(super) fn number(self) -> u32 {
        (self.row >> 24) as u32 & ((1 << Candidate::NUMBER_BITS) - 1)
    }

    /// Whether it has less literal text than `literal` bytes.
    #[inline]
    pub(super) fn has_less_than(self, literal: u32) -> bool {
        let most = (self.row >> Candidate::MOST_SHIFT) as u32;
        most < literal && most < Candidate::MAX_MOST
    }

    /// The minimum number of bytes after the prefix.
    #[inline]
    pub(super) fn least(self) -> u32 {
        (self.row >> Candidate::LEAST_SHIFT) as u32 & 0xFF
    }

    /// The list at an address, most literal text first. Address zero is an empty list.
    #[inline]
    pub(super) fn list(code: &[u8], address: u32) -> impl Iterator<Item = Candidate> {
        let mut next = address;
        core::iter::from_fn(move || {
            if next == 0 {
                return None;
            }
            let row = word(code, next);
            next = if row & Candidate::LAST != 0 { 0 } else { next + Candidate::SIZE as u32 };
            Some(Candidate { row })
        })
    }
}

#[inline]
fn u24(word: u64) -> u32 {
    word as u32 & 0xFF_FFFF
}

/// A node on a path: the addresses of its candidates, where its label ends in the message, and how much literal text
/// the path has so far.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Step {
    pub(super) messages: u32,
    pub(super) wrappers: u32,
    pub(super) at: u32,
    pub(super) literal: u32,
}

/// The nodes to which the text at some place leads: those below the root that have candidates.
#[derive(Clone, Copy, Debug)]
pub(super) struct Path {
    steps: [Step; MAX_PATH],
    len: usize,
}

impl Path {
    /// Walks the trie with the text at `at`.
    pub(super) fn of(code: &[u8], root: Node, message: &[u8], at: u32) -> Self {
        let path = Path { steps: [Step::default(); MAX_PATH], len: 0 };
        let mut walk = Walk { code, message, path };
        walk.below(root, at, 0);
        walk.path
    }

    /// The deepest node first.
    #[inline]
    pub(super) fn deepest_first(&self) -> impl Iterator<Item = &Step> {
        self.steps.get(..self.len).unwrap_or(&[]).iter().rev()
    }
}

struct Walk<'w> {
    code: &'w [u8],
    message: &'w [u8],
    path: Path,
}

impl Walk<'_> {
    /// Walks down from a node, with the text at `at`.
    fn below(&mut self, mut node: Node, mut at: u32, mut literal: u32) {
        while let Some(&byte) = self.message.get(at as usize) {
            let (byte, next) = match fold(byte) {
                b'\\' => {
                    // A pattern may contain a backslash. If it doesn't, the escaped character counts.
                    if let Some((own, end, literal)) = self.child(node, b'\\', at + 1, literal) {
                        self.below(own, end, literal);
                    }
                    escaped(self.message, at)
                }
                b' ' => (b' ', skip_space(self.message, at + 1)),
                byte => (byte, at + 1),
            };
            match self.child(node, byte, next, literal) {
                Some(child) => (node, at, literal) = child,
                None => return,
            }
        }
    }

    /// The child whose label begins with `byte` and continues with the text at `at`. Also returns where its label ends,
    /// and how much literal text the path has so far.
    #[inline(always)]
    fn child(&mut self, node: Node, byte: u8, at: u32, literal: u32) -> Option<(Node, u32, u32)> {
        steps::count(1);
        let node = node.child(self.code, byte)?;
        let (label, len) = node.label();
        let at = if len == 0 { at } else { literal_end(self.message, at, self.code, label, len)? };
        let step = Step { messages: node.messages(), wrappers: node.wrappers(), at, literal: literal + 1 + len };
        if step.messages | step.wrappers != 0 {
            if let Some(slot) = self.path.steps.get_mut(self.path.len) {
                *slot = step;
                self.path.len += 1;
            }
        }
        Some((node, at, step.literal))
    }
}
