//! `Catalog::classify`: which field of a response takes precedence, the verdict, and the wait.

use std::time::Duration;

use openai_error_catalog::{Catalog, Code, ErrorResponse, Match, MatchKind, Reason, Verdict};

const QUOTA: &str = "You exceeded your current quota, please check your plan and billing details.";

fn classify<'a>(response: ErrorResponse<'a>) -> Match<'a> {
    Catalog::classify(&response).unwrap()
}

#[test]
fn a_definite_code_takes_precedence_over_the_message() {
    // The code is known, but the message is not.
    let found = classify(ErrorResponse::new().status(400).api_code("context_length_exceeded").message("qwerty"));
    assert_eq!((found.code(), found.kind()), (Code::ContextLengthExceeded, MatchKind::ApiCode));
    // A definite code takes precedence over the message of a different error, but the message's values are kept.
    let words = "Rate limit reached for gpt-4o on requests per min (RPM): Limit 3, Used 3, Requested 1.";
    let found = classify(ErrorResponse::new().status(429).api_code("billing_hard_limit_reached").message(words));
    assert_eq!((found.code(), found.kind()), (Code::SpendLimitReached, MatchKind::ApiCode));
    assert_eq!(found.value("limit"), Some("3"));
    // So does a definite type.
    let found = classify(ErrorResponse::new().status(429).api_type("insufficient_quota").message("Too Many Requests"));
    assert_eq!((found.code(), found.kind(), found.verdict()), (Code::QuotaExceeded, MatchKind::ApiType, Verdict::Stop));
}

#[test]
fn a_message_takes_precedence_over_a_vague_code() {
    let cases = [
        (400, Some("invalid_value"), None, "The model 'gpt-image-2' does not exist.", Code::ModelNotFound),
        (429, None, Some("requests"), QUOTA, Code::QuotaExceeded),
        (
            429,
            Some("rate_limit_exceeded"),
            Some("tokens"),
            "Request too large for gpt-4o on tokens per min (TPM): Limit 30000, Requested 36278.",
            Code::RequestTooLarge,
        ),
        // The last error of an assistant's run.
        (429, Some("rate_limit_exceeded"), None, QUOTA, Code::QuotaExceeded),
        (400, None, Some("invalid_request_error"), "Unknown parameter: 'foo'.", Code::UnknownParameter),
        (
            403,
            None,
            Some("server_error"),
            "Your request to GET /dashboard/billing/credit_grants must be made with a session key (that is, it can only be \
             made from the browser). You made it with the following key type: secret.",
            Code::InvalidAuthentication,
        ),
    ];
    for (status, api_code, api_type, message, code) in cases {
        let mut response = ErrorResponse::new().status(status).message(message);
        if let Some(api_code) = api_code {
            response = response.api_code(api_code);
        }
        if let Some(api_type) = api_type {
            response = response.api_type(api_type);
        }
        let found = classify(response);
        assert_eq!((found.code(), found.kind()), (code, MatchKind::Message), "{message}");
    }
}

/// A vague type alone doesn't make an error retryable.
#[test]
fn a_vague_type_needs_a_status_that_fits() {
    let found = classify(ErrorResponse::new().status(413).api_type("server_error"));
    assert_eq!(
        (found.code(), found.kind(), found.verdict()),
        (Code::PayloadTooLarge, MatchKind::Status, Verdict::Stop)
    );
    let found = classify(ErrorResponse::new().status(500).api_type("server_error"));
    assert_eq!(found.verdict(), Verdict::Retry);
    let found = classify(ErrorResponse::new().status(429).api_type("tokens"));
    assert_eq!(
        (found.code(), found.kind(), found.verdict()),
        (Code::RateLimitReached, MatchKind::ApiType, Verdict::Retry)
    );
    // The moderation endpoint responds like this to a rate limit, although the type suggests a different error.
    let moderation = ErrorResponse::new().status(429).api_type("invalid_request_error").message("Too Many Requests");
    assert_eq!(classify(moderation).code(), Code::RateLimitReached);
}

#[test]
fn an_unknown_code_and_message_fall_back_to_the_type_then_the_status() {
    let unknown = |response: ErrorResponse<'static>| response.api_code("brand_new_code").message("brand new words");
    let found = classify(unknown(ErrorResponse::new().status(429).api_type("tokens")));
    assert_eq!(found.kind(), MatchKind::ApiType);
    let found = classify(unknown(ErrorResponse::new().status(429)));
    assert_eq!((found.kind(), found.verdict()), (MatchKind::Status, Verdict::Unknown));
    let known_words = ErrorResponse::new().status(429).api_code("brand_new_code").message("Slow down");
    assert_eq!(classify(known_words).kind(), MatchKind::Message);
    assert!(Catalog::classify(&ErrorResponse::new().api_code("zq").message("lorem ipsum")).is_none());
    assert!(Catalog::classify(&ErrorResponse::new()).is_none());
}

