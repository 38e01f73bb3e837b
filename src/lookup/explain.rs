//! Finds the error in a pasted text: first by the facts that `pasted.rs` finds in it, then by the places where a
//! message may begin.
//!
//! All functions are `#[inline]`, for the reason that `search.rs` gives.

use crate::entry::category::Category;
use crate::lookup::classify::{classify, classify_found};
use crate::lookup::find::{by_default, find, find_at_place};
use crate::lookup::foreign::{context_fits, is_exact, is_generic};
use crate::lookup::guess::{Guess, is_foreign};
use crate::lookup::match_kind::MatchKind;
use crate::lookup::matched::Match;
use crate::lookup::pasted::{Evidence, TAIL, begins_inside};
use crate::matcher::steps;
use crate::matcher::window::floor_boundary;

/// The maximum number of places where a message may begin. It limits the time that a crafted text can take.
const MAX_PLACES: usize = 96;

/// The maximum number of lines that the word model reads, from the last one on.
const MAX_LINES: usize = 64;

/// `Catalog::explain` documents it.
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

#[inline]
fn explain_part(text: &str, status: Option<u16>) -> Option<Match<'_>> {
    let evidence = Evidence::gather(text, status);
    let is_ours = |found: &Match<'_>| evidence.is_of_this_api() || !is_generic(found) || context_fits(text, found);
    if let Some(found) = innermost(&evidence, is_ours) {
        return Some(found);
    }
    let is_repeated = |found: &Match<'_>| contradicts(&evidence, found);
    if let Some(found) = best_place(text, evidence.status).filter(|found| is_ours(found) && !is_repeated(found)) {
        let whole = classify(&evidence.response().message(found.text()));
        return whole.or(Some(found));
    }
    let known = classify(&evidence.response());
    if let Some(found) = known.filter(|found| matches!(found.kind(), MatchKind::ApiCode | MatchKind::ApiType)) {
        return Some(found);
    }
    if let Some(found) = guess(&evidence, text) {
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

/// The innermost message that is recognized. If a message says exactly what is wrong, a text inside it is quoted from
/// the request, and is not evidence.
#[inline]
fn innermost<'t>(evidence: &Evidence<'t>, is_ours: impl Fn(&Match<'_>) -> bool) -> Option<Match<'t>> {
    let mut best: Option<(&str, Match<'t>)> = None;
    for message in evidence.messages.iter().flatten().copied() {
        if best.is_some_and(|(outer, found)| begins_inside(outer, message) && is_exact(&found)) {
            continue;
        }
        let by_message = find(evidence.status, message);
        let response = if by_message.as_ref().is_some_and(is_exact) {
            evidence.response_outside(message)
        } else {
            evidence.response()
        };
        let found = classify_found(by_message, &response.message(message));
        let is_known = |found: &Match<'_>| found.pattern().is_some() || found.kind() == MatchKind::ApiCode;
        // The message is the value of a key, so a phrase that other programs also use needs less support from the words
        // around it.
        let is_ours = |found: &Match<'_>| is_ours(found) || !is_foreign(message);
        if let Some(found) = found.filter(is_known).filter(is_ours) {
            best = Some((message, found));
        }
    }
    best.map(|(_, found)| found)
}

/// Whether the match says that waiting helps, although the status proves that the request is at fault. Then the match
/// was found in a quoted request or in source code.
#[inline]
fn contradicts(evidence: &Evidence<'_>, found: &Match<'_>) -> bool {
    let is_request = |status: u16| (400..500).contains(&status) && !matches!(status, 408 | 409 | 425 | 429 | 499);
    let is_in_message = evidence.messages.iter().flatten().any(|message| begins_inside(message, found.text()));
    evidence.status_is_sure
        && !is_in_message
        && evidence.status.is_some_and(is_request)
        && found.kind() == MatchKind::MessageOtherStatus
        && found.retry().is_retryable()
}

/// The guess of the word model for the last message. If the text may be from another program, the guess for the message
/// or the line that is most likely from this API.
#[inline]
fn guess<'t>(evidence: &Evidence<'t>, text: &'t str) -> Option<Match<'t>> {
    // A single word may be the name of an exception, which is looked up later.
    let is_sentence = |text: &&str| !text.is_ascii() || text.split_ascii_whitespace().nth(1).is_some();
    let guess = |text: &'t str| Some((text, Guess::new(text, evidence.status, None)?));
    let messages = evidence.messages.iter().rev().flatten().copied();
    let (message, guess) = if evidence.is_of_this_api() {
        messages.chain([text]).filter(is_sentence).find_map(guess)?
    } else {
        let lines = text.lines().rev().filter(|line| !line.trim().is_empty()).take(MAX_LINES);
        let own = messages.chain(lines).filter(is_sentence).filter_map(guess).filter(|(_, guess)| guess.is_own());
        own.max_by_key(|(_, guess)| guess.own())?
    };
    classify(&evidence.response().message(message))
        .filter(|found| found.kind() == MatchKind::Similar)
        .or_else(|| Some(Match::similar(message, guess, evidence.status)))
}

/// The match with the most literal text, at any place where a message may begin. If several have the same amount, the
/// last one counts.
#[inline]
fn best_place(text: &str, status: Option<u16>) -> Option<Match<'_>> {
    // If the whole text is a message, no search is needed, unless the text is a chain of network errors: a retry helps
    // with a failed connection, but not if a rejected certificate further down the chain is the cause.
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
        // A message begins a line, or follows a quotation mark, a bracket, or another separator and a space.
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
        // These are not followed by a space.
        '，' | '：' | '。' | '；' | '！' | '（' | '「' | '『' | '【' | '】' | '《' | '“' | '‘' => true,
        _ => false,
    }
}
