//! Finds the facts in a pasted text: its status, code, type, and messages.
//!
//! The text is not parsed: it may be JSON, a printed Python dictionary, either
//! of them cut off or with its own escapes, or prose around them. The search
//! looks for keys with values, names of exceptions, and statuses.
//!
//! All functions are `#[inline]`, for the reason that `search.rs` gives.

use crate::entry::code_index::by_api_code;
use crate::entry::exception::{Exception, by_name};
use crate::lookup::field_wait::{Field, FieldWait};
use crate::lookup::response::ErrorResponse;
use crate::matcher::window::floor_boundary;
use crate::matcher::{steps, typography};

include!(concat!(env!("OUT_DIR"), "/pasted.rs"));

/// How much of the end of a long text is searched first: tracebacks end with the
/// error. The rest is searched only if nothing is found there.
pub(crate) const TAIL: usize = 32 * 1024;

/// The maximum number of messages that are kept: the last ones.
const MAX_MESSAGES: usize = 16;

/// The colon between a key and its value in Chinese and Japanese.
const FULL_WIDTH_COLON: char = '：';
const FULL_WIDTH_COLON_START: u8 = 0xEF;

/// The maximum length of a value without quotation marks. No status, code, type, or name of a parameter is longer.
/// Searching for the end of longer values at every key would take quadratic time.
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