/// `model_not_found` means a missing model or one without access: the message distinguishes them.
#[test]
fn a_message_distinguishes_two_errors_with_the_same_code() {
    let response = ErrorResponse::new().status(403).api_code("model_not_found");
    let denied = response.message("Project `proj_x` does not have access to model `gpt-4o-mini`");
    assert_eq!(classify(denied).code(), Code::ModelAccessDenied);
    let missing = response.status(404).message("The model `gpt-5o` does not exist or you do not have access to it.");
    assert_eq!(classify(missing).code(), Code::ModelNotFound);
}

#[test]
fn insufficient_quota_with_a_short_wait_is_a_rate_limit() {
    let azure = ErrorResponse::new().status(429).api_code("insufficient_quota").message("The deployment is busy.");
    assert_eq!(classify(azure).code(), Code::QuotaExceeded);
    let busy = classify(azure.header("Retry-After", "60"));
    assert_eq!((busy.code(), busy.verdict(), busy.reason()), (Code::RateLimitReached, Verdict::Retry, Reason::Numbers));
    assert_eq!(classify(azure.header("retry-after", "3600")).code(), Code::RateLimitReached);
    assert_eq!(classify(azure.header("retry-after", "3601")).code(), Code::QuotaExceeded);
    // The definite billing codes never mean a rate limit.
    for code in [
        "credit_balance_exhausted",
        "organization_spend_limit_exceeded",
        "project_spend_limit_exceeded",
        "organization_usage_limit_exceeded",
        "billing_hard_limit_reached",
        "billing_not_active",
    ] {
        let response = ErrorResponse::new().status(429).api_type("insufficient_quota").api_code(code);
        let found = classify(response.message(QUOTA).header("retry-after", "5"));
        assert_eq!(found.verdict(), Verdict::Stop, "{code}: {}", found.code());
    }
}

#[test]
fn documented_codes_have_the_right_verdict() {
    for code in ["rate_limit_exceeded", "slow_down", "server_is_overloaded", "server_error", "engine_overloaded"] {
        let found = classify(ErrorResponse::new().api_code(code));
        assert_eq!(found.verdict(), Verdict::Retry, "{code}: {}", found.code());
    }
    for code in [
        "insufficient_quota",
        "credit_balance_exhausted",
        "organization_spend_limit_exceeded",
        "project_spend_limit_exceeded",
        "organization_usage_limit_exceeded",
        "billing_hard_limit_reached",
        "billing_not_active",
        "access_terminated",
        "invalid_api_key",
        "model_not_found",
        "context_length_exceeded",
        "string_above_max_length",
        "unsupported_parameter",
    ] {
        let found = classify(ErrorResponse::new().api_code(code));
        assert_eq!(found.verdict(), Verdict::Stop, "{code}: {}", found.code());
    }
}

#[test]
fn x_should_retry_decides() {
    let server_error =
        ErrorResponse::new().status(500).message("The server had an error while processing your request.");
    let found = classify(server_error.header("x-should-retry", "false"));
    assert_eq!((found.verdict(), found.reason()), (Verdict::Stop, Reason::ServerHeader));
    // A bare 429, for which the server wants a retry.
    let found = classify(ErrorResponse::new().status(429).header("X-Should-Retry", "true"));
    assert_eq!((found.verdict(), found.reason()), (Verdict::Retry, Reason::ServerHeader));
    // But the header can't make an exhausted quota retryable, nor a request that is too large.
    let found = classify(ErrorResponse::new().status(429).message(QUOTA).header("x-should-retry", "true"));
    assert_eq!(found.verdict(), Verdict::Stop);
    let large =
        "Rate limit reached for gpt-4o in organization org-x on tokens per min (TPM): Limit 10, Used 0, Requested 40.";
    let found = classify(ErrorResponse::new().status(429).message(large).header("x-should-retry", "true"));
    assert_eq!((found.verdict(), found.reason()), (Verdict::Stop, Reason::Numbers));
    // An unknown value is ignored.
    let found = classify(server_error.header("x-should-retry", "maybe"));
    assert_eq!((found.verdict(), found.reason()), (Verdict::Retry, Reason::Policy));
}

fn wait(headers: &[(&'static str, &'static str)], message: &'static str) -> Option<Duration> {
    classify(ErrorResponse::new().status(429).message(message).headers(headers.iter().copied())).retry_after()
}

