//! Finds the error that a text is about. The most reliable lookups come first.

use std::time::SystemTime;

use openai_error_catalog::{Catalog, ErrorBody, ErrorResponse, Match, MatchKind};

use super::curl::Reply;
use crate::named;

/// Whether the text contains an error that is more than a guess.
pub fn is_known(text: &str, status: Option<u16>) -> bool {
    explain(text, status).is_some_and(|found| is_sure(&found))
}

fn explain(text: &str, status: Option<u16>) -> Option<Match<'_>> {
    status.map_or_else(|| Catalog::explain(text), |status| Catalog::explain_with_status(status, text))
}

/// Whether the match comes from a message or a code of the API, not from a guess or a bare status.
fn is_sure(found: &Match<'_>) -> bool {
    found.kind().is_recognized() || matches!(found.kind(), MatchKind::ApiCode | MatchKind::ApiType)
}

/// Looks up the error in a text. `reply` is the HTTP response in the text, and its body, if the text contains one.
pub fn look_up<'t>(
    text: &'t str,
    status: Option<u16>,
    reply: Option<(&Reply<'t>, &'t ErrorBody<'t>)>,
) -> Option<Match<'t>> {
    // If the whole text is a message, this lookup is the most reliable one.
    let by_message = status.and_then(|status| Catalog::by_status_and_message(status, text));
    let by_reply = reply.and_then(|(reply, body)| {
        let response = body.response().status(status.unwrap_or(reply.status));
        let response = response.message(response.get_message().or(reply.reason));
        Catalog::classify(&response.headers(reply.headers.iter().copied()).now(SystemTime::now()))
    });
    let sure = by_message.filter(|found| found.pattern().is_some()).or(by_reply.filter(is_sure));
    sure.or_else(|| {
        let pasted = explain(text, status);
        pasted.filter(|found| by_reply.is_none() || is_sure(found)).or(by_reply).or_else(|| by_api_code(text, status))
    })
}

/// The error of a text that is only a code of the API.
fn by_api_code(text: &str, status: Option<u16>) -> Option<Match<'_>> {
    Catalog::classify(&ErrorResponse::new().api_code(named::bare(text)).status(status))
}
