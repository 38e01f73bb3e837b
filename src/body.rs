//! Feature `json`: the bytes of a response body.

use alloc::borrow::Cow;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::ErrorResponse;

/// What a response body says of an error. Strings are borrowed from the bytes
/// where they have no escapes.
///
/// It reads the usual envelope `{"error": {"message": …}}` and whatever else
/// comes in its place: `{"error": "text"}`, `{"detail": …}`, `{"message": …}`
/// at the top, numeric codes, Azure's `innererror`, events of streams
/// (`data: {…}`), of the Responses API (`response.failed`) and the Realtime API,
/// lines of a batch's error file. HTML and plain text are the message as they
/// are. A body that was cut off gives what is there in its first 32 KiB.
///
/// ```
/// use openai_error_catalog::{Catalog, Code, ErrorBody};
/// let body = ErrorBody::parse(br#"{"error":{"message":"You exceeded your current quota, please check your
///     plan and billing details.","type":"insufficient_quota","param":null,"code":"insufficient_quota"}}"#);
/// let found = Catalog::classify(&body.response().status(429)).unwrap();
/// assert_eq!(found.code(), Code::QuotaExceeded);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErrorBody<'a> {
    /// The message: `error.message`, or the whole text if the body is no JSON.
    pub message: Option<Cow<'a, str>>,
    /// `error.type`.
    pub api_type: Option<Cow<'a, str>>,
    /// `error.code`; a number as its digits.
    pub api_code: Option<Cow<'a, str>>,
    /// `error.param`.
    pub param: Option<Cow<'a, str>>,
    /// A status that the body itself names: `{"statusCode": 401}`, a numeric
    /// code, a batch line's `status_code`.
    pub status: Option<u16>,
}

