//! Matching a message against all patterns at once.
//!
//! The patterns of the catalog are one automaton; a hash over the first eight
//! bytes leads into it, so the way to the first candidate doesn't grow
//! with the catalog.
//!
//! These files know nothing of codes and entries. The build script compiles them
//! too, to prove for each pattern that the tables find it.

pub(crate) mod found;
#[cfg(test)]
pub(crate) mod left_out;
pub(crate) mod literal;
pub(crate) mod tape;
pub(crate) mod value;

use found::{Best, Capture, Captures, Found, Wrappings};
use literal::{Needles, escaped, folded, head, literal_end, literal_end_bytewise, skip_space};
use tape::{ADDRESS, Bytes, Edges, GAP, Gap, Kind, NO_NAME, Node, Tape};
use value::{ends_here, is_space, phrase_end, sentence_end, value_end, without_spaces};

/// How many bytes of a message are looked at. What an API says is short; what
/// is longer is a page or an echo of the request, and its start tells enough.
pub(crate) const WINDOW: usize = 8 * 1024;

/// How many bytes of a message are hashed.
pub(crate) const HEAD: usize = 8;

/// How many different `text` gaps may come up empty in one lookup before the
/// others are not tried any more. This keeps the work linear in the message.
const MAX_EXHAUSTED: usize = 16;

/// Which patterns a lookup tries: those that begin with text are worth more,
/// and cost less, than those that begin with a placeholder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Begin {
    Text,
    Placeholder,
}

/// Looks a message up from byte `at` on. `prefer` says which accepts the caller
/// prefers.
pub(crate) fn look_up(tape: Tape<'_>, message: &str, at: u32, begin: Begin, prefer: &dyn Fn(u32) -> bool) -> Best {
    let message = window(message);
    let at = skip_space(message, at);
    let mut best = Best::default();
    let mut take = |found: &Found| {
        #[cfg(test)]
        if left_out::contains(found.accept) {
            return 0;
        }
        let is_preferred = prefer(found.accept);
        let best = if is_preferred { &mut best.preferred } else { &mut best.other };
        if best.as_ref().is_none_or(|best| found.is_better_than(best)) {
            *best = Some(*found);
        }
        if is_preferred { found.literal } else { 0 }
    };
    let mut search = Search::new(tape, message, false, &mut take);
    search.look_up(at, begin);
    best
}

/// Finds the wrappers at byte `at`: text that a client has put in front.
pub(crate) fn look_up_wrappers(tape: Tape<'_>, message: &str, at: u32) -> Wrappings {
    let message = window(message);
    let mut wrappings = Wrappings::default();
    let mut take = |found: &Found| {
        wrappings.add(&Found { end: skip_space(message, found.end), ..*found });
        0
    };
    Search::new(tape, message, true, &mut take).walk(tape.wrappers, skip_space(message, at), 0);
    wrappings
}

/// What is looked at of a message.
fn window(message: &str) -> &[u8] {
    let bytes = message.as_bytes();
    bytes.get(..WINDOW).unwrap_or(bytes)
}

/// The duration behind the first of `phrases` (in lower case) that the message
/// has, at the start of a word.
pub(crate) fn after_phrase<'m>(message: &'m str, phrases: &[&str]) -> Option<&'m str> {
    let bytes = window(message);
    for at in 0..bytes.len() {
        if at > 0 && bytes[at - 1].is_ascii_alphanumeric() {
            continue;
        }
        for phrase in phrases {
            let Some(end) = literal_end_bytewise(bytes, at as u32, phrase.as_bytes()) else {
                continue;
            };
            let start = skip_space(bytes, end);
            if let Some(end) = value_end(bytes, start, Kind::Duration) {
                return message.get(start as usize..end as usize);
            }
        }
    }
    None
}

struct Search<'s> {
    tape: Tape<'s>,
    message: &'s [u8],
    /// A wrapper may end anywhere; a pattern must end where something ends.
    open_end: bool,
    /// Takes what was found in; gives how much literal text a pattern must have
    /// to be as good.
    take: &'s mut dyn FnMut(&Found) -> u32,
    captures: Captures,
    /// The most that `take` gave: a way that can't have as much literal text
    /// need not be gone.
    bound: u32,
    /// `text` gaps that matched nothing from a place on: where they stand in the
    /// tape, and in the lower half the place.
    exhausted: [u64; MAX_EXHAUSTED],
    exhausted_len: usize,
}

