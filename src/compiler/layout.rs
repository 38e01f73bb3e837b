//! The automaton of the patterns, laid out as the matcher reads it: see
//! `matcher/tape.rs` for the form.

use std::collections::{BTreeMap, HashMap};

use super::automaton::{Draft, Step};
use crate::matcher::HEAD;
use crate::matcher::tape::{
    ACCEPTS, ADDRESS, ALIGN, ANY, Bytes, ELSEWHERE, FOLLOWED, GAP, GAPS, Heads, JUMP, Kind, MANY, MAX_LITERAL, Tape,
    WIDE,
};

/// Numbers and literals are read eight bytes at a time: so many bytes follow the
/// last one.
const PADDING: usize = 8;

/// A literal of fewer bytes is written where it is needed, however often.
const SHARED: usize = ADDRESS + 2;

/// How far the ways of one node may reach: two bytes say how far.
const REACH: usize = u16::MAX as usize;

/// The laid-out automaton.
#[derive(Debug, Default)]
pub struct Tables {
    pub bytes: Vec<u8>,
    pub heads: Heads,
    pub root: u32,
    pub wrappers: u32,
    /// The messages that end at the same node, where several do.
    pub together: Vec<Vec<u32>>,
}

impl Tables {
    pub fn tape(&self) -> Tape<'_> {
        Tape { bytes: Bytes(&self.bytes), heads: self.heads, root: self.root, wrappers: self.wrappers }
    }
}

/// Lays out what is reached from the roots and the heads.
pub fn lay_out(drafts: &[Draft], root: usize, wrappers: usize, heads: &BTreeMap<[u8; HEAD], usize>) -> Tables {
    let mut layout = Layout::new(drafts);
    let mut tables = Tables::default();
    let mut open: Vec<usize> = std::iter::once(root).chain(heads.values().copied()).chain([wrappers]).collect();
    for literal in layout.survey(&open) {
        layout.shared.insert(literal.clone(), tables.bytes.len());
        tables.bytes.extend(literal);
    }
    let mut places: Vec<Option<usize>> = vec![None; drafts.len()];
    let mut jumps = Vec::new();
    open.reverse();
    while let Some(state) = open.pop() {
        if places[state].is_some() {
            continue;
        }
        tables.bytes.resize(tables.bytes.len().next_multiple_of(ALIGN), 0);
        places[state] = Some(tables.bytes.len());
        let mut piece = Piece::default();
        layout.node(state, &mut piece);
        jumps.extend(piece.jumps.iter().map(|&(at, to)| (tables.bytes.len() + at, to)));
        open.extend(piece.jumps.iter().rev().map(|&(_, to)| to));
        tables.bytes.extend(piece.bytes);
    }
    let address = |state: usize| places[state].expect("what has an address was laid out") / ALIGN;
    for (at, to) in jumps {
        tables.bytes[at..at + ADDRESS].copy_from_slice(&three(address(to)));
    }
    tables.root = (ALIGN * address(root)) as u32;
    tables.wrappers = (ALIGN * address(wrappers)) as u32;
    let head = |(key, &state): (&[u8; HEAD], &usize)| {
        let short = if begins_shorter(drafts, root, key) { Heads::SHORT } else { 0 };
        (u64::from_le_bytes(*key), (ALIGN * address(state)) as u32 | short)
    };
    tables.lay_out_heads(heads.iter().map(head).collect());
    tables.bytes.extend([0; PADDING]);
    tables
}

impl Tables {
    fn lay_out_heads(&mut self, mut rows: Vec<(u64, u32)>) {
        // One or two heads a bucket.
        let bits = rows.len().max(4).next_power_of_two().ilog2() - 1;
        self.heads = Heads { at: self.bytes.len() as u32, bits };
        let heads = self.heads;
        rows.sort_by_key(|&(key, _)| (heads.bucket(key), key));
        let first = self.bytes.len() + 4 * ((1_usize << bits) + 1);
        for bucket in 0..=1_usize << bits {
            let before = rows.partition_point(|&(key, _)| (heads.bucket(key) as usize) < bucket);
            self.bytes.extend(((first + Heads::ROW * before) as u32).to_le_bytes());
        }
        for (key, node) in rows {
            self.bytes.extend(key.to_le_bytes());
            self.bytes.extend(node.to_le_bytes());
        }
    }
}

