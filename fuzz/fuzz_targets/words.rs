//! Checks the guesses of the word model for any text, with and without a status and a type.

#![no_main]

use libfuzzer_sys::fuzz_target;
use openai_error_catalog::{Catalog, ErrorResponse, MatchKind, Reason, Verdict};
use openai_error_catalog_fuzz::check;

fuzz_target!(|input: (u16, &str)| {
    let (status, text) = input;
    let response = ErrorResponse::new().message(text);
    for response in [response, response.status(status), response.api_type("invalid_request_error")] {
        let Some(found) = Catalog::classify(&response) else { continue };
        check(&found, &[text]);
        assert_eq!(found.margin().is_some(), found.kind() == MatchKind::Similar);
        assert!(found.margin().is_none_or(|margin| margin.is_finite() && margin >= 0.0), "{:?}", found.margin());
        if found.kind() == MatchKind::Similar {
            assert!(found.pattern().is_none(), "a guess has no pattern");
        }
        // After a close call, the verdict is "retry" only if it is also the verdict for the bare status.
        if found.reason() == Reason::CloseCall && found.verdict() == Verdict::Retry {
            let usual = found.status().and_then(|status| Catalog::by_status(status).first().copied());
            assert!(usual.is_some_and(|code| code.entry().retry().is_retryable()));
        }
    }
});
