//! Classifies responses with any fields and headers.

#![no_main]

use libfuzzer_sys::fuzz_target;
use openai_error_catalog::Catalog;
use openai_error_catalog_fuzz::{Response, check};

fuzz_target!(|input: Response<'_>| {
    if let Some(found) = Catalog::classify(&input.response()) {
        check(&found, &input.texts());
    }
});
