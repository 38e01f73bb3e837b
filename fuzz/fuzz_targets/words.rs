//! The word model: texts that no pattern matches are guessed, with any status and any code.

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
        // A close call is never a retry that the status does not advise.
        if found.reason() == Reason::CloseCall && found.verdict() == Verdict::Retry {
            let usual = found.status().and_then(|status| Catalog::by_status(status).first().copied());
            assert!(usual.is_some_and(|code| code.entry().retry().is_retryable()));
        }
    }
});
