//! The trie of heads, as src/matcher/trie.rs describes it.
//!
//! Alternatives are opened only where they tell patterns apart: a path ends where a few
//! patterns are left. So `{The |}{server|service|…} is overloaded` costs no copies.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use super::graph::{Graph, Node as GraphNode, NodeId};
use super::pattern_set::{PatternSet, Position, Tables, TooLarge, u24};
use super::program::Programs;
use crate::matcher::trie::{Candidate, MAX_PATH, Node};
use crate::matcher::word_marks::word_mark;

/// How many patterns are few enough to be tried one by one.
const FEW: usize = 4;

/// How many alternatives in front of one pattern are opened at the most at one node.
const MAX_OPENED: usize = 64;

/// A node to come.
struct Draft {
    /// What the path leads to.
    positions: BTreeSet<Position>,
    /// How long the path is.
    depth: usize,
    /// How many nodes with candidates a message may find here and below.
    budget: usize,
}

/// What a path leads to where it branches or ends.
struct Fork {
    label: Vec<u8>,
    depth: usize,
    candidates: BTreeSet<Position>,
    children: BTreeMap<u8, Draft>,
}

pub fn build(patterns: &PatternSet<'_>, programs: &mut Programs<'_>) -> Result<Tables, TooLarge> {
    // The first node is the root, the first candidate is none.
    let mut tables = Tables { first_bytes: vec![0], candidates: vec![0; Candidate::SIZE], ..Tables::default() };
    let mut drafts = VecDeque::from([Draft { positions: patterns.starts(), depth: 0, budget: MAX_PATH }]);
    while let Some(draft) = drafts.pop_front() {
        let is_root = tables.nodes.is_empty();
        let fork = fork(patterns, draft, is_root);
        let label = programs.text(&fork.label)?;
        let is_wrapper = |position: &Position| patterns.list[position.entry].is_wrapper;
        let (wrappers, messages): (Vec<Position>, Vec<Position>) = fork.candidates.iter().partition(|p| is_wrapper(p));
        let messages = by_rank(patterns, messages, fork.depth);
        if is_root {
            tables.word_marks = messages.iter().flat_map(|candidate| word_marks(patterns, candidate)).collect();
        }
        let messages = write_candidates(&mut tables.candidates, programs, &messages)?;
        let wrappers = by_rank(patterns, wrappers, fork.depth);
        let wrappers = write_candidates(&mut tables.candidates, programs, &wrappers)?;

        let row = &mut tables.nodes;
        row.extend(label);
        row.push(fork.label.len() as u8);
        row.extend(messages);
        row.push(fork.children.len() as u8);
        row.extend(wrappers);
        row.extend(u24(tables.first_bytes.len())?);
        row.resize(row.len().next_multiple_of(Node::SIZE), 0);
        tables.first_bytes.extend(fork.children.keys());
        drafts.extend(fork.children.into_values());
    }
    Ok(tables)
}

/// Follows the text that all patterns of a draft have in common, up to where they part.
fn fork(patterns: &PatternSet<'_>, draft: Draft, is_root: bool) -> Fork {
    let Draft { mut positions, mut depth, budget } = draft;
    let mut label = Vec::new();
    loop {
        let entries: BTreeSet<usize> = positions.iter().map(|position| position.entry).collect();
        if entries.len() <= FEW && !is_root {
            return Fork { label, depth, candidates: positions, children: BTreeMap::new() };
        }
        // What begins with a placeholder is a candidate of the root, so there all are opened.
        let opened = patterns.alternatives(&positions, |position, alternatives| {
            let may_end = alternatives.iter().any(|&node| *patterns.node(position.at(node)) == GraphNode::End);
            is_root || (alternatives.len() <= MAX_OPENED && !may_end)
        });
        let mut candidates = BTreeSet::new();
        let mut groups: BTreeMap<u8, BTreeSet<Position>> = BTreeMap::new();
        for position in opened {
            match patterns.next_byte(position) {
                Some((byte, next)) => drop(groups.entry(byte).or_default().insert(next)),
                None => drop(candidates.insert(position)),
            }
        }
        if groups.len() == 1 && candidates.is_empty() && label.len() < Node::MAX_LABEL && !is_root {
            for (byte, next) in groups {
                label.push(byte);
                positions = next;
            }
            depth += 1;
            continue;
        }
        let mut left = if is_root || candidates.is_empty() { budget } else { budget - 1 };
        if groups.contains_key(&b'\\') {
            // At an escape a message goes on below two children.
            left /= 2;
        }
        if left == 0 {
            return Fork { label, depth, candidates: positions, children: BTreeMap::new() };
        }
        let draft = |positions| Draft { positions, depth: depth + 1, budget: left };
        let children = groups.into_iter().map(|(byte, positions)| (byte, draft(positions))).collect();
        return Fork { label, depth, candidates, children };
    }
}