impl<'s> Search<'s> {
    fn new(tape: Tape<'s>, message: &'s [u8], open_end: bool, take: &'s mut dyn FnMut(&Found) -> u32) -> Self {
        Search {
            tape,
            message,
            open_end,
            take,
            captures: Captures::default(),
            bound: 0,
            exhausted: [0; MAX_EXHAUSTED],
            exhausted_len: 0,
        }
    }

    fn look_up(&mut self, at: u32, begin: Begin) {
        let root = self.tape.bytes.node(self.tape.root);
        if begin == Begin::Placeholder {
            if let Some(gaps) = root.gaps(self.tape.bytes) {
                self.follow_gaps(gaps, at, 0);
            }
            return;
        }
        if let Some((key, end)) = head(self.message, at) {
            if let Some((node, has_short)) = self.tape.by_head(key) {
                self.walk(node, end, HEAD as u32);
                if !has_short {
                    return;
                }
            }
        }
        // What is shorter than a head; the root's gaps are for the other `begin`.
        if let Some((node, at, literal)) = self.forward(root, at) {
            self.walk(node, at, literal);
        }
    }

    /// Goes on from `node` with the text at `at`. True if a pattern ended
    /// there or further down.
    fn walk(&mut self, mut at_node: u32, mut at: u32, mut literal: u32) -> bool {
        loop {
            let node = self.tape.bytes.node(at_node);
            if literal + node.more() < self.bound {
                return false;
            }
            let forward = step(self.tape.bytes, self.message, node, at);
            if node.has_lists() {
                return self.branch(node, at, literal, forward);
            }
            // Nothing but a fork in the text: one way on.
            let Some((next, end, len)) = forward else {
                return false;
            };
            (at_node, at, literal) = (next, end, literal + len);
        }
    }

    /// The longest way first: it sets the bound for the others.
    fn branch(&mut self, node: Node, at: u32, literal: u32, forward: Option<(u32, u32, u32)>) -> bool {
        let mut found = match forward {
            Some((next, end, len)) => self.walk(next, end, literal + len),
            None => false,
        };
        if let Some(gaps) = node.gaps(self.tape.bytes) {
            found |= self.follow_gaps(gaps, at, literal);
        }
        // What ended further down has more literal text than what ends here.
        if found && literal < self.bound { true } else { self.accept(node, at, literal) | found }
    }

    /// [`step`] for those who don't call it often: it is inlined here once.
    #[inline(never)]
    fn forward(&self, node: Node, at: u32) -> Option<(u32, u32, u32)> {
        step(self.tape.bytes, self.message, node, at)
    }

    /// Takes in the patterns that end at a node. True if they may end at `at`,
    /// whether or not they are as good as the best.
    fn accept(&mut self, node: Node, at: u32, literal: u32) -> bool {
        let Some(mut place) = node.accepts() else {
            return false;
        };
        if !(self.open_end || ends_here(self.message, at)) {
            return false;
        }
        if literal < self.bound {
            return true;
        }
        loop {
            let (accept, is_followed) = self.tape.bytes.accept(place);
            let bound = (self.take)(&Found { accept, end: at, captures: self.captures, literal });
            self.bound = self.bound.max(bound);
            if !is_followed {
                return true;
            }
            place += ADDRESS as u32;
        }
    }

    /// Goes on with the gaps of a list, and the text at `at` as their values.
    fn follow_gaps(&mut self, mut list: u32, at: u32, literal: u32) -> bool {
        let mut found = false;
        loop {
            let gap = self.tape.bytes.gap(list);
            // Is there room for a pattern, and can it be as good?
            let has_room = at + gap.least <= self.message.len() as u32;
            if has_room && literal + self.tape.bytes.node(gap.to).more() >= self.bound {
                found |= match gap.kind {
                    Kind::Text => self.follow_open(&gap, at, self.message.len() as u32, literal),
                    Kind::Phrase => self.follow_open(&gap, at, phrase_end(self.message, at), literal),
                    kind => match value_end(self.message, at, kind) {
                        Some(end) => self.capture(gap.name, at, end, |search| search.walk(gap.to, end, literal)),
                        None => false,
                    },
                };
            }
            if !gap.is_followed {
                return found;
            }
            list += GAP as u32;
        }
    }

