//! Looks up the error that the fields of a line describe. A field may contain text that a client printed.

use std::borrow::Cow;
use std::time::{Duration, SystemTime};

use openai_error_catalog::{Catalog, ErrorBody, ErrorResponse, Match, MatchKind};
use serde_json::value::RawValue;

use super::field_values::{self, is_tree, milliseconds, scalar};
use super::fields::{Fields, TEXTS};

/// The answer to one line.
pub struct Answer<'a> {
    pub id: Option<&'a RawValue>,
    pub found: Option<Match<'a>>,
    /// The fields that could not be read.
    pub ignored: &'a [&'static str],
    pub time: Option<&'a RawValue>,
}

impl Answer<'_> {
    /// The time in the line, in milliseconds since 1970.
    pub fn time_ms(&self) -> Option<i64> {
        milliseconds(self.time?)
    }
}

/// Looks up the error that the fields of a line describe, and passes the answer to `then`.
pub fn look_up<R>(fields: &Fields<'_>, line: &str, then: impl FnOnce(Answer<'_>) -> R) -> R {
    let mut ignored = Vec::new();
    let message = known(fields.message, "message", scalar, &mut ignored);
    let api_type = known(fields.api_type, "type", scalar, &mut ignored);
    let code = known(fields.code, "code", scalar, &mut ignored);
    let param = known(fields.param, "param", scalar, &mut ignored);
    let status = known(fields.status, "status", field_values::status, &mut ignored).flatten();
    let headers = known(fields.headers, "headers", field_values::headers, &mut ignored).unwrap_or_default();

    let is_whole = fields.body.is_none() && fields.logged().is_none();
    let json = match fields.body.or(fields.logged()) {
        Some(body) if body.get().starts_with('"') => scalar(body).unwrap_or_default(),
        Some(body) => Cow::Borrowed(body.get()),
        None if fields.whole.is_some_and(|whole| whole.get().starts_with('"')) => Cow::default(),
        None if message.is_some() && status.is_some() && !fields.text("error").is_some_and(is_tree) => Cow::default(),
        None => Cow::Borrowed(line),
    };
    let body = ErrorBody::parse(json.as_bytes());
    let inner = body.response();
    // The line's own fields take precedence over those of its body. But if the line is the body itself, the parser of
    // bodies knows better which fields belong to the error.
    let (outer, inner) = (
        [message.as_deref(), api_type.as_deref(), code.as_deref(), param.as_deref()],
        [inner.get_message(), inner.get_api_type(), inner.get_api_code(), inner.get_param()],
    );
    let [message, api_type, code, param] = std::array::from_fn(|index| match is_whole {
        true => inner[index].or(outer[index]),
        false => outer[index].or(inner[index]),
    });
    let mut response = body.response();
    response = response.status(status.or(response.get_status()));
    response = response.message(message).api_type(api_type).api_code(code).param(param);
    response = response.headers(headers.iter().map(|(name, value)| (name.as_ref(), value.as_ref())));
    let time = fields.times.iter().find_map(|time| *time);
    // Dates in the headers are relative to the time of the line, not to the time at which somebody reads the log.
    if let Some(time) = time.and_then(milliseconds).and_then(|time| u64::try_from(time).ok()) {
        response = response.now(SystemTime::UNIX_EPOCH + Duration::from_millis(time));
    }

    let texts: [Option<Cow<'_, str>>; TEXTS.len()] =
        fields.texts.map(|text| text.filter(|text| text.get().starts_with('"')).and_then(scalar));
    let whole = fields.whole.filter(|whole| whole.get().starts_with('"')).and_then(scalar);
    // A logger's message may be an error that a client printed. But next to a status or a code, it is the API's own
    // message, which may repeat parts of the request: don't search in that.
    let is_logged = response.get_status().is_none() && api_type.is_none() && code.is_none();
    let message = message.filter(|_| is_logged);
    let mut pasted = texts.iter().flatten().chain(&whole).map(|text| text.as_ref()).chain(message);

    let by_fields = Catalog::classify(&response);
    let found = match by_fields {
        Some(found) if found.kind().is_recognized() => Some(found),
        _ => pasted.find_map(|text| by_text(text, &response, by_fields.as_ref())).or(by_fields),
    };
    then(Answer { id: fields.id, found, ignored: &ignored, time })
}

/// The error in a text that a client printed, if it says more than the fields do.
fn by_text<'a>(text: &'a str, fields: &ErrorResponse<'a>, by_fields: Option<&Match<'a>>) -> Option<Match<'a>> {
    let pasted = match fields.get_status() {
        Some(status) => Catalog::explain_with_status(status, text)?,
        None => Catalog::explain(text)?,
    };
    if pasted.kind().is_recognized() {
        // If there are both a message and fields, the library decides which takes precedence.
        let status = fields.get_status().or(pasted.status());
        let together = Catalog::classify(&fields.status(status).message(pasted.text()));
        let says_the_same = |found: &Match<'_>| found.code() == pasted.code();
        let is_alone = fields.get_api_code().is_none() && fields.get_api_type().is_none();
        return together.filter(|found| !is_alone || says_the_same(found)).or(Some(pasted));
    }
    let is_more = match (by_fields.map(Match::kind), pasted.kind()) {
        (None, _) => true,
        (Some(MatchKind::Status), kind) => kind != MatchKind::Status,
        (Some(MatchKind::Similar), kind) => matches!(kind, MatchKind::ApiCode | MatchKind::ApiType),
        _ => false,
    };
    Some(pasted).filter(|_| is_more)
}

/// Reads a field. If `read` can't read it, its name is added to `ignored`.
fn known<'a, T>(
    field: Option<&'a RawValue>,
    name: &'static str,
    read: impl Fn(&'a RawValue) -> Option<T>,
    ignored: &mut Vec<&'static str>,
) -> Option<T> {
    let value = read(field?);
    if value.is_none() {
        ignored.push(name);
    }
    value
}
