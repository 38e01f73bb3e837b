//! Searches for any words.

#![no_main]

use libfuzzer_sys::fuzz_target;
use openai_error_catalog::{Catalog, Code};

fuzz_target!(|words: &str| {
    let found: Vec<Code> = Catalog::search(words).collect();
    assert!(found.len() <= Catalog::SEARCH_LIMIT);
    for (index, code) in found.iter().enumerate() {
        assert!(!found[..index].contains(code), "{code} was found twice");
    }
    // Case makes no difference except that it can separate words: `NotFound` is two words.
    let lower = Catalog::search(&words.to_ascii_lowercase()).collect::<Vec<_>>();
    assert_eq!(lower, Catalog::search(&words.to_ascii_uppercase()).collect::<Vec<_>>());
});
