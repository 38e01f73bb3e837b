//! Writes the programs of the patterns. src/matcher/program.rs describes the instructions.
//!
//! A program has only what follows the prefix of its pattern in the trie. So it may begin
//! in the middle of a literal.

use std::collections::{BTreeSet, HashMap};

use super::graph::{Node, NodeId};
use super::set::{PatternSet, Position};
use crate::matcher::placeholder::{Kind, is_in_word};
use crate::matcher::program::{
    ANY_OF, END, END_BEFORE, Ending, JUMP, MAX_LITERAL, MAX_PAIRS, OPEN_OPERANDS, PLACEHOLDER,
};

/// The maximum number of alternatives of one instruction, which stores their number in a byte. If there are more, the
/// others become one more alternative.
const MAX_ALTERNATIVES: usize = 200;

/// The patterns don't fit into the address space of the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge;

/// The programs that have been written so far.
pub struct Programs<'p> {
    patterns: &'p PatternSet<'p>,
    /// The programs, and the nodes of the trie between them.
    pub code: Vec<u8>,
    addresses: HashMap<Position, usize>,
    /// The places where an address still has to be filled in, and what it is the address of.
    open: Vec<(usize, Target)>,
}

enum Target {
    Position(Position),
    /// Some of the alternatives at a position.
    Alternatives(Position, Vec<NodeId>),
}

impl<'p> Programs<'p> {
    pub fn new(patterns: &'p PatternSet<'p>) -> Self {
        // Address zero stays unused.
        Programs { patterns, code: vec![END], addresses: HashMap::new(), open: Vec::new() }
    }

    /// The address of the program that begins at a position.
    pub fn address(&mut self, position: Position) -> Result<usize, TooLarge> {
        let address = self.place(position)?;
        while let Some((slot, target)) = self.open.pop() {
            let address = match target {
                Target::Position(position) => self.place(position)?,
                Target::Alternatives(position, nodes) => {
                    let address = self.code.len();
                    self.any_of(position, nodes);
                    address
                }
            };
            self.fill(slot, address)?;
        }
        Ok(address)
    }

    /// Fills in an address.
    pub fn fill(&mut self, slot: usize, address: usize) -> Result<(), TooLarge> {
        let address = u24(address)?;
        self.code[slot..slot + address.len()].copy_from_slice(&address);
        Ok(())
    }

    fn place(&mut self, position: Position) -> Result<usize, TooLarge> {
        match self.addresses.get(&position) {
            Some(&address) => Ok(address),
            None => {
                let address = self.code.len();
                self.write(position)?;
                Ok(address)
            }
        }
    }

    /// Writes instructions from a position on, up to an end, alternatives, or code that is
    /// already written.
    fn write(&mut self, start: Position) -> Result<(), TooLarge> {
        let patterns = self.patterns;
        let mut next = Some(start);
        while let Some(position) = next {
            if let Some(&address) = self.addresses.get(&position) {
                self.code.push(JUMP);
                self.code.extend(u24(address)?);
                return Ok(());
            }
            self.addresses.insert(position, self.code.len());
            next = match patterns.node(position) {
                Node::Literal(text, next) => {
                    for text in text[position.offset..].chunks(MAX_LITERAL) {
                        self.code.push(text.len() as u8);
                        self.code.extend(text);
                    }
                    Some(position.at(*next))
                }
                Node::Placeholder(kind, name, next) => {
                    self.code.extend([PLACEHOLDER | *kind as u8, *name]);
                    if kind.is_open() { self.open(position, *next) } else { Some(position.at(*next)) }
                }
                Node::AnyOf(all) => {
                    self.any_of(position, all.clone());
                    None
                }
                Node::End => {
                    self.code.push(END);
                    None
                }
            };
        }
        Ok(())
    }

    /// Writes the other operands of an open placeholder. If several nodes may follow, writes
    /// them as alternatives. If only one may, returns its position.
    fn open(&mut self, position: Position, next: NodeId) -> Option<Position> {
        let graph = &self.patterns.list[position.pattern].graph;
        let mut rest = graph.alternatives(next);
        let count = rest.len();
        rest.retain(|&id| *graph.node(id) != Node::End);
        let ending = match rest.len() {
            0 => Ending::Nothing,
            others if others < count => Ending::RestOrNothing,
            _ => Ending::Rest,
        };
        let mut pairs: BTreeSet<(u8, u8)> = rest.iter().map(|&id| self.first_bytes(position.at(id))).collect();
        if pairs.len() > MAX_PAIRS {
            pairs.clear();
        }
        let memo = graph.open_number(position.node) as u8;
        let least = rest.iter().map(|&id| graph.least_len(id)).min().unwrap_or(0).min(0xFF) as u8;
        let operands = [memo, ending as u8, least, pairs.len() as u8];
        debug_assert_eq!(operands.len() + 1, OPEN_OPERANDS as usize);
        self.code.extend(operands);
        self.code.extend(pairs.into_iter().flat_map(|(first, second)| [first, second]));
        match rest[..] {
            [] => None,
            [only] => Some(position.at(only)),
            _ => {
                self.any_of(position, rest);
                None
            }
        }
    }

