//! Any bytes as the body of a response, and then the fields that were found in it.

#![no_main]

use libfuzzer_sys::fuzz_target;
use openai_error_catalog::{Catalog, ErrorBody};
use openai_error_catalog_fuzz::check;

fuzz_target!(|bytes: &[u8]| {
    let body = ErrorBody::parse(bytes);
    let texts = [body.message.as_deref().unwrap_or_default(), body.param.as_deref().unwrap_or_default()];
    let response = body.response();
    for response in [response, response.status(429)] {
        if let Some(found) = Catalog::classify(&response) {
            check(&found, &texts);
        }
    }
    assert!(body.status.is_none_or(|status| (100..=599).contains(&status)));
});
