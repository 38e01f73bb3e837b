//! What people paste: a client's printed error, a body, a traceback, a log line.
//!
//! The text is not parsed: it may be JSON, a printed Python dictionary, either
//! of them cut off or with its own escapes, or prose around them. The search
//! looks for keys with values, names of exceptions, and statuses; then for
//! the places where a message may begin.
//!
//! All of it is `#[inline]`, for the reason that `search.rs` gives.

use crate::catalog::{by_default, find, find_at_place};
use crate::lookup::classify::is_general;
use crate::lookup::field_wait::{Field, FieldWait};
use crate::lookup::guess::{self, Guess};
use crate::matcher::{steps, typography};
use crate::tables::{API_NAMES, PASTED};
use crate::{Catalog, Category, ErrorResponse, Exception, Match, MatchKind};

/// How much of the end of a long text is searched first: tracebacks end with the
/// error. The rest is searched only if nothing is found there.
const TAIL: usize = 32 * 1024;

/// How many values of message keys are tried, the last ones first.
const MAX_MESSAGES: usize = 16;

/// How many places are tried where a message may begin.
const MAX_PLACES: usize = 96;

/// How many lines are tried if only the words can identify a text, the last ones first.
const MAX_LINES: usize = 64;

/// The longest phrase that many programs use: "Request rate limit exceeded".
const MAX_PHRASE: usize = 30;

/// How many words may surround a phrase if they don't contradict it: a log's level, the name of a module.
const WORDS_AROUND: usize = 6;

/// The same for the name of a status: every server sends it, and then continues with its own cause.
const WORDS_AROUND_STATUS: usize = 2;

/// The colon between a key and its value in Chinese and Japanese.
const FULL_WIDTH_COLON: char = '：';
const FULL_WIDTH_COLON_START: u8 = 0xEF;

/// The longest value without quotation marks: a status, a code, a type, or the
/// name of a parameter. A longer one is none of them, and looking for its end
/// at every key would take quadratic time.
const MAX_BARE: usize = 256;

/// How pasted texts label what comes with a message: `catalog/pasted.toml` explains the lists.
#[derive(Debug)]
pub(crate) struct Names {
    pub message_keys: &'static [&'static str],
    pub quoted_message_keys: &'static [&'static str],
    pub status_keys: &'static [&'static str],
    pub code_keys: &'static [&'static str],
    pub type_keys: &'static [&'static str],
    pub param_keys: &'static [&'static str],
    pub before_status: &'static [&'static str],
    pub after_status: &'static [&'static str],
    pub counted: &'static [&'static str],
}

/// As [`Catalog::explain`] documents it.
#[inline]
pub(crate) fn explain(text: &str, status: Option<u16>) -> Option<Match<'_>> {
    let split = floor_boundary(text, text.len().saturating_sub(TAIL));
    let tail = explain_part(&text[split..], status);
    if split == 0 {
        return tail;
    }
    let is_message = |found: &Match<'_>| found.kind().is_recognized();
    let head = || explain_part(&text[..floor_boundary(text, TAIL)], status).filter(is_message);
    tail.filter(is_message).or_else(head).or(tail)
}

/// The last place at or before `at` where a character begins.
#[inline]
pub(crate) fn floor_boundary(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[inline]
fn explain_part(text: &str, status: Option<u16>) -> Option<Match<'_>> {
    let evidence = Evidence::gather(text, status);
    let is_ours = |found: &Match<'_>| evidence.is_of_this_api() || !is_weak(found) || surroundings_fit(text, found);
    if let Some(found) = evidence.innermost(is_ours) {
        return Some(found);
    }
    let is_repeated = |found: &Match<'_>| evidence.contradicts(found);
    if let Some(found) = best_place(text, evidence.status).filter(|found| is_ours(found) && !is_repeated(found)) {
        let whole = Catalog::classify(&evidence.response().message(found.text()));
        return whole.or(Some(found));
    }
    let known = Catalog::classify(&evidence.response());
    if let Some(found) = known.filter(|found| matches!(found.kind(), MatchKind::ApiCode | MatchKind::ApiType)) {
        return Some(found);
    }
    if let Some(found) = evidence.guess(text) {
        return Some(found);
    }
    let by_exception = || {
        let exception = evidence.exception?;
        let span = exception.statuses();
        let fits = evidence.status.is_none_or(|status| span.is_none_or(|(from, to)| (from..=to).contains(&status)));
        let code = exception.codes().first().filter(|_| fits)?;
        Some(Match::by_exception(text, exception, *code, evidence.status))
    };
    let found = by_exception().or_else(|| by_default(evidence.status?, text)).filter(is_ours)?;
    Some(found.with_response(&evidence.response()))
}

