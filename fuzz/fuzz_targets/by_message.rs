//! Looks up any message, with and without a status.

#![no_main]

use libfuzzer_sys::fuzz_target;
use openai_error_catalog::fuzzing::steps;
use openai_error_catalog::{Catalog, Match, MatchKind};
use openai_error_catalog_fuzz::{check, place, upper};

/// The limit that docs/matching.md promises.
const STEPS_PER_BYTE: usize = 128;

fuzz_target!(|input: (u16, &str)| {
    let (status, text) = input;
    let shouted = upper(text);
    let answers = |text| (Catalog::by_message(text), Catalog::by_status_and_message(status, text));
    let (by_message, with_status) = answers(text);
    let (by_shouted, shouted_with_status) = answers(&shouted);
    for (found, shouted_found) in [(by_message, by_shouted), (with_status, shouted_with_status)] {
        if let Some(found) = &found {
            check(found, &[text]);
        }
        // Upper case never changes which pattern matches. It may change what the word model answers, both for a guess
        // and for the words around a short match: `TimeoutException` is two words, `TIMEOUTEXCEPTION` is one.
        if let (Some(found), Some(shouted_found)) = (found, shouted_found) {
            if found.kind().is_recognized() && shouted_found.kind().is_recognized() {
                assert_eq!(facts(&found, text), facts(&shouted_found, &shouted));
            }
        }
    }
    assert!(by_message.is_none() || with_status.is_some(), "a status loses an answer");
    assert!(with_status.is_none_or(|found| found.status() == Some(status)));
    // There are guesses only for texts that no pattern matches, and only with a status.
    assert!(by_message.is_none_or(|found| found.kind().is_recognized() && found.margin().is_none()));
    for found in with_status.iter().filter(|found| found.kind() == MatchKind::Similar) {
        assert!(found.margin().is_some_and(|margin| margin.is_finite() && margin >= 0.0), "{:?}", found.margin());
    }
    let read = text.len().min(Catalog::MESSAGE_LIMIT);
    let without = steps(|| assert_eq!(Catalog::by_message(text).is_some(), by_message.is_some()));
    let with = steps(|| assert_eq!(Catalog::by_status_and_message(status, text).is_some(), with_status.is_some()));
    for steps in [without, with] {
        assert!(steps <= STEPS_PER_BYTE * (read + 64), "{steps} steps for {read} bytes");
    }
});

/// Everything that a match says. Values are compared by their places, which don't depend on case.
fn facts(found: &Match<'_>, text: &str) -> impl PartialEq + std::fmt::Debug + use<> {
    let values: Vec<_> = found.values().map(|(name, value)| (name, place(text, value))).collect();
    let pattern = found.pattern().map(|message| message.pattern());
    (found.code(), found.kind(), found.status(), pattern, found.verdict(), found.reason(), found.retry_after(), values)
}
