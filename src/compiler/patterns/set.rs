//! All patterns together, and the tables that the matcher reads.

use std::collections::BTreeSet;

use super::graph::{Graph, Node, NodeId};
use super::language::{Fault, Pattern};
use super::program::Programs;
use super::trie;
use crate::matcher;
use crate::matcher::found::NO_NAME;
use crate::matcher::literal::PADDING;

/// The patterns of a catalog, in their order.
pub struct PatternSet<'v> {
    names: &'v [&'v str],
    pub list: Vec<Entry>,
}

pub struct Entry {
    pub graph: Graph,
    /// The number of the message, or of the wrapper.
    pub number: u32,
    pub is_wrapper: bool,
}

/// A place in a pattern; in a literal, the number of bytes before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The index of the pattern.
    pub entry: usize,
    pub node: NodeId,
    pub offset: usize,
}

impl Position {
    pub fn at(self, node: NodeId) -> Self {
        Position { node, offset: 0, ..self }
    }
}

/// What the matcher's [`matcher::Tables`] are slices of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tables {
    pub code: Vec<u8>,
    pub root: u32,
    pub word_marks: Vec<u8>,
    pub status: u8,
}

/// The patterns don't fit into the address space of the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge;

impl<'v> PatternSet<'v> {
    /// `names` are the placeholders, in the order of their numbers.
    pub fn new(names: &'v [&'v str]) -> Self {
        PatternSet { names, list: Vec::new() }
    }

    /// Adds a message's pattern. `number` is the result of a lookup.
    pub fn message(&mut self, pattern: &Pattern, number: u32) -> Result<(), Fault> {
        self.add(pattern, number, false)
    }

    /// Adds a wrapper's pattern.
    pub fn wrapper(&mut self, pattern: &Pattern, number: u32) -> Result<(), Fault> {
        self.add(pattern, number, true)
    }

    fn add(&mut self, pattern: &Pattern, number: u32, is_wrapper: bool) -> Result<(), Fault> {
        let graph = Graph::new(pattern, self.names, is_wrapper)?;
        self.list.push(Entry { graph, number, is_wrapper });
        Ok(())
    }

    pub fn node(&self, position: Position) -> &Node {
        self.list[position.entry].graph.node(position.node)
    }

    /// The starts of all patterns.
    pub fn starts(&self) -> BTreeSet<Position> {
        let starts = self.list.iter().enumerate();
        starts.map(|(entry, pattern)| Position { entry, node: pattern.graph.start, offset: 0 }).collect()
    }

    /// The next byte of the literal at a position, and the position after it.
    pub fn next_byte(&self, position: Position) -> Option<(u8, Position)> {
        match self.node(position) {
            Node::Literal(text, next) => {
                let after = position.offset + 1;
                let is_within = after < text.len();
                let next = if is_within { Position { offset: after, ..position } } else { position.at(*next) };
                Some((text[position.offset], next))
            }
            _ => None,
        }
    }

    /// The positions, with those of alternatives in place of each list that is `wanted`.
    pub fn alternatives(
        &self,
        positions: &BTreeSet<Position>,
        wanted: impl Fn(Position, &[NodeId]) -> bool,
    ) -> BTreeSet<Position> {
        let mut all = BTreeSet::new();
        for &position in positions {
            match self.node(position) {
                Node::AnyOf(alternatives) if wanted(position, alternatives) => {
                    all.extend(alternatives.iter().map(|&node| position.at(node)));
                }
                _ => {
                    all.insert(position);
                }
            }
        }
        all
    }

    pub fn tables(&self) -> Result<Tables, TooLarge> {
        let mut programs = Programs::new(self);
        let (root, mut word_marks) = trie::write(self, &mut programs)?;
        let mut code = programs.code;
        code.extend([0; PADDING]);
        word_marks.extend([0; PADDING]);
        let status = self.names.iter().position(|name| *name == "status");
        let status = status.and_then(|number| u8::try_from(number).ok()).unwrap_or(NO_NAME);
        Ok(Tables { code, root: u32::try_from(root).map_err(|_| TooLarge)?, word_marks, status })
    }
}

impl Tables {
    pub fn as_slices(&self) -> matcher::Tables<'_> {
        matcher::Tables { code: &self.code, root: self.root, word_marks: &self.word_marks, status: self.status }
    }
}

/// The lowest three bytes of a number, in little-endian order.
pub fn u24(number: usize) -> Result<[u8; 3], TooLarge> {
    match u32::try_from(number).map_err(|_| TooLarge)?.to_le_bytes() {
        [low, middle, high, 0] => Ok([low, middle, high]),
        _ => Err(TooLarge),
    }
}