/// Whether other programs print the same: the name of a status or an exception, a broken connection.
#[inline]
pub(crate) fn is_weak(found: &Match<'_>) -> bool {
    match found.kind() {
        MatchKind::Message | MatchKind::MessageOtherStatus => {
            let is_network = found.entry().category() == Category::Network;
            let is_short = usize::from(found.literal()) <= MAX_PHRASE;
            is_short && (is_network || is_general(found.code())) && !found.has_values()
        }
        MatchKind::Status | MatchKind::Exception => true,
        _ => false,
    }
}

/// Whether a text mentions this API, or a server that speaks its protocol.
#[inline]
fn names_this_api(text: &str) -> bool {
    let begins = |at: usize, name: &str| {
        text.as_bytes().get(at..at + name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name.as_bytes()))
    };
    API_NAMES.iter().any(|name| (0..text.len().min(TAIL)).any(|at| begins(at, name)))
}

/// Whether a message says more than a status: it has values, or is a sentence of one error.
#[inline]
fn is_exact(found: &Match<'_>) -> bool {
    found.kind().is_recognized() && !is_general(found.code()) && !is_weak(found)
}

/// Whether a piece of a text begins inside another piece of it.
#[inline]
fn begins_inside(outer: &str, inner: &str) -> bool {
    let outer = outer.as_bytes().as_ptr_range();
    (outer.start..outer.end).contains(&inner.as_ptr())
}

/// Whether the text around a weak match is likely to come from this API or its clients. A phrase with only
/// a log's time and level around it needs no such support.
#[inline]
pub(crate) fn surroundings_fit(text: &str, found: &Match<'_>) -> bool {
    if !found.kind().is_recognized() {
        return !guess::is_foreign(text);
    }
    let place = found.text().as_ptr() as usize - text.as_ptr() as usize;
    let phrase = found.phrase();
    let (start, end) = (floor_boundary(text, place + phrase.start), floor_boundary(text, place + phrase.end));
    let (before, after) = (text.get(..start).unwrap_or(""), text.get(end..).unwrap_or(""));
    let line_before = before.rsplit('\n').next().unwrap_or("");
    let line_after = after.split('\n').next().unwrap_or("");
    let phrase = text.get(start..end).unwrap_or("");
    let words = guess::new_words(line_before, phrase).chain(guess::new_words(line_after, phrase));
    // With a status that it does not come with, a phrase needs more than the absence of other words.
    let is_first_sentence = line_before.trim().is_empty() && line_after.starts_with('.');
    let most = match found.entry().category() {
        Category::Network => WORDS_AROUND,
        _ if is_first_sentence => WORDS_AROUND,
        _ => WORDS_AROUND_STATUS,
    };
    let few = words.take(most + 1).count() <= most && found.kind() == MatchKind::Message;
    names_this_api(text) || guess::fits_around(phrase, &[before, after], few)
}

/// The facts found in a text.
#[derive(Default)]
struct Evidence<'t> {
    status: Option<u16>,
    api_code: Option<&'t str>,
    api_type: Option<&'t str>,
    param: Option<&'t str>,
    wait: Option<FieldWait>,
    exception: Option<Exception>,
    messages: [Option<&'t str>; MAX_MESSAGES],
    last_quoted: Quoted,
    /// Whether the caller gave the status: then no other one counts.
    status_is_given: bool,
    /// Whether it was given or is the value of a key.
    status_is_sure: bool,
}

/// A string in quotation marks, without the marks.
#[derive(Default)]
struct Quoted {
    mark: Option<char>,
    /// How many backslashes precede the marks.
    depth: usize,
    start: usize,
    end: usize,
}

/// The end of a string whose marks are preceded by `depth` backslashes.
#[inline]
fn escaped_end(value: &str, mark: char, depth: usize) -> usize {
    let mut escapes = 0;
    for (at, byte) in value.bytes().enumerate() {
        if byte == b'\\' {
            escapes += 1;
            continue;
        }
        if char::from(byte) == mark && escapes <= depth {
            return at - escapes;
        }
        escapes = 0;
    }
    value.len()
}

