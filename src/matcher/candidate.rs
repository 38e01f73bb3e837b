//! Runs the program of one pattern.
//!
//! A pattern is run on its own: whether it matches, and with which values, depends only on the pattern and the message.
//! All alternatives of a pattern are tried, and the best match counts. An open placeholder (`phrase`, `text`) ends at
//! the first place where the rest of the pattern matches in any way. At the end of a pattern, it ends with the
//! sentence.
//!
//! An open placeholder remembers where the rest of its pattern has failed. So each place is tried at most once for each
//! open placeholder, and the work is linear in the length of the message, however many placeholders follow each other.

use super::found::{Captures, Found};
use super::literal::{Prefilter, continues_space, fold, literal_end, literal_end_bytewise, position, skip_space, word};
use super::placeholder::{Kind, Values, ends_here, sentence_end, without_spaces};
use super::program::{ANY_OF, END, END_BEFORE, Ending, JUMP, MAX_PAIRS, OPEN_OPERANDS, PLACEHOLDER, kind};
use super::steps;
use super::trie::Candidate;
use super::wrapper_ends::WrapperEnds;

/// The maximum number of open placeholders in one pattern: each has a memo. The compiler checks it.
pub(crate) const MAX_OPEN: usize = 8;

/// What happens with the matches.
#[derive(Clone, Copy, Debug)]
pub(super) enum Matches {
    /// Only the best match is kept. It must end where a pattern may end.
    Best(Option<Found>),
    /// The ends of wrappers are collected. A wrapper may end anywhere. The number is the name of the placeholder for a
    /// status, whose value is stored with the end.
    Wrappers(WrapperEnds, u8),
}

/// Where the rest of a pattern after an open placeholder is known to fail: from `from` on, and before `to`. This
/// depends only on the message, so it is still true when the placeholder is reached again in a different way.
#[derive(Clone, Copy, Debug, Default)]
struct Failed {
    program: u32,
    from: u32,
    to: u32,
}

pub(super) struct Runner<'m> {
    code: &'m [u8],
    message: &'m [u8],
    pub(super) matches: Matches,
    values: Values<'m>,
    captures: Captures,
    failed: [Failed; MAX_OPEN],
    pattern: u32,
}

impl<'m> Runner<'m> {
    pub(super) fn new(code: &'m [u8], message: &'m [u8]) -> Self {
        Runner {
            code,
            message,
            matches: Matches::Best(None),
            values: Values::new(message),
            captures: Captures::default(),
            failed: [Failed::default(); MAX_OPEN],
            pattern: 0,
        }
    }

    /// The best match since [`Matches::Best`] was set.
    pub(super) fn best(&self) -> Option<Found> {
        match self.matches {
            Matches::Best(best) => best,
            Matches::Wrappers(..) => None,
        }
    }

    /// Whether every match of the candidate must have less literal text than the best match.
    #[inline]
    pub(super) fn is_beyond(&self, candidate: &Candidate) -> bool {
        matches!(&self.matches, Matches::Best(Some(best)) if candidate.has_less_than(best.literal))
    }

    /// The ends of wrappers since [`Matches::Wrappers`] was set.
    pub(super) fn wrapper_ends(&self) -> WrapperEnds {
        match self.matches {
            Matches::Best(_) => WrapperEnds::default(),
            Matches::Wrappers(ends, _) => ends,
        }
    }

    /// Whether the rest of the candidate matches after its prefix, which has `literal` bytes of literal text and ends
    /// at `at`.
    #[inline]
    pub(super) fn run_candidate(&mut self, candidate: &Candidate, at: u32, literal: u32) -> bool {
        if at + candidate.least() > self.message.len() as u32 {
            return false;
        }
        self.pattern = candidate.number();
        self.captures.truncate(0);
        self.run(candidate.program(), at, literal)
    }

    #[inline]
    fn byte(&self, at: u32) -> u8 {
        self.code.get(at as usize).copied().unwrap_or(END)
    }

    /// Runs the program at address `program` on the text at `at`. Records all matches, and returns whether there was
    /// one. `literal` is the amount of literal text so far.
    fn run(&mut self, mut program: u32, mut at: u32, mut literal: u32) -> bool {
        loop {
            steps::count(1);
            let instruction = self.byte(program);
            match instruction {
                0..PLACEHOLDER => {
                    let len = u32::from(instruction);
                    let Some(end) = literal_end(self.message, at, self.code, program + 1, len) else { return false };
                    (at, literal, program) = (end, literal + len, program + 1 + len);
                }
                PLACEHOLDER..ANY_OF => {
                    let kind = kind(instruction);
                    if kind.is_open() {
                        return self.open(kind, program + 1, at, literal);
                    }
                    let Some(end) = self.values.end(at, kind) else { return false };
                    self.captures.push(self.byte(program + 1), at, end);
                    (at, program) = (end, program + 2);
                }
                ANY_OF => {
                    let all = Alternatives::read(self.code, program + 1);
                    let byte = self.message.get(at as usize).map_or(0, |&byte| fold(byte));
                    let first = all.next(self.code, 0, byte);
                    if !all.is_only(first, byte) {
                        return self.any_of(&all, at, literal);
                    }
                    program = all.address(self.code, first);
                }
                JUMP => program = address(self.code, program + 1),
                END_BEFORE => {
                    let closing = literal_end_bytewise(self.message, at, &[self.byte(program + 1)]);
                    let is_closed = closing.is_some_and(|end| self.end(end, literal + 1));
                    return self.end(at, literal) || is_closed;
                }
                _ => return self.end(at, literal),
            }
        }
    }

