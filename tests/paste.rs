//! `Catalog::explain` finds the error in the texts that people paste: every form in which clients print one.

use openai_error_catalog::{Catalog, Code, ErrorResponse, MatchKind};

const QUOTA: &str = "You exceeded your current quota, please check your plan and billing details.";
const RATE: &str = "Rate limit reached for gpt-4o in organization org-abc on tokens per min (TPM): Limit 30000, Used 28500, \
                    Requested 2000.";

fn finds(text: &str, code: Code, status: impl Into<Option<u16>>) {
    let found = Catalog::explain(text);
    let seen = found.map(|found| (found.code(), found.status()));
    assert_eq!(seen, Some((code, status.into())), "{text}");
}

#[test]
fn python_clients() {
    finds(
        &format!(
            "openai.RateLimitError: Error code: 429 - {{'error': {{'message': '{QUOTA}', 'type': 'insufficient_quota', \
             'param': None, 'code': 'insufficient_quota'}}}}"
        ),
        Code::QuotaExceeded,
        429,
    );
    // Python uses double quotation marks if the text contains single ones, and escapes if it contains both.
    finds(
        r#"Error code: 400 - {'error': {'message': "Unknown parameter: 'foo'.", 'type': 'invalid_request_error', 'param': 'foo', 'code': 'unknown_parameter'}}"#,
        Code::UnknownParameter,
        400,
    );
    finds(
        r#"Error code: 400 - {'error': {'message': 'Invalid value: \'tool\'. Supported values are: \'a\' and "b".', 'type': 'invalid_request_error'}}"#,
        Code::InvalidParameterValue,
        400,
    );
    // The Python client before version 1.0.
    finds(
        &format!(
            "error_code=insufficient_quota error_message='{QUOTA}' error_param=None error_type=insufficient_quota \
             message='OpenAI API error received' stream_error=False"
        ),
        Code::QuotaExceeded,
        None,
    );
    finds(&format!("openai.error.RateLimitError: {RATE}"), Code::RateLimitReached, None);
    finds(
        &format!(
            "Traceback (most recent call last):\n  File \"/app/main.py\", line 500, in <module>\n    client.chat.completions.create(\n  \
             File \"/usr/lib/python3/site-packages/openai/_base_client.py\", line 429, in _request\n    raise err\n\
             openai.RateLimitError: Error code: 429 - {{'error': {{'message': '{QUOTA}', 'code': 'insufficient_quota'}}}}\n"
        ),
        Code::QuotaExceeded,
        429,
    );
}

#[test]
fn node_go_and_rust_clients() {
    finds(&format!("429 {QUOTA}"), Code::QuotaExceeded, 429);
    finds(&format!("RateLimitError: 429 {QUOTA}"), Code::QuotaExceeded, 429);
    finds(&format!("AI_RetryError: Failed after 3 attempts. Last error: {QUOTA}"), Code::QuotaExceeded, None);
    finds(
        &format!("error, status code: 429, status: 429 Too Many Requests, message: {QUOTA}"),
        Code::QuotaExceeded,
        429,
    );
    // async-openai, Codex, rig.
    finds(
        "invalid_request_error: Unknown parameter: 'foo'. (param: foo) (code: unknown_parameter)",
        Code::UnknownParameter,
        None,
    );
    finds(
        "unexpected status 401 Unauthorized: Incorrect API key provided: sk-***abc. You can find your API key at \
         https://platform.openai.com/account/api-keys., url: https://api.openai.com/v1/responses",
        Code::IncorrectApiKey,
        401,
    );
    finds("exceeded retry limit, last status: 429 Too Many Requests", Code::RateLimitReached, 429);
    finds(
        r#"Invalid status code 400 with message: {"error":{"message":"Unknown parameter: 'foo'.","code":"unknown_parameter"}}"#,
        Code::UnknownParameter,
        400,
    );
}