/// Where a string in typographic marks ends. `’` is also an apostrophe: it closes a string only if no word follows.
#[inline]
fn typographic_end(value: &str, mark: char) -> usize {
    let closes = |(at, char): &(usize, char)| {
        typography::ascii(*char) == typography::ascii(mark)
            && !value[at + char.len_utf8()..].starts_with(|next: char| next.is_ascii_alphanumeric())
    };
    value.char_indices().find(closes).map_or(value.len(), |(at, _)| at)
}

impl<'t> Evidence<'t> {
    #[inline]
    fn response(&self) -> ErrorResponse<'t> {
        let mut response = ErrorResponse::new();
        response.status = self.status;
        response.api_code = self.api_code;
        response.api_type = self.api_type;
        response.param = self.param;
        response.field_wait = self.wait;
        response
    }

    /// Whether a caller or a code of the API says that the error is one of this API's, whatever the words are.
    #[inline]
    fn is_of_this_api(&self) -> bool {
        let is_known = |value: &str| !Catalog::by_api_code(value).is_empty();
        self.status_is_given || self.api_code.is_some_and(is_known) || self.api_type.is_some_and(is_known)
    }

    /// The innermost message that is recognized. Text inside a message that says exactly what is wrong is a
    /// piece of the request that the API repeats: it is not evidence.
    #[inline]
    fn innermost(&self, is_ours: impl Fn(&Match<'_>) -> bool) -> Option<Match<'t>> {
        let mut best: Option<(&str, Match<'t>)> = None;
        for message in self.messages.iter().flatten().copied() {
            if best.is_some_and(|(outer, found)| begins_inside(outer, message) && is_exact(&found)) {
                continue;
            }
            let exact = find(self.status, message).filter(is_exact).is_some();
            let response = if exact { self.response_outside(message) } else { self.response() };
            let found = Catalog::classify(&response.message(message));
            let is_known = |found: &Match<'_>| found.pattern().is_some() || found.kind() == MatchKind::ApiCode;
            // Under a key of an error, a phrase that others use needs less support.
            let is_ours = |found: &Match<'_>| is_ours(found) || !guess::is_foreign(message);
            if let Some(found) = found.filter(is_known).filter(is_ours) {
                best = Some((message, found));
            }
        }
        best.map(|(_, found)| found)
    }

    /// The response without the text inside a message.
    #[inline]
    fn response_outside(&self, message: &str) -> ErrorResponse<'t> {
        let outside = |value: &&'t str| !begins_inside(message, value);
        let mut response = self.response();
        response.api_code = self.api_code.filter(outside);
        response.api_type = self.api_type.filter(outside);
        response.param = self.param.filter(outside);
        response
    }

    /// Whether the status proves that the request is at fault, but the match says that waiting would help: then it was
    /// found in text of the request or of the program's own source.
    #[inline]
    fn contradicts(&self, found: &Match<'_>) -> bool {
        let is_request = |status: u16| (400..500).contains(&status) && !matches!(status, 408 | 409 | 425 | 429 | 499);
        let is_in_message = self.messages.iter().flatten().any(|message| begins_inside(message, found.text()));
        self.status_is_sure
            && !is_in_message
            && self.status.is_some_and(is_request)
            && found.kind() == MatchKind::MessageOtherStatus
            && found.retry().is_retryable()
    }

    /// What the words say: those of the last message, or, in a text that may come from anywhere, those of the message
    /// or the line that most surely is one of this API's.
    #[inline]
    fn guess(&self, text: &'t str) -> Option<Match<'t>> {
        // The name of an exception alone means the exception.
        let is_sentence = |text: &&str| !text.is_ascii() || text.split_ascii_whitespace().nth(1).is_some();
        let guess = |text: &'t str| Some((text, Guess::new(text, self.status, None)?));
        let messages = self.messages.iter().rev().flatten().copied();
        let (message, guess) = if self.is_of_this_api() {
            messages.chain([text]).filter(is_sentence).find_map(guess)?
        } else {
            let lines = text.lines().rev().filter(|line| !line.trim().is_empty()).take(MAX_LINES);
            let own = messages.chain(lines).filter(is_sentence).filter_map(guess).filter(|(_, guess)| guess.is_own());
            own.max_by_key(|(_, guess)| guess.own())?
        };
        Catalog::classify(&self.response().message(message))
            .filter(|found| found.kind() == MatchKind::Similar)
            .or_else(|| Some(Match::similar(message, guess, self.status)))
    }

    #[inline]
    fn gather(text: &'t str, status: Option<u16>) -> Self {
        let mut evidence = Evidence {
            status,
            status_is_given: status.is_some(),
            status_is_sure: status.is_some(),
            ..Evidence::default()
        };
        steps::count(text.len());
        for (at, byte) in text.bytes().enumerate() {
            match byte {
                b':' | b'=' => evidence.key(text, at, 1),
                FULL_WIDTH_COLON_START if text[at..].starts_with(FULL_WIDTH_COLON) => {
                    evidence.key(text, at, FULL_WIDTH_COLON.len_utf8());
                }
                b'0'..=b'9' => evidence.loose_status(text, at),
                _ => {}
            }
        }
        evidence.exceptions(text);
        evidence
    }

    /// `key: value`, `"key": value`, `key=value`, with or without quotes. The separator of `len` bytes is at `at`.
    #[inline]
    fn key(&mut self, text: &'t str, at: usize, len: usize) {
        let before = text[..at].trim_end();
        let before = before.strip_suffix(is_quotation_mark).unwrap_or(before).trim_end_matches('\\');
        let start = before.rfind(|char: char| !(char.is_ascii_alphanumeric() || char == '_')).map_or(0, |at| at + 1);
        // `rfind` gave the start of a character that may be longer than a byte.
        let key = before.get(start..).or_else(|| before.rsplit(|char: char| !char.is_ascii_alphanumeric()).next());
        let Some(key) = key.filter(|key| !key.is_empty()) else { return };
        steps::count(key.len());
        let rest = text[at + len..].trim_start_matches(|char: char| char.is_whitespace() || matches!(char, '=' | '>'));
        self.field_wait(before, key, rest);
        let is = |names: &[&str]| names.iter().any(|name| key.eq_ignore_ascii_case(name));
        let needs_quotes = is(PASTED.quoted_message_keys);
        if needs_quotes || is(PASTED.message_keys) {
            let value = match self.quoted(text, rest) {
                Some(value) => value,
                None if rest.starts_with(['{', '[', '<']) || needs_quotes => return,
                None => rest,
            };
            if !value.chars().all(char::is_whitespace) {
                self.messages.rotate_left(1);
                self.messages[MAX_MESSAGES - 1] = Some(value);
            }
            return;
        }
        let lists = [PASTED.status_keys, PASTED.code_keys, PASTED.type_keys, PASTED.param_keys];
        let Some(list) = lists.into_iter().position(is) else { return };
        let value = self.quoted(text, rest).unwrap_or_else(|| bare(rest));
        if value.is_empty() || matches!(value, "null" | "None" | "undefined" | "nil") {
            return;
        }
        match list {
            0 => {
                self.sure_status(value);
            }
            1 => {
                if !self.sure_status(value) && Self::is_better(self.api_code, value) {
                    self.api_code = Some(value);
                }
            }
            2 => {
                if Self::is_better(self.api_type, value) {
                    self.api_type = Some(value);
                }
            }
            _ => self.param = Some(value),
        }
    }

    /// The text between the quotation mark that `rest` begins with and the next one of its kind. Inside a string the
    /// marks are escaped: then the escaped one ends it. A text that was cut off has no second mark. `rest` is the end
    /// of `text`.
    #[inline]
    fn quoted(&mut self, text: &'t str, rest: &'t str) -> Option<&'t str> {
        let after = rest.trim_start_matches('\\');
        let depth = rest.len() - after.len();
        // Python marks some strings: `b'…'`.
        let after = match after.strip_prefix(['b', 'u', 'r']) {
            Some(after) if after.starts_with(is_quotation_mark) => after,
            _ => after,
        };
        let mark = after.chars().next().filter(|mark| is_quotation_mark(*mark))?;
        let value = &after[mark.len_utf8()..];
        let start = text.len() - value.len();
        // A crafted text may have many open strings: the end of the last one is cached.
        if self.last_quoted.mark == Some(mark)
            && self.last_quoted.depth == depth
            && (self.last_quoted.start..=self.last_quoted.end).contains(&start)
        {
            return text.get(start..self.last_quoted.end);
        }
        let len = if mark.is_ascii() { escaped_end(value, mark, depth) } else { typographic_end(value, mark) };
        steps::count(len);
        self.last_quoted = Quoted { mark: Some(mark), depth, start, end: start + len };
        Some(&value[..len])
    }

    /// A field or a header that contains a wait. The name of a header has dashes.
    #[inline]
    fn field_wait(&mut self, before: &str, key: &str, rest: &str) {
        let front = &before[..before.len() - key.len()];
        let is_joint = |char: char| char.is_ascii_alphanumeric() || matches!(char, '-' | '_');
        let joined = if front.ends_with('-') { front.len() - front.trim_end_matches(is_joint).len() } else { 0 };
        let name = before.get(front.len() - joined..).unwrap_or(key);
        if let Some(field) = Field::named(name) {
            let wait = field.read(rest.trim_start_matches(|char| is_quotation_mark(char) || char == '\\'));
            self.wait = FieldWait::surest(self.wait, wait);
        }
    }

    /// A value that the catalog knows is not replaced by one that it doesn't know.
    #[inline]
    fn is_better(old: Option<&str>, new: &str) -> bool {
        let known = |value: &str| !Catalog::by_api_code(value).is_empty();
        old.is_none_or(|old| !known(old) || known(new))
    }

    #[inline]
    fn sure_status(&mut self, value: &str) -> bool {
        let digits = value.get(..3).filter(|_| !value.as_bytes().get(3).is_some_and(u8::is_ascii_digit));
        match digits.and_then(|digits| digits.parse().ok()) {
            Some(status @ 400..=599) => {
                if !self.status_is_given {
                    self.status = Some(status);
                    self.status_is_sure = true;
                }
                true
            }
            _ => false,
        }
    }

    /// `HTTP 429`, `status code 429`, `(429)`, `429 Too Many Requests`: three
    /// digits alone, with a word before or after them that makes them a status.
    #[inline]
    fn loose_status(&mut self, text: &str, at: usize) {
        let bytes = text.as_bytes();
        let stands_alone = at.checked_sub(1).is_none_or(|before| {
            !(bytes[before].is_ascii_alphanumeric() || matches!(bytes[before], b'.' | b'-' | b'_' | b'/' | b',' | b'$'))
        }) && !bytes.get(at + 3).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
            && !(bytes.get(at + 3) == Some(&b'.') && bytes.get(at + 4).is_some_and(u8::is_ascii_digit));
        let Some(status @ 400..=599) = text.get(at..at + 3).and_then(|digits| digits.parse::<u16>().ok()) else {
            return;
        };
        if !stands_alone || self.status_is_sure || bytes[at..].iter().take(3).any(|byte| !byte.is_ascii_digit()) {
            return;
        }
        let is_joint = |char: char| {
            char == ' '
                || char == '\n'
                || is_quotation_mark(char)
                || typography::ascii(char).is_some()
                || matches!(char, ':' | '(' | '[' | '<' | '=' | '（' | '【')
        };
        let before = text[..at].trim_end_matches(is_joint);
        // `HTTP/1.1 429`.
        let before = before.trim_end_matches(|char: char| char.is_ascii_digit() || matches!(char, '.' | '/'));
        let after = &text[at + 3..];
        let words_after = after.trim_start_matches(|char: char| char.is_whitespace() || matches!(char, '-' | ':'));
        let is_named = at == 0 || PASTED.before_status.iter().any(|name| ends_with_word(before, name));
        let starts = |name: &&str| starts_without_case(words_after, name);
        if (is_named && !is_counted(after)) || PASTED.after_status.iter().any(starts) {
            self.status = Some(status);
        }
    }

    /// The last name of an exception.
    #[inline]
    fn exceptions(&mut self, text: &str) {
        let words = text.rsplit(|char: char| !(char.is_ascii_alphanumeric() || char == '_' || char == '.'));
        self.exception = words.filter(|word| word.len() > 5).find_map(Catalog::by_exception);
    }
}

/// Whether a number counts something: `402 items`, `500 MB`, `429 条`. Then it is not a status, although the text begins
/// with it or says `returned 402 items`.
#[inline]
fn is_counted(after: &str) -> bool {
    let after = after.strip_prefix(' ').unwrap_or(after);
    let end = after.find(|char: char| !char.is_ascii_alphabetic()).unwrap_or(after.len());
    let word = &after[..end];
    // A word in the plural. Longer words than "s" that end so and are none: "status", "access", "this".
    let is_plural = word.len() > 3
        && word.ends_with('s')
        && !["ss", "us", "is"].iter().any(|ending| word.ends_with(ending))
        && word.bytes().all(|byte| byte.is_ascii_lowercase());
    let is_known = |name: &&str| match name.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        true => word.eq_ignore_ascii_case(name),
        false => after.starts_with(name),
    };
    is_plural || PASTED.counted.iter().any(is_known)
}

