//! The retry loop, against servers that fail in different ways.

use std::time::Duration;

use openai_error_catalog::{Code, Locale, RetrySchedule, Verdict};
use openai_error_catalog_examples::mock;
use openai_error_catalog_examples::retry_reqwest::{Failure, send, send_once};
use wiremock::{MockServer, ResponseTemplate};

const MINUTE: Duration = Duration::from_secs(60);

/// Sends a request with retries. Returns the result, and the waits before it.
async fn call(server: &MockServer, budget: Duration) -> (Result<u16, Failure>, Vec<Duration>) {
    let client = mock::client().unwrap();
    let mut waits = Vec::new();
    let request = || client.post(server.uri()).json(&mock::question());
    let result = send(request, budget, |_, wait| waits.push(wait)).await;
    (result.map(|response| response.status().as_u16()), waits)
}

#[tokio::test]
async fn a_rate_limit_waits_as_long_as_the_server_says() {
    let server = mock::server([mock::rate_limit(3), mock::rate_limit(7), mock::answer()]).await;
    let (result, waits) = call(&server, MINUTE).await;
    assert_eq!(result.unwrap(), 200);
    // A wait is never shorter than the server says, and at most a tenth longer.
    let [first, second] = waits[..] else { panic!("{waits:?}") };
    assert!((3_000..=3_300).contains(&first.as_micros()) && (7_000..=7_700).contains(&second.as_micros()), "{waits:?}");
}

#[tokio::test]
async fn a_request_with_a_final_error_is_sent_once() {
    let no_retry = mock::rate_limit(1).insert_header("x-should-retry", "false");
    for (answer, code) in [
        (mock::quota(), Code::QuotaExceeded),
        (mock::too_large(), Code::RequestTooLarge),
        (mock::wrong_key(), Code::IncorrectApiKey),
        (no_retry, Code::RateLimitReached),
    ] {
        let server = mock::server([answer]).await;
        let (result, waits) = call(&server, MINUTE).await;
        let failure = result.unwrap_err();
        assert_eq!((failure.code(), failure.verdict()), (Some(code), Verdict::Stop));
        assert_eq!((mock::requests(&server).await, waits), (1, vec![]), "{code}");
    }
}

#[tokio::test]
async fn the_last_error_is_explained_in_the_readers_language() {
    let server = mock::server([mock::quota()]).await;
    let failure = call(&server, MINUTE).await.0.unwrap_err();
    for locale in [Locale::En, Locale::ZhHans] {
        let text = failure.explain(locale);
        let entry = Code::QuotaExceeded.entry();
        assert!(text.contains(entry.solution(locale)), "{text}");
        assert!(entry.steps(locale).all(|step| text.contains(step)), "{text}");
    }
}

#[tokio::test]
async fn the_retries_end_after_the_attempts_of_the_policy() {
    let server = mock::server([mock::rate_limit(1)]).await;
    let (result, waits) = call(&server, MINUTE).await;
    let retries = usize::from(Code::RateLimitReached.entry().retry().attempts());
    assert_eq!(result.unwrap_err().verdict(), Verdict::Retry);
    assert_eq!((mock::requests(&server).await, waits.len()), (retries + 1, retries));
}

/// The two errors have different policies. With a separate schedule for each, there would be twice as many requests.
#[tokio::test]
async fn alternating_errors_share_one_count() {
    let unavailable = || mock::error(503, "server_error", "", "Slow Down").insert_header("retry-after-ms", "1");
    let answers = (0..20).map(|turn| if turn % 2 == 0 { mock::rate_limit(1) } else { unavailable() });
    let server = mock::server(answers).await;
    let (result, waits) = call(&server, MINUTE).await;
    assert!(result.is_err());
    assert_eq!(waits.len(), 5);
}

#[tokio::test]
async fn a_wait_beyond_the_budget_is_not_started() {
    let server = mock::server([mock::rate_limit(61_000)]).await;
    let (result, waits) = call(&server, MINUTE).await;
    assert_eq!(result.unwrap_err().retry_after(), Some(Duration::from_secs(61)));
    assert_eq!((mock::requests(&server).await, waits), (1, vec![]));
}

/// A bare 429 may be a rate limit or an exhausted quota, so it is retried, but only as often as the policy says.
#[tokio::test]
async fn an_ambiguous_status_is_retried_within_the_policy() {
    let server = mock::server([ResponseTemplate::new(429)]).await;
    let failure = send_once(mock::client().unwrap().get(server.uri())).await.unwrap_err();
    assert_eq!(failure.verdict(), Verdict::Unknown);
    let diagnosis = *failure.diagnosis().unwrap();
    let mut schedule = RetrySchedule::new();
    let waits = std::iter::from_fn(|| schedule.next_wait(diagnosis)).take(100).count();
    assert_eq!(waits, usize::from(diagnosis.retry().attempts()));
}

/// The program's own error can be sent to a different thread, and contains everything that the catalog says.
#[tokio::test]
async fn a_failure_is_sent_over_a_channel() {
    let server = mock::server([mock::rate_limit(61_000)]).await;
    let failure = call(&server, MINUTE).await.0.unwrap_err();
    let (sender, receiver) = std::sync::mpsc::channel::<Failure>();
    let reader = std::thread::spawn(move || receiver.recv().map(|failure| failure.to_string()));
    sender.send(failure.clone()).unwrap();
    let line = reader.join().unwrap().unwrap();
    assert_eq!(line, "Rate limit reached (rate_limit_reached, 429): retry in 61 s");
    let Failure::Known(found) = failure else { panic!("{failure}") };
    assert_eq!(found.value("limit"), Some("30000"));
}

#[tokio::test]
async fn an_unknown_error_is_not_retried_and_shown_unchanged() {
    let server = mock::server([ResponseTemplate::new(418).set_body_string("short and stout")]).await;
    let failure = call(&server, MINUTE).await.0.unwrap_err();
    assert_eq!((failure.status(), failure.code(), failure.verdict()), (Some(418), None, Verdict::Unknown));
    assert_eq!(failure.explain(Locale::ZhHans), "short and stout");
    assert_eq!(mock::requests(&server).await, 1);
}

#[tokio::test]
async fn failures_without_a_response_are_recognized() {
    let client = mock::client().unwrap();
    let (_socket, address) = mock::nobody().unwrap();
    let refused = send_once(client.get(address)).await.unwrap_err();
    assert_eq!((refused.status(), refused.code()), (None, Some(Code::ConnectionError)));
    assert_eq!(refused.verdict(), Verdict::Retry);

    let server = mock::server([mock::answer().set_delay(MINUTE)]).await;
    let request = client.get(server.uri()).timeout(Duration::from_millis(50));
    let timed_out = send_once(request).await.unwrap_err();
    assert_eq!((timed_out.status(), timed_out.code()), (None, Some(Code::RequestTimedOut)));
}