/// Whether a pattern that has no head, with a gap or its end in the first bytes,
/// begins as this head does.
fn begins_shorter(drafts: &[Draft], root: usize, head: &[u8; HEAD]) -> bool {
    let mut state = root;
    for &byte in head {
        match drafts[state].steps.iter().find(|(step, _)| *step == Step::Byte(byte)) {
            Some(&(_, next)) => state = next,
            None => return false,
        }
        if !drafts[state].accepts.is_empty() || gaps(&drafts[state]).next().is_some() {
            return true;
        }
    }
    false
}

/// The gaps of a state: their kinds and names, and the states behind them.
fn gaps(draft: &Draft) -> impl Iterator<Item = (Kind, u8, usize)> {
    draft.steps.iter().filter_map(|&(step, to)| match step {
        Step::Gap(kind, name) => Some((kind, name, to)),
        Step::Byte(_) => None,
    })
}

/// The mark of one of `count` things that isn't the last.
fn followed(index: usize, count: usize) -> u8 {
    if index + 1 < count { FOLLOWED } else { 0 }
}

/// A number in three bytes.
fn three(number: usize) -> [u8; ADDRESS] {
    assert!(number < 1 << 24, "the catalog is too large for its tables");
    let bytes = (number as u32).to_le_bytes();
    [bytes[0], bytes[1], bytes[2]]
}

/// Bytes of the tape, and the addresses in it that are not yet known: where
/// they stand, and of which state they are.
#[derive(Default)]
struct Piece {
    bytes: Vec<u8>,
    jumps: Vec<(usize, usize)>,
}

impl Piece {
    fn jump(&mut self, to: usize) {
        self.jumps.push((self.bytes.len(), to));
        self.bytes.extend([0; ADDRESS]);
    }

    fn append(&mut self, other: Piece) {
        let start = self.bytes.len();
        self.bytes.extend(other.bytes);
        self.jumps.extend(other.jumps.into_iter().map(|(at, to)| (start + at, to)));
    }
}

struct Layout<'d> {
    drafts: &'d [Draft],
    /// How much literal text the longest pattern has from a state on.
    more: Vec<usize>,
    /// How many bytes of a message the shortest pattern needs from a state on.
    least: Vec<usize>,
    /// How many ways lead to a state.
    ways_in: Vec<usize>,
    /// Literals that stand once for several ways, and where.
    shared: HashMap<Vec<u8>, usize>,
}

impl<'d> Layout<'d> {
    fn new(drafts: &'d [Draft]) -> Self {
        let mut layout = Layout {
            drafts,
            more: Vec::with_capacity(drafts.len()),
            least: Vec::with_capacity(drafts.len()),
            ways_in: vec![0; drafts.len()],
            shared: HashMap::new(),
        };
        // States are numbered behind those that they lead to.
        for draft in drafts {
            let more = |&(step, to): &(Step, usize)| layout.more[to] + usize::from(matches!(step, Step::Byte(_)));
            let more = draft.steps.iter().map(more).max().unwrap_or(0);
            // A text may be empty.
            let least =
                |&(step, to): &(Step, usize)| layout.least[to] + usize::from(!matches!(step, Step::Gap(Kind::Text, _)));
            let least = match draft.accepts[..] {
                [] => draft.steps.iter().map(least).min().unwrap_or(0),
                _ => 0,
            };
            layout.more.push(more);
            layout.least.push(least);
        }
        layout
    }

    /// Counts the ways to each node that is reached from these, which have an
    /// address in any case. Gives the literals that several ways have, in the
    /// order in which they are met.
    fn survey(&mut self, from: &[usize]) -> Vec<Vec<u8>> {
        let drafts = self.drafts;
        for &state in from {
            self.ways_in[state] = 2;
        }
        let mut uses: HashMap<Vec<u8>, usize> = HashMap::new();
        let mut order = Vec::new();
        let mut seen = vec![false; drafts.len()];
        let mut open: Vec<usize> = from.iter().rev().copied().collect();
        while let Some(state) = open.pop() {
            if std::mem::replace(&mut seen[state], true) {
                continue;
            }
            for way in self.ways(state) {
                self.ways_in[way.to] += 1;
                open.push(way.to);
                if way.text.len() >= SHARED {
                    let uses = uses.entry(way.text.clone()).or_default();
                    *uses += 1;
                    if *uses == 2 {
                        order.push(way.text);
                    }
                }
            }
            // A gap gives its node's address.
            for (.., to) in gaps(&drafts[state]) {
                self.ways_in[to] = 2;
                open.push(to);
            }
        }
        order
    }