    /// A `text` or `phrase` gap is as short as the text behind it allows: the
    /// first place up to `limit` where that matches, through to the end of the
    /// pattern.
    fn follow_open(&mut self, gap: &Gap, at: u32, limit: u32, literal: u32) -> bool {
        let exhausted = &self.exhausted[..self.exhausted_len];
        if exhausted.len() == MAX_EXHAUSTED
            || exhausted.iter().any(|&mark| (mark >> 32) as u32 == gap.place && mark as u32 <= at)
        {
            return false;
        }
        let mut found = false;
        let node = self.tape.bytes.node(gap.to);
        if node.accepts().is_some() {
            let close = match gap.kind {
                Kind::Phrase => without_spaces(self.message, at, limit),
                _ => sentence_end(self.message, at),
            };
            if close > at {
                found |= self.capture(gap.name, at, close, |search| search.accept(node, close, literal));
            }
        }
        let edges = self.tape.bytes.edges(node);
        if edges.count == 0 {
            return found;
        }
        let needles = Needles::new(self.tape.bytes.openings(edges));
        let mut from = at + u32::from(gap.kind == Kind::Phrase);
        let limit = (limit + 1).min(self.message.len() as u32 + 1 - gap.least).min(self.message.len() as u32);
        while let Some(start) = needles.find(self.message, from, limit) {
            from = start + 1;
            // A space matches a whole run, from its start on.
            let is_space_at = |at: u32| self.message.get(at as usize).is_some_and(|&byte| is_space(byte));
            if start > at && is_space_at(start) && is_space_at(start - 1) {
                continue;
            }
            if let Some((next, end, len)) = self.forward(node, start) {
                if self.capture(gap.name, at, start, |search| search.walk(next, end, literal + len)) {
                    return true;
                }
            }
        }
        // What didn't match behind this place doesn't match behind a later one.
        if gap.kind == Kind::Text {
            if let Some(slot) = self.exhausted.get_mut(self.exhausted_len) {
                *slot = u64::from(gap.place) << 32 | u64::from(at);
                self.exhausted_len += 1;
            }
        }
        found
    }

    /// Runs `rest` with the value between `start` and `end` captured.
    #[inline]
    fn capture(&mut self, name: u8, start: u32, end: u32, rest: impl FnOnce(&mut Self) -> bool) -> bool {
        if name == NO_NAME {
            return rest(self);
        }
        // A window ends before the 65,536th byte.
        if !self.captures.push(Capture { name, start: start as u16, end: end as u16 }) {
            return false;
        }
        let found = rest(self);
        self.captures.len -= 1;
        found
    }
}

/// The way on by literal text, if there is one: the node behind it, where it
/// ends in the message, and its length.
#[inline(always)]
fn step(tape: Bytes<'_>, message: &[u8], node: Node, at: u32) -> Option<(u32, u32, u32)> {
    let edges = tape.edges(node);
    let (way, at, first) = match edges.count {
        0 => return None,
        1 => (tape.way(edges.at), at, 0),
        _ => {
            let (byte, next) = folded(message, at);
            match tape.edge(edges, byte) {
                Some(way) => (way, next, 1),
                None => return escaped_step(tape, message, edges, at),
            }
        }
    };
    let end = literal_end(message, at, tape, way.from, way.len())?;
    Some((tape.behind(way), end, first + way.len()))
}

/// The same where the message may have a backslash. A pattern may have one of its
/// own; else what it stands for counts.
#[cold]
fn escaped_step(tape: Bytes<'_>, message: &[u8], edges: Edges, at: u32) -> Option<(u32, u32, u32)> {
    let (byte, behind) = escaped(message, at)?;
    let go = |byte: u8, at: u32| {
        let way = tape.edge(edges, byte)?;
        let end = literal_end(message, at, tape, way.from, way.len())?;
        Some((tape.behind(way), end, 1 + way.len()))
    };
    go(b'\\', at + 1).or_else(|| go(byte, behind))
}
