//! `ErrorResponse`: the status, message, codes, and headers of a response, and the waits in its headers.

use core::fmt;
use core::time::Duration;

use crate::entry::value::Value;
use crate::lookup::field_wait::FieldWait;
use crate::wait;

/// What is known about an error response: fill in what you have.
///
/// ```
/// use openai_error_catalog::{Catalog, Code, ErrorResponse};
/// let response = ErrorResponse::new()
///     .status(429)
///     .api_type("insufficient_quota")
///     .api_code("insufficient_quota")
///     .message("You exceeded your current quota, please check your plan and billing details.");
/// assert_eq!(Catalog::classify(&response).map(|found| found.code()), Some(Code::QuotaExceeded));
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct ErrorResponse<'a> {
    pub(crate) status: Option<u16>,
    pub(crate) message: Option<&'a str>,
    pub(crate) api_type: Option<&'a str>,
    pub(crate) api_code: Option<&'a str>,
    pub(crate) param: Option<&'a str>,
    pub(crate) headers: Headers<'a>,
    pub(crate) now_ms: Option<u64>,
    /// The wait in a field of the body such as `retry_after`.
    pub(crate) field_wait: Option<FieldWait>,
}

/// Masks anything in the message and the parameter that looks like a key or a token.
impl fmt::Debug for ErrorResponse<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ErrorResponse")
            .field("status", &self.status)
            .field("api_type", &self.api_type)
            .field("api_code", &self.api_code)
            .field("message", &self.message.map(|message| Value::masked("message", message)))
            .field("param", &self.param.map(|param| Value::masked("param", param)))
            .field("headers", &self.headers)
            .finish_non_exhaustive()
    }
}

/// The headers that say something about an error.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Headers<'a> {
    retry_after_ms: Option<&'a str>,
    ms_retry_after_ms: Option<&'a str>,
    retry_after: Option<&'a str>,
    should_retry: Option<&'a str>,
    reset_requests: Option<&'a str>,
    reset_tokens: Option<&'a str>,
    remaining_requests: Option<&'a str>,
    remaining_tokens: Option<&'a str>,
    date: Option<&'a str>,
}

impl<'a> ErrorResponse<'a> {
    /// A response of which nothing is known yet.
    ///
    /// ```
    /// use openai_error_catalog::{Catalog, ErrorResponse};
    /// assert!(Catalog::classify(&ErrorResponse::new()).is_none());
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the HTTP status. Like the methods for the fields of the body, this accepts a value or an `Option` of one.
    ///
    /// ```
    /// use openai_error_catalog::{Catalog, Code, ErrorResponse};
    /// let none: Option<u16> = None;
    /// assert!(Catalog::classify(&ErrorResponse::new().status(none)).is_none());
    /// let found = Catalog::classify(&ErrorResponse::new().status(502)).unwrap();
    /// assert_eq!(found.code(), Code::BadGateway);
    /// ```
    #[must_use]
    pub fn status(mut self, status: impl Into<Option<u16>>) -> Self {
        self.status = status.into();
        self
    }

    /// Sets the message: `error.message` of the body, or the text that came instead of JSON.
    ///
    /// ```
    /// use openai_error_catalog::{Catalog, Code, ErrorResponse};
    /// let found = Catalog::classify(&ErrorResponse::new().message("Slow Down")).unwrap();
    /// assert_eq!(found.code(), Code::SlowDown);
    /// ```
    #[must_use]
    pub fn message(mut self, message: impl Into<Option<&'a str>>) -> Self {
        self.message = message.into();
        self
    }

    /// Sets `error.type` of the body. An empty string is the same as `None`.
    ///
    /// ```
    /// use openai_error_catalog::{Catalog, Code, ErrorResponse};
    /// let found = Catalog::classify(&ErrorResponse::new().status(429).api_type("tokens")).unwrap();
    /// assert_eq!(found.code(), Code::RateLimitReached);
    /// ```
    #[must_use]
    pub fn api_type(mut self, api_type: impl Into<Option<&'a str>>) -> Self {
        self.api_type = api_type.into().filter(|value| !value.is_empty());
        self
    }

    /// Sets `error.code` of the body, as a string. An empty one is the same as `None`.
    ///
    /// ```
    /// use openai_error_catalog::{Catalog, Code, ErrorResponse};
    /// let found = Catalog::classify(&ErrorResponse::new().api_code("context_length_exceeded")).unwrap();
    /// assert_eq!(found.code(), Code::ContextLengthExceeded);
    /// ```
    #[must_use]
    pub fn api_code(mut self, api_code: impl Into<Option<&'a str>>) -> Self {
        self.api_code = api_code.into().filter(|value| !value.is_empty());
        self
    }

