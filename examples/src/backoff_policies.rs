//! Uses the catalog's retry policies with the crate backon, which accepts any iterator of waits, such as `Delays`.

use std::time::Duration;

use backon::Retryable;
use openai_error_catalog::{Code, Delays, RetrySchedule, Verdict};
use reqwest::{RequestBuilder, Response};

use crate::retry_reqwest::{Failure, send_once};

/// The waits of the policy of one error, with its jitter. Use this for a call that fails with only one kind of error.
#[must_use]
pub fn policy_of(code: Code) -> Delays {
    code.entry().retry().delays().jitter(|| fastrand::u64(..))
}

/// Sends a request with retries. Each failure has its own policy, which is known only after the request fails.
///
/// `budget` limits the sum of all waits. `on_wait` is called before each wait, with the failure and the wait.
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
        // backon needs a wait here, but `adjust` replaces it.
        .retry(std::iter::repeat(Duration::ZERO))
        .when(|failure: &Failure| failure.verdict() != Verdict::Stop)
        .adjust(|failure, _| schedule.next_wait(failure.diagnosis()?))
        .notify(on_wait)
        .await
}
