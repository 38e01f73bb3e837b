//! [`RetrySchedule`] stays within its limits for any failures in any order.

use std::time::Duration;

use openai_error_catalog::{Catalog, Code, Diagnosis, ErrorResponse, Jitter, RetrySchedule, Verdict};
use proptest::prelude::*;

/// A failure with a status, and perhaps a wait from the server.
fn failure(status: u16, message: &str, wait_ms: Option<u64>) -> Diagnosis {
    let wait = wait_ms.map(|wait| wait.to_string());
    let mut response = ErrorResponse::new().status(status).message(message);
    if let Some(wait) = &wait {
        response = response.header("retry-after-ms", wait);
    }
    Catalog::classify(&response).unwrap().diagnosis()
}

fn failures() -> impl Strategy<Value = Vec<Diagnosis>> {
    // A status and a message for every policy that retries, and one error that is never retried.
    let errors = proptest::sample::select(vec![
        (429, "Rate limit reached for requests"),
        (429, ""),
        (500, ""),
        (502, ""),
        (503, ""),
        (503, "Slow down"),
        (409, ""),
        (429, "The usage limit has been reached"),
        (429, "You exceeded your current quota."),
    ]);
    let wait = prop_oneof![Just(None), (0_u64..3_000_000).prop_map(Some), Just(Some(2_678_400_000))];
    let one = (errors, wait).prop_map(|((status, message), wait)| failure(status, message, wait));
    proptest::collection::vec(one, 1..40)
}

proptest! {
    #[test]
    fn limits_hold(
        failures in failures(),
        attempts in 0_u8..20,
        total in 0_u64..7_200,
        longest in 0_u64..7_200,
        seed: u64,
    ) {
        let (total, longest) = (Duration::from_secs(total), Duration::from_secs(longest));
        let mut state = seed;
        let random = move || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            state
        };
        let mut schedule = RetrySchedule::new().attempts(attempts).total(total).longest_wait(longest).jitter(random);
        let mut spent = Duration::ZERO;
        let mut made = 0;
        let mut ended = false;
        for failure in &failures {
            let wait = schedule.next_wait(failure);
            prop_assert!(!ended || wait.is_none(), "a wait after the end of the schedule");
            let Some(wait) = wait else {
                ended = true;
                continue;
            };
            made += 1;
            spent += wait;
            prop_assert!(failure.verdict() != Verdict::Stop);
            prop_assert!(made <= attempts && made <= failure.retry().attempts());
            prop_assert_eq!(schedule.retries(), made);
            prop_assert!(wait <= longest && spent <= total);
            match failure.retry_after() {
                // The server's wait is a minimum. The policy says how much may be added.
                Some(server) => {
                    let most = server.mul_f64(1.0 + failure.retry().server_wait_jitter());
                    prop_assert!(server <= wait && wait <= most, "{wait:?} for {server:?}");
                }
                None => {
                    // With this jitter, the policy's wait is a minimum. Only an immediate first retry is shorter.
                    let policy = failure.retry();
                    let is_minimum = policy.jitter() == Jitter::More;
                    let is_at_once = policy.immediate_first() && wait.is_zero();
                    prop_assert!(!is_minimum || is_at_once || wait >= policy.initial_delay());
                    prop_assert!(wait <= policy.max_delay() * 5 / 4);
                }
            }
        }
    }

    /// Without jitter and without limits, the waits of a single error are those of its policy.
    #[test]
    fn a_single_error_has_the_waits_of_its_policy(index in any::<prop::sample::Index>()) {
        let code = Code::ALL[index.index(Code::ALL.len())];
        let policy = code.entry().retry();
        let found = code.entry().statuses().iter().find_map(|&status| {
            let found = Catalog::by_status_and_message(status, "").filter(|found| found.code() == code)?;
            (found.verdict() == Verdict::Retry).then_some(found)
        });
        if let Some(found) = found {
            let mut schedule = RetrySchedule::new().total(Duration::MAX).longest_wait(Duration::MAX);
            let waits: Vec<Duration> = std::iter::from_fn(|| schedule.next_wait(found)).collect();
            prop_assert_eq!(waits, policy.delays().collect::<Vec<_>>());
        }
    }
}

#[test]
fn it_ends_at_the_first_stop() {
    let (busy, quota) = (failure(500, "", None), failure(429, "You exceeded your current quota.", Some(10)));
    let mut schedule = RetrySchedule::new();
    assert!(schedule.next_wait(busy).is_some());
    assert_eq!(schedule.next_wait(quota), None);
    assert_eq!(schedule.next_wait(busy), None);
}

/// If a server alternates between two errors, all retries count together. But each error continues with its own waits.
#[test]
fn alternating_errors_share_one_count() {
    let (limited, overloaded) = (failure(429, "Rate limit reached for requests", None), failure(503, "", None));
    let mut schedule = RetrySchedule::new();
    let waits: Vec<u64> = [limited, overloaded, limited, overloaded, limited, overloaded]
        .iter()
        .map_while(|failure| schedule.next_wait(failure))
        .map(|wait| wait.as_secs())
        .collect();
    assert_eq!(waits, [1, 5, 2, 10, 4]);
}

/// A thousand clients got the same `Retry-After`. None of them retries early, and they don't all retry at the same time.
#[test]
fn clients_with_the_same_wait_retry_at_different_times() {
    let limited = failure(429, "Rate limit reached for requests", Some(20_000));
    let mut state = 1_u64;
    let mut random = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state
    };
    let mut seconds = [0; 3];
    for _ in 0..1000 {
        let wait = RetrySchedule::new().jitter(&mut random).next_wait(limited).unwrap();
        assert!(wait >= Duration::from_secs(20) && wait < Duration::from_secs(22), "{wait:?}");
        assert!(limited.retry().delays().jitter(&mut random).next_after(Some(wait)).is_some_and(|next| next >= wait));
        seconds[usize::try_from(wait.as_secs() - 20).unwrap()] += 1;
    }
    assert!(seconds[0] > 400 && seconds[1] > 400, "{seconds:?}");
    // Without jitter, the wait is exactly what the server says.
    assert_eq!(RetrySchedule::new().next_wait(limited), Some(Duration::from_secs(20)));
}

/// Jitter is limited to the remaining time, so it doesn't end a schedule early.
#[test]
fn jitter_does_not_end_a_schedule() {
    let limited = failure(429, "Rate limit reached for requests", Some(300_000));
    let mut schedule = RetrySchedule::new().total(Duration::from_secs(600)).jitter(|| u64::MAX);
    assert_eq!(schedule.next_wait(limited), Some(RetrySchedule::LONGEST_WAIT));
    assert_eq!(schedule.next_wait(limited), Some(Duration::from_secs(300)));
    assert_eq!(schedule.next_wait(limited), None);
    // The wait is at least five seconds, and exactly five are left.
    let overloaded = failure(503, "", None);
    let mut schedule = RetrySchedule::new().total(Duration::from_secs(5)).jitter(|| u64::MAX);
    assert_eq!(schedule.next_wait(overloaded), Some(Duration::from_secs(5)));
}

#[test]
fn a_wait_above_the_limit_ends_the_schedule() {
    let month = failure(429, "Rate limit reached for requests", Some(2_678_400_000));
    assert_eq!(month.retry_after(), Some(Duration::from_secs(2_678_400)));
    assert_eq!(RetrySchedule::new().next_wait(month), None);
    // A policy's own wait of half an hour is above the default limit too. The caller has to raise the limit.
    let window = Code::UsageLimitReached.entry().retry().initial_delay();
    assert!(window > RetrySchedule::LONGEST_WAIT);
}
