//! One line of a log: the facts about an error in it, in any form.

use std::borrow::Cow;
use std::fmt;
use std::time::{Duration, SystemTime};

use openai_error_catalog::{Catalog, ErrorBody, ErrorResponse, Match, MatchKind};
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::stream::{Line, MAX_LINE};

/// The fields that may contain an error as a client printed it, the most reliable first.
const TEXTS: [&str; 8] = ["text", "error", "err", "exception", "exc_info", "stack_trace", "stack", "log"];

/// The fields for the time, the most reliable first.
pub const TIMES: [&str; 9] =
    ["timestamp", "@timestamp", "time", "ts", "datetime", "date", "created_at", "created", "asctime"];

/// The content of a line.
pub struct Answer<'a> {
    pub id: Option<&'a RawValue>,
    pub found: Option<Match<'a>>,
    /// The fields that could not be read.
    pub ignored: &'a [&'static str],
    time: Option<&'a RawValue>,
}

/// A line that could not be read.
pub struct Unreadable<'a> {
    pub id: Option<&'a RawValue>,
    pub problem: String,
}

impl Answer<'_> {
    /// The time in the line, in milliseconds since 1970.
    pub fn time_ms(&self) -> Option<i64> {
        milliseconds(self.time?)
    }
}

/// Reads a line and looks its error up.
pub fn read<R>(line: &Line<'_>, is_text: bool, then: impl FnOnce(Result<Answer<'_>, Unreadable<'_>>) -> R) -> R {
    let bytes = line.bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line.bytes).trim_ascii();
    let text = String::from_utf8_lossy(bytes);
    if is_text && !line.is_too_long {
        return then(Ok(Answer { id: None, found: Catalog::explain(&text), ignored: &[], time: None }));
    }
    let text = without_lone_surrogates(&text);
    let mut fields = Fields::default();
    let mut json = serde_json::Deserializer::from_str(&text);
    let read = match text.as_bytes().first() {
        _ if line.is_too_long => {
            let _ = fields.read(&mut json);
            Err(format!("the line is longer than {MAX_LINE} bytes"))
        }
        None => Err("the line is empty".to_owned()),
        Some(b'{') => fields.read(&mut json).and_then(|()| json.end()).map_err(|error| {
            let (column, error) = (error.column(), error.to_string());
            let reason = error.split(" at line ").next().unwrap_or_default();
            format!("the line is not a JSON object: {reason} at byte {column}")
        }),
        Some(b'[' | b'"') => {
            fields.whole = <&RawValue>::deserialize(&mut json).ok();
            match json.end() {
                Ok(()) if fields.whole.is_some() => Ok(()),
                _ => Err("the line is not JSON".to_owned()),
            }
        }
        Some(_) => Err("the line is not a JSON object; --text reads lines of plain text".to_owned()),
    };
    match read {
        Ok(()) => fields.answer(&text, then),
        Err(problem) => then(Err(Unreadable { id: fields.id.filter(|id| ends_inside(id, &text)), problem })),
    }
}

/// Whether a value is known to be complete: a number at the end of a text may have been cut off.
fn ends_inside(value: &RawValue, text: &str) -> bool {
    value.get().as_bytes().as_ptr_range().end < text.as_bytes().as_ptr_range().end
}

