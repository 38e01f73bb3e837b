//! Looks up a message: first the candidates on its path in the trie, then the text after wrappers, then the patterns
//! that begin with a placeholder.

use super::candidate::{Matches, Runner};
use super::found::Found;
use super::literal::skip_space;
use super::trie::{Candidate, Node, Path};
use super::window::WINDOW;
use super::word_marks::WordMarks;
use super::wrapper_ends::{MAX_PLACES, Place, Places, WrapperEnds};
use super::{typography, window};

/// The compiled patterns. Literals are folded: ASCII lower case, one space for
/// a run of whitespace. Each table ends with [`PADDING`](super::literal::PADDING) zeros.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tables<'t> {
    /// The trie, its candidates, and their programs.
    pub code: &'t [u8],
    /// The address of the trie's root.
    pub root: u32,
    /// For each message pattern that begins with a placeholder, the marks of the words that it requires. The order is
    /// that of the root's candidates.
    pub word_marks: &'t [u8],
    /// The number of the placeholder's name that means a status.
    pub status: u8,
}

/// How far a lookup goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Limits {
    /// The maximum number of places: the start, and after wrappers.
    pub places: usize,
    /// Whether patterns that begin with a placeholder are tried.
    pub placeholders_first: bool,
    /// The maximum number of bytes that are read.
    pub window: usize,
}

impl Limits {
    pub(crate) const MESSAGE: Limits = Limits { places: MAX_PLACES, placeholders_first: true, window: WINDOW };
    /// For a text that has many places where a message may begin. Patterns that begin with a placeholder are left out,
    /// because they could match anywhere. Each place costs a lookup, so fewer wrappers are stripped and fewer bytes are
    /// read.
    pub(crate) const PLACE_IN_TEXT: Limits =
        Limits { places: MAX_PLACES / 4, placeholders_first: false, window: WINDOW / 4 };
}

/// The best pattern for a message.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Answer {
    pub found: Found,
    /// Where the pattern begins in the message: after the wrappers that were stripped.
    pub start: u32,
    /// The status that was given, or the one in a wrapper.
    pub status: Option<u16>,
    /// Whether that status is one of the pattern's. Also true if no status is known.
    pub has_status: bool,
}

/// Looks up a message. Returns `None` if no pattern matches. `comes_with` says whether a pattern has a status. If the
/// status is known, the patterns that have it are preferred to all others.
pub(crate) fn look_up(
    tables: &Tables<'_>,
    message: &str,
    limits: Limits,
    status: Option<u16>,
    comes_with: &dyn Fn(u32, u16) -> bool,
) -> Option<Answer> {
    let message = window::start(message, limits.window);
    match typography::first(message) {
        None => look_up_bytes(tables, message, limits, status, comes_with),
        Some(first) => look_up_rewritten(tables, message, first, limits, status, comes_with),
    }
}

/// Looks up a message with typographic characters. The places in the answer are those of the original message.
#[cold]
#[inline(never)]
fn look_up_rewritten(
    tables: &Tables<'_>,
    message: &[u8],
    first: usize,
    limits: Limits,
    status: Option<u16>,
    comes_with: &dyn Fn(u32, u16) -> bool,
) -> Option<Answer> {
    let rewritten = typography::Rewritten::new(message, first);
    let mut answer = look_up_bytes(tables, rewritten.as_bytes(), limits, status, comes_with)?;
    let mut places = rewritten.places();
    answer.start = places.of(answer.start);
    answer.found.move_places(|place| places.of(place));
    Some(answer)
}

fn look_up_bytes(
    tables: &Tables<'_>,
    message: &[u8],
    limits: Limits,
    status: Option<u16>,
    comes_with: &dyn Fn(u32, u16) -> bool,
) -> Option<Answer> {
    let mut lookup = Lookup { tables, message, comes_with, runner: Runner::new(tables.code, message) };
    let start = Place { at: skip_space(message, 0), status };
    let path = lookup.path(start.at);
    // Most messages have no wrapper, so this is tried first.
    if let Some(answer) = lookup.best_on(&path, start) {
        return Some(answer);
    }
    lookup.elsewhere(&path, start, limits)
}

/// Whether a test makes lookups ignore this pattern.
fn is_left_out(_pattern: u32) -> bool {
    #[cfg(test)]
    return super::left_out::contains(_pattern);
    #[cfg(not(test))]
    false
}

struct Lookup<'l> {
    tables: &'l Tables<'l>,
    message: &'l [u8],
    comes_with: &'l dyn Fn(u32, u16) -> bool,
    runner: Runner<'l>,
}

