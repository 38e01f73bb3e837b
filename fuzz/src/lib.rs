//! What is promised for every answer, for all targets.

use std::ops::Range;
use std::time::{Duration, SystemTime};

use arbitrary::{Arbitrary, Unstructured};
use openai_error_catalog::{ErrorResponse, Match};

/// The longest wait that is accepted.
pub const MAX_WAIT: Duration = Duration::from_secs(31 * 24 * 60 * 60);

/// The headers that a response is read for.
pub const HEADERS: [&str; 8] = [
    "retry-after-ms",
    "x-ms-retry-after-ms",
    "retry-after",
    "x-should-retry",
    "x-ratelimit-reset-requests",
    "x-ratelimit-reset-tokens",
    "x-ratelimit-remaining-requests",
    "x-ratelimit-remaining-tokens",
];

/// Values are pieces of one of the texts, and a wait is a plausible one.
pub fn check(found: &Match<'_>, texts: &[&str]) {
    for (name, value) in found.values() {
        assert!(texts.iter().any(|text| place(text, value).is_some()), "{name} is {value:?}, no piece of the text");
    }
    if let Some(wait) = found.retry_after() {
        assert!(!wait.is_zero() && wait <= MAX_WAIT, "a wait of {wait:?}");
    }
    // Whatever is derived from the match must not panic either.
    let _ = (found.verdict(), found.reason(), found.retry().delays().next_after(found.retry_after()));
}

/// Where in the text a piece of it is; `None` if it isn't a piece of it, even if the
/// text has the same words.
pub fn place(text: &str, piece: &str) -> Option<Range<usize>> {
    let start = (piece.as_ptr() as usize).checked_sub(text.as_ptr() as usize)?;
    let range = start..start + piece.len();
    (text.get(range.clone())? == piece).then_some(range)
}

/// Upper case as the API's words allow it: the letter of an escape (`\n`)
/// keeps its case, since `\N` is none.
pub fn upper(text: &str) -> String {
    let mut before = ' ';
    text.chars()
        .map(|char| {
            let escaped = before == '\\';
            before = char;
            if escaped { char } else { char.to_ascii_uppercase() }
        })
        .collect()
}

/// A response, written as parts between NUL bytes: `status:429`, `type:tokens`,
/// `retry-after:20`, `message:…`. Seeds can be read, and the dictionary finds
/// the names, which a derived `Arbitrary` would hide.
#[derive(Debug)]
pub struct Response<'a> {
    parts: Vec<(&'a str, &'a str)>,
}

impl<'a> Arbitrary<'a> for Response<'a> {
    fn arbitrary(input: &mut Unstructured<'a>) -> arbitrary::Result<Self> {
        let bytes = input.bytes(input.len())?;
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default(),
        };
        Ok(Response { parts: text.split('\0').filter_map(|part| part.split_once(':')).collect() })
    }
}

impl<'a> Response<'a> {
    pub fn response(&self) -> ErrorResponse<'a> {
        let mut response = ErrorResponse::new();
        for &(name, value) in &self.parts {
            response = match name {
                "status" => value.parse::<u16>().map_or(response, |status| response.status(status)),
                "type" => response.api_type(value),
                "code" => response.api_code(value),
                "param" => response.param(value),
                "message" => response.message(value),
                "now" => value.parse().ok().and_then(time).map_or(response, |now| response.now(now)),
                header => response.header(header, value),
            };
        }
        response
    }

    pub fn texts(&self) -> Vec<&'a str> {
        self.parts.iter().map(|&(_, value)| value).collect()
    }
}

fn time(seconds: u64) -> Option<SystemTime> {
    SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds))
}
