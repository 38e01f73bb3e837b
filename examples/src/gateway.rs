//! A gateway that decides by verdict and scope what to do after a failure. It retries, switches to a different key,
//! account, model, or provider, or gives up.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use openai_error_catalog::{RetrySchedule, Scope};
use serde_json::{Value, json};

use crate::retry_reqwest::{Failure, send_once};

/// A combination of provider, account, key, and model to which a request can be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// The provider of the API.
    pub provider: &'static str,
    /// The account that pays.
    pub account: &'static str,
    /// The API key.
    pub key: &'static str,
    /// The name of the model.
    pub model: &'static str,
    /// The URL of the chat completions endpoint.
    pub url: String,
}

impl Route {
    /// Whether a request may succeed on this route after a failure with this scope on the other route.
    fn may_work_after(&self, failed: &Route, scope: Scope) -> bool {
        if self.provider != failed.provider {
            return scope.other_provider_helps();
        }
        (self.key != failed.key && scope.other_key_helps())
            || (self.account != failed.account && scope.other_account_helps())
            || (self.model != failed.model && scope.other_model_helps())
    }
}

/// The gateway's client and its routes, the preferred one first.
#[derive(Clone, Debug)]
pub struct Gateway {
    /// Sends the requests.
    pub client: reqwest::Client,
    /// The routes, in the order in which they are tried.
    pub routes: Arc<[Route]>,
}

/// The service: `POST /ask`. The header `x-steps` of its response says what it did.
pub fn app(gateway: Gateway) -> Router {
    Router::new().route("/ask", post(ask)).with_state(gateway)
}

async fn ask(State(gateway): State<Gateway>, Json(mut body): Json<Value>) -> Response {
    let mut steps: Vec<String> = Vec::new();
    let mut failed: Vec<(&Route, Scope)> = Vec::new();
    loop {
        let next = gateway
            .routes
            .iter()
            .find(|route| failed.iter().all(|(other, scope)| *other != *route && route.may_work_after(other, *scope)));
        let Some(route) = next else { break };
        if let Some((last, _)) = failed.last() {
            steps.push(changed(last, route));
        }
        body["model"] = route.model.into();
        match call(&gateway.client, route, &body, &mut steps).await {
            Ok(answer) => return ([("x-steps", steps.join(", "))], Json(answer)).into_response(),
            Err(failure) => {
                // Nothing is known about an unknown error. `Server` means that only a different provider is tried.
                let scope = failure.diagnosis().map_or(Scope::Server, |found| found.scope());
                failed.push((route, scope));
                if gateway.routes.iter().all(|route| {
                    failed.iter().any(|(other, scope)| *other == route || !route.may_work_after(other, *scope))
                }) {
                    steps.push("give up".to_owned());
                    let status = failure.status().and_then(|status| StatusCode::from_u16(status).ok());
                    let error = json!({ "error": { "code": failure.code(), "message": failure.to_string() } });
                    let headers = [("x-steps", steps.join(", "))];
                    return (status.unwrap_or(StatusCode::BAD_GATEWAY), headers, Json(error)).into_response();
                }
            }
        }
    }
    (StatusCode::BAD_GATEWAY, [("x-steps", steps.join(", "))]).into_response()
}

/// Sends the request on one route. Retries as long as the failures are retryable, up to two times.
async fn call(
    client: &reqwest::Client,
    route: &Route,
    body: &Value,
    steps: &mut Vec<String>,
) -> Result<Value, Failure> {
    let mut schedule = RetrySchedule::new().attempts(2).jitter(|| fastrand::u64(..));
    loop {
        let failure = match send_once(client.post(&route.url).bearer_auth(route.key).json(body)).await {
            Ok(response) => return response.json().await.map_err(|error| Failure::from_transport(&error)),
            Err(failure) => failure,
        };
        let Some(wait) = failure.diagnosis().and_then(|diagnosis| schedule.next_wait(diagnosis)) else {
            return Err(failure);
        };
        steps.push("retry".to_owned());
        tokio::time::sleep(wait).await;
    }
}

/// The most important difference between two routes.
fn changed(last: &Route, next: &Route) -> String {
    let what = if next.provider != last.provider {
        "provider"
    } else if next.account != last.account {
        "account"
    } else if next.model != last.model {
        "model"
    } else {
        "key"
    };
    format!("other {what}")
}