    /// Sets `error.param` of the body. [`Match::value`](crate::Match::value) returns it as `param` if the message
    /// doesn't contain it. An empty string is the same as `None`.
    ///
    /// ```
    /// use openai_error_catalog::{Catalog, ErrorResponse};
    /// let response = ErrorResponse::new().status(400).message("Bad Request").param("tools[0].type");
    /// assert_eq!(Catalog::classify(&response).unwrap().value("param"), Some("tools[0].type"));
    /// ```
    #[must_use]
    pub fn param(mut self, param: impl Into<Option<&'a str>>) -> Self {
        self.param = param.into().filter(|value| !value.is_empty());
        self
    }

    /// Adds a header of the response. The case of its name doesn't matter. Headers that say nothing about errors are
    /// ignored.
    ///
    /// ```
    /// use core::time::Duration;
    /// use openai_error_catalog::{Catalog, ErrorResponse};
    /// let response = ErrorResponse::new().status(429).message("Slow Down").header("Retry-After", "20");
    /// assert_eq!(Catalog::classify(&response).unwrap().retry_after(), Some(Duration::from_secs(20)));
    /// ```
    #[must_use]
    pub fn header(mut self, name: &str, value: &'a str) -> Self {
        let headers = &mut self.headers;
        let slots: [(&str, &mut Option<&'a str>); 9] = [
            ("retry-after-ms", &mut headers.retry_after_ms),
            ("x-ms-retry-after-ms", &mut headers.ms_retry_after_ms),
            ("retry-after", &mut headers.retry_after),
            ("x-should-retry", &mut headers.should_retry),
            ("x-ratelimit-reset-requests", &mut headers.reset_requests),
            ("x-ratelimit-reset-tokens", &mut headers.reset_tokens),
            ("x-ratelimit-remaining-requests", &mut headers.remaining_requests),
            ("x-ratelimit-remaining-tokens", &mut headers.remaining_tokens),
            ("date", &mut headers.date),
        ];
        for (known, slot) in slots {
            if name.eq_ignore_ascii_case(known) {
                *slot = Some(value);
            }
        }
        self
    }

    /// Adds all headers of the response, as pairs of name and value.
    ///
    /// ```
    /// use openai_error_catalog::{Catalog, ErrorResponse, Verdict};
    /// let headers = [("x-request-id", "req_1"), ("x-should-retry", "false")];
    /// let response = ErrorResponse::new().status(500).headers(headers);
    /// assert_eq!(Catalog::classify(&response).unwrap().verdict(), Verdict::Stop);
    /// ```
    #[must_use]
    pub fn headers<'n>(self, headers: impl IntoIterator<Item = (&'n str, &'a str)>) -> Self {
        headers.into_iter().fold(self, |response, (name, value)| response.header(name, value))
    }