/// Whether a text begins with some words, whatever the case.
#[inline]
fn starts_without_case(text: &str, words: &str) -> bool {
    text.as_bytes().get(..words.len()).is_some_and(|start| start.eq_ignore_ascii_case(words.as_bytes()))
}

/// Whether a text ends with a word, whatever the case. Scripts without spaces set no limit in front of it.
#[inline]
fn ends_with_word(text: &str, word: &str) -> bool {
    let Some(start) = text.len().checked_sub(word.len()) else { return false };
    let ends = text.as_bytes()[start..].eq_ignore_ascii_case(word.as_bytes());
    ends && (!word.starts_with(|char: char| char.is_ascii_alphabetic())
        || !text[..start].ends_with(|char: char| char.is_ascii_alphabetic()))
}

/// Whether a character opens or closes what is quoted.
#[inline]
fn is_quotation_mark(char: char) -> bool {
    matches!(char, '"' | '\'') || matches!(typography::ascii(char), Some(b'"' | b'\''))
}

/// The fields of a body whose JSON is incomplete. As much of it is looked
/// at as of a pasted text: a server may send any number of megabytes.
#[cfg(feature = "json")]
#[inline]
pub(crate) fn fields(text: &str) -> crate::ErrorBody<'_> {
    let evidence = Evidence::gather(&text[..floor_boundary(text, TAIL)], None);
    crate::ErrorBody {
        // What comes later may be a piece of the request.
        message: evidence.messages.iter().flatten().next().map(|message| (*message).into()),
        api_type: evidence.api_type.map(Into::into),
        api_code: evidence.api_code.map(Into::into),
        param: evidence.param.map(Into::into),
        status: evidence.status.filter(|_| evidence.status_is_sure),
        wait: evidence.wait,
    }
}

