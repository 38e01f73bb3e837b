//! `Catalog::by_message` and `Catalog::by_status_and_message`: what they recognize, and what they don't.

use openai_error_catalog::{Catalog, Code, Exception, Locale, MatchKind, Verdict};

const RATE_LIMIT: &str = "Rate limit reached for gpt-4o in organization org-abc on tokens per min (TPM): \
                          Limit 30000, Used 28500, Requested 2000.";

fn code(message: &str) -> Option<Code> {
    Catalog::by_message(message).map(|found| found.code())
}

#[test]
fn case_whitespace_and_full_stop_do_not_matter() {
    let forms = [
        RATE_LIMIT.to_owned(),
        RATE_LIMIT.trim_end_matches('.').to_owned(),
        RATE_LIMIT.to_uppercase(),
        RATE_LIMIT.replace(' ', "\n  \t"),
        format!("  \r\n{RATE_LIMIT}  "),
        format!("{RATE_LIMIT} Visit https://example.com to learn more."),
    ];
    for form in forms {
        assert_eq!(code(&form), Some(Code::RateLimitReached), "{form:?}");
    }
}

#[test]
fn values_are_captured_unchanged() {
    let found = Catalog::by_status_and_message(429, RATE_LIMIT).unwrap();
    let values: Vec<_> = found.values().collect();
    let expected = [
        ("model", "gpt-4o"),
        ("organization", "org-abc"),
        ("dimension", "tokens per min (TPM)"),
        ("limit", "30000"),
        ("used", "28500"),
        ("requested", "2000"),
    ];
    assert_eq!(values, expected);
    assert_eq!(found.kind(), MatchKind::Message);
}

#[test]
fn echoed_parts_of_the_request_do_not_decide() {
    for message in [
        "Invalid value: 'rate limit'",
        "Invalid value: 'Rate limit reached for requests'. Supported values are: 'a', 'b'.",
        "Unknown parameter: 'insufficient_quota'.",
        "My text says: You exceeded your current quota",
        "the rate limit reached for requests",
    ] {
        let found = code(message);
        assert!(!matches!(found, Some(Code::RateLimitReached | Code::QuotaExceeded)), "{message}: {found:?}");
    }
}

/// "Connection error" is a message of the client. A sentence that only begins with these words is not.
#[test]
fn a_sentence_that_only_begins_with_a_message_is_not_recognized() {
    assert_eq!(code("Connection error."), Some(Code::ConnectionError));
    assert_eq!(code("Connection error. Check your network."), Some(Code::ConnectionError));
    assert_eq!(code("Connection error handling in Rust"), None);
    assert_eq!(code("Slow downtown traffic"), None);
    assert_eq!(code("slow down"), Some(Code::SlowDown));
}

#[test]
fn numbers_refine_a_rate_limit() {
    let cases = [
        ("Limit 30000, Used 28500, Requested 2000", Code::RateLimitReached, Verdict::Retry),
        ("Limit 30000, Used 0, Requested 30000", Code::RateLimitReached, Verdict::Retry),
        ("Limit 30000, Used 0, Requested 30001", Code::RequestTooLarge, Verdict::Stop),
        ("Limit 30,000, Used 0, Requested 40,000", Code::RequestTooLarge, Verdict::Stop),
        ("Limit 0, Used 0, Requested 1", Code::RateLimitZero, Verdict::Stop),
    ];
    for (numbers, code, verdict) in cases {
        let message =
            format!("Rate limit reached for gpt-4o in organization org-x on tokens per min (TPM): {numbers}.");
        let found = Catalog::by_status_and_message(429, &message).unwrap();
        assert_eq!((found.code(), found.verdict()), (code, verdict), "{numbers}");
    }
}

#[test]
fn a_message_is_recognized_with_an_unexpected_status() {
    let message = "You exceeded your current quota, please check your plan and billing details.";
    assert_eq!(Catalog::by_status_and_message(429, message).unwrap().kind(), MatchKind::Message);
    // Some proxies turn every status into 500.
    let found = Catalog::by_status_and_message(500, message).unwrap();
    assert_eq!((found.code(), found.kind()), (Code::QuotaExceeded, MatchKind::MessageOtherStatus));
    assert_eq!(found.verdict(), Verdict::Stop);
    let found = Catalog::by_status_and_message(503, "words that nobody knows").unwrap();
    assert_eq!((found.code(), found.kind()), (Code::ServiceUnavailable, MatchKind::Status));
    assert!(Catalog::by_status_and_message(418, "I'm a teapot").is_none());
    assert!(Catalog::by_message("words that nobody knows").is_none());
    assert!(Catalog::by_message("").is_none());
}