/// The same text with U+FFFD for each `\ud800` to `\udfff` without its other half: a log that cuts its fields cuts
/// emoji in two, and JSON parsers don't accept the rest.
fn without_lone_surrogates(text: &str) -> Cow<'_, str> {
    let mut repaired = String::new();
    let mut done = 0;
    let mut rest = 0;
    while let Some(found) = text[rest..].find('\\') {
        let at = rest + found;
        let half = |at: usize| {
            let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
            u16::from_str_radix(digits, 16).ok().filter(|unit| (0xD800..=0xDFFF).contains(unit))
        };
        match (half(at), half(at + 6)) {
            (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => rest = at + 12,
            (Some(_), _) => {
                repaired.push_str(&text[done..at]);
                repaired.push_str("\\ufffd");
                done = at + 6;
                rest = done;
            }
            // An escape has at least two bytes, and the second one may be a backslash.
            (None, _) => {
                rest = at + 1;
                rest += text[rest..].chars().next().map_or(0, char::len_utf8);
            }
        }
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    repaired.push_str(&text[done..]);
    Cow::Owned(repaired)
}

/// The known fields of a line, as written. If a field occurs twice, the last one counts.
#[derive(Default)]
struct Fields<'a> {
    id: Option<&'a RawValue>,
    status: Option<&'a RawValue>,
    message: Option<&'a RawValue>,
    api_type: Option<&'a RawValue>,
    code: Option<&'a RawValue>,
    param: Option<&'a RawValue>,
    headers: Option<&'a RawValue>,
    body: Option<&'a RawValue>,
    texts: [Option<&'a RawValue>; TEXTS.len()],
    times: [Option<&'a RawValue>; TIMES.len()],
    /// Anything but an object.
    whole: Option<&'a RawValue>,
}

/// The meaning of a field.
enum Key {
    Id,
    Status,
    Message,
    Type,
    Code,
    Param,
    Headers,
    Body,
    Text(usize),
    Time(usize),
    Unknown,
}

impl<'de> DeserializeSeed<'de> for &mut Fields<'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for &mut Fields<'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        while let Some(key) = entries.next_key()? {
            let field = match key {
                Key::Id => &mut self.id,
                Key::Status => &mut self.status,
                Key::Message => &mut self.message,
                Key::Type => &mut self.api_type,
                Key::Code => &mut self.code,
                Key::Param => &mut self.param,
                Key::Headers => &mut self.headers,
                Key::Body => &mut self.body,
                Key::Text(index) => &mut self.texts[index],
                Key::Time(index) => &mut self.times[index],
                Key::Unknown => {
                    entries.next_value::<IgnoredAny>()?;
                    continue;
                }
            };
            let value: &RawValue = entries.next_value()?;
            if value.get() != "null" {
                *field = Some(value);
            }
        }
        Ok(())
    }
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Name;
        impl Visitor<'_> for Name {
            type Value = Key;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }

            fn visit_str<E>(self, name: &str) -> Result<Key, E> {
                let place = |names: &[&str]| names.iter().position(|known| *known == name);
                Ok(match name {
                    "id" => Key::Id,
                    "status" => Key::Status,
                    "message" => Key::Message,
                    "type" => Key::Type,
                    "code" => Key::Code,
                    "param" => Key::Param,
                    "headers" => Key::Headers,
                    "body" => Key::Body,
                    _ => match (place(&TEXTS), place(&TIMES)) {
                        (Some(index), _) => Key::Text(index),
                        (_, Some(index)) => Key::Time(index),
                        _ => Key::Unknown,
                    },
                })
            }
        }
        deserializer.deserialize_str(Name)
    }
}

impl<'a> Fields<'a> {
    fn read(&mut self, json: &mut serde_json::Deserializer<serde_json::de::StrRead<'a>>) -> serde_json::Result<()> {
        self.deserialize(json)
    }

    fn answer<R>(&self, line: &str, then: impl FnOnce(Result<Answer<'_>, Unreadable<'_>>) -> R) -> R {
        let mut ignored = Vec::new();
        let message = known(self.message, "message", scalar, &mut ignored);
        let api_type = known(self.api_type, "type", scalar, &mut ignored);
        let code = known(self.code, "code", scalar, &mut ignored);
        let param = known(self.param, "param", scalar, &mut ignored);
        let status = known(self.status, "status", read_status, &mut ignored).flatten();
        let headers = known(self.headers, "headers", read_headers, &mut ignored).unwrap_or_default();

        let is_whole = self.body.is_none() && self.logged().is_none();
        let json = match self.body.or(self.logged()) {
            Some(body) if body.get().starts_with('"') => scalar(body).unwrap_or_default(),
            Some(body) => Cow::Borrowed(body.get()),
            None if self.whole.is_some_and(|whole| whole.get().starts_with('"')) => Cow::default(),
            None if message.is_some() && status.is_some() && !self.text("error").is_some_and(is_tree) => Cow::default(),
            None => Cow::Borrowed(line),
        };
        let body = ErrorBody::parse(json.as_bytes());
        let inner = body.response();
        // The line's own fields win over those of its body. If the line is the body, the parser of bodies knows better
        // which of the fields belong to the error.
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
        let time = self.times.iter().find_map(|time| *time);
        // The date on which a log is read has nothing to do with the dates in it.
        if let Some(time) = time.and_then(milliseconds).and_then(|time| u64::try_from(time).ok()) {
            response = response.now(SystemTime::UNIX_EPOCH + Duration::from_millis(time));
        }

        let texts: [Option<Cow<'_, str>>; TEXTS.len()] =
            self.texts.map(|text| text.filter(|text| text.get().starts_with('"')).and_then(scalar));
        let whole = self.whole.filter(|whole| whole.get().starts_with('"')).and_then(scalar);
        // A logger's message may be an error that a client printed. With a status or a code it is the API's own
        // message, and nothing is searched for in that.
        let is_logged = response.get_status().is_none() && api_type.is_none() && code.is_none();
        let message = message.filter(|_| is_logged);
        let mut pasted = texts.iter().flatten().chain(&whole).map(|text| text.as_ref()).chain(message);

        let by_fields = Catalog::classify(&response);
        let found = match by_fields {
            Some(found) if found.kind().is_recognized() => Some(found),
            _ => pasted.find_map(|text| by_text(text, &response, by_fields.as_ref())).or(by_fields),
        };
        then(Ok(Answer { id: self.id, found, ignored: &ignored, time }))
    }

    fn text(&self, name: &str) -> Option<&'a RawValue> {
        TEXTS.iter().position(|known| *known == name).and_then(|index| self.texts[index])
    }

