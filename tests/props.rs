//! Property tests of the lookups: no input makes them panic, and every answer is consistent with its input.

use openai_error_catalog::{Catalog, Code, ErrorResponse, Locale};
use proptest::prelude::*;

/// A pattern with random text in place of its braces and bars, perhaps cut off: a text that is similar to a message.
fn nearly_a_message() -> impl Strategy<Value = String> {
    let patterns: Vec<&'static str> =
        Code::ALL.iter().flat_map(|code| code.entry().messages()).map(|message| message.pattern()).collect();
    (proptest::sample::select(patterns), "[ -~]{0,12}", any::<prop::sample::Index>()).prop_map(
        |(pattern, filler, cut)| {
            let mut text = String::new();
            let mut rest = pattern;
            while let Some(at) = rest.find(['{', '}', '|']) {
                text.push_str(&rest[..at]);
                text.push_str(&filler);
                rest = &rest[at + 1..];
            }
            text.push_str(rest);
            let mut at = cut.index(text.len() + 1).max(text.len() / 2);
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            text.truncate(at);
            text
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_can_be_looked_up(text in any::<String>(), status in 0_u16..1000) {
        let by_message = Catalog::by_message(&text);
        let found = Catalog::by_status_and_message(status, &text);
        prop_assert!(by_message.is_none() || found.is_some());
        for (_, value) in found.iter().flat_map(|found| found.values()) {
            prop_assert!(text.contains(value));
        }
    }

    #[test]
    fn changed_messages_can_be_looked_up(text in nearly_a_message(), status in 100_u16..600) {
        let found = Catalog::by_status_and_message(status, &text);
        for (_, value) in found.iter().flat_map(|found| found.values()) {
            prop_assert!(text.contains(value));
        }
    }

    /// Text beyond the limit changes nothing.
    #[test]
    fn the_tail_of_a_long_message_changes_nothing(text in nearly_a_message(), tail in "\\PC{0,40}") {
        let padded = format!("{text}\n{}", " ".repeat(Catalog::MESSAGE_LIMIT));
        let with_tail = format!("{padded}{tail}");
        let code = |text: &str| Catalog::by_message(text).map(|found| found.code());
        prop_assert_eq!(code(&padded), code(&with_tail));
    }

    #[test]
    fn case_and_whitespace_change_nothing(text in nearly_a_message()) {
        let code = |text: &str| Catalog::by_message(text).map(|found| found.code());
        // Don't compare with the original text: mixed case splits words (`notFound`), and the words around a short phrase
        // decide whether it counts.
        prop_assert_eq!(code(&text.to_ascii_lowercase()), code(&text.to_ascii_uppercase()));
        prop_assert_eq!(code(&text), code(&text.replace(' ', "   ")));
    }

    #[test]
    fn any_name_can_be_looked_up(name in any::<String>()) {
        let _ = Catalog::by_exception(&name);
        let _ = Catalog::by_api_code(&name);
        let _ = Locale::from_tag(&name);
        let _ = Locale::negotiate(&name);
        prop_assert!(name.parse::<Code>().is_err() || Code::ALL.iter().any(|code| code.as_str() == name));
    }

    #[test]
    fn any_pasted_text_can_be_explained(text in "\\PC*", message in nearly_a_message(), status in 100_u16..600) {
        for text in [format!("{text}{message}"), format!("{{'error': {{'message': '{message}{text}'")] {
            let found = Catalog::explain(&text);
            let with_status = Catalog::explain_with_status(status, &text);
            prop_assert!(with_status.is_none_or(|found| found.status() == Some(status)));
            for (_, value) in found.iter().flat_map(|found| found.values()) {
                prop_assert!(text.contains(value));
            }
        }
    }

    #[test]
    fn any_response_can_be_classified(
        status in proptest::option::of(0_u16..1000),
        message in nearly_a_message(),
        code in proptest::sample::select(vec!["", "insufficient_quota", "server_error", "invalid_value", "x"]),
        header in "\\PC{0,20}",
    ) {
        let mut response = ErrorResponse::new().message(message.as_str()).api_code(code).api_type(code);
        response = status.map_or(response, |status| response.status(status));
        for name in ["retry-after", "retry-after-ms", "x-ratelimit-reset-tokens", "x-should-retry"] {
            response = response.header(name, &header);
        }
        if let Some(found) = Catalog::classify(&response) {
            let wait = found.retry_after();
            prop_assert!(wait.is_none_or(|wait| !wait.is_zero() && wait.as_secs() <= 31 * 86_400));
        }
    }

    /// A wait is exactly what the text says.
    #[test]
    fn waits_are_what_the_text_says(hours in 0_u64..600, minutes in 0_u64..60, seconds in 0_u64..60, millis in 0_u64..1000) {
        let text = format!("{hours}h{minutes}m{seconds}.{millis:03}s");
        let message = format!("Rate limit is exceeded. Try again in {text}.");
        let total = ((hours * 60 + minutes) * 60 + seconds) * 1000 + millis;
        let wait = Catalog::by_message(&message).and_then(|found| found.retry_after());
        prop_assert_eq!(wait.map_or(0, |wait| wait.as_millis() as u64), total);
    }
}

#[cfg(feature = "json")]
proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_can_be_parsed_as_a_body(bytes in any::<Vec<u8>>(), text in "[{}\\[\\]\":,a-z0-9\\\\ ]{0,60}") {
        let _ = openai_error_catalog::ErrorBody::parse(&bytes);
        let _ = openai_error_catalog::ErrorBody::parse(text.as_bytes());
    }
}
