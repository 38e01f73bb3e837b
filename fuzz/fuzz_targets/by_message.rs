//! A message, with a status and without.

#![no_main]

use libfuzzer_sys::fuzz_target;
use openai_error_catalog::{Catalog, Match};
use openai_error_catalog_fuzz::{check, place, upper};

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
        let found = found.as_ref().map(|found| facts(found, text));
        assert_eq!(found, shouted_found.as_ref().map(|found| facts(found, &shouted)));
    }
    assert!(by_message.is_none() || with_status.is_some(), "a status takes an answer away");
    assert!(with_status.is_none_or(|found| found.status() == Some(status)));
});

/// All that a match says, with values as places, which don't depend on case.
fn facts(found: &Match<'_>, text: &str) -> impl PartialEq + std::fmt::Debug + use<> {
    let values: Vec<_> = found.values().map(|(name, value)| (name, place(text, value))).collect();
    let pattern = found.pattern().map(|message| message.pattern());
    (found.code(), found.kind(), found.status(), pattern, found.verdict(), found.reason(), found.retry_after(), values)
}
