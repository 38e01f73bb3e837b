//! Puts any text in every place where a wait may be: headers and messages.

#![no_main]

use std::time::Duration;

use libfuzzer_sys::fuzz_target;
use openai_error_catalog::{Catalog, ErrorResponse};
use openai_error_catalog_fuzz::{HEADERS, MAX_WAIT, check};

/// Units that may follow a number, each with its length in milliseconds.
const UNITS: [(&str, f64); 8] = [
    ("", 1e3),
    ("s", 1e3),
    (" seconds", 1e3),
    ("ms", 1.0),
    (" millisecond", 1.0),
    ("µs", 1e-3),
    ("m", 6e4),
    (" hr", 3.6e6),
];

fuzz_target!(|text: &str| {
    for header in HEADERS {
        let response = ErrorResponse::new().status(429).api_type("tokens").header(header, text);
        let found = Catalog::classify(&response).expect("429 has a general error");
        check(&found, &[]);
        match header {
            "retry-after-ms" | "x-ms-retry-after-ms" => check_wait(found.retry_after(), text.trim(), 1.0),
            "retry-after" | "x-ratelimit-reset-requests" | "x-ratelimit-reset-tokens" => {
                check_wait(found.retry_after(), text.trim(), 1e3);
            }
            _ => assert_eq!(found.retry_after(), None, "{header} doesn't contain a wait"),
        }
    }
    let response = ErrorResponse::new().status(429).headers(HEADERS.map(|header| (header, text)));
    check(&Catalog::classify(&response).expect("429 has a general error"), &[]);
    for (unit, millis) in UNITS {
        for message in [
            format!("Rate limit is exceeded. Try again in {text}{unit}."),
            format!("Rate limit reached for gpt-4o on requests per min. Please try again in {text}{unit}. Visit us."),
        ] {
            let found = Catalog::by_status_and_message(429, &message).expect("429 has a general error");
            check(&found, &[&message]);
            check_wait(found.retry_after(), text, millis);
        }
    }
});

/// Checks that a number is never read as a longer wait than it is, and that a plausible one is read. `unit` is the
/// length of its unit in milliseconds.
fn check_wait(wait: Option<Duration>, number: &str, unit: f64) {
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    let points = number.bytes().filter(|&byte| byte == b'.').count();
    let is_plain = number.starts_with(|char: char| char.is_ascii_digit())
        && number.ends_with(|char: char| char.is_ascii_digit())
        && points <= 1
        && digits + points == number.len();
    let Some(written) = number.parse::<f64>().ok().filter(|_| is_plain).map(|number| number * unit) else { return };
    let wait = wait.map_or(0.0, |wait| wait.as_secs_f64() * 1e3);
    assert!(wait <= written * (1.0 + 1e-9), "{number:?} is {written} ms, read as {wait}");
    // Digits after the third decimal place are dropped, also for minutes and hours.
    let dropped = unit / 1e3 + 1.0;
    if written >= 1.0 && written > dropped && written < MAX_WAIT.as_secs_f64() * 1e3 {
        assert!(wait >= written - dropped, "{number:?} is {written} ms, read as {wait}");
    }
}