/// A candidate before it is written.
struct Ranked {
    most: usize,
    number: u32,
    position: Position,
}

/// Most literal text first.
fn by_rank(patterns: &PatternSet<'_>, positions: Vec<Position>, depth: usize) -> Vec<Ranked> {
    let mut ranked: Vec<Ranked> = positions
        .into_iter()
        .map(|position| {
            let entry = &patterns.list[position.entry];
            let most = depth + entry.graph.most_literal(position.node) - position.offset;
            Ranked { most, number: entry.number, position }
        })
        .collect();
    ranked.sort_by_key(|candidate| (Reverse(candidate.most), candidate.number, candidate.position));
    ranked
}

/// Writes a list of candidates; returns the number of the first one.
fn write_candidates(
    table: &mut Vec<u8>,
    programs: &mut Programs<'_>,
    candidates: &[Ranked],
) -> Result<[u8; 3], TooLarge> {
    let first = if candidates.is_empty() { 0 } else { table.len() / Candidate::SIZE };
    for (index, candidate) in candidates.iter().enumerate() {
        if candidate.number >= Candidate::LAST {
            return Err(TooLarge);
        }
        let last = if index + 1 == candidates.len() { Candidate::LAST } else { 0 };
        table.extend(programs.address(candidate.position)?);
        table.extend(u24((candidate.number | last) as usize)?);
        // It is only compared with what a message has, which is less.
        table.extend(u16::try_from(candidate.most).unwrap_or(u16::MAX).to_le_bytes());
    }
    u24(first)
}

/// The marks of the words that each message has which matches behind a placeholder.
fn word_marks(patterns: &PatternSet<'_>, candidate: &Ranked) -> [u8; 8] {
    let graph = &patterns.list[candidate.position.entry].graph;
    marks_from(graph, candidate.position.node, true, &mut HashMap::new()).to_le_bytes()
}

/// `in_word` if what stands before may be part of a word.
fn marks_from(graph: &Graph, node: NodeId, in_word: bool, known: &mut HashMap<(NodeId, bool), u64>) -> u64 {
    if let Some(&marks) = known.get(&(node, in_word)) {
        return marks;
    }
    let marks = match graph.node(node) {
        GraphNode::Literal(text, next) => {
            let (mut marks, mut in_word) = (0, in_word);
            for (index, byte) in text.iter().enumerate() {
                let is_alphanumeric = byte.is_ascii_alphanumeric();
                if let Some(second) = text.get(index + 1).filter(|second| second.is_ascii_alphanumeric()) {
                    if is_alphanumeric && !in_word {
                        marks |= word_mark(*byte, *second);
                    }
                }
                // Behind its own backslash a message may seem to have an escape.
                in_word = is_alphanumeric || *byte == b'\\';
            }
            marks | marks_from(graph, *next, in_word, known)
        }
        GraphNode::Placeholder(_, _, next) => marks_from(graph, *next, true, known),
        GraphNode::AnyOf(all) => {
            let all = all.iter().map(|&node| marks_from(graph, node, in_word, known));
            all.fold(u64::MAX, |marks, more| marks & more)
        }
        GraphNode::End => 0,
    };
    known.insert((node, in_word), marks);
    marks
}
