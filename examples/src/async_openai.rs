//! What an error of async-openai means.
//!
//! Its error holds the status and the body, not the headers: a wait is known
//! only if the message names one.

use std::borrow::Cow;

use async_openai::error::OpenAIError;
use openai_error_catalog::{Catalog, ErrorBody};

use crate::retry_reqwest::Failure;

/// Looks an error of async-openai up.
#[must_use]
pub fn failure(error: &OpenAIError) -> Failure {
    match error {
        OpenAIError::ApiError(response) => {
            let status = response.status_code.as_u16();
            let error = &response.api_error;
            let is_bare = error.r#type.is_none() && error.code.is_none() && error.param.is_none();
            // Of a 5xx, async-openai hands on the whole body as the message, JSON or not.
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
        // No envelope that async-openai knows: a proxy's page, or a server that
        // speaks the protocol with an accent. The status is lost.
        OpenAIError::JSONDeserialize(_, content) => {
            let body = ErrorBody::parse(content.as_bytes());
            match Catalog::classify(&body.response()) {
                Some(found) => Failure::Known(found.into_owned()),
                None => by_text(&error.to_string()),
            }
        }
        // The client's own complaint about the program: nothing was sent, so no error of the API fits.
        OpenAIError::InvalidArgument(_) => Failure::new(None, None, &error.to_string()),
        OpenAIError::Reqwest(error) => Failure::from_transport(error),
        _ => by_text(&error.to_string()),
    }
}

fn by_text(text: &str) -> Failure {
    Failure::new(Catalog::explain(text).map(Into::into), None, text)
}
