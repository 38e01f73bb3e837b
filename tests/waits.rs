//! Waits are read wherever a server writes them, and texts that only look like a wait are not.

use core::time::Duration;

use openai_error_catalog::{Catalog, ErrorResponse};

/// The wait in milliseconds, if the text is in place of a pattern's placeholder, and if it follows a phrase such as "try
/// again in".
fn waits(text: &str) -> [Option<u128>; 2] {
    let message = format!("Rate limit is exceeded. Try again in {text}.");
    let other = format!("The engine is currently overloaded, please try again later. Please try again in {text}.");
    [message, other].map(|message| {
        let found = Catalog::by_status_and_message(429, &message).unwrap();
        found.retry_after().map(|wait| wait.as_millis())
    })
}

#[test]
fn all_names_of_units_are_read() {
    for (text, millis) in [
        ("500 msec", 500),
        ("500ms", 500),
        ("20 millis", 20),
        ("5 millisecond", 5),
        ("2 hrs", 7_200_000),
        ("1500µs", 1),
        ("5 分钟", 300_000),
        ("2 小时", 7_200_000),
        ("2 个小时", 7_200_000),
        ("1小时30分钟", 5_400_000),
        ("30秒", 30_000),
        ("800 毫秒", 800),
        ("1 天", 86_400_000),
        ("20", 20_000),
        ("1.5", 1500),
    ] {
        assert_eq!(waits(text), [Some(millis); 2], "{text}");
    }
}

/// Reading such a text as a wait could make it much too long or too short.
#[test]
fn texts_that_only_look_like_a_wait_are_ignored() {
    for text in [
        "5 nanoseconds",
        "30,5 ms",
        "3 Minuten",
        "3 Stunden",
        "2 weeks",
        "2 周",
        "2026-11-21T10:00:00Z",
        "2026-11-21",
        "21/11/2026",
        "12:30",
        "10:00:00 UTC",
        "1,500ms",
        "1,500",
        "1 500 ms",
        "1_500 ms",
        "1e3s",
        "1e3",
        "5x",
        "20s2",
        "30次",
        "120µs",
    ] {
        assert_eq!(waits(text), [None; 2], "{text}");
    }
}

#[test]
fn waits_in_chinese_sentences_are_read() {
    for (text, millis) in [
        ("请 20 秒后重试", 20_000),
        ("请20秒后再试", 20_000),
        ("请在 5 分钟后再试", 300_000),
        ("请等待 2 小时后重新尝试", 7_200_000),
        ("请于 1 分 30 秒后重试。", 90_000),
        ("将在 30 秒后自动恢复", 30_000),
    ] {
        let message = format!("Rate limit reached for requests. {text}");
        let found = Catalog::by_status_and_message(429, &message).unwrap();
        assert_eq!(found.retry_after(), Some(Duration::from_millis(millis)), "{text}");
    }
    for text in ["错误 429，稍后重试", "429 后重试", "第 3 次后重试", "请在 2 周后再试", "请 1,500 秒后重试"]
    {
        let message = format!("Rate limit reached for requests. {text}");
        let found = Catalog::by_status_and_message(429, &message).unwrap();
        assert_eq!(found.retry_after(), None, "{text}");
    }
}

/// The field is read from a parsed body and from a pasted text.
#[cfg(feature = "json")]
#[test]
fn waits_in_fields_of_a_body_are_read() {
    use openai_error_catalog::ErrorBody;
    for (body, millis) in [
        (
            r#"{"error":{"type":"usage_limit_reached","message":"The usage limit has been reached","resets_in_seconds":7200}}"#,
            7_200_000,
        ),
        (r#"{"error":{"message":"Slow down","retry_after":5}}"#, 5000),
        (r#"{"error":{"message":"Slow down"},"retry_after":"2.5"}"#, 2500),
        (r#"{"detail":"Slow down","retry_after_seconds":30}"#, 30_000),
        (r#"{"message":"Slow down","retry_after_ms":898,"retry_after":1}"#, 898),
        (
            r#"{"error":{"code":429,"message":"Resource has been exhausted (e.g. check quota).","status":"RESOURCE_EXHAUSTED","details":[{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"13s"}]}}"#,
            13_000,
        ),
        (r#"{"error":{"message":"Slow down. Retry-After: 5"}}"#, 5000),
    ] {
        let parsed = ErrorBody::parse(body.as_bytes());
        let found = Catalog::classify(&parsed.response().status(429)).unwrap();
        assert_eq!(found.retry_after(), Some(Duration::from_millis(millis)), "{body}");
        let pasted = Catalog::explain(body).unwrap_or_else(|| panic!("{body}"));
        assert_eq!(pasted.retry_after(), Some(Duration::from_millis(millis)), "pasted: {body}");
        // A header takes precedence.
        let found = Catalog::classify(&parsed.response().status(429).header("retry-after", "9")).unwrap();
        assert_eq!(found.retry_after(), Some(Duration::from_secs(9)), "{body}");
    }
    for body in [
        r#"{"error":{"message":"Slow down","retry_after":null}}"#,
        r#"{"error":{"message":"Slow down","retry_after":-1}}"#,
        r#"{"error":{"message":"Slow down","retry_after":[5]}}"#,
        r#"{"error":{"message":"Slow down","retry_after":"2026-11-21T10:00:00Z"}}"#,
        r#"{"error":{"message":"Slow down"},"request":{"retry_after":5}}"#,
    ] {
        let parsed = ErrorBody::parse(body.as_bytes());
        assert_eq!(Catalog::classify(&parsed.response().status(429)).unwrap().retry_after(), None, "{body}");
    }
}

/// A point in time gives a wait only if the current time is known.
#[cfg(all(feature = "json", feature = "http-date"))]
#[test]
fn a_point_in_time_needs_a_clock() {
    use openai_error_catalog::ErrorBody;
    use std::time::SystemTime;
    let body =
        ErrorBody::parse(br#"{"error":{"type":"usage_limit_reached","message":"Slow down","resets_at":1700000100}}"#);
    let response = body.response().status(429);
    assert_eq!(Catalog::classify(&response).unwrap().retry_after(), None);
    let now = |seconds| SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
    let wait = |seconds| Catalog::classify(&response.now(now(seconds))).unwrap().retry_after();
    assert_eq!(wait(1_700_000_000), Some(Duration::from_secs(100)));
    assert_eq!(wait(1_700_000_200), None);
}

#[test]
fn waits_in_pasted_headers_are_read() {
    for (text, millis) in [
        ("HTTP/1.1 429 Too Many Requests\r\nRetry-After: 20\r\n\r\n", 20_000),
        (
            "HTTP/2 429\nretry-after: 1\nretry-after-ms: 898\n\n{\"error\":{\"message\":\"Slow down. Please try again in 1s\"}}",
            898,
        ),
        ("openai.RateLimitError: Rate limit reached for requests; retry_after=7", 7000),
        ("429 Too Many Requests (Retry-After: 5)", 5000),
    ] {
        let found = Catalog::explain(text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(found.retry_after(), Some(Duration::from_millis(millis)), "{text}");
    }
    assert_eq!(Catalog::by_message("Slow down. Retry-After: 5").unwrap().retry_after(), Some(Duration::from_secs(5)));
    let response = ErrorResponse::new().status(503).message("Slow down, Retry-After: 12:30");
    assert_eq!(Catalog::classify(&response).unwrap().retry_after(), None);
}
