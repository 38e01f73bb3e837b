//! A pattern as a graph: which part may follow which.
//!
//! It is acyclic. Equal parts with the same continuation are one node, so optional parts
//! and alternatives cost no copies. Whitespace is normalized here, across the borders of
//! parts: a space after another one, or at the start, is dropped.

use std::collections::HashMap;

use super::syntax::{Dropped, Fault, Part, Pattern, fault};
use crate::compiler::problem::ProblemKind;
use crate::matcher::candidate::MAX_OPEN;
use crate::matcher::duration::{may_be_seconds, unit_after};
use crate::matcher::found::NO_NAME;
use crate::matcher::placeholder::{Kind, is_in_word};

pub type NodeId = usize;

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Node {
    /// Never empty.
    Literal(Vec<u8>, NodeId),
    /// A placeholder, its name, and what follows it.
    Placeholder(Kind, u8, NodeId),
    /// None of them is an `AnyOf`.
    AnyOf(Vec<NodeId>),
    End,
}

impl Node {
    pub fn is_open(&self) -> bool {
        matches!(self, Node::Placeholder(kind, ..) if kind.is_open())
    }
}

/// The two nodes at which a part of a pattern begins: `spaced` after whitespace or at the
/// start, `plain` after anything else.
#[derive(Clone, Copy)]
struct Starts {
    spaced: NodeId,
    plain: NodeId,
}

#[derive(Debug)]
pub struct Graph {
    nodes: Vec<Node>,
    /// For each node, what is omitted if the pattern ends there; `None` if it must not end
    /// there.
    dropped: Vec<Option<Dropped>>,
    most_literal: Vec<usize>,
    least_len: Vec<usize>,
    ids: HashMap<(Node, Option<Dropped>), NodeId>,
    is_wrapper: bool,
    pub start: NodeId,
}

