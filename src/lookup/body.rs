//! Feature `json`: parses the bytes of a response body.

use alloc::borrow::Cow;
use alloc::string::String;
use core::fmt;

use crate::entry::value::Value;
use crate::lookup::field_wait::FieldWait;
use crate::lookup::json::{Json, Object};
use crate::lookup::pasted::{Evidence, TAIL};
use crate::lookup::response::ErrorResponse;
use crate::matcher::window::floor_boundary;

/// What a response body says about an error. Strings are borrowed from the bytes, unless they contain escapes.
///
/// It reads the usual envelope `{"error": {"message": …}}`, and everything that servers send instead:
/// - other envelopes: `{"error": "text"}`, `{"detail": …}`, or `{"message": …}` at the top;
/// - one envelope inside another: `{"error": {"error": …}}`, OpenRouter's `metadata.raw`;
/// - numeric codes, and Azure's `innererror`;
/// - streams: the first event with an error (`data: {…}`), also from the Responses API (`response.failed`) and the
///   Realtime API;
/// - lines of a batch's error file.
///
/// The innermost message counts, because a gateway puts its own message around it. If the body is HTML or plain text,
/// all of it is the message. If JSON was cut off, its first 32 KiB are read.
///
/// Whatever the shape of the JSON, parsing needs only a few kilobytes of memory in addition to the strings of the
/// result.
///
/// ```
/// use openai_error_catalog::{Catalog, Code, ErrorBody};
/// let body = ErrorBody::parse(br#"{"error":{"message":"You exceeded your current quota, please check your
///     plan and billing details.","type":"insufficient_quota","param":null,"code":"insufficient_quota"}}"#);
/// let found = Catalog::classify(&body.response().status(429)).unwrap();
/// assert_eq!(found.code(), Code::QuotaExceeded);
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErrorBody<'a> {
    /// The message: `error.message`, or the whole text if the body is not JSON.
    pub message: Option<Cow<'a, str>>,
    /// `error.type`.
    pub api_type: Option<Cow<'a, str>>,
    /// `error.code`. If it is a number, its digits.
    pub api_code: Option<Cow<'a, str>>,
    /// `error.param`.
    pub param: Option<Cow<'a, str>>,
    /// A status in the body itself: `{"statusCode": 401}`, a numeric
    /// code, a batch line's `status_code`.
    pub status: Option<u16>,
    /// The wait in a field such as `retry_after`.
    pub(crate) wait: Option<FieldWait>,
}

/// Masks anything in the message and the parameter that looks like a key or a token.
impl fmt::Debug for ErrorBody<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ErrorBody")
            .field("status", &self.status)
            .field("api_type", &self.api_type)
            .field("api_code", &self.api_code)
            .field("message", &self.message.as_deref().map(|message| Value::masked("message", message)))
            .field("param", &self.param.as_deref().map(|param| Value::masked("param", param)))
            .finish_non_exhaustive()
    }
}

