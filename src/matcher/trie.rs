//! The trie of heads: the literal text that patterns begin with.
//!
//! A path from the root is the text that some patterns have in common. A node
//! holds the patterns that go on with a placeholder, and those that are too few
//! to be worth a further branch; of each the candidate says where the rest of its
//! program is. The patterns that begin with a placeholder are at the root.

use super::Tables;
use super::literal::{escaped, fold, literal_end, position, skip_space, word};
use super::steps;

/// The most nodes with candidates on one path. The compiler checks it.
pub(crate) const MAX_PATH: usize = 12;

/// A node as it stands in the table. Numbers are little-endian, three bytes each
/// unless noted.
///
/// | bytes | |
/// |---|---|
/// | 0..3 | where the label stands in the code, without its first byte |
/// | 3 | the length of that, one byte |
/// | 4..7 | the first of the candidates that are messages |
/// | 7 | how many children there are, one byte |
/// | 8..11 | the first of the candidates that are wrappers |
/// | 11..14 | the first child: they stand together, in the order of their first bytes |
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Node {
    low: u64,
    high: u64,
}

impl Node {
    pub(crate) const SIZE: usize = 16;

    pub(crate) const MAX_LABEL: usize = u8::MAX as usize;

    #[inline]
    fn read(tables: &Tables<'_>, number: u32) -> Self {
        let at = Node::SIZE as u32 * number;
        Node { low: word(tables.nodes, at), high: word(tables.nodes, at + 8) }
    }

    /// The node at which all paths begin.
    pub(super) fn root(tables: &Tables<'_>) -> Self {
        Node::read(tables, 0)
    }

    #[inline]
    fn label(self) -> (u32, u32) {
        (u24(self.low), (self.low >> 24) as u32 & 0xFF)
    }

    #[inline]
    pub(super) fn messages(self) -> u32 {
        u24(self.low >> 32)
    }

    #[inline]
    pub(super) fn wrappers(self) -> u32 {
        u24(self.high)
    }

    #[inline]
    fn child(self, tables: &Tables<'_>, byte: u8) -> Option<u32> {
        let count = (self.low >> 56) as u32;
        if count == 0 { None } else { position(tables.first_bytes, u24(self.high >> 24), count, byte) }
    }
}

/// A pattern whose head leads to a node, as it stands in the table: three bytes with
/// the place of the rest of its program, three with its number and the mark of the
/// last candidate of a list, two with how much literal text it has at the most.
/// Candidate 0 is none.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Candidate {
    pub(super) program: u32,
    pub(super) pattern: u32,
    pub(super) most: u32,
    is_last: bool,
}

impl Candidate {
    pub(crate) const SIZE: usize = 8;

    /// Set in the number of the last candidate of a list.
    pub(crate) const LAST: u32 = 1 << 23;

    #[inline]
    fn read(tables: &Tables<'_>, number: u32) -> Self {
        let row = word(tables.candidates, Candidate::SIZE as u32 * number);
        let pattern = u24(row >> 24);
        Candidate {
            program: u24(row),
            pattern: pattern & !Candidate::LAST,
            most: (row >> 48) as u32,
            is_last: pattern & Candidate::LAST != 0,
        }
    }

    /// The list that begins with candidate number `first`, most literal text first.
    #[inline]
    pub(super) fn list<'t>(tables: &'t Tables<'t>, first: u32) -> impl Iterator<Item = Candidate> + use<'t> {
        let mut next = Some(first).filter(|&first| first != 0);
        core::iter::from_fn(move || {
            let number = next?;
            let candidate = Candidate::read(tables, number);
            next = if candidate.is_last { None } else { Some(number + 1) };
            Some(candidate)
        })
    }
}

#[inline]
fn u24(word: u64) -> u32 {
    word as u32 & 0xFF_FFFF
}

/// A node on the path that the text at some place takes, where in the message its
/// label ends, and how much literal text that is.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Step {
    pub(super) node: Node,
    pub(super) at: u32,
    pub(super) literal: u32,
}

/// The nodes with candidates below the root that the text at some place leads to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Path {
    steps: [Step; MAX_PATH],
    len: usize,
}

impl Path {
    /// Walks the trie with the text at `at`.
    pub(super) fn of(tables: &Tables<'_>, message: &[u8], at: u32) -> Self {
        let mut path = Path { steps: [Step::default(); MAX_PATH], len: 0 };
        let walk = Walk { tables, message };
        walk.below(Step { node: Node::root(tables), at, literal: 0 }, &mut path);
        path
    }

    /// The deepest node first.
    #[inline]
    pub(super) fn deepest_first(&self) -> impl Iterator<Item = &Step> {
        self.steps.get(..self.len).unwrap_or(&[]).iter().rev()
    }

    #[inline]
    fn push(&mut self, step: Step) {
        if let Some(slot) = self.steps.get_mut(self.len) {
            *slot = step;
            self.len += 1;
        }
    }
}

struct Walk<'w> {
    tables: &'w Tables<'w>,
    message: &'w [u8],
}

impl Walk<'_> {
    /// Goes on below a node.
    fn below(&self, mut step: Step, path: &mut Path) {
        while let Some(&byte) = self.message.get(step.at as usize) {
            let (byte, next) = match fold(byte) {
                b'\\' => {
                    // A pattern may have a backslash of its own; else what it stands for counts.
                    if let Some(own) = self.child(&step, b'\\', step.at + 1, path) {
                        self.below(own, path);
                    }
                    escaped(self.message, step.at)
                }
                b' ' => (b' ', skip_space(self.message, step.at + 1)),
                byte => (byte, step.at + 1),
            };
            let Some(child) = self.child(&step, byte, next, path) else { return };
            step = child;
        }
    }

    /// The child whose label begins with `byte` and goes on with the text at `at`.
    #[inline]
    fn child(&self, step: &Step, byte: u8, at: u32, path: &mut Path) -> Option<Step> {
        steps::count(1);
        let node = Node::read(self.tables, step.node.child(self.tables, byte)?);
        let (label, len) = node.label();
        let at = if len == 0 { at } else { literal_end(self.message, at, self.tables.code, label, len)? };
        let child = Step { node, at, literal: step.literal + 1 + len };
        if node.messages() | node.wrappers() != 0 {
            path.push(child);
        }
        Some(child)
    }
}
