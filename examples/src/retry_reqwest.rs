//! A retry loop around reqwest. It stops immediately if waiting can't help, waits as long as the server says, and explains
//! the last error. The waits and the texts come from the catalog.

use std::fmt::Write;
use std::time::Duration;

use openai_error_catalog::{Catalog, Code, Diagnosis, ErrorBody, Locale, OwnedMatch, RetrySchedule, Verdict};
use reqwest::{RequestBuilder, Response};

/// Why a request failed: an error type of this program that contains the catalog's match.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Failure {
    /// An error that the catalog knows.
    #[error(transparent)]
    Known(#[from] OwnedMatch),
    /// An error that the catalog doesn't know.
    #[error("{message}")]
    Unknown {
        /// The HTTP status. `None` if there was no response.
        status: Option<u16>,
        /// The message of the server or the client.
        message: String,
    },
}

/// Sends a request until it succeeds, or until sending it again can't help.
///
/// `budget` limits the sum of all waits. `on_wait` is called before each wait, with the failure and the wait. Set a timeout
/// on the client: without one, this waits forever for a server that never responds.
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
/// If the response is not a success, or if there is none.
pub async fn send_once(request: RequestBuilder) -> Result<Response, Failure> {
    let response = request.send().await.map_err(|error| Failure::from_transport(&error))?;
    if response.status().is_success() {
        return Ok(response);
    }
    let (status, headers) = (response.status(), response.headers().clone());
    // If the connection breaks while the body is read, the status and the headers still say more than that error.
    let bytes = response.bytes().await.unwrap_or_default();
    let body = ErrorBody::parse(&bytes);
    let found = Catalog::classify(&body.response().http(status, &headers));
    Err(Failure::new(found.map(Into::into), Some(status.as_u16()), body.message.as_deref().unwrap_or_default()))
}

impl Failure {
    /// The match of the catalog, or if there is none, the status and the message.
    #[must_use]
    pub fn new(found: Option<OwnedMatch>, status: Option<u16>, message: &str) -> Self {
        found.map_or_else(|| Failure::Unknown { status, message: message.to_owned() }, Failure::Known)
    }

    /// The failure for an error of the client: a refused connection, a timeout, or an invalid body.
    #[must_use]
    pub fn from_transport(error: &reqwest::Error) -> Self {
        let status = error.status().map(|status| status.as_u16());
        Failure::new(Catalog::explain_error(error), status, &error.to_string())
    }

    /// The diagnosis of the catalog. `None` if it doesn't know the error.
    #[must_use]
    pub fn diagnosis(&self) -> Option<&Diagnosis> {
        match self {
            Failure::Known(found) => Some(found),
            Failure::Unknown { .. } => None,
        }
    }

    /// The HTTP status. `None` if there was no response.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        match self {
            Failure::Known(found) => found.status(),
            Failure::Unknown { status, .. } => *status,
        }
    }

    /// Which error it is. `None` if the catalog doesn't know it.
    #[must_use]
    pub fn code(&self) -> Option<Code> {
        self.diagnosis().map(Diagnosis::code)
    }

    /// Whether to send the same request again. `Unknown` if the catalog doesn't know the error.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.diagnosis().map_or(Verdict::Unknown, Diagnosis::verdict)
    }

    /// The wait from the server. `None` if it didn't send one.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.diagnosis().and_then(Diagnosis::retry_after)
    }

    /// Explains to a person what happened and what to do. If the catalog doesn't know the error, this is the message.
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