impl Lookup<'_> {
    fn root(&self) -> Node {
        Node::read(self.tables.code, self.tables.root)
    }

    fn path(&self, at: u32) -> Path {
        Path::of(self.tables.code, self.root(), self.message, at)
    }

    #[inline(never)]
    fn elsewhere(&mut self, path: &Path, start: Place, limits: Limits) -> Option<Answer> {
        let mut places = Places::new(start, limits.places);
        if let Some(answer) = self.after_wrappers(path, start, &mut places) {
            return Some(answer);
        }
        if limits.placeholders_first { self.placeholders_first(places.as_slice()) } else { None }
    }

    /// The best message pattern on the path from a place. The best of all usually has the status too, and then a second
    /// search isn't needed.
    fn best_on(&mut self, path: &Path, place: Place) -> Option<Answer> {
        let found = self.best_of_those(path, &|_| true)?;
        self.preferring_status(found, place, |this, preferred| this.best_of_those(path, preferred))
    }

    /// `found` if it has the status. Otherwise what `best_of` finds among the patterns that have the status, or `found`
    /// if there is none.
    fn preferring_status(
        &mut self,
        found: Found,
        place: Place,
        best_of: impl FnOnce(&mut Self, &dyn Fn(u32) -> bool) -> Option<Found>,
    ) -> Option<Answer> {
        let status = place.status;
        let comes_with = self.comes_with;
        let has_status = |pattern: u32| status.is_none_or(|status| comes_with(pattern, status));
        if has_status(found.pattern) {
            return Some(Answer { found, start: place.at, status, has_status: true });
        }
        Some(match best_of(self, &has_status) {
            Some(preferred) => Answer { found: preferred, start: place.at, status, has_status: true },
            None => Answer { found, start: place.at, status, has_status: false },
        })
    }

    fn best_of_those(&mut self, path: &Path, is_asked_for: &dyn Fn(u32) -> bool) -> Option<Found> {
        self.runner.matches = Matches::Best(None);
        for step in path.deepest_first() {
            for candidate in Candidate::list(self.tables.code, step.messages) {
                if self.runner.is_beyond(&candidate) {
                    break;
                }
                if is_asked_for(candidate.number()) && !is_left_out(candidate.number()) {
                    self.runner.run_candidate(&candidate, step.at, step.literal);
                }
            }
        }
        self.runner.best()
    }

    /// Strips a wrapper at a place and looks up the rest, recursively. If several wrappers match, the one with the most
    /// literal text is tried first.
    fn after_wrappers(&mut self, path: &Path, place: Place, places: &mut Places) -> Option<Answer> {
        if places.is_full() {
            return None;
        }
        for end in self.wrappers_on(path, place).iter() {
            let inner = Place { at: end.at, status: place.status.or(end.status) };
            if !places.add(inner) {
                continue;
            }
            let path = self.path(inner.at);
            if let Some(answer) = self.best_on(&path, inner) {
                return Some(answer);
            }
            if let Some(answer) = self.after_wrappers(&path, inner, places) {
                return Some(answer);
            }
        }
        None
    }

    fn wrappers_on(&mut self, path: &Path, place: Place) -> WrapperEnds {
        self.runner.matches = Matches::Wrappers(WrapperEnds::default(), self.tables.status);
        for step in path.deepest_first() {
            for candidate in Candidate::list(self.tables.code, step.wrappers) {
                self.runner.run_candidate(&candidate, step.at, step.literal);
            }
        }
        for candidate in Candidate::list(self.tables.code, self.root().wrappers()) {
            self.runner.run_candidate(&candidate, place.at, 0);
        }
        self.runner.wrapper_ends()
    }

    /// The best of the patterns that begin with a placeholder, at the first place where one matches. Each pattern is
    /// tried at all places before the next pattern, because it remembers where it has failed.
    fn placeholders_first(&mut self, places: &[Place]) -> Option<Answer> {
        let marks = WordMarks::of(self.message);
        let found = self.first_of_those(places, &marks, &|_| true);
        let (found, place) = found?;
        self.preferring_status(found, place, |this, preferred| {
            Some(this.first_of_those(&[place], &marks, preferred)?.0)
        })
    }

    fn first_of_those(
        &mut self,
        mut places: &[Place],
        marks: &WordMarks,
        is_asked_for: &dyn Fn(u32) -> bool,
    ) -> Option<(Found, Place)> {
        self.runner.matches = Matches::Best(None);
        let mut best = None;
        for (index, candidate) in Candidate::list(self.tables.code, self.root().messages()).enumerate() {
            let number = candidate.number();
            if !marks.may_match(self.tables.word_marks, index) || !is_asked_for(number) || is_left_out(number) {
                continue;
            }
            for (index, place) in places.iter().enumerate() {
                // Any match at an earlier place is better than the best so far.
                if index + 1 < places.len() {
                    self.runner.matches = Matches::Best(None);
                } else {
                    self.runner.matches = Matches::Best(best.map(|(found, _)| found));
                }
                if self.runner.run_candidate(&candidate, place.at, 0) {
                    best = self.runner.best().map(|found| (found, *place));
                    places = places.get(..=index).unwrap_or(places);
                    break;
                }
            }
        }
        best
    }
}
