//! A reference for the matcher. It tries every pattern on its own, byte by byte. Nothing is compiled, shared, skipped,
//! or remembered.

use core::cmp::Reverse;

use crate::compiler::patterns::syntax::{Part, Pattern};
use crate::matcher::character::is_space;
use crate::matcher::found::NO_NAME;
use crate::matcher::literal::{fold, skip_space};
use crate::matcher::placeholder::{Kind, ends_here, phrase_end, sentence_end, value_end, without_spaces};
use crate::matcher::typography;
use crate::matcher::window::WINDOW;

/// A way in which a pattern matches. A greater hit has a higher rank.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    pub literal: u32,
    pub values: usize,
    pub pattern: Reverse<u32>,
    pub end: u32,
    /// Name, start, and end.
    pub captures: Vec<(u8, u32, u32)>,
}

/// The rest of a pattern: some parts, and what follows them.
#[derive(Clone, Copy)]
struct Rest<'p> {
    parts: &'p [Part],
    next: Option<&'p Rest<'p>>,
}

/// The position of a match: in the message, and in the pattern.
#[derive(Clone, Copy)]
struct State {
    at: u32,
    literal: u32,
    /// Whether this is after whitespace of the pattern, or at its start.
    spaced: bool,
    /// Whether this is after an open placeholder. Literal text must follow.
    needs_text: bool,
    /// Whether the match begins with a placeholder. `None` if nothing has matched yet.
    begins_with_placeholder: Option<bool>,
}

/// One pattern on one message.
struct Run<'r> {
    message: &'r [u8],
    names: &'r [&'r str],
    is_wrapper: bool,
    /// Which matches count: those that begin with a placeholder, or those that don't. `None` for all.
    wanted: Option<bool>,
    number: u32,
    captures: Vec<(u8, u32, u32)>,
    hits: Vec<Hit>,
}

