//! The set of all patterns of a catalog, and positions in it.

use std::collections::BTreeSet;

use super::graph::{Graph, Node, NodeId};
use super::syntax::{Fault, Pattern};

/// The patterns of a catalog, in their order.
pub struct PatternSet<'v> {
    /// The names of the placeholders, in the order of their numbers.
    pub names: &'v [&'v str],
    pub list: Vec<Member>,
}

/// A pattern of the set.
pub struct Member {
    pub graph: Graph,
    /// The number of the message, or of the wrapper.
    pub number: u32,
    pub is_wrapper: bool,
}

/// A place in a pattern: a node, and how many bytes of a literal come before the place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The index of the pattern.
    pub pattern: usize,
    pub node: NodeId,
    pub offset: usize,
}

impl Position {
    pub fn at(self, node: NodeId) -> Self {
        Position { node, offset: 0, ..self }
    }
}

impl<'v> PatternSet<'v> {
    pub fn new(names: &'v [&'v str]) -> Self {
        PatternSet { names, list: Vec::new() }
    }

    /// Adds a message's pattern. Lookups return its number.
    pub fn message(&mut self, pattern: &Pattern, number: u32) -> Result<(), Fault> {
        self.add(pattern, number, false)
    }

    /// Adds a wrapper's pattern.
    pub fn wrapper(&mut self, pattern: &Pattern, number: u32) -> Result<(), Fault> {
        self.add(pattern, number, true)
    }

    fn add(&mut self, pattern: &Pattern, number: u32, is_wrapper: bool) -> Result<(), Fault> {
        let graph = Graph::new(pattern, self.names, is_wrapper)?;
        self.list.push(Member { graph, number, is_wrapper });
        Ok(())
    }

    pub fn node(&self, position: Position) -> &Node {
        self.list[position.pattern].graph.node(position.node)
    }

    /// The starts of all patterns.
    pub fn starts(&self) -> BTreeSet<Position> {
        let starts = self.list.iter().enumerate();
        starts.map(|(pattern, member)| Position { pattern, node: member.graph.start, offset: 0 }).collect()
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

    /// Replaces each position that is a list of alternatives by these alternatives, if the list is `wanted`.
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
}