#[test]
fn nested_wrappers() {
    finds(
        &format!(
            "litellm.RateLimitError: RateLimitError: OpenAIException - Error code: 429 - {{'error': {{'message': '{QUOTA}', \
             'type': 'insufficient_quota', 'param': None, 'code': 'insufficient_quota'}}}}"
        ),
        Code::QuotaExceeded,
        429,
    );
    // JSON in a JSON string: the inner error counts.
    finds(
        r#"{"error":{"message":"litellm.BadRequestError: OpenAIException - {\"error\": {\"message\": \"Unknown parameter: 'foo'.\", \"type\": \"invalid_request_error\", \"code\": \"unknown_parameter\"}}","type":"None","param":"None","code":"400"}}"#,
        Code::UnknownParameter,
        400,
    );
    finds(
        &format!(
            "Retrying langchain.chat_models.openai.completion_with_retry.<locals>._completion_with_retry in 4.0 seconds as it raised RateLimitError: {RATE}"
        ),
        Code::RateLimitReached,
        None,
    );
}

#[test]
fn bodies_and_logs() {
    finds(
        &format!(
            "{{\n    \"error\": {{\n        \"message\": \"{QUOTA}\",\n        \"type\": \"insufficient_quota\",\n        \"param\": null,\n        \"code\": \"insufficient_quota\"\n    }}\n}}\n"
        ),
        Code::QuotaExceeded,
        None,
    );
    finds(
        &format!("< HTTP/2 429 \n< content-type: application/json\n<\n{{\"error\": {{\"message\": \"{QUOTA}\"}}}}"),
        Code::QuotaExceeded,
        429,
    );
    finds(
        &format!("data: {{\"error\": {{\"message\": \"{RATE}\", \"code\": \"rate_limit_exceeded\"}}}}"),
        Code::RateLimitReached,
        None,
    );
    finds(
        &format!(
            "2026-03-01T12:00:00.123Z ERROR [worker-3] openai call failed: Error code: 429 - {{'error': {{'message': '{QUOTA}'}}}}"
        ),
        Code::QuotaExceeded,
        429,
    );
    finds("[2026-03-01 12:00:00,123] ERROR in app: Connection error.", Code::ConnectionError, None);
    // A text that is cut off in the middle.
    finds(
        "Error code: 429 - {'error': {'message': 'You exceeded your current quota, please check your pl",
        Code::QuotaExceeded,
        429,
    );
    finds(
        "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>",
        Code::BadGateway,
        502,
    );
}

#[test]
fn texts_without_a_message() {
    let found = Catalog::explain("openai.AuthenticationError").unwrap();
    assert_eq!((found.code(), found.kind()), (Code::IncorrectApiKey, MatchKind::Exception));
    let found = Catalog::explain("request failed with HTTP 503").unwrap();
    assert_eq!((found.code(), found.kind().is_recognized()), (Code::ServiceUnavailable, false));
    let found = Catalog::explain("{'code': 'context_length_exceeded', 'message': 'nobody knows'}").unwrap();
    assert_eq!((found.code(), found.kind()), (Code::ContextLengthExceeded, MatchKind::ApiCode));
    let found = Catalog::explain_with_status(429, "openai.AuthenticationError");
    assert!(found.is_some_and(|found| found.kind() == MatchKind::Status));
    for nothing in
        ["", "   ", "hello", "line 429 of main.rs", "took 18.403470473s", "port 5432", "{}", ":::===", "\"'`"]
    {
        assert!(Catalog::explain(nothing).is_none(), "{nothing}");
    }
}

/// In a chain of causes, the one that waiting can't fix takes precedence.
#[test]
fn a_rejected_certificate_takes_precedence_over_a_connection_error() {
    let chain = "error sending request for url (https://api.openai.com/v1/chat/completions)\n\nCaused by:\n    \
                 0: client error (Connect)\n    1: invalid peer certificate: UnknownIssuer";
    assert_eq!(Catalog::explain(chain).unwrap().code(), Code::TlsCertificateError);
    let plain = "error sending request for url (https://api.openai.com/v1/chat/completions)";
    assert_eq!(Catalog::explain(plain).unwrap().code(), Code::ConnectionError);
}

