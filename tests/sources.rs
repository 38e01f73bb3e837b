//! The messages, codes, and exceptions in the source documents are found exactly as these show them.

use openai_error_catalog::{Catalog, Code, Exception};

#[test]
fn messages_of_the_error_codes_guide_are_found() {
    // The guide's tables have the short forms, its quoted responses the long ones.
    let messages: &[(u16, &str, Code)] = &[
        (401, "Invalid Authentication", Code::InvalidAuthentication),
        (401, "Incorrect API key provided", Code::IncorrectApiKey),
        (401, "You must be a member of an organization to use the API", Code::NotOrganizationMember),
        (401, "IP not authorized", Code::IpNotAuthorized),
        (403, "Country, region, or territory not supported", Code::UnsupportedRegion),
        (429, "Rate limit reached for requests", Code::RateLimitReached),
        (429, "You exceeded your current quota", Code::QuotaExceeded),
        (429, "You exceeded your current quota, please check your plan and billing details", Code::QuotaExceeded),
        (500, "The server had an error while processing your request", Code::ServerError),
        (500, "The server had an error while processing your request. Sorry about that!", Code::ServerError),
        (503, "The engine is currently overloaded", Code::EngineOverloaded),
        (503, "The engine is currently overloaded, please try again later", Code::EngineOverloaded),
        (503, "The engine is currently overloaded, please try again later.", Code::EngineOverloaded),
        (503, "Slow Down", Code::SlowDown),
        (
            429,
            "Rate limit reached for gpt-4o in organization org-abc on tokens per min (TPM): Limit 30000, Used 28500, Requested 2000.",
            Code::RateLimitReached,
        ),
        (400, "The model 'gpt-5' does not exist", Code::ModelNotFound),
        (400, "This model's maximum context length is 128000 tokens", Code::ContextLengthExceeded),
        (400, "Invalid type for 'messages'", Code::InvalidParameterType),
        (400, "You must provide a 'messages' parameter", Code::MissingParameter),
        (400, "temperature must be between 0 and 2", Code::ParameterOutOfRange),
        (400, "Request too large", Code::RequestTooLarge),
    ];
    for &(status, message, code) in messages {
        let found = Catalog::by_status_and_message(status, message);
        assert_eq!(found.map(|found| found.code()), Some(code), "{status} {message}");
        let found = Catalog::by_message(message);
        assert_eq!(found.map(|found| found.code()), Some(code), "{message}");
        // The form in the first column of the tables.
        let titled = format!("{status} - {message}");
        let found = Catalog::by_message(&titled);
        assert_eq!(found.map(|found| found.code()), Some(code), "{titled}");
    }
    // The guide quotes this message in its response for a 403.
    let found =
        Catalog::by_status_and_message(403, "You are not allowed to generate images with this API key.").unwrap();
    assert!(!found.retry().is_retryable());
    assert!(matches!(found.code(), Code::PermissionDenied | Code::MissingScopes), "{}", found.code());
}

#[test]
fn names_of_statuses_are_found_by_status() {
    for (status, name, code) in [
        (400, "Bad Request", Code::BadRequest),
        (401, "Unauthorized", Code::InvalidAuthentication),
        (403, "Forbidden", Code::PermissionDenied),
        (404, "Not Found", Code::NotFound),
        (429, "Too Many Requests", Code::RateLimitReached),
        (500, "Internal Server Error", Code::ServerError),
        (502, "Bad Gateway", Code::BadGateway),
        (503, "Service Unavailable", Code::ServiceUnavailable),
    ] {
        assert_eq!(Catalog::by_status_and_message(status, name).map(|found| found.code()), Some(code), "{name}");
    }
}

#[test]
fn api_codes_of_the_guides_are_known() {
    for (value, code) in [
        ("rate_limit_exceeded", Code::RateLimitReached),
        ("tokens", Code::RateLimitReached),
        ("insufficient_quota", Code::QuotaExceeded),
        ("server_error", Code::ServerError),
        ("service_unavailable", Code::ServiceUnavailable),
        ("unsupported_country_region_territory", Code::UnsupportedRegion),
    ] {
        assert!(Catalog::by_api_code(value).contains(&code), "{value}: {:?}", Catalog::by_api_code(value));
    }
}

#[test]
fn all_ten_exceptions_are_in_the_catalog() {
    let names = [
        "APIConnectionError",
        "APITimeoutError",
        "AuthenticationError",
        "BadRequestError",
        "ConflictError",
        "InternalServerError",
        "NotFoundError",
        "PermissionDeniedError",
        "RateLimitError",
        "UnprocessableEntityError",
    ];
    assert_eq!(Exception::ALL.iter().map(|exception| exception.as_str()).collect::<Vec<_>>(), names);
}
