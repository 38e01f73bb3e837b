//! Words that a person looks for.

#![no_main]

use libfuzzer_sys::fuzz_target;
use openai_error_catalog::{Catalog, Code};

fuzz_target!(|words: &str| {
    let found: Vec<Code> = Catalog::search(words).collect();
    assert!(found.len() <= Catalog::SEARCH_LIMIT);
    for (index, code) in found.iter().enumerate() {
        assert!(!found[..index].contains(code), "{code} twice");
    }
    // Case doesn't matter, except that it separates words: `NotFound` is two.
    let lower = Catalog::search(&words.to_ascii_lowercase()).collect::<Vec<_>>();
    assert_eq!(lower, Catalog::search(&words.to_ascii_uppercase()).collect::<Vec<_>>());
});