/// A value without quotation marks; empty if it is too long to be one.
#[inline]
fn bare(text: &str) -> &str {
    let ends = |char: char| char.is_whitespace() || matches!(char, ',' | '}' | ']' | ')' | ';');
    let start = &text[..floor_boundary(text, MAX_BARE)];
    match start.find(ends) {
        Some(end) => &text[..end],
        None if start.len() == text.len() => text,
        None => "",
    }
}

/// The place at which the most literal text is recognized; of equals the last.
#[inline]
fn best_place(text: &str, status: Option<u16>) -> Option<Match<'_>> {
    // A text that is a message as a whole needs no search, unless it is a chain
    // of causes: a certificate that is refused ends a connection, and a retry
    // fixes neither of them.
    let whole = find(status, text);
    let is_chain = |found: &Match<'_>| found.entry().category() == Category::Network && found.retry().is_retryable();
    if let Some(found) = whole.filter(|found| !is_chain(found)) {
        return Some(found);
    }
    let mut best = whole;
    let mut tried = 0;
    let mut at = text.len();
    while let Some(before) = text[..at].rfind(is_separator) {
        steps::count(at - before);
        let separator = text[before..].chars().next().map_or(1, char::len_utf8);
        at = before;
        let start = before + separator;
        let rest = &text[start..];
        let Some(first) = rest.chars().next() else { continue };
        // Messages begin a line, or follow a separator and a space, or a quotation mark.
        let mark = text[before..].chars().next().unwrap_or(' ');
        let begins = matches!(mark, '\n' | '=' | '"' | '\'' | '`' | '(' | '[' | '{' | '>')
            || !mark.is_ascii()
            || (first == ' ' && !text[..before].ends_with(char::is_whitespace))
            || (mark == '-' && first == ' ');
        if !begins {
            continue;
        }
        tried += 1;
        if tried > MAX_PLACES {
            break;
        }
        if let Some(found) = find_at_place(status, rest) {
            let better = match best {
                None => true,
                Some(best) if whole.is_some() => {
                    found.entry().category() == Category::Network && is_chain(&best) && !is_chain(&found)
                }
                Some(best) => found.literal() > best.literal(),
            };
            if better {
                best = Some(found);
            }
        }
    }
    best
}

#[inline]
fn is_separator(char: char) -> bool {
    match char {
        '\n' | ':' | '=' | '"' | '\'' | '`' | '(' | '[' | '{' | '>' | '-' | '|' | ']' | ')' => true,
        // No space follows these.
        '，' | '：' | '。' | '；' | '！' | '（' | '「' | '『' | '【' | '】' | '《' | '“' | '‘' => true,
        _ => false,
    }
}