impl Run<'_> {
    fn end(&mut self, state: State) -> bool {
        if !self.is_wrapper && !ends_here(self.message, state.at) {
            return false;
        }
        if self.wanted.is_none() || self.wanted == state.begins_with_placeholder {
            self.hits.push(Hit {
                literal: state.literal,
                values: self.captures.len(),
                pattern: Reverse(self.number),
                end: if self.is_wrapper { skip_space(self.message, state.at) } else { state.at },
                captures: self.captures.clone(),
            });
        }
        true
    }

    /// Whether `text` and everything after it may be missing. Closing whitespace may be missing. So may a full stop,
    /// unless this is a wrapper.
    fn may_be_missing(&self, text: &str, rest: Rest<'_>, spaced: bool) -> bool {
        let enough: &[&str] = if self.is_wrapper { &["", " "] } else { &["", " ", ".", ". ", " .", " . "] };
        let mut left = String::from(if spaced { " " } else { "" });
        self.closings(text, rest, &mut left, &mut |closing| {
            enough.contains(&closing.strip_prefix(if spaced { " " } else { "" }).unwrap_or(closing))
        })
    }

    /// Whether `is_asked_for` accepts one of the forms of `text` and the rest. `so_far` is the beginning of each form.
    /// Forms with more than five bytes are too long, and are not followed to their end.
    fn closings(
        &self,
        text: &str,
        rest: Rest<'_>,
        so_far: &mut String,
        is_asked_for: &mut dyn FnMut(&str) -> bool,
    ) -> bool {
        let len = so_far.len();
        for char in text.chars() {
            if !(char == ' ' && so_far.ends_with(' ')) {
                so_far.push(char);
            }
            if so_far.len() > 5 {
                so_far.truncate(len);
                return false;
            }
        }
        let found = match (rest.parts, rest.next) {
            ([Part::Text(text), parts @ ..], next) => self.closings(text, Rest { parts, next }, so_far, is_asked_for),
            ([Part::Placeholder(..), ..], _) => false,
            ([Part::OneOf(branches), parts @ ..], next) => {
                let after = Rest { parts, next };
                let mut found = false;
                for branch in branches {
                    found |= self.closings("", Rest { parts: branch, next: Some(&after) }, so_far, is_asked_for);
                }
                found
            }
            ([], Some(next)) => self.closings("", *next, so_far, is_asked_for),
            ([], None) => is_asked_for(so_far),
        };
        so_far.truncate(len);
        found
    }

    /// Whether the rest matches in any way.
    fn run(&mut self, rest: Rest<'_>, state: State) -> bool {
        match (rest.parts, rest.next) {
            ([Part::Text(text), parts @ ..], next) => self.text(text, Rest { parts, next }, state),
            ([Part::Placeholder(kind, name), parts @ ..], next) => {
                if state.needs_text {
                    return false;
                }
                let number = |name: &String| self.names.iter().position(|known| known == name).unwrap() as u8;
                let name = name.as_ref().map_or(NO_NAME, number);
                self.placeholder(*kind, name, Rest { parts, next }, state)
            }
            ([Part::OneOf(branches), parts @ ..], next) => {
                let after = Rest { parts, next };
                let mut matches = false;
                for branch in branches {
                    matches |= self.run(Rest { parts: branch, next: Some(&after) }, state);
                }
                matches
            }
            ([], Some(next)) => self.run(*next, state),
            ([], None) => !state.needs_text && self.end(state),
        }
    }

    fn text(&mut self, text: &str, rest: Rest<'_>, mut state: State) -> bool {
        let mut matches = false;
        for (index, &want) in text.as_bytes().iter().enumerate() {
            if want == b' ' && state.spaced {
                continue;
            }
            // Whitespace and a full stop are ASCII, so nothing else can be missing.
            if !state.needs_text
                && text.is_char_boundary(index)
                && self.may_be_missing(&text[index..], rest, state.spaced)
            {
                matches |= self.end(state);
            }
            let Some(&byte) = self.message.get(state.at as usize) else { return matches };
            let mut byte = fold(byte);
            state.at += 1;
            if byte == b'\\' && want != b'\\' {
                byte = match self.message.get(state.at as usize) {
                    Some(b'n' | b'r' | b't') => b' ',
                    Some(&byte @ (b'"' | b'\'' | b'`' | b'/')) => byte,
                    _ => return matches,
                };
                state.at += 1;
            }
            if byte != want {
                return matches;
            }
            if want == b' ' {
                state.at = skip_space(self.message, state.at);
            }
            state.literal += 1;
            state.spaced = want == b' ';
            state.needs_text = false;
            state.begins_with_placeholder.get_or_insert(false);
        }
        self.run(rest, state) || matches
    }

    fn placeholder(&mut self, kind: Kind, name: u8, rest: Rest<'_>, state: State) -> bool {
        let mut after = State { spaced: false, needs_text: kind.is_open(), ..state };
        after.begins_with_placeholder.get_or_insert(true);
        if !kind.is_open() {
            return match value_end(self.message, state.at, kind) {
                Some(end) => self.capture(name, state.at, end, |run| run.run(rest, State { at: end, ..after })),
                None => false,
            };
        }
        let len = self.message.len() as u32;
        let limit = if kind == Kind::Phrase { phrase_end(self.message, state.at) } else { len };
        let mut matches = false;
        if self.may_be_missing("", rest, false) {
            let close = match kind {
                Kind::Phrase => without_spaces(self.message, state.at, limit),
                _ => sentence_end(self.message, state.at),
            };
            if close > state.at {
                matches = self.capture(name, state.at, close, |run| run.end(State { at: close, ..after }));
            }
        }
        let is_space_at = |at: u32| self.message.get(at as usize).is_some_and(|&byte| is_space(byte));
        for place in state.at + u32::from(kind == Kind::Phrase)..=limit {
            // A space matches a whole run, from its start.
            if place > state.at && is_space_at(place) && is_space_at(place - 1) {
                continue;
            }
            if self.capture(name, state.at, place, |run| run.run(rest, State { at: place, ..after })) {
                return true;
            }
        }
        matches
    }

    fn capture(&mut self, name: u8, start: u32, end: u32, rest: impl FnOnce(&mut Self) -> bool) -> bool {
        let len = self.captures.len();
        if name != NO_NAME {
            self.captures.push((name, start, end));
        }
        let matches = rest(self);
        self.captures.truncate(len);
        matches
    }
}

/// The patterns that the reference tries.
pub struct Reference<'c> {
    pub messages: &'c [Pattern],
    pub wrappers: &'c [Pattern],
    pub names: &'c [&'c str],
    pub comes_with: &'c dyn Fn(u32, u16) -> bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub hit: Hit,
    pub status: Option<u16>,
    pub has_status: bool,
}