/// A 429 is a rate limit or an exhausted quota. Only the message shows which.
#[test]
fn a_bare_429_has_no_verdict() {
    let found = Catalog::by_status_and_message(429, "").unwrap();
    assert_eq!((found.kind(), found.verdict()), (MatchKind::Status, Verdict::Unknown));
    assert_eq!(Catalog::by_status_and_message(502, "").unwrap().verdict(), Verdict::Retry);
    assert_eq!(Catalog::by_status_and_message(400, "").unwrap().verdict(), Verdict::Stop);
}

#[test]
fn nested_wrappers_are_removed() {
    let quota = "You exceeded your current quota, please check your plan and billing details.";
    for wrapped in [
        format!("Error code: 429 - {quota}"),
        format!("429 {quota}"),
        format!("stream disconnected before completion: {quota}"),
        format!("openai.RateLimitError: Error code: 429 - {quota}"),
    ] {
        assert_eq!(code(&wrapped), Some(Code::QuotaExceeded), "{wrapped}");
    }
    let found = Catalog::by_message(&format!("Error code: 429 - {quota}")).map(|found| found.status());
    assert_eq!(found, Some(Some(429)));
}

/// If a printed dictionary is inside a string, its quotation marks are escaped.
#[test]
fn escaped_quotation_marks_are_read_as_plain_ones() {
    let printed = r"{\'error\': {\'message\': \'You exceeded your current quota, please check your plan and billing details.\', \'type\': \'insufficient_quota\'}}";
    assert_eq!(code(printed), Some(Code::QuotaExceeded));
    assert_eq!(code(r#"{"error": {"message": \"You exceeded your current quota\"}}"#), Some(Code::QuotaExceeded));
}

/// The first bytes of a message select the candidate patterns, so an escape there must be read too.
#[test]
fn a_message_may_begin_with_an_escape() {
    for (message, expected) in [
        (r#"\"input\" or \"content\" must be provided"#, Code::MissingParameter),
        (r"HTTP\/1.1 header parser received no bytes", code("HTTP/1.1 header parser received no bytes").unwrap()),
        (r"\'messages\' is a required property", code("'messages' is a required property").unwrap()),
    ] {
        assert_eq!(code(message), Some(expected), "{message}");
    }
    let pasted = r#"{"error":{"message":"\"input\" or \"content\" must be provided","type":"invalid_request_error"}}"#;
    assert_eq!(Catalog::explain(pasted).map(|found| found.code()), Some(Code::MissingParameter));
}

#[test]
fn only_the_start_of_a_long_message_is_read() {
    let mut long = RATE_LIMIT.to_owned() + "\n";
    long.push_str(&"速率限制 ".repeat(100_000));
    assert_eq!(code(&long), Some(Code::RateLimitReached));
    let echo = format!("'{}' is not of type 'string' - 'messages.0.content'", "x".repeat(Catalog::MESSAGE_LIMIT));
    assert_eq!(code(&echo), None);
}

#[test]
fn api_codes_and_exceptions_are_found_by_name() {
    assert_eq!(Catalog::by_api_code("invalid_api_key"), [Code::IncorrectApiKey]);
    assert_eq!(Catalog::by_api_code("rate_limit_exceeded")[0], Code::RateLimitReached);
    assert!(Catalog::by_api_code("").is_empty());
    for name in ["RateLimitError", "openai.RateLimitError", "openai.error.RateLimitError", "litellm.RateLimitError: x"]
    {
        assert_eq!(Catalog::by_exception(name), Some(Exception::RateLimitError), "{name}");
    }
    assert_eq!(Catalog::by_exception("InvalidRequestError"), Some(Exception::BadRequestError));
    assert_eq!(Catalog::by_exception(""), None);
    assert_eq!(Catalog::by_exception("...:::"), None);
}

#[test]
fn texts_are_in_the_chosen_language() {
    let found = Catalog::by_status_and_message(429, RATE_LIMIT).unwrap();
    let locale = Locale::from_tag("zh-CN").unwrap();
    assert!(found.entry().solution(locale).contains("随机抖动"));
}