    /// Sets the status and adds the headers of an HTTP response, in the types of the crate `http`, which reqwest,
    /// hyper, axum, and others use. Headers that are not text are ignored.
    ///
    /// ```
    /// use openai_error_catalog::{Catalog, ErrorResponse};
    /// let response = http::Response::builder().status(429).header("retry-after-ms", "1898").body(()).unwrap();
    /// let evidence = ErrorResponse::new().http(response.status(), response.headers());
    /// let found = Catalog::classify(&evidence).unwrap();
    /// assert_eq!(found.retry_after().map(|wait| wait.as_millis()), Some(1898));
    /// ```
    #[cfg(feature = "http")]
    #[must_use]
    pub fn http(self, status: http::StatusCode, headers: &'a http::HeaderMap) -> Self {
        let texts = headers.iter().filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?)));
        self.status(status.as_u16()).headers(texts)
    }

    /// The HTTP status; `None` if it isn't set.
    ///
    /// ```
    /// use openai_error_catalog::ErrorResponse;
    /// assert_eq!(ErrorResponse::new().status(429).get_status(), Some(429));
    /// ```
    #[must_use]
    pub const fn get_status(&self) -> Option<u16> {
        self.status
    }

    /// The message; `None` if it isn't set.
    ///
    /// ```
    /// use openai_error_catalog::ErrorResponse;
    /// assert_eq!(ErrorResponse::new().message("Slow down").get_message(), Some("Slow down"));
    /// ```
    #[must_use]
    pub const fn get_message(&self) -> Option<&'a str> {
        self.message
    }

    /// `error.type`; `None` if it isn't set.
    ///
    /// ```
    /// use openai_error_catalog::ErrorResponse;
    /// assert_eq!(ErrorResponse::new().api_type("tokens").get_api_type(), Some("tokens"));
    /// ```
    #[must_use]
    pub const fn get_api_type(&self) -> Option<&'a str> {
        self.api_type
    }

    /// `error.code`; `None` if it isn't set.
    ///
    /// ```
    /// use openai_error_catalog::ErrorResponse;
    /// assert_eq!(ErrorResponse::new().api_code("invalid_api_key").get_api_code(), Some("invalid_api_key"));
    /// ```
    #[must_use]
    pub const fn get_api_code(&self) -> Option<&'a str> {
        self.api_code
    }

    /// `error.param`; `None` if it isn't set.
    ///
    /// ```
    /// use openai_error_catalog::ErrorResponse;
    /// assert_eq!(ErrorResponse::new().param("input").get_param(), Some("input"));
    /// ```
    #[must_use]
    pub const fn get_param(&self) -> Option<&'a str> {
        self.param
    }

    /// Sets the time at which the response arrived. Dates are compared with it: those in fields of the body, and the
    /// one in `retry-after` if the response has no header `Date`. Without a time to compare it with, a date is ignored.
    ///
    /// ```
    /// use std::time::{Duration, SystemTime};
    /// use openai_error_catalog::{Catalog, ErrorResponse};
    /// // Thu, 01 Jan 1970 00:00:10 GMT, seen 4 seconds earlier.
    /// let response = ErrorResponse::new()
    ///     .status(503)
    ///     .header("retry-after", "Thu, 01 Jan 1970 00:00:10 GMT")
    ///     .now(SystemTime::UNIX_EPOCH + Duration::from_secs(6));
    /// assert_eq!(Catalog::classify(&response).unwrap().retry_after(), Some(Duration::from_secs(4)));
    /// // The server's own clock takes precedence, so a log can also be read years later.
    /// let response = response.header("date", "Thu, 01 Jan 1970 00:00:08 GMT");
    /// assert_eq!(Catalog::classify(&response).unwrap().retry_after(), Some(Duration::from_secs(2)));
    /// ```
    #[cfg(feature = "http-date")]
    #[must_use]
    pub fn now(mut self, now: std::time::SystemTime) -> Self {
        let since = now.duration_since(std::time::SystemTime::UNIX_EPOCH);
        self.now_ms = since.ok().and_then(|since| u64::try_from(since.as_millis()).ok());
        self
    }
}

impl ErrorResponse<'_> {
    /// The wait in a header or in a field of the body.
    pub(crate) fn named_wait(&self) -> Option<Duration> {
        let by_field = || self.field_wait?.duration(self.now_ms);
        self.headers.retry_after(self.now_ms).or_else(by_field)
    }
}

impl Headers<'_> {
    /// The value of `x-should-retry`.
    pub(crate) fn should_retry(&self) -> Option<bool> {
        match self.should_retry?.trim() {
            text if text.eq_ignore_ascii_case("true") => Some(true),
            text if text.eq_ignore_ascii_case("false") => Some(false),
            _ => None,
        }
    }

    /// The wait in the headers that are meant for retries. The most precise header comes first.
    pub(crate) fn retry_after(&self, now_ms: Option<u64>) -> Option<Duration> {
        self.retry_after_ms.and_then(wait::millis).or_else(|| self.ms_retry_after_ms.and_then(wait::millis)).or_else(
            || self.retry_after.and_then(|text| wait::seconds(text).or_else(|| until(text, self.date, now_ms))),
        )
    }

    /// How long the exhausted limit takes to reset: the one with nothing remaining. If that is not known, the longer
    /// time.
    pub(crate) fn reset(&self) -> Option<Duration> {
        let is_spent = |remaining: Option<&str>| remaining.is_some_and(|text| text.trim() == "0");
        let requests = self.reset_requests.and_then(wait::duration);
        let tokens = self.reset_tokens.and_then(wait::duration);
        match (is_spent(self.remaining_requests), is_spent(self.remaining_tokens)) {
            (true, false) => requests,
            (false, true) => tokens,
            _ => requests.max(tokens),
        }
    }
}

#[cfg(feature = "http-date")]
fn until(date: &str, sent: Option<&str>, now_ms: Option<u64>) -> Option<Duration> {
    let now_ms = sent.and_then(http_date).or(now_ms)?;
    wait::from_millis(http_date(date)?.checked_sub(now_ms)?)
}

/// An HTTP date in milliseconds since 1970.
#[cfg(feature = "http-date")]
fn http_date(date: &str) -> Option<u64> {
    let date = httpdate::parse_http_date(date.trim()).ok()?;
    let date = date.duration_since(std::time::SystemTime::UNIX_EPOCH).ok()?;
    u64::try_from(date.as_millis()).ok()
}

#[cfg(not(feature = "http-date"))]
fn until(_date: &str, _sent: Option<&str>, _now_ms: Option<u64>) -> Option<Duration> {
    None
}
