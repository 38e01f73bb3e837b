//! Finds the catalog's error for an error of async-openai.
//!
//! Errors of async-openai contain the status and the body, but not the headers. So a wait is known only if the message
//! contains it.

use std::borrow::Cow;

use async_openai::error::OpenAIError;
use openai_error_catalog::{Catalog, ErrorBody};

use crate::retry_reqwest::Failure;

/// Looks up an error of async-openai.
#[must_use]
pub fn failure(error: &OpenAIError) -> Failure {
    match error {
        OpenAIError::ApiError(response) => {
            let status = response.status_code.as_u16();
            let error = &response.api_error;
            let is_bare = error.r#type.is_none() && error.code.is_none() && error.param.is_none();
            // For a 5xx, async-openai passes the whole body on as the message, even if it is JSON.
            let mut body = if is_bare { ErrorBody::parse(error.message.as_bytes()) } else { ErrorBody::default() };
            if !is_bare {
                body.message = Some(error.message.as_str().into());
                body.api_type = error.r#type.as_deref().map(Cow::Borrowed);
                body.api_code = error.code.as_deref().map(Cow::Borrowed);
                body.param = error.param.as_deref().map(Cow::Borrowed);
            }
            Failure::new(
                Catalog::classify(&body.response().status(status)).map(Into::into),
                Some(status),
                &error.message,
            )
        }
        // The body doesn't have the form that async-openai expects: it is a proxy's page, or a compatible server deviates
        // from the API. This variant doesn't contain the status.
        OpenAIError::JSONDeserialize(_, content) => {
            let body = ErrorBody::parse(content.as_bytes());
            match Catalog::classify(&body.response()) {
                Some(found) => Failure::Known(found.into_owned()),
                None => by_text(&error.to_string()),
            }
        }
        // The program called the client wrongly. No request was sent, so this isn't an error of the API.
        OpenAIError::InvalidArgument(_) => Failure::new(None, None, &error.to_string()),
        OpenAIError::Reqwest(error) => Failure::from_transport(error),
        _ => by_text(&error.to_string()),
    }
}

fn by_text(text: &str) -> Failure {
    Failure::new(Catalog::explain(text).map(Into::into), None, text)
}
