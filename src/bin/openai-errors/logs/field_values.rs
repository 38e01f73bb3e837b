//! Parses the values of a line's fields: texts, statuses, headers, and times, in the forms that logs use.

use std::borrow::Cow;

use serde_json::value::RawValue;

/// Whether a value is an object or a list.
pub fn is_tree(value: &RawValue) -> bool {
    value.get().starts_with(['{', '['])
}

/// A string, or the digits of a number. `None` for other values.
pub fn scalar(value: &RawValue) -> Option<Cow<'_, str>> {
    let text = value.get();
    match text.as_bytes().first()? {
        b'"' if !text.contains('\\') => Some(Cow::Borrowed(text.get(1..text.len() - 1)?)),
        b'"' => serde_json::from_str(text).ok().map(Cow::Owned),
        b'0'..=b'9' | b'-' => Some(Cow::Borrowed(text)),
        _ => None,
    }
}

/// A status: `429`, `429.0`, `"429"`, or `"429 Too Many Requests"`. `Some(None)` for 0, which means that there was no
/// response; `None` if the value isn't a status.
pub fn status(value: &RawValue) -> Option<Option<u16>> {
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
/// `value`; or one string with a header on each line.
pub fn headers(headers: &RawValue) -> Option<Vec<(String, String)>> {
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

/// A point in time, in milliseconds since 1970. The value is ISO 8601, in UTC if it has no time zone, or the time since
/// 1970 as a number. Its size shows whether it is in seconds, milliseconds, microseconds, or nanoseconds.
pub fn milliseconds(value: &RawValue) -> Option<i64> {
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
        // The cast can't overflow: the values are bounded above.
        return Some(in_ms as i64);
    }
    let time = text.parse::<jiff::Timestamp>().or_else(|_| {
        let local: jiff::civil::DateTime = text.parse()?;
        jiff::tz::TimeZone::UTC.to_timestamp(local)
    });
    time.ok().map(jiff::Timestamp::as_millisecond)
}
