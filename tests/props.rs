//! Any input: nothing panics, and what is promised of every answer holds.

use openai_error_catalog::{Catalog, Code, Locale};
use proptest::prelude::*;

/// Patterns with each placeholder filled by something: messages that are
/// nearly, or entirely, real.
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
    fn any_text_is_answered(text in any::<String>(), status in 0_u16..1000) {
        let by_message = Catalog::by_message(&text);
        let found = Catalog::by_status_and_message(status, &text);
        prop_assert!(by_message.is_none() || found.is_some());
        for (_, value) in found.iter().flat_map(|found| found.values()) {
            prop_assert!(text.contains(value));
        }
    }

    #[test]
    fn messages_with_changes_are_answered(text in nearly_a_message(), status in 100_u16..600) {
        let found = Catalog::by_status_and_message(status, &text);
        for (_, value) in found.iter().flat_map(|found| found.values()) {
            prop_assert!(text.contains(value));
        }
    }

    /// What comes after the part that is looked at changes nothing.
    #[test]
    fn the_tail_of_a_long_message_changes_nothing(text in nearly_a_message(), tail in "\\PC{0,40}") {
        let padded = format!("{text}\n{}", " ".repeat(Catalog::MESSAGE_LIMIT));
        let with_tail = format!("{padded}{tail}");
        let code = |text: &str| Catalog::by_message(text).map(|found| found.code());
        prop_assert_eq!(code(&padded), code(&with_tail));
    }

    #[test]
    fn case_and_white_space_change_nothing(text in nearly_a_message()) {
        let code = |text: &str| Catalog::by_message(text).map(|found| found.code());
        prop_assert_eq!(code(&text), code(&text.to_ascii_uppercase()));
        prop_assert_eq!(code(&text), code(&text.replace(' ', "   ")));
    }

    #[test]
    fn any_names_are_answered(name in any::<String>()) {
        let _ = Catalog::by_exception(&name);
        let _ = Catalog::by_api_code(&name);
        let _ = Locale::from_tag(&name);
        let _ = Locale::negotiate(&name);
        prop_assert!(name.parse::<Code>().is_err() || Code::ALL.iter().any(|code| code.as_str() == name));
    }
}