impl<'a> ErrorBody<'a> {
    /// Parses a body. This never fails: bytes that are not UTF-8 are replaced with U+FFFD, and an empty body has no
    /// message.
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
        let mut body = Self::default();
        if bytes.is_empty() {
            return body;
        }
        if is_event_stream(bytes) {
            if let Some(error) = error_event(bytes) {
                return error;
            }
        }
        match Json::parse(bytes, &mut body.wait) {
            Some(json @ (Json::Object(_) | Json::Array(_))) => body.take_top(json),
            Some(Json::String(text)) => body.message = Some(text),
            _ => body.take_text(bytes),
        }
        body
    }

    /// A response with the fields of the body. Add the status and the headers to it.
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
        response.field_wait = self.wait;
        response
    }

    /// Reads the outermost value.
    fn take_top(&mut self, json: Json<'a>) {
        match json {
            // Gemini's endpoint returns a list with one item.
            Json::Array(items) => {
                if let Some(first) = items.into_iter().next() {
                    self.take_top(first);
                }
            }
            Json::Object(mut object) => {
                // A line of a batch's error file has the body in `response.body`, an event of a stream has it in
                // `response`, and some gateways put it in `data`.
                for name in ["response", "data"] {
                    let Some(Json::Object(mut inner)) = object.take(name) else { continue };
                    self.take_status(&mut inner);
                    match inner.take("body") {
                        Some(body @ Json::Object(_)) => self.take_top(body),
                        _ => self.take_top(Json::Object(inner)),
                    }
                    if self.message.is_some() {
                        return;
                    }
                }
                self.take_error(object);
            }
            Json::String(text) => self.message = Some(text),
            _ => {}
        }
    }

    /// Reads the fields of an error object. Inner objects come first, and a field that is already known is not
    /// overwritten.
    fn take_error(&mut self, mut error: Object<'a>) {
        // A string under `error` is the message, or the name of the status if there is a message next to it.
        let mut name = None;
        match ["error", "errors", "base_resp"].iter().find_map(|name| error.take(name)) {
            Some(Json::Object(inner)) => self.take_error(inner),
            Some(Json::String(text)) => name = Some(text),
            Some(Json::Array(items)) => {
                for item in items {
                    match item {
                        Json::Object(inner) => self.take_error(inner),
                        Json::String(text) => self.message = self.message.take().or(Some(text)),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
        if let Some(detail) = error.take("detail") {
            match detail {
                Json::Object(inner) => self.take_error(inner),
                // FastAPI's list of problems with the request.
                detail => self.message = self.message.take().or_else(|| text_of(detail)),
            }
        }
        self.take_metadata(&mut error);
        self.take_status(&mut error);
        if self.message.is_none() {
            const MESSAGES: [&str; 10] = [
                "message",
                "msg",
                "error_message",
                "errormessage",
                "error_msg",
                "errormsg",
                "error_description",
                "title",
                "reason",
                "status_msg",
            ];
            let text = MESSAGES.iter().find_map(|name| error.take(name).and_then(text_of));
            self.take_message(text.filter(|text| !text.trim().is_empty()).or(name));
        }
        let string = |error: &mut Object<'a>, name: &str| error.take(name).and_then(Json::into_name);
        // The event's own type (`error`, `response.failed`) says nothing about the error.
        let is_event = |value: &Cow<'_, str>| value == "error" || value.starts_with("response.");
        self.api_type = self.api_type.take().or_else(|| string(&mut error, "type").filter(|value| !is_event(value)));
        self.api_type = self.api_type.take().or_else(|| string(&mut error, "error_type"));
        self.param = self.param.take().or_else(|| string(&mut error, "param"));
        let code = ["code", "error_code", "errorcode"].iter().find_map(|name| string(&mut error, name));
        self.status = self.status.or_else(|| code.as_deref().and_then(status_of));
        self.api_code = self.api_code.take().or(code);
        if let Some(Json::Object(mut inner)) = error.take("innererror") {
            self.api_code = self.api_code.take().or_else(|| string(&mut inner, "code"));
        }
    }

    /// Reads OpenRouter's `metadata.raw`, the response of the upstream provider.
    fn take_metadata(&mut self, error: &mut Object<'a>) {
        let Some(Json::Object(mut metadata)) = error.take("metadata") else { return };
        match metadata.take("raw") {
            Some(Json::String(text)) => self.take_message(Some(text).filter(|text| !text.trim().is_empty())),
            Some(Json::Object(inner)) => self.take_error(inner),
            _ => {}
        }
    }

    /// Sets the message. If it is itself a JSON body, its fields are read.
    fn take_message(&mut self, message: Option<Cow<'a, str>>) {
        let Some(message) = message else { return };
        let inner = match message.trim_start().starts_with('{') {
            true => ErrorBody::inside(&message),
            false => None,
        };
        let Some(inner) = inner else {
            self.message = Some(message);
            return;
        };
        self.message = inner.message;
        self.api_type = self.api_type.take().or(inner.api_type);
        self.api_code = self.api_code.take().or(inner.api_code);
        self.param = self.param.take().or(inner.param);
        self.status = self.status.or(inner.status);
        self.wait = FieldWait::surest(self.wait, inner.wait);
    }

    /// Parses a body inside a string; `None` if it has no message.
    fn inside(text: &str) -> Option<ErrorBody<'static>> {
        let mut body = ErrorBody::default();
        match Json::parse(text.trim().as_bytes(), &mut body.wait)? {
            Json::Object(object) => body.take_error(object),
            _ => return None,
        }
        let owned = |text: Cow<'_, str>| Cow::Owned(text.into_owned());
        Some(ErrorBody {
            message: Some(owned(body.message?)),
            api_type: body.api_type.map(owned),
            api_code: body.api_code.map(owned),
            param: body.param.map(owned),
            status: body.status,
            wait: body.wait,
        })
    }

    fn take_status(&mut self, object: &mut Object<'a>) {
        for name in ["status", "status_code", "statuscode", "http_status_code", "httpcode"] {
            let value = object.take(name).and_then(Json::into_name);
            self.status = self.status.or_else(|| value.as_deref().and_then(status_of));
        }
    }

    /// Reads a body that isn't JSON: a page, a sentence, or JSON that was cut off.
    fn take_text(&mut self, bytes: &'a [u8]) {
        let text = String::from_utf8_lossy(bytes);
        if let (Cow::Borrowed(text), b'{' | b'[' | b'd') = (&text, bytes[0]) {
            let known = fields(text);
            if known.message.is_some() {
                *self = known;
                return;
            }
        }
        self.message = Some(text);
    }
}

fn is_event_stream(bytes: &[u8]) -> bool {
    [&b"data:"[..], b"event:", b"id:", b"retry:", b":"].iter().any(|field| bytes.starts_with(field))
}

/// The first event of a stream that has a message. If there is none, the last event, unless it says nothing about an
/// error.
fn error_event(bytes: &[u8]) -> Option<ErrorBody<'_>> {
    let mut last = None;
    for event in events(bytes) {
        let mut body = ErrorBody::default();
        let json = match event {
            Cow::Borrowed(data) => Json::parse(data, &mut body.wait),
            // Events with several lines are rare, so their data is copied.
            Cow::Owned(data) => match core::str::from_utf8(&data).ok().and_then(ErrorBody::inside) {
                Some(body) => return Some(body),
                None => None,
            },
        };
        let Some(json @ Json::Object(_)) = json else { continue };
        body.take_top(json);
        if body.message.is_some() {
            return Some(body);
        }
        last = Some(body);
    }
    last.filter(|body| *body != ErrorBody::default())
}

/// The data of each event, which follows `data:`. Consecutive lines with `data:` are one event.
fn events(bytes: &[u8]) -> impl Iterator<Item = Cow<'_, [u8]>> {
    let mut lines = bytes.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii);
    core::iter::from_fn(move || {
        let mut event: Option<Cow<'_, [u8]>> = None;
        for line in lines.by_ref() {
            match (line.strip_prefix(b"data:").map(<[u8]>::trim_ascii), &mut event) {
                (Some(data), None) => event = Some(Cow::Borrowed(data)),
                (Some(data), Some(event)) => event.to_mut().extend([b"\n", data].concat()),
                (None, Some(_)) => break,
                (None, None) => {}
            }
        }
        event
    })
}

