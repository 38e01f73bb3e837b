//! A retry loop around reqwest: it stops at once where waiting is of no use,
//! waits as long as the server says, and explains what is left.

use std::error::Error;
use std::fmt::{self, Write};
use std::time::{Duration, SystemTime};

use openai_error_catalog::export::Label;
use openai_error_catalog::{Catalog, Code, Delays, ErrorBody, ErrorResponse, Locale, Match, RetryPolicy, Verdict};
use reqwest::{RequestBuilder, Response};

/// Sends a request until it succeeds, or until it is of no use to send it again.
///
/// `budget` is what all waits together may take. `on_wait` hears of each failure
/// that a wait follows. The client should have a time-out: without one, a server
/// that never answers is no failure.
///
/// # Errors
///
/// The last failure.
pub async fn send(
    request: impl Fn() -> RequestBuilder,
    budget: Duration,
    mut on_wait: impl FnMut(&Failure, Duration),
) -> Result<Response, Failure> {
    let mut schedule = Schedule::new(budget);
    loop {
        let failure = match send_once(request()).await {
            Ok(response) => return Ok(response),
            Err(failure) => failure,
        };
        let Some(delay) = schedule.next(&failure) else {
            return Err(failure);
        };
        on_wait(&failure, delay);
        tokio::time::sleep(delay).await;
    }
}

/// Sends a request once.
///
/// # Errors
///
/// A response that is no success, or none at all.
pub async fn send_once(request: RequestBuilder) -> Result<Response, Failure> {
    let response = request.send().await.map_err(|error| Failure::from_transport(&error))?;
    if response.status().is_success() {
        return Ok(response);
    }
    let status = response.status().as_u16();
    let headers = response.headers().clone();
    // A body that breaks off leaves the status and the headers, which say more
    // than the connection's end.
    let bytes = response.bytes().await.unwrap_or_default();
    let body = ErrorBody::parse(&bytes);
    let headers = headers.iter().filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?)));
    Err(Failure::from_response(&body, body.response().status(status).headers(headers).now(SystemTime::now()), status))
}

/// Why a request failed. A [`Match`] borrows the message; this outlives it.
#[derive(Clone, Debug)]
pub struct Failure {
    /// The HTTP status; `None` if no response came.
    pub status: Option<u16>,
    /// What the server or the client said.
    pub message: String,
    /// `error.code`, as the server wrote it.
    pub api_code: Option<String>,
    /// Which error it is; `None` if the catalog doesn't know it.
    pub code: Option<Code>,
    /// Whether to send the same request again.
    pub verdict: Verdict,
    /// How to space retries out.
    pub retry: Option<&'static RetryPolicy>,
    /// The wait that the server names.
    pub retry_after: Option<Duration>,
}

impl Failure {
    /// From a response that is no success: its body, and all that is known of it.
    #[must_use]
    pub fn from_response(body: &ErrorBody<'_>, response: ErrorResponse<'_>, status: u16) -> Self {
        let found = Catalog::classify(&response);
        let failure = Failure::new(found.as_ref(), body.message.as_deref().unwrap_or_default());
        Failure { status: Some(status), api_code: body.api_code.as_deref().map(str::to_owned), ..failure }
    }

    /// From an error of the client: refused connections, time-outs, broken bodies.
    #[must_use]
    pub fn from_transport(error: &reqwest::Error) -> Self {
        let text = chain(error);
        // A client puts its own words and the address in front of what happened.
        let failure = Failure::new(Catalog::explain(&text).as_ref(), &text);
        Failure { status: error.status().map(|status| status.as_u16()), ..failure }
    }

    /// What a lookup found, and the text that it was for.
    #[must_use]
    pub fn new(found: Option<&Match<'_>>, message: &str) -> Self {
        Failure {
            status: found.and_then(Match::status),
            message: message.to_owned(),
            api_code: None,
            code: found.map(Match::code),
            verdict: found.map_or(Verdict::Unknown, Match::verdict),
            retry: found.map(Match::retry),
            retry_after: found.and_then(Match::retry_after),
        }
    }

    /// What happened and what to do, for a person. Without a known code it is
    /// the message as it came.
    #[must_use]
    pub fn explain(&self, locale: Locale) -> String {
        let Some(code) = self.code else {
            return self.message.clone();
        };
        let entry = code.entry();
        let mut text =
            format!("{} ({code})\n{}\n{}\n", entry.title(locale), entry.cause(locale), entry.solution(locale));
        for (number, step) in (1..).zip(entry.steps(locale)) {
            // Writing to a string can't fail.
            let _ = writeln!(text, "{number}. {step}");
        }
        let verdict = match self.verdict {
            Verdict::Retry => Label::RetryYes,
            Verdict::Stop => Label::RetryNo,
            _ => Label::RetryUnknown,
        };
        text + verdict.text(locale)
    }
}

/// `429 rate_limit_reached`, for a log.
impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.status {
            Some(status) => write!(f, "{status} ")?,
            None => f.write_str("no response: ")?,
        }
        match self.code {
            Some(code) => write!(f, "{code}"),
            None => f.write_str(&self.message),
        }
    }
}

impl Error for Failure {}

/// The waits of one call, whatever errors it meets.
#[derive(Debug)]
pub struct Schedule {
    left: Duration,
    made: u8,
    current: Option<(&'static RetryPolicy, Delays)>,
}

impl Schedule {
    /// No waits yet; all together will take no longer than `budget`.
    #[must_use]
    pub fn new(budget: Duration) -> Self {
        Schedule { left: budget, made: 0, current: None }
    }

    /// The wait before the next retry; `None` if there should be none.
    pub fn next(&mut self, failure: &Failure) -> Option<Duration> {
        // `Verdict::Unknown` may wait: the policy bounds how often, and a bare
        // 429 is a rate limit more often than not.
        let retry = failure.retry.filter(|_| failure.verdict != Verdict::Stop)?;
        // A server that takes turns between two errors must not start a new
        // count with each of them.
        if self.made >= retry.attempts() {
            return None;
        }
        if self.current.as_ref().is_none_or(|(current, _)| current.name() != retry.name()) {
            let random: fn() -> u64 = || fastrand::u64(..);
            self.current = Some((retry, retry.delays().jitter(random).budget(self.left)));
        }
        let (_, delays) = self.current.as_mut()?;
        let delay = delays.next_after(failure.retry_after)?;
        self.made += 1;
        self.left = self.left.saturating_sub(delay);
        Some(delay)
    }
}

/// An error with its causes. reqwest's own text is only the outermost one; the
/// reason stands further down.
#[must_use]
pub fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        // Writing to a string can't fail.
        let _ = write!(text, ": {error}");
        source = error.source();
    }
    text
}