    /// The ways from a state by text. Of several, the first byte is left to the node.
    fn ways(&self, state: usize) -> Vec<Way> {
        let edges = self.drafts[state].steps.iter().filter_map(|&(step, to)| match step {
            Step::Byte(first) => Some((first, to)),
            Step::Gap(..) => None,
        });
        let edges: Vec<(u8, usize)> = edges.collect();
        let single = edges.len() == 1;
        edges
            .into_iter()
            .map(|(first, mut to)| {
                let mut text = if single { vec![first] } else { Vec::new() };
                while text.len() < MAX_LITERAL {
                    let draft = &self.drafts[to];
                    match (&draft.steps[..], draft.accepts.is_empty()) {
                        (&[(Step::Byte(byte), next)], true) => {
                            text.push(byte);
                            to = next;
                        }
                        _ => break,
                    }
                }
                Way { first, text, to }
            })
            .collect()
    }

    fn node(&self, state: usize, out: &mut Piece) {
        let drafts = self.drafts;
        let draft = &drafts[state];
        let ways = self.ways(state);
        let gaps: Vec<_> = gaps(draft).collect();
        out.bytes.push(u8::try_from(self.more[state]).unwrap_or(ANY));
        let accepts = if draft.accepts.is_empty() { 0 } else { ACCEPTS };
        let has_gaps = if gaps.is_empty() { 0 } else { GAPS };
        let bits = out.bytes.len();
        out.bytes.push((ways.len().min(MANY.into()) as u8) | accepts | has_gaps);
        let length = ADDRESS * draft.accepts.len() + GAP * gaps.len();
        if length > 0 {
            out.bytes.push(u8::try_from(length).unwrap_or(ANY));
            for (index, &accept) in draft.accepts.iter().enumerate() {
                assert!(accept < 1 << 23, "the catalog has too many patterns");
                let [low, middle, high] = three(accept as usize);
                out.bytes.extend([low, middle, high | followed(index, draft.accepts.len())]);
            }
            for (index, &(kind, name, to)) in gaps.iter().enumerate() {
                let least = u8::try_from(self.least[to]).unwrap_or(u8::MAX);
                out.bytes.extend([kind as u8 | followed(index, gaps.len()), name, least]);
                out.jump(to);
            }
        }
        if ways.len() >= usize::from(MANY) {
            out.bytes.push(ways.len() as u8);
        }
        if self.edges(ways, out) {
            out.bytes[bits] |= WIDE;
        }
    }

    /// Writes the edges; says whether the distances between their ways take two bytes.
    fn edges(&self, ways: Vec<Way>, out: &mut Piece) -> bool {
        if ways.len() > 1 {
            out.bytes.extend(ways.iter().map(|way| way.first));
        }
        let pieces: Vec<Piece> = ways.iter().map(|way| self.way(way, true)).collect();
        // What would reach too far gets an address instead.
        let fits = pieces.iter().map(|piece| piece.bytes.len()).sum::<usize>() <= REACH;
        let pieces = if fits { pieces } else { ways.iter().map(|way| self.way(way, false)).collect() };
        let ends = pieces.iter().scan(0, |end, piece| {
            *end += piece.bytes.len();
            Some(*end)
        });
        // Where each begins, but the first.
        let distances: Vec<usize> = ends.take(pieces.len().saturating_sub(1)).collect();
        let is_wide = distances.last().is_some_and(|&last| last > u8::MAX.into());
        for distance in distances {
            out.bytes.extend((distance as u16).to_le_bytes().into_iter().take(if is_wide { 2 } else { 1 }));
        }
        for piece in pieces {
            out.append(piece);
        }
        is_wide
    }

    fn way(&self, way: &Way, may_follow: bool) -> Piece {
        let follows = may_follow && self.ways_in[way.to] == 1;
        let mut out = Piece::default();
        let jump = if follows { 0 } else { JUMP };
        match self.shared.get(&way.text) {
            Some(&place) => {
                out.bytes.push(way.text.len() as u8 | jump | ELSEWHERE);
                out.bytes.extend(three(place));
            }
            None => {
                out.bytes.push(way.text.len() as u8 | jump);
                out.bytes.extend(&way.text);
            }
        }
        if follows {
            self.node(way.to, &mut out);
        } else {
            out.jump(way.to);
        }
        out
    }
}

/// A way by text: its first byte, the text that it writes, the state behind it.
struct Way {
    first: u8,
    text: Vec<u8>,
    to: usize,
}