/// A traceback may be longer than the part of a text that is read. Its message is at the end, but the title of a page is
/// at the start, so both are read.
#[test]
fn the_start_and_the_end_of_a_long_text_are_read() {
    let long = format!("{}\nopenai.RateLimitError: {QUOTA}", "  File \"x.py\", line 1, in f\n".repeat(20_000));
    assert_eq!(Catalog::explain(&long).unwrap().code(), Code::QuotaExceeded);
    let page = format!("<html> <head><title>502 Bad Gateway</title></head>{}", "<p>filler</p>\n".repeat(20_000));
    assert_eq!(Catalog::explain(&page).unwrap().code(), Code::BadGateway);
}

/// If the API repeats a part of the request, that part doesn't show which error it is.
#[test]
fn echoed_parts_of_the_request_do_not_decide() {
    for (text, code) in [
        (
            "Error code: 400 - {'error': {'message': \"Invalid value: 'message: Rate limit reached for requests'. \
             Supported values are: 'a'.\", 'type': 'invalid_request_error'}}",
            Code::InvalidParameterValue,
        ),
        (
            r#"{"error":{"message":"Invalid value: 'message: Rate limit reached for requests'. Supported values are: 'a'.","type":"invalid_request_error"}}"#,
            Code::InvalidParameterValue,
        ),
        (r#"{"error":{"message":"Unknown parameter: 'status: 401, code: invalid_api_key'."}}"#, Code::UnknownParameter),
    ] {
        assert_eq!(Catalog::explain(text).map(|found| found.code()), Some(code), "{text}");
    }
    let source_line = "  File \"app.py\", line 3, in call\n    raise ValueError('Rate limit reached for requests')\n\
                       Error code: 400 - {'error': {'message': 'foo bar unknown', 'type': 'invalid_request_error'}}";
    let found = Catalog::explain(source_line).unwrap();
    assert_eq!((found.verdict(), found.status()), (openai_error_catalog::Verdict::Stop, Some(400)));
}

#[cfg(feature = "json")]
#[test]
fn echoed_parts_in_a_truncated_body_do_not_decide() {
    let cut = r#"{"error":{"message":"Invalid value: 'x'. Supported values are: 'a'.","echo":"message: Rate limit reached for requests"#;
    let body = openai_error_catalog::ErrorBody::parse(cut.as_bytes());
    let found = Catalog::classify(&body.response().status(400)).unwrap();
    assert_eq!(found.code(), Code::InvalidParameterValue);
}

#[test]
fn a_number_that_counts_something_is_not_a_status() {
    for text in [
        "402 items were imported",
        "The query returned 402 items",
        "sync failed with 500 errors",
        "500 MB were written to disk",
        "429 条记录已导入",
        "error 503 rows skipped",
    ] {
        let found = Catalog::explain(text);
        assert_eq!(found.and_then(|found| found.status()), None, "{text}: {found:?}");
    }
    finds("429 You exceeded your current quota", Code::QuotaExceeded, 429);
    finds("503 status code (no body)", Code::ServiceUnavailable, 503);
    finds("openai: request failed with 429 Too Many Requests", Code::RateLimitReached, 429);
}

#[test]
fn statuses_that_only_some_servers_use_have_an_answer() {
    for (status, code, is_retryable) in [
        (410, Code::NotFound, false),
        (425, Code::Conflict, true),
        (451, Code::UnsupportedRegion, false),
        (499, Code::RequestCancelled, false),
        (501, Code::UnsupportedByModel, false),
        (529, Code::EngineOverloaded, true),
    ] {
        let found = Catalog::classify(&ErrorResponse::new().status(status)).unwrap();
        assert_eq!((found.code(), found.retry().is_retryable()), (code, is_retryable), "{status}");
        let printed = format!("Request failed with status code {status}");
        let found = Catalog::explain(&printed).unwrap();
        assert_eq!((found.code(), found.status()), (code, Some(status)), "{printed}");
        let printed = format!("{status} status code (no body)");
        let found = Catalog::explain(&printed).unwrap();
        assert_eq!((found.code(), found.status()), (code, Some(status)), "{printed}");
    }
}

/// The marks that Chinese tools and people put in front of a message, without a space after them.
#[test]
fn chinese_marks_begin_a_message() {
    for text in [
        "报错：You exceeded your current quota, please check your plan and billing details.",
        "调用失败，You exceeded your current quota",
        "【报错】You exceeded your current quota",
        "接口返回「You exceeded your current quota」",
        "接口返回“You exceeded your current quota”",
        "接口返回‘You exceeded your current quota’",
        "错误信息：余额不足",
        "请求失败（You exceeded your current quota）",
        "报错。You exceeded your current quota",
    ] {
        let found = Catalog::explain(text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(found.code(), Code::QuotaExceeded, "{text}");
    }
    let found = Catalog::explain("报错：error：message：Rate limit reached for requests，status：429").unwrap();
    assert_eq!(found.code(), Code::RateLimitReached);
}

/// Windows puts a byte order mark at the start of a file.
#[test]
fn a_byte_order_mark_is_ignored() {
    let text = "\u{feff}You exceeded your current quota, please check your plan and billing details.";
    assert_eq!(Catalog::explain(text).unwrap().code(), Code::QuotaExceeded);
    assert_eq!(Catalog::by_message(text).unwrap().code(), Code::QuotaExceeded);
}

/// Word processors, chat programs, and web pages change quotation marks, spaces, and colons.
#[test]
fn typographic_characters_are_read_as_ascii_ones() {
    let plain = "The model 'gpt-5-nope' does not exist or you do not have access to it.";
    let found = Catalog::by_message(plain).unwrap();
    for text in [
        plain.replace("'gpt-5-nope'", "‘gpt-5-nope’"),
        plain.replace("'gpt-5-nope'", "’gpt-5-nope’"),
        plain.replace(' ', "\u{a0}"),
        plain.replace(" does ", "\u{3000}does\u{202f}"),
        format!("\u{a0}{plain}"),
    ] {
        for same in [Catalog::by_message(&text), Catalog::explain(&text), Catalog::by_status_and_message(404, &text)] {
            let same = same.unwrap_or_else(|| panic!("{text}"));
            assert_eq!(
                (same.code(), same.pattern(), same.value("model")),
                (found.code(), found.pattern(), Some("gpt-5-nope"))
            );
        }
    }
    // A value keeps its own characters.
    let text = "Rate limit reached for gpt-4o:\u{a0}Limit 3, Used 3, Requested 1. Please try again in\u{a0}20\u{a0}s.";
    let found = Catalog::explain(text).unwrap();
    assert_eq!(found.retry_after(), Some(std::time::Duration::from_secs(20)));
    assert_eq!(found.value("wait"), Some("20\u{a0}s"));

    finds(&format!("{{“error”: {{“message”: “{QUOTA}”, “code”: “insufficient_quota”}}}}"), Code::QuotaExceeded, None);
    finds("状态码：429，错误信息：You’ve exceeded your current quota", Code::QuotaExceeded, 429);
    finds("status：503\nmessage：“Slow Down”", Code::SlowDown, 503);
    finds("{‘message’: ‘You’ve exceeded your current quota’, ‘code’: ‘insufficient_quota’}", Code::QuotaExceeded, None);
}

/// A status is recognized after words such as "error" in several languages.
#[test]
fn statuses_are_recognized_in_several_languages() {
    for text in
        ["报错 401", "错误码：401", "ステータスコード 401", "오류 401", "ошибка 401", "Fehlercode 401", "код: 401"]
    {
        let found = Catalog::explain(text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(found.status(), Some(401), "{text}");
    }
    for text in ["返回 402 条", "ошибка в 402 строках", "返回 429 个"] {
        assert_eq!(Catalog::explain(text).and_then(|found| found.status()), None, "{text}");
    }
}
