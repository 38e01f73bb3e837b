//! Decides which part of a response counts: its code, its type, its message, or its status.

use crate::entry::code::Code;
use crate::entry::code_index::by_api_code;
use crate::lookup::find::{by_default, find, find_at_place};
use crate::lookup::guess::Guess;
use crate::lookup::match_kind::MatchKind;
use crate::lookup::matched::Match;
use crate::lookup::response::ErrorResponse;
use crate::matcher::typography;

/// `Catalog::classify` documents the order.
pub(crate) fn classify<'a>(response: &ErrorResponse<'a>) -> Option<Match<'a>> {
    let message = response.message.unwrap_or_default();
    classify_found(find(response.status, message), response)
}

/// The same for a response whose message has already been looked up.
pub(crate) fn classify_found<'a>(by_message: Option<Match<'a>>, response: &ErrorResponse<'a>) -> Option<Match<'a>> {
    let message = response.message.unwrap_or_default();
    let status = response.status.or(by_message.and_then(|found| found.status()));
    let decided = decide(response, by_message, status, message);
    decided.map(|found| found.with_response(response))
}

fn decide<'a>(
    response: &ErrorResponse<'a>,
    by_message: Option<Match<'a>>,
    status: Option<u16>,
    message: &'a str,
) -> Option<Match<'a>> {
    let structured = |code, kind| match by_message {
        Some(found) => found.decided_by(code, kind),
        None => Match::new(message, code, kind, status),
    };
    // The match of a vague code or type. It counts if the message is not recognized.
    let mut vague = None;
    if let Some((value, code)) =
        response.api_code.and_then(|value| Some((value, owner(value, status, by_message.as_ref())?)))
    {
        let overruled = match by_message {
            Some(found) if found.code() == code => true,
            Some(found) if says_no_more_than_a_status(&found) => false,
            Some(found) => is_vague(value, code) || comes_with(found.code(), value) || stops(&found, code),
            None => false,
        };
        if overruled {
            return by_message;
        }
        let by_code = structured(code, MatchKind::ApiCode);
        if !is_vague(value, code) {
            return Some(by_code);
        }
        vague = Some(by_code);
    } else if let Some((code, definite)) = response.api_type.and_then(|value| type_owner(value, status)) {
        let type_wins = match by_message {
            Some(found) if found.code() == code => false,
            Some(found) => {
                let comes_with = response.api_type.is_some_and(|value| comes_with(found.code(), value));
                (definite && !comes_with) || (says_no_more_than_a_status(&found) && !code.entry().is_general())
            }
            None => true,
        };
        if type_wins {
            let by_type = structured(code, MatchKind::ApiType);
            if definite {
                return Some(by_type);
            }
            vague = Some(by_type);
        }
    }
    let Some(vague) = vague else {
        return by_words(by_message, status, message).or_else(|| by_default(status?, message));
    };
    match Guess::new(message, status, None) {
        Some(guess) if guess.code != vague.code() => Some(Match::similar(message, guess, status)),
        Some(_) => Some(vague),
        // If the error of a vague code doesn't come with the status, the status says more.
        None => match status.filter(|status| !vague.entry().statuses().contains(status)) {
            Some(status) => by_default(status, message).or(Some(vague)),
            None => Some(vague),
        },
    }
}

/// The match of a pattern, or a guess if no pattern matches the message. If a general phrase such as "Bad Request: " is
/// only a small part of the message, the rest is looked up or guessed too: any error may follow the phrase.
pub(crate) fn by_words<'a>(by_message: Option<Match<'a>>, status: Option<u16>, message: &'a str) -> Option<Match<'a>> {
    let Some(found) = by_message else {
        return Guess::new(message, status, None).map(|guess| Match::similar(message, guess, status));
    };
    let is_small_part = usize::from(found.literal()) * 2 < message.trim().len();
    if !(says_no_more_than_a_status(&found) && is_small_part) {
        return Some(found);
    }
    if let Some(cause) = cause_after(&found, status, message) {
        return Some(cause);
    }
    let guess = Guess::new(message, status.or(found.status()), Some(found.code()));
    match guess.filter(|guess| guess.code != found.code()) {
        Some(guess) => Some(Match::similar(message, guess, found.status())),
        None => Some(found),
    }
}

/// Looks up the text after a general phrase: "Forbidden: " may be followed by the cause.
fn cause_after<'a>(general: &Match<'a>, status: Option<u16>, message: &'a str) -> Option<Match<'a>> {
    let after = message.get(general.phrase().end..)?;
    let after = after.trim_start_matches(|char: char| {
        char.is_whitespace() || char.is_ascii_punctuation() || typography::ascii(char).is_some()
    });
    find_at_place(status.or(general.status()), after).filter(|found| !says_no_more_than_a_status(found))
}

/// The error that a value of `error.code` means. If there are several, the one that the message also means; otherwise
/// one that comes with the status; otherwise the first.
fn owner(value: &str, status: Option<u16>, by_message: Option<&Match<'_>>) -> Option<Code> {
    let owners = || by_api_code(value).iter().copied().filter(|code| has(code.entry().api_codes(), value));
    owners()
        .find(|code| by_message.is_some_and(|found| found.code() == *code))
        .or_else(|| owners().find(|code| status.is_some_and(|status| code.entry().statuses().contains(&status))))
        .or_else(|| owners().next())
}

/// The error that a value of `error.type` means, and whether the value is as specific as a code. A vague value counts
/// only with a status that its error comes with.
fn type_owner(value: &str, status: Option<u16>) -> Option<(Code, bool)> {
    let codes = || by_api_code(value).iter().copied();
    if let Some(code) = codes().find(|code| has(code.entry().api_codes(), value)) {
        if !is_vague(value, code) {
            return Some((code, true));
        }
    }
    let fits = |code: &Code| status.is_none_or(|status| code.entry().statuses().contains(&status));
    let code = codes().filter(|code| has(code.entry().api_types(), value)).find(fits)?;
    Some((code, false))
}

/// Whether a list contains a value, ignoring ASCII case.
fn has(list: &[&str], value: &str) -> bool {
    list.iter().any(|known| known.eq_ignore_ascii_case(value))
}

/// Whether waiting can't fix the message's error, but could fix the code's: some servers send an exhausted quota with
/// `rate_limit_exceeded`.
fn stops(found: &Match<'_>, code: Code) -> bool {
    !found.retry().is_retryable() && code.entry().retry().is_retryable()
}

fn is_vague(value: &str, code: Code) -> bool {
    has(code.entry().vague_api_codes(), value)
}

/// Whether an error is known to come with a value of `error.code` or `error.type`, even if the value usually means a
/// different error.
fn comes_with(code: Code, value: &str) -> bool {
    let entry = code.entry();
    has(entry.also_api_codes(), value) || has(entry.api_codes(), value) || has(entry.api_types(), value)
}

fn says_no_more_than_a_status(found: &Match<'_>) -> bool {
    found.entry().is_general() && !found.has_values()
}
