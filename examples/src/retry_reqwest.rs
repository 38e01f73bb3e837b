//! A retry loop around reqwest: it stops immediately when waiting cannot help, waits as long as the server says, and
//! explains what is left. The waits and the error are the crate's.

use std::fmt::Write;
use std::time::Duration;

use openai_error_catalog::{Catalog, Code, Diagnosis, ErrorBody, Locale, OwnedMatch, RetrySchedule, Verdict};
use reqwest::{RequestBuilder, Response};

/// Why a request failed: an error of this program, with what the catalog says inside.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Failure {
    /// An error that the catalog knows.
    #[error(transparent)]
    Known(#[from] OwnedMatch),
    /// Another one: the status, if a response came, and what it said.
    #[error("{message}")]
    Unknown {
        /// The HTTP status; `None` if no response came.
        status: Option<u16>,
        /// What the server or the client said.
        message: String,
    },
}

/// Sends a request until it succeeds, or until sending it again cannot help.
///
/// `budget` is what all waits together may take. `on_wait` hears of each failure that a wait follows. The client should
/// have a timeout: without one, a server that never answers is not a failure.
///
/// # Errors
///
/// The last failure.
pub async fn send(
    request: impl Fn() -> RequestBuilder,
    budget: Duration,
    mut on_wait: impl FnMut(&Failure, Duration),
) -> Result<Response, Failure> {
    let mut schedule = RetrySchedule::new().total(budget).jitter(|| fastrand::u64(..));
    loop {
        let failure = match send_once(request()).await {
            Ok(response) => return Ok(response),
            Err(failure) => failure,
        };
        let Some(wait) = failure.diagnosis().and_then(|diagnosis| schedule.next_wait(diagnosis)) else {
            return Err(failure);
        };
        on_wait(&failure, wait);
        tokio::time::sleep(wait).await;
    }
}

/// Sends a request once.
///
/// # Errors
///
/// A response that is not a success, or none at all.
pub async fn send_once(request: RequestBuilder) -> Result<Response, Failure> {
    let response = request.send().await.map_err(|error| Failure::from_transport(&error))?;
    if response.status().is_success() {
        return Ok(response);
    }
    let (status, headers) = (response.status(), response.headers().clone());
    // A body that breaks off leaves the status and the headers, which say more than the connection's end.
    let bytes = response.bytes().await.unwrap_or_default();
    let body = ErrorBody::parse(&bytes);
    let found = Catalog::classify(&body.response().http(status, &headers));
    Err(Failure::new(found.map(Into::into), Some(status.as_u16()), body.message.as_deref().unwrap_or_default()))
}

impl Failure {
    /// What was found, or else the status and the message as they are.
    #[must_use]
    pub fn new(found: Option<OwnedMatch>, status: Option<u16>, message: &str) -> Self {
        found.map_or_else(|| Failure::Unknown { status, message: message.to_owned() }, Failure::Known)
    }

    /// From an error of the client: refused connections, timeouts, broken bodies.
    #[must_use]
    pub fn from_transport(error: &reqwest::Error) -> Self {
        let status = error.status().map(|status| status.as_u16());
        Failure::new(Catalog::explain_error(error), status, &error.to_string())
    }

    /// What the catalog says; `None` if it doesn't know the error.
    #[must_use]
    pub fn diagnosis(&self) -> Option<&Diagnosis> {
        match self {
            Failure::Known(found) => Some(found),
            Failure::Unknown { .. } => None,
        }
    }

    /// The HTTP status; `None` if no response came.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        match self {
            Failure::Known(found) => found.status(),
            Failure::Unknown { status, .. } => *status,
        }
    }

    /// Which error it is.
    #[must_use]
    pub fn code(&self) -> Option<Code> {
        self.diagnosis().map(Diagnosis::code)
    }

    /// Whether to send the same request again.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.diagnosis().map_or(Verdict::Unknown, Diagnosis::verdict)
    }

    /// The wait that the server names.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.diagnosis().and_then(Diagnosis::retry_after)
    }

    /// What happened and what to do, for a person. Without a known code it is the message as it came.
    #[must_use]
    pub fn explain(&self, locale: Locale) -> String {
        let Some(found) = self.diagnosis() else { return self.to_string() };
        let mut text = format!("{}\n{}\n{}\n", found.line(locale), found.cause(locale), found.solution(locale));
        for (number, step) in (1..).zip(found.steps(locale)) {
            // Writing to a string can't fail.
            let _ = writeln!(text, "{number}. {step}");
        }
        text + found.verdict().text(locale)
    }
}
