//! The catalog's policies as the schedule of the crate backon.
//!
//! `Delays` is an iterator of waits, which is all that backon asks of one.

use std::time::Duration;

use backon::Retryable;
use openai_error_catalog::{Code, Delays, RetrySchedule, Verdict};
use reqwest::{RequestBuilder, Response};

use crate::retry_reqwest::{Failure, send_once};

/// The policy of one error, for calls of which no other is expected. With
/// jitter, as the policy asks.
#[must_use]
pub fn policy_of(code: Code) -> Delays {
    code.entry().retry().delays().jitter(|| fastrand::u64(..))
}

/// Sends a request with retries. Which policy holds is known only once the
/// request fails, so each failure brings its own.
///
/// # Errors
///
/// The last failure.
pub async fn send(
    request: impl Fn() -> RequestBuilder,
    budget: Duration,
    on_wait: impl FnMut(&Failure, Duration),
) -> Result<Response, Failure> {
    let mut schedule = RetrySchedule::new().total(budget).jitter(|| fastrand::u64(..));
    (|| send_once(request()))
        // What backon proposes is of no account: `adjust` decides.
        .retry(std::iter::repeat(Duration::ZERO))
        .when(|failure: &Failure| failure.verdict() != Verdict::Stop)
        .adjust(|failure, _| schedule.next_wait(failure.diagnosis()?))
        .notify(on_wait)
        .await
}