impl Graph {
    /// `names` are the names of the placeholders, in the order of their numbers.
    pub fn new(pattern: &Pattern, names: &[&str], is_wrapper: bool) -> Result<Self, Fault> {
        let mut graph = Graph {
            nodes: Vec::new(),
            dropped: Vec::new(),
            most_literal: Vec::new(),
            least_len: Vec::new(),
            ids: HashMap::new(),
            is_wrapper,
            start: 0,
        };
        let end = graph.add(Node::End, Some(Dropped::Nothing));
        graph.start = graph.parts(&pattern.parts, Starts { spaced: end, plain: end }, names).spaced;
        graph.check(names)?;
        Ok(graph)
    }

    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id]
    }

    /// The maximum length of the literal text from a node on, in bytes.
    pub fn most_literal(&self, id: NodeId) -> usize {
        self.most_literal[id]
    }

    /// The minimum number of bytes that a message has from a node on.
    pub fn least_len(&self, id: NodeId) -> usize {
        self.least_len[id]
    }

    /// The number of an open placeholder among the open placeholders of the pattern.
    pub fn open_number(&self, id: NodeId) -> usize {
        self.nodes[..id].iter().filter(|node| node.is_open()).count()
    }

    fn add(&mut self, node: Node, dropped: Option<Dropped>) -> NodeId {
        let key = (node, dropped);
        if let Some(&id) = self.ids.get(&key) {
            return id;
        }
        let id = self.nodes.len();
        let (most, least) = match &key.0 {
            Node::Literal(text, next) => (text.len() + self.most_literal[*next], text.len() + self.least_len[*next]),
            Node::Placeholder(kind, _, next) => {
                (self.most_literal[*next], usize::from(*kind != Kind::Text) + self.least_len[*next])
            }
            Node::AnyOf(all) => (
                all.iter().map(|&id| self.most_literal[id]).max().unwrap_or(0),
                all.iter().map(|&id| self.least_len[id]).min().unwrap_or(0),
            ),
            Node::End => (0, 0),
        };
        self.most_literal.push(most);
        self.least_len.push(least);
        self.nodes.push(key.0.clone());
        self.dropped.push(dropped);
        self.ids.insert(key, id);
        id
    }

    /// Adds the nodes of `parts`, which `after` follows. Returns where they begin.
    fn parts(&mut self, parts: &[Part], after: Starts, names: &[&str]) -> Starts {
        parts.iter().rev().fold(after, |after, part| match part {
            Part::Text(text) => self.text(text, after),
            Part::Placeholder(kind, name) => {
                let number = |name: &str| names.iter().position(|known| *known == name);
                let name = name.as_deref().and_then(number).and_then(|number| u8::try_from(number).ok());
                let node = self.add(Node::Placeholder(*kind, name.unwrap_or(NO_NAME), after.plain), None);
                Starts { spaced: node, plain: node }
            }
            Part::OneOf(branches) => {
                let starts: Vec<Starts> = branches.iter().map(|branch| self.parts(branch, after, names)).collect();
                let mut any_of = |which: fn(&Starts) -> NodeId| {
                    let all: Vec<NodeId> = starts.iter().map(which).collect();
                    let dropped = all.iter().filter_map(|&id| self.dropped[id]).min();
                    self.any_of(all, dropped)
                };
                Starts { spaced: any_of(|starts| starts.spaced), plain: any_of(|starts| starts.plain) }
            }
        })
    }

    fn text(&mut self, text: &str, after: Starts) -> Starts {
        let mut bytes: Vec<u8> = text.bytes().collect();
        bytes.dedup_by(|next, before| *next == b' ' && *before == b' ');
        let next = if bytes.last() == Some(&b' ') { after.spaced } else { after.plain };
        let plain = self.literal(&bytes, next);
        let spaced = match bytes.strip_prefix(b" ") {
            Some(bytes) => self.literal(bytes, next),
            None => plain,
        };
        Starts { spaced, plain }
    }

    /// Adds a literal. If the pattern ends with it, its last bytes may be omitted.
    fn literal(&mut self, text: &[u8], next: NodeId) -> NodeId {
        let (mut text, mut next) = (text, next);
        while let Some((&last, before)) = text.split_last() {
            let Some(dropped) =
                self.dropped[next].and_then(|after| after.and_before(char::from(last), self.is_wrapper))
            else {
                break;
            };
            let end = self.add(Node::End, Some(Dropped::Nothing));
            let closing = self.add(Node::Literal(vec![last], next), None);
            next = self.any_of(vec![closing, end], Some(dropped));
            text = before;
        }
        if text.is_empty() { next } else { self.add(Node::Literal(text.to_vec(), next), None) }
    }

    fn any_of(&mut self, all: Vec<NodeId>, dropped: Option<Dropped>) -> NodeId {
        let mut flat = Vec::new();
        for id in all {
            for id in self.alternatives(id) {
                if !flat.contains(&id) {
                    flat.push(id);
                }
            }
        }
        match flat[..] {
            [only] => only,
            _ => self.add(Node::AnyOf(flat), dropped),
        }
    }

    /// A node as a list of alternatives.
    pub fn alternatives(&self, id: NodeId) -> Vec<NodeId> {
        match &self.nodes[id] {
            Node::AnyOf(all) => all.clone(),
            _ => vec![id],
        }
    }

    fn check(&self, names: &[&str]) -> Result<(), Fault> {
        let (mut reached, mut to_do) = (vec![false; self.nodes.len()], vec![self.start]);
        let mut open = 0;
        while let Some(id) = to_do.pop() {
            if std::mem::replace(&mut reached[id], true) {
                continue;
            }
            match &self.nodes[id] {
                Node::Literal(_, next) => to_do.push(*next),
                Node::Placeholder(kind, name, next) => {
                    self.check_placeholder(*kind, *name, *next, names)?;
                    open += usize::from(kind.is_open());
                    to_do.push(*next);
                }
                Node::AnyOf(all) => to_do.extend(all.iter().rev()),
                Node::End => {}
            }
        }
        if self.dropped[self.start].is_some() {
            return fault(0, ProblemKind::EmptyPattern, "the pattern may be empty", "add text that is not optional");
        }
        if open > MAX_OPEN {
            return fault(
                0,
                ProblemKind::TooManyOpenPlaceholders,
                format!("the pattern has {open} placeholders of kind `text` or `phrase`, more than {MAX_OPEN}"),
                "split it into two patterns, or use kinds whose value determines its own end",
            );
        }
        Ok(())
    }

    /// The text after a placeholder must begin with something that its value can't
    /// contain.
    fn check_placeholder(&self, kind: Kind, name: u8, next: NodeId, names: &[&str]) -> Result<(), Fault> {
        let shown = names.get(usize::from(name)).copied().unwrap_or("_");
        for id in self.alternatives(next) {
            match &self.nodes[id] {
                Node::End | Node::AnyOf(_) => {}
                // The value determines its own end, and the second placeholder matches the rest.
                Node::Placeholder(Kind::Text, ..) if !kind.is_open() => {}
                Node::Placeholder(..) => {
                    return fault(
                        0,
                        ProblemKind::AdjacentPlaceholders,
                        format!("a placeholder directly follows `{{{shown}}}`"),
                        "add the text that the message has between them",
                    );
                }
                Node::Literal(..) => {
                    let text = self.text_from(id);
                    if swallows(kind, &text) {
                        return fault(
                            0,
                            ProblemKind::SwallowingPlaceholder,
                            format!(
                                "`{{{shown}}}` would also match the text that follows it, {:?}",
                                String::from_utf8_lossy(&text)
                            ),
                            "use a placeholder whose kind ends there (catalog/values.toml says how far each reaches)",
                        );
                    }
                }
            }
        }
        Ok(())
    }

    /// The text from a node on, up to where something else can follow. It is not longer than
    /// a person needs to find the place.
    fn text_from(&self, mut id: NodeId) -> Vec<u8> {
        const SHOWN: usize = 12;
        let mut text = Vec::new();
        while text.len() < SHOWN {
            let mut others = self.alternatives(id);
            others.retain(|&id| self.nodes[id] != Node::End);
            match others[..] {
                [only] => match &self.nodes[only] {
                    Node::Literal(more, next) => {
                        text.extend(more);
                        id = *next;
                    }
                    _ => break,
                },
                _ => break,
            }
        }
        text.truncate(SHOWN);
        text
    }
}

/// Whether a placeholder of this kind would also match text that begins with `text`.
fn swallows(kind: Kind, text: &[u8]) -> bool {
    let first = text.first().copied().unwrap_or(b' ');
    match kind {
        Kind::Number | Kind::Status => first.is_ascii_digit(),
        Kind::Duration => {
            // If the text continues the number, the number is not read as a wait.
            first.is_ascii_alphanumeric() || unit_after(text, 0).is_some() || !may_be_seconds(text, 0)
        }
        Kind::Word => is_in_word(text, 0) && !b".:!?]}".contains(&first),
        Kind::Phrase | Kind::Text => false,
    }
}
