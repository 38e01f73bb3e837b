//! The service in front of the API, over HTTP.

use std::time::Duration;

use openai_error_catalog::{Code, Locale};
use openai_error_catalog_examples::axum_localized::{Upstream, app};
use openai_error_catalog_examples::mock;
use reqwest::header::HeaderMap;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use wiremock::ResponseTemplate;

async fn ask_through(upstream: Upstream, languages: &[&str]) -> (u16, HeaderMap, Value) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/ask", listener.local_addr().unwrap());
    let service = tokio::spawn(async move { axum::serve(listener, app(upstream)).await });
    let mut request = mock::client().unwrap().post(url).json(&mock::question());
    for line in languages {
        request = request.header("accept-language", *line);
    }
    let response = request.send().await.unwrap();
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let body = response.json().await.unwrap();
    service.abort();
    (status, headers, body)
}

async fn ask(answer: ResponseTemplate, languages: &[&str]) -> (u16, HeaderMap, Value) {
    let api = mock::server([answer]).await;
    ask_through(Upstream { client: mock::client().unwrap(), url: api.uri() }, languages).await
}

#[tokio::test]
async fn a_successful_response_is_passed_on() {
    let (status, headers, body) = ask(mock::answer(), &["zh"]).await;
    assert_eq!((status, body["choices"][0]["message"]["content"].as_str()), (200, Some("Hello!")));
    assert!(!headers.contains_key("content-language"));
}

#[tokio::test]
async fn an_error_keeps_its_status_and_code_and_has_the_readers_language() {
    for (lines, locale) in [
        (&["en-GB,en;q=0.9"][..], Locale::En),
        (&["zh-CN,zh;q=0.9,en;q=0.8"], Locale::ZhHans),
        (&["nb;q=0.9", "zh;q=0.5"], Locale::ZhHans),
        (&["nb"], Locale::En),
        (&[], Locale::En),
    ] {
        let (status, headers, body) = ask(mock::rate_limit(1898), lines).await;
        let error = &body["error"];
        assert_eq!(status, 429);
        assert_eq!(error["code"], "rate_limit_reached");
        assert_eq!(error["scope"], "time");
        assert_eq!(error["verdict"], "retry");
        assert_eq!(error["retry_after_ms"], 1898);
        assert_eq!(error["solution"], Code::RateLimitReached.entry().solution(locale));
        assert_eq!(headers["content-language"], locale.tag());
        assert_eq!(headers["vary"], "accept-language");
        assert_eq!(headers["retry-after"], "2");
    }
}

#[tokio::test]
async fn no_part_of_the_key_is_in_the_response() {
    let (status, headers, body) = ask(mock::wrong_key(), &["en"]).await;
    assert_eq!((status, &body["error"]["code"]), (401, &json!("incorrect_api_key")));
    assert!(!body.to_string().contains("sk-abc"), "{body}");
    assert!(!headers.contains_key("retry-after"));
}

/// A client that gets `Retry-After` would wait, and then send a request that can't succeed.
#[tokio::test]
async fn a_final_error_has_no_retry_after() {
    let (status, headers, body) = ask(mock::too_large().insert_header("retry-after", "20"), &["en"]).await;
    assert_eq!((status, &body["error"]["verdict"]), (429, &json!("stop")));
    assert!(!headers.contains_key("retry-after"));
    assert_eq!(body["error"]["retry_after_ms"], Value::Null);
}

#[tokio::test]
async fn an_unknown_error_keeps_its_status() {
    let (status, _, body) = ask(ResponseTemplate::new(418), &["en"]).await;
    assert_eq!((status, &body["error"]["code"]), (418, &Value::Null));
    assert_eq!(body["error"]["verdict"], "unknown");
}

#[tokio::test]
async fn a_missing_or_invalid_response_is_a_gateway_error() {
    let client = mock::client().unwrap();
    let (_socket, url) = mock::nobody().unwrap();
    let unreachable = Upstream { client, url };
    let (status, _, body) = ask_through(unreachable, &["en"]).await;
    assert_eq!((status, &body["error"]["code"]), (502, &json!("connection_error")));

    let (status, _, body) = ask(ResponseTemplate::new(200).set_body_string("<html>"), &["en"]).await;
    assert_eq!((status, &body["error"]["code"]), (502, &json!("unexpected_response_body")));

    let api = mock::server([mock::answer().set_delay(Duration::from_secs(60))]).await;
    let impatient = reqwest::Client::builder().no_proxy().timeout(Duration::from_millis(50)).build().unwrap();
    let (status, _, body) = ask_through(Upstream { client: impatient, url: api.uri() }, &["en"]).await;
    assert_eq!((status, &body["error"]["code"]), (504, &json!("request_timed_out")));
}
