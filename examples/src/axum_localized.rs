//! A service in front of the API: its own users read the API's errors in their
//! language, and their programs keep what they need to decide.

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
    /// The client. Redirects, time-outs, and the API key are its matter.
    pub client: reqwest::Client,
    /// The address of chat completions.
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
        Err(failure) => return refusal(&failure, locale),
    };
    match response.json::<Value>().await {
        Ok(answer) => Json(answer).into_response(),
        Err(error) => refusal(&Failure::from_transport(&error), locale),
    }
}

/// The language of whoever asks. The header may come in several lines.
fn reader(headers: &HeaderMap) -> Locale {
    let lines = headers.get_all(header::ACCEPT_LANGUAGE).iter().filter_map(|line| line.to_str().ok());
    Locale::negotiate(&lines.collect::<Vec<_>>().join(",")).unwrap_or_default()
}

/// The body of an error, in the API's own shape, so that its clients can read it.
///
/// The API's own message is not in it: it may name the organization, a part of
/// the key, or an address, and none of these is for this service's users.
#[derive(Debug, Serialize)]
struct Body {
    error: Refusal,
}

#[derive(Debug, Serialize)]
struct Refusal {
    code: Option<Code>,
    scope: Option<Scope>,
    verdict: Verdict,
    retry_after_ms: Option<u128>,
    title: Option<&'static str>,
    cause: Option<&'static str>,
    solution: Option<&'static str>,
}

fn refusal(failure: &Failure, locale: Locale) -> Response {
    let entry = failure.code().map(Code::entry);
    let retry_after = failure.retry_after().filter(|_| failure.verdict() != Verdict::Stop);
    let error = Refusal {
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
    // A cache must not give one reader's language to the next.
    headers.insert(header::VARY, HeaderValue::from_static("accept-language"));
    if let Some(wait) = retry_after {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(whole_seconds(wait)));
    }
    response
}

/// The status of the API, as it is; without a response, what a gateway says.
fn status(failure: &Failure) -> StatusCode {
    let upstream = failure.status().and_then(|status| StatusCode::from_u16(status).ok());
    // A 200 with a broken body is not a success, and neither is a redirect that leads nowhere.
    let upstream = upstream.filter(|status| status.is_client_error() || status.is_server_error());
    upstream.unwrap_or(match failure.code() {
        Some(Code::RequestTimedOut) => StatusCode::GATEWAY_TIMEOUT,
        _ => StatusCode::BAD_GATEWAY,
    })
}

/// `Retry-After` knows whole seconds only. Rounded up: rounded down, the retry
/// would come too early.
fn whole_seconds(wait: Duration) -> u64 {
    wait.as_secs() + u64::from(wait.subsec_nanos() > 0)
}