#[test]
fn waits_have_an_order_of_precedence() {
    let ms = |millis| Some(Duration::from_millis(millis));
    let words = "Rate limit is exceeded. Try again in 16 seconds.";
    let all = [
        ("retry-after-ms", "1500"),
        ("x-ms-retry-after-ms", "2500"),
        ("retry-after", "3.5"),
        ("x-ratelimit-reset-requests", "1h2m3.5s"),
        ("x-ratelimit-reset-tokens", "28ms"),
    ];
    assert_eq!(wait(&all, words), ms(1500));
    assert_eq!(wait(&all[1..], words), ms(2500));
    assert_eq!(wait(&all[2..], words), ms(3500));
    assert_eq!(wait(&all[3..], words), ms(16_000));
    assert_eq!(wait(&all[3..], "Too Many Requests"), ms(3_723_500));
    assert_eq!(wait(&all[4..], "Too Many Requests"), ms(28));
    assert_eq!(wait(&[], "Too Many Requests"), None);
    // The limit that is exhausted decides.
    let spent = [("x-ratelimit-remaining-requests", "57"), ("x-ratelimit-remaining-tokens", "0"), all[3], all[4]];
    assert_eq!(wait(&spent, "Too Many Requests"), ms(28));
    // Unreadable waits are ignored.
    for bad in ["0", "-3", "NaN", "inf", "", "soon", "1e3", "99999999999999999999"] {
        assert_eq!(wait(&[("retry-after-ms", bad), ("retry-after", bad)], words), ms(16_000), "{bad}");
    }
}

#[test]
fn waits_in_messages_are_read() {
    let rate =
        "Rate limit reached for gpt-4o in organization org-x on tokens per min (TPM): Limit 10, Used 9, Requested 2.";
    for (words, millis) in [
        ("Please try again in 1.898s.", 1898),
        ("Please try again in 28ms. Visit https://platform.openai.com/account/rate-limits to learn more.", 28),
        ("Please try again in 6m0s.", 360_000),
        ("Please try again in 7m12s.", 432_000),
        ("Please try again in 14h29m11.04s.", 52_151_040),
        ("Please retry after 9 seconds.", 9000),
        ("Try again in 35 seconds.", 35_000),
        ("Please retry after 86400 seconds.", 86_400_000),
        ("Please wait 46 seconds before retrying.", 46_000),
    ] {
        let message = format!("{rate} {words}");
        let found = Catalog::by_status_and_message(429, &message).unwrap();
        assert_eq!(found.retry_after(), Some(Duration::from_millis(millis)), "{words}");
    }
    let azure = "Requests to the ChatCompletions_Create Operation under Azure OpenAI API version 2023-07-01-preview have exceeded \
                 token rate limit of your current OpenAI S0 pricing tier. Please retry after 7 seconds. Please go here: \
                 https://aka.ms/oai/quotaincrease if you would like to further increase the default rate limit.";
    assert_eq!(Catalog::by_message(azure).unwrap().retry_after(), Some(Duration::from_secs(7)));
}

#[cfg(feature = "http-date")]
#[test]
fn a_date_is_compared_with_the_time_given() {
    use std::time::SystemTime;
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_445_412_470);
    let response = ErrorResponse::new().status(503).header("Retry-After", "Wed, 21 Oct 2015 07:28:00 GMT");
    assert_eq!(classify(response.now(now)).retry_after(), Some(Duration::from_secs(10)));
    // Without the current time, or if the date is in the past, there is no wait. Nor if it is decades away.
    assert_eq!(classify(response).retry_after(), None);
    assert_eq!(classify(response.now(now + Duration::from_secs(60))).retry_after(), None);
    assert_eq!(classify(response.now(SystemTime::UNIX_EPOCH)).retry_after(), None);
}

#[test]
fn the_param_field_is_a_value() {
    let found = classify(ErrorResponse::new().status(400).message("Unknown parameter: 'a'.").param("b"));
    assert_eq!(found.values().collect::<Vec<_>>(), [("param", "a")]);
    let found = classify(ErrorResponse::new().status(400).message("words").param("b"));
    assert_eq!(found.values().collect::<Vec<_>>(), [("param", "b")]);
}

/// The `Date` of the response takes precedence over the caller's time, so that the waits in an old log are right.
#[cfg(feature = "http-date")]
#[test]
fn a_date_is_compared_with_the_date_of_the_response() {
    use std::time::{Duration, SystemTime};
    let date = "Fri, 20 Nov 2026 10:00:30 GMT";
    let response =
        ErrorResponse::new().status(503).header("Retry-After", date).header("Date", "Fri, 20 Nov 2026 10:00:00 GMT");
    for response in [response, response.now(SystemTime::now())] {
        let found = Catalog::classify(&response).unwrap();
        assert_eq!(found.retry_after(), Some(Duration::from_secs(30)));
    }
    // An unreadable date is ignored.
    let response = response.header("date", "yesterday");
    assert_eq!(Catalog::classify(&response).unwrap().retry_after(), None);
}

