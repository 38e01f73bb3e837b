//! Looks up the errors that async-openai creates from real responses.

use std::time::Duration;

use async_openai::Client;
use async_openai::config::OpenAIConfig;
use async_openai::error::OpenAIError;
use async_openai::middleware::ReqwestService;
use async_openai::types::chat::{
    ChatCompletionRequestUserMessage, CreateChatCompletionRequest, CreateChatCompletionResponse,
};
use openai_error_catalog::{Code, Verdict};
use openai_error_catalog_examples::async_openai::failure;
use openai_error_catalog_examples::mock;
use wiremock::ResponseTemplate;

fn request() -> CreateChatCompletionRequest {
    CreateChatCompletionRequest {
        model: "gpt-4o".into(),
        messages: vec![ChatCompletionRequestUserMessage::from("Hello").into()],
        ..Default::default()
    }
}

fn config(address: String) -> OpenAIConfig {
    OpenAIConfig::new().with_api_base(address).with_api_key("sk-example")
}

async fn ask(address: String) -> Result<CreateChatCompletionResponse, OpenAIError> {
    let service = ReqwestService::new(mock::client().unwrap());
    Client::with_config(config(address)).with_http_service(service).chat().create(request()).await
}

async fn error_of(answer: ResponseTemplate) -> OpenAIError {
    let server = mock::server([answer]).await;
    ask(server.uri()).await.unwrap_err()
}

#[tokio::test]
async fn a_successful_response_is_not_an_error() {
    let server = mock::server([mock::answer()]).await;
    assert_eq!(ask(server.uri()).await.unwrap().model, "gpt-4o");
}

#[tokio::test]
async fn three_errors_with_the_same_status_are_distinguished() {
    for (answer, code, verdict) in [
        (mock::rate_limit(1), Code::RateLimitReached, Verdict::Retry),
        (mock::too_large(), Code::RequestTooLarge, Verdict::Stop),
        (mock::quota(), Code::QuotaExceeded, Verdict::Stop),
    ] {
        let failure = failure(&error_of(answer).await);
        assert_eq!((failure.status(), failure.code(), failure.verdict()), (Some(429), Some(code), verdict));
    }
}

/// The README describes the client's own retries. If this test fails, they have changed, and the README has to change too.
#[tokio::test]
async fn the_clients_own_retries_repeat_a_request_that_is_too_large() {
    for (answer, requests) in [(mock::too_large(), 4), (mock::quota(), 1)] {
        let server = mock::server([answer]).await;
        let client = Client::with_config(config(server.uri())).with_http_client(mock::client().unwrap());
        client.chat().create(request()).await.unwrap_err();
        assert_eq!(mock::requests(&server).await, requests);
    }
}

/// async-openai drops the headers, but the message still contains the wait.
#[tokio::test]
async fn the_wait_comes_from_the_message() {
    let message = "Rate limit reached for gpt-4o in organization org-abc on tokens per min (TPM): Limit 30000, \
                   Used 28500, Requested 2000. Please try again in 1.898s.";
    let failure = failure(&error_of(mock::error(429, "tokens", "rate_limit_exceeded", message)).await);
    assert_eq!(failure.retry_after(), Some(Duration::from_millis(1898)));
}

/// For a 5xx, async-openai passes the body on unchanged, whether it is a page or JSON.
#[tokio::test]
async fn the_body_of_a_server_error_is_read() {
    let page = failure(&error_of(mock::bad_gateway()).await);
    assert_eq!((page.status(), page.code()), (Some(502), Some(Code::BadGateway)));

    let json = failure(&error_of(mock::error(503, "server_error", "", "Slow Down")).await);
    assert_eq!(json.code(), Some(Code::SlowDown));
}

/// If a body doesn't have the form of the API, async-openai returns an error of its parser, without the status.
#[tokio::test]
async fn errors_in_bodies_that_async_openai_cannot_parse_are_found() {
    let numeric = r#"{"object":"error","message":"The model `m` does not exist.","type":"NotFoundError","code":404}"#;
    let error = error_of(ResponseTemplate::new(404).set_body_string(numeric)).await;
    assert!(matches!(error, OpenAIError::JSONDeserialize(..)));
    assert_eq!(failure(&error).code(), Some(Code::ModelNotFound));

    let error = error_of(ResponseTemplate::new(200).set_body_string(r#"{"choices":"none"}"#)).await;
    assert_eq!(failure(&error).code(), Some(Code::UnexpectedResponseBody));
}

#[tokio::test]
async fn a_refused_connection_is_a_connection_error() {
    let (_socket, address) = mock::nobody().unwrap();
    let error = ask(address).await.unwrap_err();
    assert_eq!((failure(&error).status(), failure(&error).code()), (None, Some(Code::ConnectionError)));
}

#[test]
fn an_invalid_argument_is_shown_unchanged() {
    let failure = failure(&OpenAIError::InvalidArgument("no model".into()));
    assert_eq!((failure.code(), failure.to_string().as_str()), (None, "invalid args: no model"));
}
