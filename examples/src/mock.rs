//! Servers on the loopback interface that respond like the API.

use std::io;
use std::net::Ipv4Addr;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::net::TcpSocket;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

/// A server that sends these responses in order, and then repeats the last one.
pub async fn server(answers: impl IntoIterator<Item = ResponseTemplate>) -> MockServer {
    let server = MockServer::start().await;
    let mut answers = answers.into_iter().peekable();
    while let Some(answer) = answers.next() {
        let mock = Mock::given(any()).respond_with(answer);
        let mock = if answers.peek().is_some() { mock.up_to_n_times(1) } else { mock };
        server.register(mock).await;
    }
    server
}

/// An address at which no server listens, and the socket that reserves it. Keep the socket until the test ends.
///
/// # Errors
///
/// If the machine has no free port.
pub fn nobody() -> io::Result<(TcpSocket, String)> {
    // The socket is bound, so that no other server gets the port. But it doesn't listen.
    let socket = TcpSocket::new_v4()?;
    socket.bind((Ipv4Addr::LOCALHOST, 0).into())?;
    let address = format!("http://{}", socket.local_addr()?);
    Ok((socket, address))
}

/// How many requests a server received.
pub async fn requests(server: &MockServer) -> usize {
    server.received_requests().await.map_or(0, |requests| requests.len())
}

/// A client for these servers.
///
/// # Errors
///
/// If reqwest can't create a client.
pub fn client() -> reqwest::Result<reqwest::Client> {
    // A proxy from the environment couldn't reach the loopback interface of this machine.
    reqwest::Client::builder().no_proxy().timeout(Duration::from_secs(30)).build()
}

/// A request for a chat completion.
#[must_use]
pub fn question() -> Value {
    json!({ "model": "gpt-4o", "messages": [{ "role": "user", "content": "Hello" }] })
}

/// A successful response.
#[must_use]
pub fn answer() -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(json!({
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1_700_000_000,
        "model": "gpt-4o",
        "choices": [{
            "index": 0,
            "message": { "role": "assistant", "content": "Hello!", "refusal": null },
            "logprobs": null,
            "finish_reason": "stop",
        }],
    }))
}

/// A rate limit that says how many milliseconds to wait.
#[must_use]
pub fn rate_limit(wait_ms: u64) -> ResponseTemplate {
    error(
        429,
        "tokens",
        "rate_limit_exceeded",
        "Rate limit reached for gpt-4o in organization org-abc on tokens per min (TPM): \
         Limit 30000, Used 28500, Requested 2000.",
    )
    // `retry-after` has only whole seconds, so a client that reads only that header would wait too long.
    .insert_header("retry-after-ms", wait_ms.to_string())
    .insert_header("retry-after", wait_ms.div_ceil(1000).to_string())
}

/// A request that is larger than the whole limit. It has the status and the `error.code` of a rate limit, but waiting
/// doesn't help.
#[must_use]
pub fn too_large() -> ResponseTemplate {
    error(
        429,
        "tokens",
        "rate_limit_exceeded",
        "Request too large for gpt-4o in organization org-abc on tokens per min (TPM): \
         Limit 30000, Requested 36278. The input or output tokens must be reduced in order to run successfully.",
    )
}

/// An exhausted quota, with the same status again.
#[must_use]
pub fn quota() -> ResponseTemplate {
    error(
        429,
        "insufficient_quota",
        "insufficient_quota",
        "You exceeded your current quota, please check your plan and billing details. For more information on this \
         error, read the docs: https://platform.openai.com/docs/guides/error-codes/api-errors.",
    )
}

/// A wrong key. The message repeats a part of it.
#[must_use]
pub fn wrong_key() -> ResponseTemplate {
    error(
        401,
        "invalid_request_error",
        "invalid_api_key",
        "Incorrect API key provided: sk-abc1***********wxyz. You can find your API key at \
         https://platform.openai.com/account/api-keys.",
    )
}

/// A proxy's error page.
#[must_use]
pub fn bad_gateway() -> ResponseTemplate {
    let page = "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>";
    ResponseTemplate::new(502).set_body_raw(page, "text/html")
}

/// An error in the form of the API.
#[must_use]
pub fn error(status: u16, api_type: &str, api_code: &str, message: &str) -> ResponseTemplate {
    ResponseTemplate::new(status).set_body_json(json!({
        "error": { "message": message, "type": api_type, "param": null, "code": api_code },
    }))
}

/// Ten different failures, each with a description.
#[must_use]
pub fn ten_failures() -> Vec<(&'static str, ResponseTemplate)> {
    let invalid = "invalid_request_error";
    vec![
        ("429, a rate limit with a wait", rate_limit(20)),
        ("429, the credit is used up", quota()),
        ("429, larger than the limit", too_large()),
        ("401, a wrong key", wrong_key()),
        (
            "404, no such model",
            error(404, invalid, "model_not_found", "The model `large` does not exist or you do not have access to it."),
        ),
        (
            "400, too many tokens",
            error(
                400,
                invalid,
                "context_length_exceeded",
                "This model's maximum context length is 8192 tokens. However, your messages resulted in 9000 tokens. Please reduce the length of the messages.",
            ),
        ),
        (
            "403, not from this country",
            error(
                403,
                "request_forbidden",
                "unsupported_country_region_territory",
                "Country, region, or territory not supported",
            ),
        ),
        (
            "503, overloaded, with a wait",
            error(503, "server_error", "", "The engine is currently overloaded, please try again later")
                .insert_header("retry-after-ms", "5"),
        ),
        ("502, a page of the proxy", bad_gateway()),
        (
            "500, and don't retry",
            error(500, "server_error", "", "The server had an error while processing your request")
                .insert_header("x-should-retry", "false"),
        ),
    ]
}
