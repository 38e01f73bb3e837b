//! backon waits and stops as the policies of the catalog say.

use std::future::ready;
use std::time::Duration;

use backon::Retryable;
use openai_error_catalog::{Code, RetryPolicy};
use openai_error_catalog_examples::backoff_policies::{policy_of, send};
use openai_error_catalog_examples::mock;
use openai_error_catalog_examples::retry_reqwest::send_once;

#[test]
fn jitter_adds_at_most_a_quarter() {
    for code in Code::ALL {
        let plain = code.entry().retry().delays();
        assert!(policy_of(*code).zip(plain).all(|(wait, plain)| wait <= plain * 5 / 4), "{code}");
    }
}

/// backon accepts every policy. With the policy of a final error, it doesn't retry.
#[tokio::test]
async fn backon_makes_as_many_retries_as_the_policy_says() {
    for retry in RetryPolicy::all() {
        let mut calls = 0;
        let call = || {
            calls += 1;
            ready(Err::<(), ()>(()))
        };
        call.retry(retry.delays()).sleep(|_| ready(())).await.unwrap_err();
        assert_eq!(calls, 1 + usize::from(retry.attempts()), "{}", retry.name());
    }
}

#[tokio::test]
async fn one_policy_for_a_whole_call() {
    let client = mock::client().unwrap();
    let server = mock::server([mock::bad_gateway(), mock::bad_gateway(), mock::answer()]).await;
    let response =
        (|| send_once(client.get(server.uri()))).retry(policy_of(Code::BadGateway)).sleep(|_| ready(())).await.unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(mock::requests(&server).await, 3);
}

#[tokio::test]
async fn each_failure_uses_its_policy_or_the_servers_wait() {
    let client = mock::client().unwrap();
    let server = mock::server([mock::bad_gateway(), mock::rate_limit(7), mock::quota()]).await;
    let mut waits = Vec::new();
    let request = || client.get(server.uri());
    let failure = send(request, Duration::from_secs(60), |failure, wait| waits.push((failure.code(), wait))).await;
    assert_eq!(failure.unwrap_err().code(), Some(Code::QuotaExceeded));
    let [immediate, (code, wait)] = waits[..] else { panic!("{waits:?}") };
    assert_eq!((immediate, code), ((Some(Code::BadGateway), Duration::ZERO), Some(Code::RateLimitReached)));
    // The wait is the server's wait plus jitter.
    let spread = 1.0 + Code::RateLimitReached.entry().retry().server_wait_jitter();
    assert!(wait >= Duration::from_millis(7) && wait <= Duration::from_millis(7).mul_f64(spread), "{wait:?}");
    assert_eq!(mock::requests(&server).await, 3);
}