    /// Records a match that ends at `at`. Returns false if the pattern may not end there.
    fn end(&mut self, at: u32, literal: u32) -> bool {
        let mut found = Found { pattern: self.pattern, end: at, literal, captures: self.captures };
        match &mut self.matches {
            Matches::Best(best) => {
                if !ends_here(self.message, at) {
                    return false;
                }
                if best.as_ref().is_none_or(|best| found.is_better_than(best)) {
                    *best = Some(found);
                }
            }
            Matches::Wrappers(ends, status) => {
                found.end = skip_space(self.message, at);
                ends.add(&found, named_status(self.message, &found, *status));
            }
        }
        true
    }

    /// Tries all alternatives that may match.
    #[inline(never)]
    fn any_of(&mut self, all: &Alternatives, at: u32, literal: u32) -> bool {
        let byte = self.message.get(at as usize).map_or(0, |&byte| fold(byte));
        let captures = self.captures.len();
        let mut has_matched = false;
        let mut index = all.next(self.code, 0, byte);
        while index < all.count() {
            self.captures.truncate(captures);
            has_matched |= self.run(all.address(self.code, index), at, literal);
            index = all.next(self.code, index + 1, byte);
        }
        has_matched
    }

    /// Runs an open placeholder, whose operands are at `operands`, and the rest of its pattern.
    #[inline(never)]
    fn open(&mut self, kind: Kind, operands: u32, at: u32, literal: u32) -> bool {
        let [name, memo, ending, least, pairs, ..] = word(self.code, operands).to_le_bytes();
        let len = self.message.len() as u32;
        let limit = if kind == Kind::Phrase { self.values.phrase_end(at) } else { len };
        let captures = self.captures.len();
        let mut has_matched = false;
        if ending != Ending::Rest as u8 {
            let close = match kind {
                Kind::Phrase => without_spaces(self.message, at, limit),
                _ => sentence_end(self.message, at),
            };
            if close > at {
                self.captures.push(name, at, close);
                has_matched = self.end(close, literal);
                self.captures.truncate(captures);
            }
        }
        if ending == Ending::Nothing as u8 {
            return has_matched;
        }
        let mut prefilter = Prefilter::<MAX_PAIRS>::new();
        let mut rest = operands + OPEN_OPERANDS;
        for _ in 0..pairs {
            prefilter = prefilter.with(self.byte(rest), self.byte(rest + 1));
            rest += 2;
        }
        // A phrase has at least one byte. A text may be empty if the rest of the pattern follows it.
        let start = at + u32::from(kind == Kind::Phrase);
        let limit = (limit + 1).min((len + 1).saturating_sub(least.into()));
        let mut known = Failed { program: operands, from: start, to: start };
        if let Some(failed) = self.failed.get(usize::from(memo)) {
            if failed.program == operands && (failed.from..=failed.to).contains(&start) {
                known = *failed;
            }
        }
        while let Some(place) = prefilter.find(self.message, known.to, limit) {
            known.to = place + 1;
            if continues_space(self.message, place) {
                continue;
            }
            self.captures.truncate(captures);
            self.captures.push(name, at, place);
            if self.run(rest, place, literal) {
                return true;
            }
        }
        self.captures.truncate(captures);
        known.to = known.to.max(limit);
        if let Some(failed) = self.failed.get_mut(usize::from(memo)) {
            *failed = known;
        }
        has_matched
    }
}

#[inline]
fn address(code: &[u8], at: u32) -> u32 {
    word(code, at) as u32 & 0xFF_FFFF
}

/// The operands of [`ANY_OF`].
struct Alternatives {
    /// Where the first bytes of the alternatives that begin with a literal are.
    first_bytes: u32,
    exclusive: u32,
    literals: u32,
    others: u32,
}

impl Alternatives {
    #[inline]
    fn read(code: &[u8], operands: u32) -> Self {
        let [exclusive, literals, others, ..] = word(code, operands).to_le_bytes().map(u32::from);
        Alternatives { first_bytes: operands + 3, exclusive, literals, others }
    }

    /// Whether only one alternative may match text that begins with `byte`. `first` is the first one that may.
    #[inline]
    fn is_only(&self, first: u32, byte: u8) -> bool {
        (first < self.exclusive && byte != b'\\') || (first == self.literals && self.others == 1)
    }

    #[inline]
    fn count(&self) -> u32 {
        self.literals + self.others
    }

    #[inline]
    fn address(&self, code: &[u8], index: u32) -> u32 {
        address(code, self.first_bytes + self.literals + 3 * index)
    }

    /// The first alternative from number `from` on that may match text that begins with `byte`. If there is none,
    /// returns the number of alternatives.
    #[inline]
    fn next(&self, code: &[u8], from: u32, byte: u8) -> u32 {
        steps::count(1);
        // A backslash may be the start of any escape.
        if from >= self.literals || byte == b'\\' {
            return from;
        }
        match position(code, self.first_bytes + from, self.literals - from, byte) {
            Some(place) => place - self.first_bytes,
            None => self.literals,
        }
    }
}

/// The status that a wrapper contains, the last one if there are several.
fn named_status(message: &[u8], wrapper: &Found, name: u8) -> Option<u16> {
    let named = wrapper.captures.as_slice().iter().rfind(|capture| capture.name == name)?;
    let digits = message.get(named.start.into()..named.end.into())?;
    core::str::from_utf8(digits).ok()?.parse().ok()
}