fn status_of(text: &str) -> Option<u16> {
    text.parse().ok().filter(|status| (100..=599).contains(status))
}

/// The text of a value: a string, an object that contains one, or FastAPI's list of problems.
fn text_of(json: Json<'_>) -> Option<Cow<'_, str>> {
    match json {
        Json::String(text) => Some(text),
        Json::Object(mut object) => {
            ["message", "msg", "error", "detail"].iter().find_map(|name| object.take(name).and_then(text_of))
        }
        Json::Array(items) => items.into_iter().find_map(text_of),
        _ => None,
    }
}

/// Reads the fields of a body whose JSON is incomplete. Only the first [`TAIL`] bytes are read, because a server may
/// send many megabytes.
fn fields(text: &str) -> ErrorBody<'_> {
    let evidence = Evidence::gather(&text[..floor_boundary(text, TAIL)], None);
    ErrorBody {
        // Later messages may be quoted from the request.
        message: evidence.messages.iter().flatten().next().map(|message| (*message).into()),
        api_type: evidence.api_type.map(Into::into),
        api_code: evidence.api_code.map(Into::into),
        param: evidence.param.map(Into::into),
        status: evidence.status.filter(|_| evidence.status_is_sure),
        wait: evidence.wait,
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
        // NestJS, Fastify, Spring: the name of the status next to the message.
        (
            r#"{"statusCode":429,"error":"Too Many Requests","message":"You exceeded your current quota"}"#,
            Some("You exceeded your current quota"),
            None,
            None,
            None,
            Some(429),
        ),
        (
            r#"{"timestamp":"2026-01-01","status":404,"error":"Not Found","path":"/v1/chat"}"#,
            Some("Not Found"),
            None,
            None,
            None,
            Some(404),
        ),
        (r#"{"error":{"error":{"message":"m","code":"c"}}}"#, Some("m"), None, Some("c"), None, None),
        (r#"{"data":{"error":{"message":"m","type":"t"}}}"#, Some("m"), Some("t"), None, None, None),
        (r#"{"error_msg":"m","error_code":336003}"#, Some("m"), None, Some("336003"), None, None),
        (r#"{"Error":{"Message":"m","Code":"c"}}"#, Some("m"), None, Some("c"), None, None),
        // OpenRouter: the response of the upstream provider.
        (
            r#"{"error":{"message":"Provider returned error","code":429,"metadata":{"raw":"{\"error\":{\"message\":\"You exceeded your current quota\",\"code\":\"insufficient_quota\"}}","provider_name":"OpenAI"}}}"#,
            Some("You exceeded your current quota"),
            None,
            Some("insufficient_quota"),
            None,
            Some(429),
        ),
        (
            r#"{"error":{"message":"Provider returned error","code":429,"metadata":{"raw":"x is temporarily rate-limited upstream"}}}"#,
            Some("x is temporarily rate-limited upstream"),
            None,
            Some("429"),
            None,
            Some(429),
        ),
        // A message that is itself a body.
        (
            r#"{"error":{"message":"{\"error\":{\"message\":\"m\",\"type\":\"t\"}}","type":"upstream_error"}}"#,
            Some("m"),
            Some("t"),
            None,
            None,
            None,
        ),
        (r#"{"detail":{"error":{"message":"m","code":"c"}}}"#, Some("m"), None, Some("c"), None, None),
        // An error after the events of a normal response, and an error whose data is in two lines.
        (
            "data: {\"choices\":[{}]}\n\ndata: {\"error\": {\"message\": \"m\", \"code\": \"c\"}}\n\ndata: [DONE]\n",
            Some("m"),
            None,
            Some("c"),
            None,
            None,
        ),
        ("data: {\"error\":\ndata: {\"message\": \"m\"}}\n\n", Some("m"), None, None, None, None),
        ("error code: 1015", Some("error code: 1015"), None, None, None, None),
        ("<html>\n<title>502</title>", Some("<html>\n<title>502</title>"), None, None, None, None),
        (r#""just a string""#, Some("just a string"), None, None, None, None),
        ("", None, None, None, None, None),
        ("null", Some("null"), None, None, None, None),
        ("{}", None, None, None, None, None),
        // JSON that was cut off.
        (r#"{"error":{"message":"Rate limit rea"#, Some("Rate limit rea"), None, None, None, None),
        (r#"{"error":{"message":"m","type":"t","co"#, Some("m"), Some("t"), None, None, None),
        ("\u{feff}{\"error\":{\"message\":\"m\"}}", Some("m"), None, None, None, None),
        // vLLM until 2025, SGLang, LMDeploy, TensorRT-LLM: no error object.
        (
            r#"{"object":"error","message":"Prompt cannot be empty","type":"BadRequestError","param":null,"code":400}"#,
            Some("Prompt cannot be empty"),
            Some("BadRequestError"),
            Some("400"),
            None,
            Some(400),
        ),
        // SGLang's gateway: the status's name as the type.
        (
            r#"{"error":{"type":"Service Unavailable","code":"no_workers","message":"No available workers"}}"#,
            Some("No available workers"),
            Some("Service Unavailable"),
            Some("no_workers"),
            None,
            None,
        ),
        // llama.cpp: numbers next to the message.
        (
            r#"{"error":{"code":400,"message":"m","type":"exceed_context_size_error","n_prompt_tokens":9000,"n_ctx":8192}}"#,
            Some("m"),
            Some("exceed_context_size_error"),
            Some("400"),
            None,
            Some(400),
        ),
        // Ollama, and TGI with the type next to the text.
        (
            r#"{"error":"unauthorized","signin_url":"https://ollama.com/connect?name=host"}"#,
            Some("unauthorized"),
            None,
            None,
            None,
            None,
        ),
        (
            r#"{"error":"Model is overloaded","error_type":"overloaded"}"#,
            Some("Model is overloaded"),
            Some("overloaded"),
            None,
            None,
            None,
        ),
        // TGI in a stream.
        (
            r#"{"error":{"message":"Model is overloaded","http_status_code":422}}"#,
            Some("Model is overloaded"),
            None,
            None,
            None,
            Some(422),
        ),
        // Text Embeddings Inference.
        (
            r#"{"message":"m","code":422,"type":"Validation"}"#,
            Some("m"),
            Some("Validation"),
            Some("422"),
            None,
            Some(422),
        ),
        // Cloudflare: a list, under `errors` or under `error`.
        (
            r#"{"errors":[{"code":1033,"message":"Cloudflare Tunnel error"}]}"#,
            Some("Cloudflare Tunnel error"),
            None,
            Some("1033"),
            None,
            None,
        ),
        (
            r#"{"success":false,"result":[],"messages":[],"error":[{"code":2009,"message":"Unauthorized"}],"name":"AiGatewayError","httpCode":401,"internalCode":2009}"#,
            Some("Unauthorized"),
            None,
            Some("2009"),
            None,
            Some(401),
        ),
        // APISIX, Kong, Portkey.
        (r#"{"error_msg":"404 Route Not Found"}"#, Some("404 Route Not Found"), None, None, None, None),
        (
            r#"{"message":"No API key found in request","request_id":"f5fd"}"#,
            Some("No API key found in request"),
            None,
            None,
            None,
            None,
        ),
        (
            r#"{"status":"failure","message":"Either x-portkey-config or x-portkey-provider header is required"}"#,
            Some("Either x-portkey-config or x-portkey-provider header is required"),
            None,
            None,
            None,
            None,
        ),
        // MiniMax, with status 200.
        (r#"{"base_resp":{"status_code":1002,"status_msg":"rate limit"}}"#, Some("rate limit"), None, None, None, None),
        // SiliconFlow.
        (r#""Invalid token""#, Some("Invalid token"), None, None, None, None),
        // Mistral: a list inside the message.
        (
            r#"{"object":"error","message":{"detail":[{"type":"extra_forbidden","loc":["body","max_completion_tokens"],"msg":"Extra inputs are not permitted"}]},"type":"invalid_request_error","param":null,"code":null}"#,
            Some("Extra inputs are not permitted"),
            Some("invalid_request_error"),
            None,
            None,
            None,
        ),
        // xAI: the message is a string next to its code.
        (
            r#"{"code":"permission-denied","error":"Access to the chat endpoint is denied."}"#,
            Some("Access to the chat endpoint is denied."),
            None,
            Some("permission-denied"),
            None,
            None,
        ),
        // Cerebras: the error object without `error` around it.
        (
            r#"{"message":"m","type":"too_many_tokens_error","param":"quota","code":"token_quota_exceeded"}"#,
            Some("m"),
            Some("too_many_tokens_error"),
            Some("token_quota_exceeded"),
            Some("quota"),
            None,
        ),
        // Responses over WebSocket.
        (
            r#"{"type":"error","status":400,"error":{"type":"invalid_request_error","message":"Unsupported service_tier: flex"}}"#,
            Some("Unsupported service_tier: flex"),
            Some("invalid_request_error"),
            None,
            None,
            Some(400),
        ),
        // OpenRouter in a stream: the provider's response is an object.
        (
            r#"{"error":{"message":"Upstream error from AtlasCloud: m","code":502,"metadata":{"raw":{"object":"error","message":"m","type":"BadRequestError","param":null,"code":400},"provider_name":"AtlasCloud"}}}"#,
            Some("m"),
            Some("BadRequestError"),
            Some("400"),
            None,
            Some(400),
        ),
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
    fn invalid_utf_8_and_deep_nesting_do_no_harm() {
        assert_eq!(ErrorBody::parse(b"\xff\xfe").message.as_deref(), Some("\u{fffd}\u{fffd}"));
        let deep = "[".repeat(100_000);
        assert!(ErrorBody::parse(deep.as_bytes()).message.is_some());
    }
}
