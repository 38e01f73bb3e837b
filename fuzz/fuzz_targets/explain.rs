//! What a person pastes.

#![no_main]

use libfuzzer_sys::fuzz_target;
use openai_error_catalog::Catalog;
use openai_error_catalog_fuzz::check;

fuzz_target!(|input: (u16, &str)| {
    let (status, text) = input;
    if let Some(found) = Catalog::explain(text) {
        check(&found, &[text]);
    }
    if let Some(found) = Catalog::explain_with_status(status, text) {
        check(&found, &[text]);
        assert_eq!(found.status(), Some(status), "the status that was given is lost");
    }
});