    /// The first two bytes of a literal; the second is zero if it may be any byte.
    fn first_bytes(&self, literal: Position) -> (u8, u8) {
        let first = self.patterns.next_byte(literal);
        let second = first.and_then(|(_, next)| self.patterns.next_byte(next));
        (first.map_or(0, |(byte, _)| byte), second.map_or(0, |(byte, _)| byte))
    }

    fn any_of(&mut self, position: Position, nodes: Vec<NodeId>) {
        let graph = &self.patterns.list[position.pattern].graph;
        if let [literal, end] = nodes[..] {
            if let (Node::Literal(text, next), Node::End) = (graph.node(literal), graph.node(end)) {
                if let (&[byte], Node::End) = (&text[..], graph.node(*next)) {
                    self.code.extend([END_BEFORE, byte]);
                    return;
                }
            }
        }
        let (nodes, more) = match nodes.split_at_checked(MAX_ALTERNATIVES) {
            Some((nodes, more)) if !more.is_empty() => (nodes.to_vec(), Some(more.to_vec())),
            _ => (nodes, None),
        };
        let first_byte = |id: NodeId| match graph.node(id) {
            Node::Literal(text, _) => Some(text[0]),
            _ => None,
        };
        let is_exclusive = |id: NodeId| {
            let Some(byte) = first_byte(id) else { return false };
            let others = nodes.iter().filter(|&&other| other != id);
            more.is_none() && !others.into_iter().any(|&other| may_begin(graph.node(other), byte))
        };
        // Alternatives that begin with a literal come first, because they are found by its first byte.
        let rank = |id: NodeId| if is_exclusive(id) { 0 } else { 1 + u8::from(first_byte(id).is_none()) };
        let mut ranked: Vec<(u8, NodeId)> = nodes.iter().map(|&id| (rank(id), id)).collect();
        ranked.sort_by_key(|&(rank, _)| rank);
        let exclusive = ranked.iter().filter(|(rank, _)| *rank == 0).count();
        let nodes: Vec<NodeId> = ranked.into_iter().map(|(_, id)| id).collect();
        let first_bytes: Vec<u8> = nodes.iter().filter_map(|&id| first_byte(id)).collect();
        let others = nodes.len() - first_bytes.len() + usize::from(more.is_some());
        self.code.extend([ANY_OF, exclusive as u8, first_bytes.len() as u8, others as u8]);
        self.code.extend(first_bytes);
        let targets = nodes.into_iter().map(|id| Target::Position(position.at(id)));
        for target in targets.chain(more.map(|more| Target::Alternatives(position, more))) {
            self.open.push((self.code.len(), target));
            self.code.extend([0; 3]);
        }
    }
}

/// Whether text that begins with this byte, in lower case, may match from a node on.
fn may_begin(node: &Node, byte: u8) -> bool {
    match node {
        Node::Literal(text, _) => text[0] == byte,
        Node::Placeholder(Kind::Number, ..) => byte.is_ascii_digit() || byte == b'-',
        Node::Placeholder(Kind::Status | Kind::Duration, ..) => byte.is_ascii_digit(),
        Node::Placeholder(Kind::Word, ..) => !byte.is_ascii() || is_in_word(&[byte], 0),
        Node::Placeholder(Kind::Phrase | Kind::Text, ..) | Node::AnyOf(_) | Node::End => true,
    }
}

/// The lowest three bytes of a number, in little-endian order.
pub fn u24(number: usize) -> Result<[u8; 3], TooLarge> {
    match u32::try_from(number).map_err(|_| TooLarge)?.to_le_bytes() {
        [low, middle, high, 0] => Ok([low, middle, high]),
        _ => Err(TooLarge),
    }
}

const _: () = assert!(Kind::ALL.len() <= (ANY_OF - PLACEHOLDER) as usize);
