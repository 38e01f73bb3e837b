//! A service in front of the API. Its users read the API's errors in their own language, and their programs still get the
//! status, code, verdict, scope, and wait.

use std::time::Duration;

use axum::Json;
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use openai_error_catalog::{Code, Diagnosis, Locale, Scope, Verdict};
use serde::Serialize;
use serde_json::Value;

use crate::retry_reqwest::{Failure, send_once};

/// Where the requests go.
#[derive(Clone, Debug)]
pub struct Upstream {
    /// The client. Configure redirects, timeouts, and the API key there.
    pub client: reqwest::Client,
    /// The URL of the chat completions endpoint.
    pub url: String,
}

/// The service: `POST /ask`.
pub fn app(upstream: Upstream) -> Router {
    Router::new().route("/ask", post(ask)).with_state(upstream)
}

async fn ask(State(upstream): State<Upstream>, headers: HeaderMap, Json(body): Json<Value>) -> Response {
    let locale = reader(&headers);
    let response = match send_once(upstream.client.post(&upstream.url).json(&body)).await {
        Ok(response) => response,
        Err(failure) => return error_response(&failure, locale),
    };
    match response.json::<Value>().await {
        Ok(answer) => Json(answer).into_response(),
        Err(error) => error_response(&Failure::from_transport(&error), locale),
    }
}

/// The language of the reader. `Accept-Language` may be split into several header lines.
fn reader(headers: &HeaderMap) -> Locale {
    let lines = headers.get_all(header::ACCEPT_LANGUAGE).iter().filter_map(|line| line.to_str().ok());
    Locale::negotiate(&lines.collect::<Vec<_>>().join(",")).unwrap_or_default()
}

/// The body of an error response. It has the form of the API's own, so that clients of the API can read it.
///
/// It doesn't contain the API's own message, which may include the organization, a part of the key, or an address. The
/// users of this service must not see these.
#[derive(Debug, Serialize)]
struct Body {
    error: ErrorFields,
}

#[derive(Debug, Serialize)]
struct ErrorFields {
    code: Option<Code>,
    scope: Option<Scope>,
    verdict: Verdict,
    retry_after_ms: Option<u128>,
    title: Option<&'static str>,
    cause: Option<&'static str>,
    solution: Option<&'static str>,
}

fn error_response(failure: &Failure, locale: Locale) -> Response {
    let entry = failure.code().map(Code::entry);
    let retry_after = failure.retry_after().filter(|_| failure.verdict() != Verdict::Stop);
    let error = ErrorFields {
        code: failure.code(),
        scope: failure.diagnosis().map(Diagnosis::scope),
        verdict: failure.verdict(),
        retry_after_ms: retry_after.map(|wait| wait.as_millis()),
        title: entry.map(|entry| entry.title(locale)),
        cause: entry.map(|entry| entry.cause(locale)),
        solution: entry.map(|entry| entry.solution(locale)),
    };
    let mut response = (status(failure), Json(Body { error })).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(locale.tag()));
    // Otherwise a cache could return a response in a different reader's language.
    headers.insert(header::VARY, HeaderValue::from_static("accept-language"));
    if let Some(wait) = retry_after {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(whole_seconds(wait)));
    }
    response
}

/// The status that the API sent. If there was no usable response, the status that gateways use for that.
fn status(failure: &Failure) -> StatusCode {
    let upstream = failure.status().and_then(|status| StatusCode::from_u16(status).ok());
    // A 200 with an invalid body isn't a success, and a redirect that wasn't followed isn't one either.
    let upstream = upstream.filter(|status| status.is_client_error() || status.is_server_error());
    upstream.unwrap_or(match failure.code() {
        Some(Code::RequestTimedOut) => StatusCode::GATEWAY_TIMEOUT,
        _ => StatusCode::BAD_GATEWAY,
    })
}

/// The value of `Retry-After`, which can only be whole seconds. It is rounded up, so that the retry doesn't come too early.
fn whole_seconds(wait: Duration) -> u64 {
    wait.as_secs() + u64::from(wait.subsec_nanos() > 0)
}
