//! Finds the error for a message by the patterns, or for a status alone.

use crate::entry::code_index::general_code;
use crate::entry::message_row::MessageRow;
use crate::lookup::match_kind::MatchKind;
use crate::lookup::matched::Match;
use crate::matcher::look_up::{Limits, Tables, look_up};

include!(concat!(env!("OUT_DIR"), "/matcher.rs"));

/// The patterns of messages and wrappers, in the form that the matcher reads.
static CODE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/patterns.bin"));
static WORD_MARKS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/patterns.marks"));

/// The general error of a status; `None` if it has none.
pub(crate) fn by_default(status: u16, message: &str) -> Option<Match<'_>> {
    Some(Match::new(message, general_code(status)?, MatchKind::Status, Some(status)))
}

/// The match of the best pattern; `None` if no pattern matches.
pub(crate) fn find(status: Option<u16>, message: &str) -> Option<Match<'_>> {
    best(status, message, Limits::MESSAGE)
}

/// The same as [`find`], for one of many places in a text where a message may begin.
pub(crate) fn find_at_place(status: Option<u16>, text: &str) -> Option<Match<'_>> {
    best(status, text, Limits::PLACE_IN_TEXT)
}

fn best(status: Option<u16>, message: &str, limits: Limits) -> Option<Match<'_>> {
    let comes_with =
        |number: u32, status: u16| MessageRow::of(number).is_some_and(|row| row.statuses().contains(&status));
    // Windows programs put a byte order mark at the start of a file.
    let message = message.trim_start_matches('\u{feff}');
    let answer = look_up(&MATCHER, message, limits, status, &comes_with)?;
    Match::by_message(message, &answer)
}