/// Each error in a chain of sources is read, an earlier answer in the chain is kept, and an endless chain isn't read
/// forever.
#[cfg(feature = "alloc")]
#[test]
fn errors_are_explained_by_their_sources() {
    use std::error::Error;
    use std::fmt;

    #[derive(Debug)]
    struct Wrapped(Box<dyn Error>);
    impl fmt::Display for Wrapped {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("error sending request for url (https://api.openai.com/v1/responses)")
        }
    }
    impl Error for Wrapped {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            Some(&*self.0)
        }
    }
    let inner = std::io::Error::other("tcp connect error: Connection refused (os error 111)");
    let found = Catalog::explain_error(&Wrapped(Box::new(inner))).unwrap();
    assert_eq!(found.code(), Code::ConnectionError);
    let quota = Catalog::by_message("You exceeded your current quota.").unwrap().diagnosis();
    assert_eq!(Catalog::explain_error(&Wrapped(Box::new(quota))).unwrap().diagnosis(), quota);
    assert_eq!(Catalog::explain_error(&Wrapped(Box::new(Wrapped(Box::new(quota))))).unwrap().diagnosis(), quota);
    assert!(Catalog::explain_error(&std::fmt::Error).is_none());
}

#[test]
fn a_cause_takes_precedence_over_a_general_sentence_before_it() {
    for (status, message, code) in [
        (Some(429), "Rate limit exceeded. Insufficient balance", Code::QuotaExceeded),
        (Some(429), "Rate limit exceeded: your account has insufficient balance", Code::QuotaExceeded),
        (None, "Connection error. status 401", Code::InvalidAuthentication),
        (None, "Connection error: request failed with status 404", Code::NotFound),
        (None, "Connection error.", Code::ConnectionError),
        (
            Some(400),
            "Invalid value at 'tools[0].function_declarations[0].parameters.type' (type.googleapis.com/Type), \"any\"",
            Code::InvalidToolSchema,
        ),
        (
            None,
            "HandshakeException: Handshake error in client (OS Error: WRONG_VERSION_NUMBER(tls_record.cc:242))",
            Code::TlsProtocolMismatch,
        ),
        (None, "HandshakeException: Connection terminated during handshake", Code::ConnectionError),
    ] {
        let response = ErrorResponse::new().message(message);
        let response = status.map_or(response, |status| response.status(status));
        assert_eq!(Catalog::classify(&response).map(|found| found.code()), Some(code), "{message}");
    }
}

/// The name of a status says no more than the status. Clients use it as the message if the body is empty.
#[test]
fn the_name_of_a_status_counts_as_an_empty_message() {
    for message in
        ["Too Many Requests", "too many requests.", "429 Too Many Requests", "Error code: 429 - Too Many Requests"]
    {
        let found = Catalog::by_status_and_message(429, message).unwrap();
        assert_eq!(
            (found.code(), found.verdict(), found.reason()),
            (Code::RateLimitReached, Verdict::Unknown, Reason::AmbiguousStatus),
            "{message}"
        );
        let response = ErrorResponse::new().status(429).message(message).header("x-should-retry", "true");
        assert_eq!(Catalog::classify(&response).unwrap().verdict(), Verdict::Retry, "{message}");
    }
    assert_eq!(Catalog::by_message("Too Many Requests").unwrap().verdict(), Verdict::Unknown);
    for message in [
        "Too Many Requests. Please try again in 20s.",
        "Rate limit reached for requests",
        "Too many requests from this IP",
    ] {
        assert_eq!(Catalog::by_status_and_message(429, message).unwrap().verdict(), Verdict::Retry, "{message}");
    }
}

/// Azure sends `insufficient_quota` with its own message when a per-minute limit is reached. But a message that says that
/// the quota is used up stays final, whatever wait a gateway puts into the header.
#[test]
fn a_short_wait_does_not_turn_a_quota_message_into_a_rate_limit() {
    let response = ErrorResponse::new().status(429).api_code("insufficient_quota").header("retry-after", "20");
    for response in [response, response.api_type("insufficient_quota"), response.header("retry-after", "3600")] {
        let found = classify(response.message(QUOTA));
        assert_eq!((found.code(), found.verdict()), (Code::QuotaExceeded, Verdict::Stop));
    }
    let azure = "Requests to the ChatCompletions_Create Operation under Azure OpenAI API version 2024-06-01 have \
        exceeded call rate limit of your current OpenAI S0 pricing tier. Please retry after 9 seconds.";
    let found = classify(response.message(azure));
    assert_eq!((found.code(), found.verdict()), (Code::RateLimitReached, Verdict::Retry));
}