/// The facts found in a text.
#[derive(Default)]
pub(crate) struct Evidence<'t> {
    pub(crate) status: Option<u16>,
    pub(crate) api_code: Option<&'t str>,
    pub(crate) api_type: Option<&'t str>,
    pub(crate) param: Option<&'t str>,
    pub(crate) wait: Option<FieldWait>,
    pub(crate) exception: Option<Exception>,
    pub(crate) messages: [Option<&'t str>; MAX_MESSAGES],
    last_quoted: Quoted,
    /// Whether the caller gave the status. Then no status in the text counts.
    status_is_given: bool,
    /// Whether the status was given, or is the value of a key.
    pub(crate) status_is_sure: bool,
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

impl<'t> Evidence<'t> {
    #[inline]
    pub(crate) fn response(&self) -> ErrorResponse<'t> {
        let mut response = ErrorResponse::new();
        response.status = self.status;
        response.api_code = self.api_code;
        response.api_type = self.api_type;
        response.param = self.param;
        response.field_wait = self.wait;
        response
    }

    #[inline]
    pub(crate) fn gather(text: &'t str, status: Option<u16>) -> Self {
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

    /// Reads `key: value`, `"key": value`, or `key=value`, with or without quotes. The separator is at `at`, and has
    /// `len` bytes.
    #[inline]
    fn key(&mut self, text: &'t str, at: usize, len: usize) {
        let before = text[..at].trim_end();
        let before = before.strip_suffix(is_quotation_mark).unwrap_or(before).trim_end_matches('\\');
        let start = before.rfind(|char: char| !(char.is_ascii_alphanumeric() || char == '_')).map_or(0, |at| at + 1);
        // `rfind` finds the start of a character, which may be longer than a byte. Then `start` is inside it.
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

    /// The text from the quotation mark at the start of `rest` to the next mark of the same kind. If the first mark is
    /// escaped, because it is inside another string, so is the second. If there is no second mark, because the text was
    /// cut off, all of `rest` counts. `rest` is the end of `text`.
    #[inline]
    fn quoted(&mut self, text: &'t str, rest: &'t str) -> Option<&'t str> {
        let after = rest.trim_start_matches('\\');
        let depth = rest.len() - after.len();
        // Python puts a letter in front of some strings: `b'…'`.
        let after = match after.strip_prefix(['b', 'u', 'r']) {
            Some(after) if after.starts_with(is_quotation_mark) => after,
            _ => after,
        };
        let mark = after.chars().next().filter(|mark| is_quotation_mark(*mark))?;
        let value = &after[mark.len_utf8()..];
        let start = text.len() - value.len();
        // A crafted text may have many strings without an end. The end of the last string is cached, so that the time
        // stays linear.
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

    /// Reads a field or a header that contains a wait. `key` is only the part of a header's name after the last dash.
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
        let known = |value: &str| !by_api_code(value).is_empty();
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

    /// Reads a status that isn't the value of a key: `HTTP 429`, `status code 429`, `(429)`, `429 Too Many Requests`.
    /// These are three digits that are not part of a longer number or word, with a word before or after them that makes
    /// them a status.
    #[inline]
    fn loose_status(&mut self, text: &str, at: usize) {
        let bytes = text.as_bytes();
        let is_separate = at.checked_sub(1).is_none_or(|before| {
            !(bytes[before].is_ascii_alphanumeric() || matches!(bytes[before], b'.' | b'-' | b'_' | b'/' | b',' | b'$'))
        }) && !bytes.get(at + 3).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
            && !(bytes.get(at + 3) == Some(&b'.') && bytes.get(at + 4).is_some_and(u8::is_ascii_digit));
        let Some(status @ 400..=599) = text.get(at..at + 3).and_then(|digits| digits.parse::<u16>().ok()) else {
            return;
        };
        if !is_separate || self.status_is_sure || bytes[at..].iter().take(3).any(|byte| !byte.is_ascii_digit()) {
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

    /// Finds the last name of an exception.
    #[inline]
    fn exceptions(&mut self, text: &str) {
        let words = text.rsplit(|char: char| !(char.is_ascii_alphanumeric() || char == '_' || char == '.'));
        self.exception = words.filter(|word| word.len() > 5).find_map(by_name);
    }

    /// Whether it is certain that the error is from this API: the caller gave its status, or the text contains a code
    /// or a type of the API.
    #[inline]
    pub(crate) fn is_of_this_api(&self) -> bool {
        let is_known = |value: &str| !by_api_code(value).is_empty();
        self.status_is_given || self.api_code.is_some_and(is_known) || self.api_type.is_some_and(is_known)
    }

    /// The response, without the fields that were found inside a message.
    #[inline]
    pub(crate) fn response_outside(&self, message: &str) -> ErrorResponse<'t> {
        let outside = |value: &&'t str| !begins_inside(message, value);
        let mut response = self.response();
        response.api_code = self.api_code.filter(outside);
        response.api_type = self.api_type.filter(outside);
        response.param = self.param.filter(outside);
        response
    }
}

/// The end of a string whose quotation marks are preceded by `depth` backslashes.
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

/// The end of a string in typographic quotation marks. `’` is also an apostrophe, so it closes a string only if no word
/// follows.
#[inline]
fn typographic_end(value: &str, mark: char) -> usize {
    let closes = |(at, char): &(usize, char)| {
        typography::ascii(*char) == typography::ascii(mark)
            && !value[at + char.len_utf8()..].starts_with(|next: char| next.is_ascii_alphanumeric())
    };
    value.char_indices().find(closes).map_or(value.len(), |(at, _)| at)
}

/// Whether a number counts something: `402 items`, `500 MB`, `429 条`. Such a number is not a status, even at the start
/// of the text or in `returned 402 items`. `after` is the text after the number.
#[inline]
fn is_counted(after: &str) -> bool {
    let after = after.strip_prefix(' ').unwrap_or(after);
    let end = after.find(|char: char| !char.is_ascii_alphabetic()).unwrap_or(after.len());
    let word = &after[..end];
    // A plural ends in "s", but words such as "status", "access", and "this" are not plurals.
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

/// Whether a text begins with some words, ignoring ASCII case.
#[inline]
fn starts_without_case(text: &str, words: &str) -> bool {
    text.as_bytes().get(..words.len()).is_some_and(|start| start.eq_ignore_ascii_case(words.as_bytes()))
}

/// Whether a text ends with a word, ignoring ASCII case. No letter may precede the word, except in scripts without
/// spaces.
#[inline]
fn ends_with_word(text: &str, word: &str) -> bool {
    let Some(start) = text.len().checked_sub(word.len()) else { return false };
    let ends = text.as_bytes()[start..].eq_ignore_ascii_case(word.as_bytes());
    ends && (!word.starts_with(|char: char| char.is_ascii_alphabetic())
        || !text[..start].ends_with(|char: char| char.is_ascii_alphabetic()))
}

/// Whether a character is a quotation mark, in ASCII or typographic.
#[inline]
fn is_quotation_mark(char: char) -> bool {
    matches!(char, '"' | '\'') || matches!(typography::ascii(char), Some(b'"' | b'\''))
}

/// The value without quotation marks at the start of a text; empty if it is longer than [`MAX_BARE`].
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

/// Whether `inner` begins inside `outer`. Both are pieces of the same text.
#[inline]
pub(crate) fn begins_inside(outer: &str, inner: &str) -> bool {
    let outer = outer.as_bytes().as_ptr_range();
    (outer.start..outer.end).contains(&inner.as_ptr())
}
