//! Regression tests for bugs that the fuzz targets found, or that were found while writing them. See `fuzz/` and
//! CONTRIBUTING.md.

use core::time::Duration;

use openai_error_catalog::{Catalog, ErrorResponse};

fn wait(text: &str) -> Option<Duration> {
    Catalog::by_message(&format!("Rate limit is exceeded. Try again in {text}.")).and_then(|found| found.retry_after())
}

/// An unknown unit was ignored, and the number was read as seconds: 20 milliseconds became 20 seconds, two hours became
/// two seconds.
#[test]
fn units_are_not_ignored() {
    for (text, millis) in [
        ("20 millisecond", 20),
        ("20 millis", 20),
        ("1500µs", 1),
        ("1s1500μs", 1001),
        ("2 hr", 7_200_000),
        ("2hrs30m", 9_000_000),
    ] {
        assert_eq!(wait(text), Some(Duration::from_millis(millis)), "{text}");
    }
    // Less than a millisecond is not a wait. These were read as seconds.
    for text in ["120µs", "120us", "120 microseconds", "5ns"] {
        assert_eq!(wait(text), None, "{text}");
        let response = ErrorResponse::new().status(429).api_type("tokens").header("x-ratelimit-reset-tokens", text);
        assert_eq!(Catalog::classify(&response).and_then(|found| found.retry_after()), None, "{text}");
    }
}

/// After a space, only units that ended in a lower-case `s` were read. So a wait in upper case, or with a singular at its
/// end, was cut short.
#[test]
fn a_wait_of_several_words_is_read_to_its_end() {
    for (text, seconds) in [
        ("3 days 4 hours 2 minutes", 273_720),
        ("3 DAYS 4 HOURS 2 MINUTES", 273_720),
        ("1 day 1 hour 1 minute", 90_060),
        ("1h 2m 3s", 3723),
        // A number without a unit isn't part of the wait.
        ("3 days 4", 259_200),
    ] {
        assert_eq!(wait(text), Some(Duration::from_secs(seconds)), "{text}");
    }
}

/// For each key, the search for the end of its value could continue to the end of the text. So megabytes of keys took
/// hours.
#[cfg(feature = "json")]
#[test]
fn a_long_body_of_keys_is_read_quickly() {
    for unit in ["a=", "type=", "400:", "\"code\":x"] {
        let body = format!("{{{}", unit.repeat(4 * 1024 * 1024 / unit.len()));
        let start = std::time::Instant::now();
        let _ = openai_error_catalog::ErrorBody::parse(body.as_bytes());
        let _ = Catalog::explain(&body);
        assert!(start.elapsed() < Duration::from_secs(10), "{unit:?} took {:?}", start.elapsed());
    }
}
