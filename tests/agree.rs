//! The text of an answer never contradicts its verdict.

use openai_error_catalog::{Catalog, Code, Locale, Match, Verdict};

fn explain(status: Option<u16>, message: &str) -> Match<'_> {
    let found = match status {
        Some(status) => Catalog::by_status_and_message(status, message),
        None => Catalog::by_message(message),
    };
    found.unwrap_or_else(|| panic!("nothing found: {message}"))
}

/// Regression test: each of these messages once had a text that contradicted its verdict.
#[test]
fn these_messages_have_texts_that_match_their_verdict() {
    for (status, message, code, verdict) in [
        (
            Some(502),
            "Upstream authentication failed, please contact administrator",
            Code::GatewayAuthFailed,
            Verdict::Stop,
        ),
        (
            Some(503),
            "No available channel for model gpt-5 under group default",
            Code::NoAvailableChannel,
            Verdict::Stop,
        ),
        (Some(503), "当前分组 default 下对于模型 gpt-5 无可用渠道", Code::NoAvailableChannel, Verdict::Stop),
        (
            None,
            "[SSL: WRONG_VERSION_NUMBER] wrong version number (_ssl.c:1129)",
            Code::TlsProtocolMismatch,
            Verdict::Stop,
        ),
        (None, "tls: first record does not look like a TLS handshake", Code::TlsProtocolMismatch, Verdict::Stop),
        (Some(400), "Timeout while downloading https://example.com/a.png.", Code::UrlDownloadFailed, Verdict::Retry),
        (
            Some(400),
            "Error while downloading https://example.com/a.png. Upstream status code: 403.",
            Code::UrlDownloadFailed,
            Verdict::Stop,
        ),
        (None, "CONNECT tunnel failed, response 503", Code::ProxyError, Verdict::Retry),
        (None, "CONNECT tunnel failed, response 407", Code::ProxyError, Verdict::Stop),
        (None, "error code: 526", Code::CloudflareError, Verdict::Stop),
        (None, "error code: 522", Code::CloudflareError, Verdict::Retry),
        (None, "AbortError: The user aborted a request.", Code::RequestCancelled, Verdict::Stop),
        (Some(402), "words that nobody knows", Code::QuotaExceeded, Verdict::Stop),
    ] {
        let found = explain(status, message);
        assert_eq!((found.code(), found.verdict()), (code, verdict), "{message}");
        agree(&found, message);
    }
}

/// The text of a final error doesn't begin with a retry, and the text of a retryable one doesn't advise against it.
fn agree(found: &Match<'_>, what: &str) {
    let (english, chinese) = (found.solution(Locale::En), found.solution(Locale::ZhHans));
    let retries = ["Retry", "Send the same request again", "Wait"].iter().any(|words| english.starts_with(words));
    if found.verdict() == Verdict::Stop {
        assert!(!retries, "{what}: {english}");
        assert!(!chinese.starts_with("重试") && !chinese.starts_with("先重试"), "{what}: {chinese}");
    }
    if found.verdict() == Verdict::Retry {
        for text in [english, chinese] {
            assert!(!text.contains("don't retry") && !text.contains("不要重试"), "{what}: {text}");
        }
    }
}

#[test]
fn every_status_and_every_message_agrees_with_its_text() {
    for status in 100..=599 {
        if let Some(found) = Catalog::by_status_and_message(status, "words that nobody knows") {
            agree(&found, &status.to_string());
        }
    }
    for code in Code::ALL {
        for message in code.entry().messages() {
            let differs = message.retry() != code.entry().retry();
            assert_eq!(differs, message.cause(Locale::En).is_some(), "{code}: {}", message.pattern());
        }
    }
}

/// Both retryable and final errors have these statuses, so the status alone must not decide.
#[test]
fn an_ambiguous_status_has_no_verdict() {
    for status in [429, 526] {
        let found = explain(Some(status), "words that nobody knows");
        assert_eq!(found.verdict(), Verdict::Unknown, "{status}");
    }
}

/// The answer for a bare status is shown when the message wasn't recognized, so its text must not mention the message.
#[test]
fn a_general_answer_says_nothing_about_the_message() {
    for code in Code::ALL.iter().filter(|code| !code.entry().default_for().is_empty()) {
        for text in [code.entry().cause(Locale::En), code.entry().solution(Locale::En)] {
            for claim in ["doesn't say", "does not say", "the message says", "although the status"] {
                assert!(!text.contains(claim), "{code}: {text}");
            }
        }
    }
}