    /// The error whose fields a logger wrote. `error` is not its name here: the API has its own field of that name.
    fn logged(&self) -> Option<&'a RawValue> {
        if self.text("error").is_some_and(is_tree) {
            return None;
        }
        ["err", "exception"].into_iter().find_map(|name| self.text(name).filter(|value| is_tree(value)))
    }
}

/// The result for a pasted text, if it says more than the fields do.
fn by_text<'a>(text: &'a str, fields: &ErrorResponse<'a>, by_fields: Option<&Match<'a>>) -> Option<Match<'a>> {
    let pasted = match fields.get_status() {
        Some(status) => Catalog::explain_with_status(status, text)?,
        None => Catalog::explain(text)?,
    };
    if pasted.kind().is_recognized() {
        // If there are both a message and fields, the library decides which of them wins.
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

/// A field as `read` reads it; its name goes to `ignored` if that is impossible.
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

/// Whether a value is an object or a list.
fn is_tree(value: &RawValue) -> bool {
    value.get().starts_with(['{', '['])
}

/// A string, or a number as its digits.
fn scalar(value: &RawValue) -> Option<Cow<'_, str>> {
    let text = value.get();
    match text.as_bytes().first()? {
        b'"' if !text.contains('\\') => Some(Cow::Borrowed(text.get(1..text.len() - 1)?)),
        b'"' => serde_json::from_str(text).ok().map(Cow::Owned),
        b'0'..=b'9' | b'-' => Some(Cow::Borrowed(text)),
        _ => None,
    }
}

/// A status as a number or a string: `429`, `429.0`, `"429"`, `"429 Too Many Requests"`. 0 means no response.
fn read_status(value: &RawValue) -> Option<Option<u16>> {
    let text = scalar(value)?;
    let first = text.split_whitespace().next().unwrap_or_default();
    let digits = first.strip_suffix(".0").unwrap_or(first);
    match digits.parse() {
        Ok(0) => Some(None),
        Ok(status @ 100..=599) => Some(Some(status)),
        _ => None,
    }
}

/// The headers: an object of strings, numbers, or lists of strings; a list of pairs, or of objects with `name` and
/// `value`; or the lines as they were sent.
fn read_headers(headers: &RawValue) -> Option<Vec<(String, String)>> {
    use serde_json::Value;
    fn value(value: &Value) -> Option<String> {
        match value {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            Value::Bool(flag) => Some(flag.to_string()),
            Value::Array(items) => items.first()?.as_str().map(str::to_owned),
            _ => None,
        }
    }
    fn line(line: &str) -> Option<(String, String)> {
        let (name, value) = line.split_once(':')?;
        Some((name.trim().to_owned(), value.trim().to_owned()))
    }
    let pair = |item: Value| match item {
        Value::String(text) => line(&text),
        Value::Array(pair) => Some((pair.first()?.as_str()?.to_owned(), value(pair.get(1)?)?)),
        Value::Object(pair) => Some((pair.get("name")?.as_str()?.to_owned(), value(pair.get("value")?)?)),
        _ => None,
    };
    match serde_json::from_str(headers.get()).ok()? {
        Value::Object(headers) => {
            Some(headers.into_iter().filter_map(|(name, held)| Some((name, value(&held)?))).collect())
        }
        Value::Array(items) => Some(items.into_iter().filter_map(pair).collect()),
        Value::String(text) => Some(text.lines().filter_map(line).collect()),
        _ => None,
    }
}

/// A point in time, in milliseconds since 1970: ISO 8601, in UTC if it has no time zone, or the time since 1970 in
/// seconds, milliseconds, microseconds, or nanoseconds, depending on its size.
fn milliseconds(value: &RawValue) -> Option<i64> {
    let text = scalar(value)?;
    let text = text.trim();
    if let Ok(number) = text.parse::<f64>() {
        let in_ms = match number.abs() {
            size if size < 1e11 => number * 1e3,
            size if size < 1e14 => number,
            size if size < 1e17 => number / 1e3,
            size if size < 1e20 => number / 1e6,
            _ => return None,
        };
        // A cast from a float never wraps, and the values are bounded here.
        return Some(in_ms as i64);
    }
    let time = text.parse::<jiff::Timestamp>().or_else(|_| {
        let local: jiff::civil::DateTime = text.parse()?;
        jiff::tz::TimeZone::UTC.to_timestamp(local)
    });
    time.ok().map(jiff::Timestamp::as_millisecond)
}
