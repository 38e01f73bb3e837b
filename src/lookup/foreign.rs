//! Whether a match, and the text around it, is this API's or another program's.

use crate::entry::category::Category;
use crate::lookup::guess::{fits_around, is_foreign, new_words};
use crate::lookup::match_kind::MatchKind;
use crate::lookup::matched::Match;
use crate::lookup::pasted::TAIL;
use crate::lookup::word_model::API_NAMES;
use crate::matcher::window::floor_boundary;

/// The longest phrase that many programs use: "Request rate limit exceeded".
const MAX_PHRASE: usize = 30;

/// How many words may surround a phrase if they don't contradict it: a log's level, the name of a module.
const WORDS_AROUND: usize = 6;

/// The same for the name of a status: every server sends it, and then continues with its own cause.
const WORDS_AROUND_STATUS: usize = 2;

/// Whether other programs print the same: the name of a status or an exception, a broken connection.
#[inline]
pub(crate) fn is_weak(found: &Match<'_>) -> bool {
    match found.kind() {
        MatchKind::Message | MatchKind::MessageOtherStatus => {
            let is_network = found.entry().category() == Category::Network;
            let is_short = usize::from(found.literal()) <= MAX_PHRASE;
            is_short && (is_network || found.entry().is_general()) && !found.has_values()
        }
        MatchKind::Status | MatchKind::Exception => true,
        _ => false,
    }
}

/// Whether a message says more than a status: it has values, or is a sentence of one error.
#[inline]
pub(crate) fn is_exact(found: &Match<'_>) -> bool {
    found.kind().is_recognized() && !found.entry().is_general() && !is_weak(found)
}

/// Whether the text around a weak match is likely to come from this API or its clients. A phrase with only
/// a log's time and level around it needs no such support.
#[inline]
pub(crate) fn surroundings_fit(text: &str, found: &Match<'_>) -> bool {
    if !found.kind().is_recognized() {
        return !is_foreign(text);
    }
    let place = found.text().as_ptr() as usize - text.as_ptr() as usize;
    let phrase = found.phrase();
    let (start, end) = (floor_boundary(text, place + phrase.start), floor_boundary(text, place + phrase.end));
    let (before, after) = (text.get(..start).unwrap_or(""), text.get(end..).unwrap_or(""));
    let line_before = before.rsplit('\n').next().unwrap_or("");
    let line_after = after.split('\n').next().unwrap_or("");
    let phrase = text.get(start..end).unwrap_or("");
    let words = new_words(line_before, phrase).chain(new_words(line_after, phrase));
    // With a status that it does not come with, a phrase needs more than the absence of other words.
    let is_first_sentence = line_before.trim().is_empty() && line_after.starts_with('.');
    let most = match found.entry().category() {
        Category::Network => WORDS_AROUND,
        _ if is_first_sentence => WORDS_AROUND,
        _ => WORDS_AROUND_STATUS,
    };
    let few = words.take(most + 1).count() <= most && found.kind() == MatchKind::Message;
    names_this_api(text) || fits_around(phrase, &[before, after], few)
}

/// Whether a text mentions this API, or a server that speaks its protocol.
#[inline]
fn names_this_api(text: &str) -> bool {
    let begins = |at: usize, name: &str| {
        text.as_bytes().get(at..at + name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name.as_bytes()))
    };
    API_NAMES.iter().any(|name| (0..text.len().min(TAIL)).any(|at| begins(at, name)))
}
