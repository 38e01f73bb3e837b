//! Decides whether a match, and the text around it, is from this API or from another program.

use crate::entry::category::Category;
use crate::lookup::guess::{fits_around, is_foreign, new_words};
use crate::lookup::match_kind::MatchKind;
use crate::lookup::matched::Match;
use crate::lookup::pasted::TAIL;
use crate::lookup::word_model::API_NAMES;
use crate::matcher::window::floor_boundary;

/// The maximum length in bytes of a phrase that many programs use, such as "Request rate limit exceeded". Longer ones
/// are specific to this API.
const MAX_PHRASE: usize = 30;

/// How many words may surround such a phrase if they don't suggest another program: a log's level, the name of a
/// module.
const WORDS_AROUND: usize = 6;

/// The same for the name of a status. It is lower, because every server sends such names, and continues with its own
/// cause.
const WORDS_AROUND_STATUS: usize = 2;

/// Whether other programs print the same text: the name of a status or of an exception, or a broken connection.
#[inline]
pub(crate) fn is_generic(found: &Match<'_>) -> bool {
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

/// Whether a message means one particular error: it says more than a status, and other programs don't print it.
#[inline]
pub(crate) fn is_exact(found: &Match<'_>) -> bool {
    found.kind().is_recognized() && !found.entry().is_general() && !is_generic(found)
}

/// Whether the text around a weak match is likely to come from this API or its clients. A phrase with only
/// a log's time and level around it needs no such support.
#[inline]
pub(crate) fn context_fits(text: &str, found: &Match<'_>) -> bool {
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
    // A phrase that is a whole sentence doesn't introduce the server's own cause, as "Forbidden: " does.
    let is_first_sentence = line_before.trim().is_empty() && line_after.starts_with('.');
    let most = match found.entry().category() {
        Category::Network => WORDS_AROUND,
        _ if is_first_sentence => WORDS_AROUND,
        _ => WORDS_AROUND_STATUS,
    };
    // With a status that the phrase doesn't come with, it isn't enough that there are few other words.
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