impl<'a> ErrorBody<'a> {
    /// Reads a body. Nothing is an error: bytes that are no UTF-8 are replaced,
    /// an empty body has no message.
    ///
    /// ```
    /// use openai_error_catalog::ErrorBody;
    /// let body = ErrorBody::parse(b"data: {\"error\": {\"message\": \"slow down\", \"code\": 503}}");
    /// assert_eq!(body.message.as_deref(), Some("slow down"));
    /// assert_eq!(body.status, Some(503));
    /// assert_eq!(ErrorBody::parse(b"<html>502 Bad Gateway</html>").message.as_deref(), Some("<html>502 Bad Gateway</html>"));
    /// assert_eq!(ErrorBody::parse(b""), ErrorBody::default());
    /// ```
    #[must_use]
    pub fn parse(bytes: &'a [u8]) -> Self {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii();
        if bytes.is_empty() {
            return Self::default();
        }
        let payload = event_data(bytes);
        let mut body = Self::default();
        match serde_json::from_slice::<Json<'a>>(payload) {
            Ok(json @ (Json::Object(_) | Json::Array(_))) => body.take_top(json),
            Ok(Json::String(text)) => body.message = Some(text),
            _ => body.take_text(bytes),
        }
        body
    }

    /// The response as far as the body tells it; add the status and the headers.
    ///
    /// ```
    /// use openai_error_catalog::{Catalog, Code, ErrorBody};
    /// let body = ErrorBody::parse(br#"{"detail": "Not Found"}"#);
    /// let found = Catalog::classify(&body.response().status(404)).unwrap();
    /// assert_eq!(found.code(), Code::NotFound);
    /// ```
    #[must_use]
    pub fn response(&self) -> ErrorResponse<'_> {
        let mut response = ErrorResponse::new();
        response.status = self.status;
        response.message = self.message.as_deref();
        response.api_type = self.api_type.as_deref();
        response.api_code = self.api_code.as_deref();
        response.param = self.param.as_deref();
        response
    }

    /// The outermost value.
    fn take_top(&mut self, json: Json<'a>) {
        match json {
            // Gemini's endpoint answers with a list of one.
            Json::Array(items) => {
                if let Some(first) = items.into_iter().next() {
                    self.take_top(first);
                }
            }
            Json::Object(mut object) => {
                // A batch line: what was answered stands in `response`; so does
                // the failed response of a stream.
                if let Some(Json::Object(response)) = take(&mut object, "response") {
                    let mut response = response;
                    self.take_status(&mut response);
                    match take(&mut response, "body") {
                        Some(body @ Json::Object(_)) => self.take_top(body),
                        _ => self.take_top(Json::Object(response)),
                    }
                    if self.message.is_some() {
                        return;
                    }
                }
                match take(&mut object, "error").or_else(|| take(&mut object, "errors")) {
                    Some(Json::Object(error)) => self.take_error(error),
                    Some(Json::String(text)) => self.message = Some(text),
                    Some(Json::Array(items)) => self.take_top(Json::Array(items)),
                    _ => {}
                }
                // What stands beside `error`, or the flat form without it.
                self.take_error(object);
            }
            Json::String(text) => self.message = Some(text),
            _ => {}
        }
    }

    /// The fields of an error object. What is there already stays.
    fn take_error(&mut self, mut error: Fields<'a>) {
        self.take_status(&mut error);
        if self.message.is_none() {
            self.message = ["message", "detail", "msg", "error_message", "errorMessage", "title"]
                .iter()
                .find_map(|name| take(&mut error, name).and_then(text_of));
        }
        let string = |error: &mut Fields<'a>, name: &str| take(error, name).and_then(Json::into_name);
        // An event's own type (`error`, `response.failed`) is no type of an error.
        let is_event = |value: &Cow<'_, str>| value == "error" || value.starts_with("response.");
        self.api_type = self.api_type.take().or_else(|| string(&mut error, "type").filter(|value| !is_event(value)));
        self.param = self.param.take().or_else(|| string(&mut error, "param"));
        self.api_code = self.api_code.take().or_else(|| string(&mut error, "code"));
        if let Some(Json::Object(mut inner)) = take(&mut error, "innererror") {
            self.api_code = self.api_code.take().or_else(|| string(&mut inner, "code"));
        }
        if self.status.is_none() {
            self.status = self.api_code.as_deref().and_then(status_of);
        }
    }

    fn take_status(&mut self, object: &mut Fields<'a>) {
        for name in ["status", "status_code", "statusCode"] {
            let value = take(object, name).and_then(Json::into_name);
            self.status = self.status.or_else(|| value.as_deref().and_then(status_of));
        }
    }

    /// No JSON: a page, a sentence, or JSON that was cut off.
    fn take_text(&mut self, bytes: &'a [u8]) {
        let text = String::from_utf8_lossy(bytes);
        if let (Cow::Borrowed(text), b'{' | b'[' | b'd') = (&text, bytes[0]) {
            let known = crate::paste::fields(text);
            if known.message.is_some() {
                *self = known;
                return;
            }
        }
        self.message = Some(text);
    }
}

/// The JSON of a stream's event: what stands behind `data:` in the first line
/// that has it.
fn event_data(bytes: &[u8]) -> &[u8] {
    let is_event = [&b"data:"[..], b"event:", b"id:", b":"].iter().any(|field| bytes.starts_with(field));
    if !is_event {
        return bytes;
    }
    let mut lines = bytes.split(|&byte| byte == b'\n');
    lines.find_map(|line| line.trim_ascii().strip_prefix(b"data:")).map_or(bytes, <[u8]>::trim_ascii)
}

fn status_of(text: &str) -> Option<u16> {
    text.parse().ok().filter(|status| (100..=599).contains(status))
}

type Fields<'a> = Vec<(Cow<'a, str>, Json<'a>)>;

/// Takes the first non-null value of a key out of an object.
fn take<'a>(object: &mut Fields<'a>, name: &str) -> Option<Json<'a>> {
    let index = object.iter().position(|(key, value)| key == name && !matches!(value, Json::Null))?;
    Some(object.swap_remove(index).1)
}

