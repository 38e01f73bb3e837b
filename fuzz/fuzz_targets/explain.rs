//! Explains any pasted text, with and without a status.

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
        assert_eq!(found.status(), Some(status), "the answer must have the given status");
    }
});