type Place = (u32, Option<u16>);

/// The part of a message that is read, with ASCII characters in place of typographic ones. Also returns the place of
/// each byte in the original message.
fn rewritten(message: &str) -> (Vec<u8>, Vec<u32>) {
    let window = &message.as_bytes()[..message.len().min(WINDOW)];
    let (mut bytes, mut places) = (Vec::new(), Vec::new());
    let mut chars = message.char_indices();
    while let Some((start, char)) = chars.next().filter(|(start, _)| *start < window.len()) {
        let end = start + char.len_utf8();
        match typography::ascii(char) {
            Some(ascii) if end <= window.len() => {
                bytes.push(ascii);
                places.push(start as u32);
            }
            _ => {
                let own = &window[start..end.min(window.len())];
                bytes.extend_from_slice(own);
                places.extend((start..).take(own.len()).map(|place| place as u32));
            }
        }
    }
    places.push(window.len() as u32);
    (bytes, places)
}

impl Reference<'_> {
    pub fn look_up(&self, message: &str, status: Option<u16>, most_places: usize) -> Option<Answer> {
        let (message, places) = rewritten(message);
        let mut answer = self.look_up_rewritten(&message, status, most_places)?;
        let place = |at: &mut u32| *at = places[*at as usize];
        for (_, start, end) in &mut answer.hit.captures {
            place(start);
            place(end);
        }
        place(&mut answer.hit.end);
        Some(answer)
    }

    fn look_up_rewritten(&self, message: &[u8], status: Option<u16>, most_places: usize) -> Option<Answer> {
        let start = (skip_space(message, 0), status);
        let mut places = vec![start];
        self.best(message, start, false)
            .or_else(|| self.after_wrappers(message, start, &mut places, most_places))
            .or_else(|| places.iter().find_map(|&place| self.best(message, place, true)))
    }

    fn hits(&self, message: &[u8], at: u32, patterns: &[Pattern], is_wrapper: bool, wanted: Option<bool>) -> Vec<Hit> {
        let mut hits = Vec::new();
        for (number, pattern) in patterns.iter().enumerate() {
            let captures = Vec::new();
            let (number, names) = (number as u32, self.names);
            let mut run = Run { message, names, is_wrapper, wanted, number, captures, hits };
            let begins_with_placeholder = None;
            let start = State { at, literal: 0, spaced: true, needs_text: false, begins_with_placeholder };
            run.run(Rest { parts: &pattern.parts, next: None }, start);
            hits = run.hits;
        }
        hits
    }

    fn best(&self, message: &[u8], (at, status): Place, by_placeholder: bool) -> Option<Answer> {
        let hits = self.hits(message, at, self.messages, false, Some(by_placeholder));
        let has_status = |hit: &&Hit| status.is_none_or(|status| (self.comes_with)(hit.pattern.0, status));
        if let Some(hit) = hits.iter().filter(has_status).max() {
            return Some(Answer { hit: hit.clone(), status, has_status: true });
        }
        hits.into_iter().max().map(|hit| Answer { hit, status, has_status: false })
    }

    fn after_wrappers(
        &self,
        message: &[u8],
        (at, status): Place,
        places: &mut Vec<Place>,
        most_places: usize,
    ) -> Option<Answer> {
        let mut hits = self.hits(message, at, self.wrappers, true, None);
        hits.sort_by_key(|hit| Reverse((hit.literal, hit.values, hit.pattern)));
        let mut ends = Vec::new();
        hits.retain(|hit| {
            let is_new = !ends.contains(&hit.end);
            ends.push(hit.end);
            is_new
        });
        for hit in hits.into_iter().take(6) {
            if places.len() >= most_places || places.iter().any(|&(place, _)| place == hit.end) {
                continue;
            }
            let is_status = |(name, _, _): &&(u8, u32, u32)| self.names.get(usize::from(*name)) == Some(&"status");
            let named = hit.captures.iter().rfind(is_status);
            let named = named.and_then(|&(_, start, end)| {
                std::str::from_utf8(&message[start as usize..end as usize]).ok()?.parse().ok()
            });
            let place = (hit.end, status.or(named));
            places.push(place);
            let found = self.best(message, place, false);
            if let Some(answer) = found.or_else(|| self.after_wrappers(message, place, places, most_places)) {
                return Some(answer);
            }
        }
        None
    }
}