/// The message of `detail`: a string, an object with one, or FastAPI's list.
fn text_of(json: Json<'_>) -> Option<Cow<'_, str>> {
    match json {
        Json::String(text) => Some(text),
        Json::Object(mut object) => {
            ["message", "msg", "error", "detail"].iter().find_map(|name| take(&mut object, name).and_then(text_of))
        }
        Json::Array(items) => items.into_iter().find_map(text_of),
        _ => None,
    }
}

/// A JSON value that borrows its strings where it can.
#[derive(Debug)]
enum Json<'a> {
    Null,
    Bool,
    Number(String),
    String(Cow<'a, str>),
    Array(Vec<Json<'a>>),
    Object(Fields<'a>),
}

impl<'a> Json<'a> {
    /// A string, or a number as its digits.
    fn into_name(self) -> Option<Cow<'a, str>> {
        match self {
            Json::String(text) if !text.is_empty() => Some(text),
            Json::Number(digits) => Some(Cow::Owned(digits)),
            _ => None,
        }
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Json<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(JsonVisitor)
    }
}

struct JsonVisitor;

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = Json<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(Json::Bool)
    }

    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Json::Number(number.to_string()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        Ok(Json::Number(number.to_string()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
        Ok(Json::Number(number.to_string()))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Json::String(Cow::Owned(text.to_string())))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Json::String(Cow::Borrowed(text)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Json::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let mut object = Vec::new();
        while let Some((Key(key), value)) = entries.next_entry()? {
            object.push((key, value));
        }
        Ok(Json::Object(object))
    }
}

/// A key, borrowed where it can be: `Cow` by itself never borrows.
struct Key<'a>(Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Key<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct KeyVisitor;
        impl<'de> Visitor<'de> for KeyVisitor {
            type Value = Key<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }

            fn visit_str<E>(self, key: &str) -> Result<Self::Value, E> {
                Ok(Key(Cow::Owned(key.to_string())))
            }

            fn visit_borrowed_str<E>(self, key: &'de str) -> Result<Self::Value, E> {
                Ok(Key(Cow::Borrowed(key)))
            }
        }
        deserializer.deserialize_str(KeyVisitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Body, message, type, code, param, status.
    type Case = (
        &'static str,
        Option<&'static str>,
        Option<&'static str>,
        Option<&'static str>,
        Option<&'static str>,
        Option<u16>,
    );

    const CASES: &[Case] = &[
        (
            r#"{"error":{"message":"m","type":"t","param":"p","code":"c"}}"#,
            Some("m"),
            Some("t"),
            Some("c"),
            Some("p"),
            None,
        ),
        (r#"{"error":{"message":"m","type":null,"param":null,"code":null}}"#, Some("m"), None, None, None, None),
        (r#"{"error":"plain string"}"#, Some("plain string"), None, None, None, None),
        (r#"{"detail":"Not Found"}"#, Some("Not Found"), None, None, None, None),
        (
            r#"{"detail":[{"loc":["body","model"],"msg":"field required","type":"value_error.missing"}]}"#,
            Some("field required"),
            None,
            None,
            None,
            None,
        ),
        (
            r#"{"statusCode":401,"message":"Unauthorized. Access token is missing"}"#,
            Some("Unauthorized. Access token is missing"),
            None,
            None,
            None,
            Some(401),
        ),
        (
            r#"{"object":"error","message":"m","type":"BadRequestError","param":null,"code":400}"#,
            Some("m"),
            Some("BadRequestError"),
            Some("400"),
            None,
            Some(400),
        ),
        (
            r#"{"error":{"message":null,"code":null,"innererror":{"code":"ResponsibleAIPolicyViolation"}}}"#,
            None,
            None,
            Some("ResponsibleAIPolicyViolation"),
            None,
            None,
        ),
        (
            r#"{"error":{"message":"m","code":"content_filter","innererror":{"code":"ResponsibleAIPolicyViolation"}}}"#,
            Some("m"),
            None,
            Some("content_filter"),
            None,
            None,
        ),
        (r#"data: {"error": {"message": "m", "code": "c"}}"#, Some("m"), None, Some("c"), None, None),
        ("event: error\ndata: {\"error\": {\"message\": \"m\"}}\n\n", Some("m"), None, None, None, None),
        (r#"{"type":"error","error":{"type":"t","message":"m"}}"#, Some("m"), Some("t"), None, None, None),
        (r#"{"type":"error","code":"c","message":"m","param":null}"#, Some("m"), None, Some("c"), None, None),
        (
            r#"{"type":"response.failed","response":{"id":"resp_1","status":"failed","error":{"code":"server_error","message":"m"}}}"#,
            Some("m"),
            None,
            Some("server_error"),
            None,
            None,
        ),
        (
            r#"{"type":"error","event_id":"event_1","error":{"type":"invalid_request_error","code":"invalid_value","message":"m","param":"session","event_id":null}}"#,
            Some("m"),
            Some("invalid_request_error"),
            Some("invalid_value"),
            Some("session"),
            None,
        ),
        (
            r#"{"id":"b","custom_id":"1","response":{"status_code":400,"request_id":"r","body":{"error":{"message":"m","code":"c"}}},"error":null}"#,
            Some("m"),
            None,
            Some("c"),
            None,
            Some(400),
        ),
        (
            r#"{"id":"b","custom_id":"1","response":null,"error":{"code":"batch_expired","message":"m"}}"#,
            Some("m"),
            None,
            Some("batch_expired"),
            None,
            None,
        ),
        (
            r#"[{"error":{"code":503,"message":"m","status":"UNAVAILABLE"}}]"#,
            Some("m"),
            None,
            Some("503"),
            None,
            Some(503),
        ),
        ("error code: 1015", Some("error code: 1015"), None, None, None, None),
        ("<html>\n<title>502</title>", Some("<html>\n<title>502</title>"), None, None, None, None),
        (r#""just a string""#, Some("just a string"), None, None, None, None),
        ("", None, None, None, None, None),
        ("null", Some("null"), None, None, None, None),
        ("{}", None, None, None, None, None),
        // Cut off: what is there.
        (r#"{"error":{"message":"Rate limit rea"#, Some("Rate limit rea"), None, None, None, None),
        (r#"{"error":{"message":"m","type":"t","co"#, Some("m"), Some("t"), None, None, None),
        ("\u{feff}{\"error\":{\"message\":\"m\"}}", Some("m"), None, None, None, None),
    ];

    #[test]
    fn bodies_of_every_form_are_read() {
        for (text, message, api_type, code, param, status) in CASES {
            let body = ErrorBody::parse(text.as_bytes());
            let read = (
                body.message.as_deref(),
                body.api_type.as_deref(),
                body.api_code.as_deref(),
                body.param.as_deref(),
                body.status,
            );
            assert_eq!(read, (*message, *api_type, *code, *param, *status), "{text}");
        }
    }

    #[test]
    fn strings_without_escapes_are_borrowed() {
        let body = ErrorBody::parse(br#"{"error":{"message":"plain","code":"es\"caped"}}"#);
        assert!(matches!(body.message, Some(Cow::Borrowed("plain"))));
        assert!(matches!(body.api_code, Some(Cow::Owned(_))));
    }

    #[test]
    fn bytes_that_are_no_text_and_deep_nesting_are_survived() {
        assert_eq!(ErrorBody::parse(b"\xff\xfe").message.as_deref(), Some("\u{fffd}\u{fffd}"));
        let deep = "[".repeat(100_000);
        assert!(ErrorBody::parse(deep.as_bytes()).message.is_some());
    }
}
