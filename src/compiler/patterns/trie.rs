//! Writes the trie of prefixes, which src/matcher/trie.rs describes.
//!
//! Alternatives are expanded only where they distinguish patterns: a path ends where only
//! a few patterns are left. So `{The |}{server|service|…} is overloaded` costs no copies.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::graph::{Graph, Node as GraphNode, NodeId};
use super::program::{Programs, TooLarge};
use super::set::{PatternSet, Position};
use crate::matcher::trie::{Candidate, MAX_PATH, Node};
use crate::matcher::word_marks::word_mark;

/// Up to this many patterns are tried one by one, without another branch.
const FEW: usize = 4;

/// The maximum number of alternatives of one pattern that are expanded at one node.
const MAX_OPENED: usize = 64;

/// A node that has not been written yet.
struct Draft {
    /// The positions that the path leads to.
    positions: BTreeSet<Position>,
    /// How long the path is.
    depth: usize,
    /// The maximum number of nodes with candidates that a message may reach here and below.
    budget: usize,
}

/// A node where a path branches or ends.
struct Fork {
    label: Vec<u8>,
    depth: usize,
    candidates: BTreeSet<Position>,
    children: BTreeMap<u8, Draft>,
}

/// Writes the trie, and the programs that it leads to. Returns the address of the root,
/// and the word marks of the root's messages.
pub fn write(patterns: &PatternSet<'_>, programs: &mut Programs<'_>) -> Result<(usize, Vec<u8>), TooLarge> {
    let start = Draft { positions: patterns.starts(), depth: 0, budget: MAX_PATH };
    let root = fork(patterns, start, true);
    let word_marks = by_rank(patterns, &root, false).iter().flat_map(|c| word_marks(patterns, c)).collect();
    Ok((write_node(patterns, programs, root)?, word_marks))
}

/// Writes a node, its candidates, their programs, and then its children, so that a lookup
/// reads memory that is close together.
fn write_node(patterns: &PatternSet<'_>, programs: &mut Programs<'_>, fork: Fork) -> Result<usize, TooLarge> {
    let messages = by_rank(patterns, &fork, false);
    let wrappers = by_rank(patterns, &fork, true);
    let count = fork.children.len();
    let address = programs.code.len();
    programs.code.extend([fork.label.len() as u8, count as u8]);
    let lists = programs.code.len();
    programs.code.resize(address + Node::HEADER, 0);
    programs.code.extend(fork.label);
    programs.code.extend(fork.children.keys());
    let mut slot = programs.code.len();
    programs.code.resize(slot + 3 * count, 0);
    for (index, list) in [messages, wrappers].into_iter().enumerate() {
        if !list.is_empty() {
            let list = write_candidates(programs, &list)?;
            programs.fill(lists + 3 * index, list)?;
        }
    }
    for draft in fork.children.into_values() {
        let child = write_node(patterns, programs, self::fork(patterns, draft, false))?;
        programs.fill(slot, child)?;
        slot += 3;
    }
    Ok(address)
}

/// Follows the text that all patterns of a draft share, up to where they differ.
fn fork(patterns: &PatternSet<'_>, draft: Draft, is_root: bool) -> Fork {
    let Draft { mut positions, mut depth, budget } = draft;
    let mut label = Vec::new();
    loop {
        let members: BTreeSet<usize> = positions.iter().map(|position| position.pattern).collect();
        if members.len() <= FEW && !is_root {
            return Fork { label, depth, candidates: positions, children: BTreeMap::new() };
        }
        // Patterns that begin with a placeholder are candidates of the root, so all alternatives are expanded there.
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
            // At an escape, a lookup follows two children.
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
    least: usize,
    number: u32,
    position: Position,
}

/// The messages or the wrappers among the candidates of a node, most literal text first.
fn by_rank(patterns: &PatternSet<'_>, fork: &Fork, wrappers: bool) -> Vec<Ranked> {
    let wanted = fork.candidates.iter().filter(|position| patterns.list[position.pattern].is_wrapper == wrappers);
    let mut ranked: Vec<Ranked> = wanted
        .map(|&position| {
            let member = &patterns.list[position.pattern];
            let most = fork.depth + member.graph.most_literal(position.node) - position.offset;
            let least = member.graph.least_len(position.node) - position.offset;
            Ranked { most, least, number: member.number, position }
        })
        .collect();
    ranked.sort_by_key(|candidate| (Reverse(candidate.most), candidate.number, candidate.position));
    ranked
}

/// Writes a list of candidates and their programs; returns the address of the list.
fn write_candidates(programs: &mut Programs<'_>, candidates: &[Ranked]) -> Result<usize, TooLarge> {
    let address = programs.code.len();
    programs.code.resize(address + Candidate::SIZE * candidates.len(), 0);
    for (index, candidate) in candidates.iter().enumerate() {
        let program = programs.address(candidate.position)?;
        let is_last = index + 1 == candidates.len();
        let row = Candidate::row(program, candidate.number, is_last, candidate.most, candidate.least);
        let at = address + Candidate::SIZE * index;
        programs.code[at..at + Candidate::SIZE].copy_from_slice(&row.ok_or(TooLarge)?.to_le_bytes());
    }
    Ok(address)
}

/// The marks of the words that a message must have after the candidate's position to match it.
fn word_marks(patterns: &PatternSet<'_>, candidate: &Ranked) -> [u8; 8] {
    let graph = &patterns.list[candidate.position.pattern].graph;
    marks_from(graph, candidate.position.node, true, &mut HashMap::new()).to_le_bytes()
}

/// The marks of the words that a message must have from a node on. `in_word` says whether the text before the node may
/// end with a part of a word.
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
                // In a message, this backslash and the next character may look like an escape.
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
