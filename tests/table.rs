//! Checks of every entry, exception, metric, and link of the catalog.

use std::collections::BTreeSet;

use openai_error_catalog::export::Label;
use openai_error_catalog::{
    Catalog, Category, Code, Exception, Link, Locale, Metric, RetryPolicy, Scope, Support, Value,
};

#[test]
fn slugs_are_sorted_unique_and_parse() {
    assert!(Code::ALL.is_sorted_by(|a, b| a.as_str() < b.as_str()));
    for &code in Code::ALL {
        assert_eq!(code.as_str().parse(), Ok(code));
        assert_eq!(code.entry().code(), code);
    }
}

#[test]
fn every_text_exists_in_every_language() {
    for &locale in Locale::ALL {
        for code in Code::ALL {
            let entry = code.entry();
            let texts = [entry.title(locale), entry.cause(locale), entry.solution(locale)];
            let lists = entry.reasons(locale).chain(entry.steps(locale)).chain(entry.prevention(locale));
            assert!(entry.reasons(locale).len() > 0 && entry.steps(locale).len() > 1, "{code} {locale}");
            for text in texts.into_iter().chain(lists) {
                assert!(!text.trim().is_empty(), "{code} {locale}");
            }
            assert!(!entry.title(locale).ends_with(['.', '。']), "{code} {locale}");
        }
        for exception in Exception::ALL {
            assert!(!exception.cause(locale).is_empty() && !exception.solution(locale).is_empty());
            assert!(exception.steps(locale).len() > 1, "{exception} {locale}");
        }
        assert!(Support::items(locale).len() >= 5);
        for metric in Metric::all() {
            assert!(!metric.title(locale).is_empty() && !metric.action(locale).is_empty());
        }
        assert!(!Label::Cause.text(locale).is_empty());
    }
}

/// A mixed-up table would show English to Chinese readers, or vice versa.
#[test]
fn each_language_is_written_in_its_own_script() {
    let has_chinese = |text: &str| text.chars().any(|char| ('\u{4e00}'..='\u{9fff}').contains(&char));
    for code in Code::ALL {
        let entry = code.entry();
        let english = entry.steps(Locale::En).chain([entry.title(Locale::En), entry.cause(Locale::En)]);
        let chinese = entry.steps(Locale::ZhHans).chain([entry.cause(Locale::ZhHans), entry.solution(Locale::ZhHans)]);
        for text in english {
            assert!(!has_chinese(text), "{code}: {text}");
        }
        for text in chinese {
            assert!(has_chinese(text), "{code}: {text}");
        }
    }
}

/// The policy and the category of an entry must agree.
#[test]
fn retry_and_category_agree() {
    for code in Code::ALL {
        let entry = code.entry();
        let retry = entry.retry();
        // For these, the operator has to change something, so waiting doesn't help.
        let by_hand = matches!(code, Code::GatewayAuthFailed | Code::NoAvailableChannel);
        if matches!(entry.category(), Category::Server | Category::Capacity) && !by_hand {
            assert!(retry.is_retryable(), "{code} is the fault of the server, but is never retried");
        }
        if retry.is_retryable() {
            assert!(retry.attempts() >= 1 && retry.max_delay() >= retry.initial_delay(), "{code}");
        } else {
            assert_eq!(retry.attempts(), 0, "{code}");
        }
    }
    let policies: BTreeSet<_> = RetryPolicy::all().iter().map(|retry| retry.name()).collect();
    assert_eq!(policies.len(), RetryPolicy::all().len());
}

/// The scope of each error. It is repeated here, so that whoever adds an error decides it twice.
const SCOPES: &[(Scope, &[Code])] = &[
    (
        Scope::Request,
        &[
            Code::OutputTruncated,
            Code::ArrayTooLong,
            Code::BadRequest,
            Code::ContentPolicyViolation,
            Code::ContextLengthExceeded,
            Code::DuplicateItem,
            Code::EmptyValue,
            Code::InvalidBetaHeader,
            Code::InvalidEncryptedContent,
            Code::InvalidFile,
            Code::InvalidImage,
            Code::InvalidJson,
            Code::InvalidParameterType,
            Code::InvalidParameterValue,
            Code::InvalidResponseFormat,
            Code::InvalidToolSchema,
            Code::InvalidUrl,
            Code::MaxTokensTooLarge,
            Code::MethodNotAllowed,
            Code::MissingParameter,
            Code::NotFound,
            Code::ParameterOutOfRange,
            Code::PayloadTooLarge,
            Code::RealtimeInvalidState,
            Code::ReasoningItemMismatch,
            Code::RequestCancelled,
            Code::RequestTooLarge,
            Code::ResourceNotFound,
            Code::StoredItemNotFound,
            Code::StringTooLong,
            Code::ToolCallMismatch,
            Code::UnknownParameter,
            Code::UnprocessableEntity,
            Code::UnsupportedApiVersion,
            Code::UnsupportedMediaType,
            Code::UnsupportedParameter,
            Code::UnsupportedValue,
            Code::UrlDownloadFailed,
            Code::WrongEndpointForModel,
        ],
    ),
    (
        Scope::Key,
        &[
            Code::InvalidWebhookSignature,
            Code::IncorrectApiKey,
            Code::InvalidAuthentication,
            Code::MissingApiKey,
            Code::MissingScopes,
            Code::OrganizationMismatch,
            Code::PermissionDenied,
            Code::ProjectMismatch,
        ],
    ),
    (
        Scope::Account,
        &[
            Code::AccountDeactivated,
            Code::BillingNotActive,
            Code::NotOrganizationMember,
            Code::OrganizationNotVerified,
            Code::QuotaExceeded,
            Code::RateLimitZero,
            Code::SpendLimitReached,
        ],
    ),
    (
        Scope::Model,
        &[
            Code::DeploymentNotFound,
            Code::ModelAccessDenied,
            Code::ModelNotFound,
            Code::NoAvailableChannel,
            Code::UnsupportedByModel,
        ],
    ),
    (
        Scope::Network,
        &[
            Code::ClientCertificateError,
            Code::CorsBlocked,
            Code::IpNotAuthorized,
            Code::ProxyError,
            Code::RequestBlocked,
            Code::TlsCertificateError,
            Code::TlsProtocolMismatch,
            Code::UnsupportedRegion,
        ],
    ),
    (Scope::Server, &[Code::GatewayAuthFailed]),
    (
        Scope::Time,
        &[
            Code::BadGateway,
            Code::BatchQueueLimit,
            Code::CloudflareError,
            Code::Conflict,
            Code::ConnectionError,
            Code::EngineOverloaded,
            Code::GatewayTimeout,
            Code::ModelError,
            Code::RateLimitReached,
            Code::RequestTimedOut,
            Code::RequestTimeout,
            Code::ResourceBusy,
            Code::ServerError,
            Code::ServiceUnavailable,
            Code::SlowDown,
            Code::StreamInterrupted,
            Code::UnexpectedResponseBody,
            Code::UsageLimitReached,
        ],
    ),
];

#[test]
fn scopes_are_the_same_as_in_the_table() {
    let scope_of = |code: Code| {
        let mut rows = SCOPES.iter().filter(|(_, codes)| codes.contains(&code));
        let scope = rows.next().unwrap_or_else(|| panic!("{code} has no row")).0;
        assert!(rows.next().is_none(), "{code} has two rows");
        scope
    };
    for &code in Code::ALL {
        let entry = code.entry();
        assert_eq!(entry.scope(), scope_of(code), "{code}");
        for message in entry.messages() {
            let waits = message.retry().is_retryable();
            assert_eq!(message.scope() == Scope::Time, waits, "{code}: {}", message.pattern());
            // Until now, only messages with their own policy have a different scope.
            if message.retry() == entry.retry() {
                assert_eq!(message.scope(), entry.scope(), "{code}: {}", message.pattern());
            }
        }
    }
}

/// Whether a different key, account, model, or provider can help.
#[test]
fn the_scope_says_what_else_to_try() {
    let table = [
        (Scope::Request, [false, false, false, false]),
        (Scope::Key, [true, true, false, true]),
        (Scope::Account, [false, true, false, true]),
        (Scope::Model, [false, true, true, true]),
        (Scope::Network, [false, false, false, true]),
        (Scope::Server, [false, false, false, true]),
        (Scope::Time, [false, true, true, true]),
    ];
    assert_eq!(table.len(), Scope::ALL.len());
    for (scope, helps) in table {
        let says = [
            scope.other_key_helps(),
            scope.other_account_helps(),
            scope.other_model_helps(),
            scope.other_provider_helps(),
        ];
        assert_eq!(says, helps, "{scope}");
    }
}

/// Waiting never helps with these.
#[test]
fn final_errors_are_never_retried() {
    for code in [
        Code::QuotaExceeded,
        Code::RequestTooLarge,
        Code::RateLimitZero,
        Code::SpendLimitReached,
        Code::BillingNotActive,
        Code::IncorrectApiKey,
        Code::InvalidAuthentication,
        Code::ContextLengthExceeded,
        Code::ModelNotFound,
        Code::UnsupportedRegion,
        Code::ClientCertificateError,
        Code::TlsCertificateError,
        Code::TlsProtocolMismatch,
        Code::NoAvailableChannel,
        Code::GatewayAuthFailed,
        Code::RequestCancelled,
    ] {
        assert!(!code.entry().retry().is_retryable(), "{code}");
        assert!(code.entry().messages().all(|message| !message.retry().is_retryable()), "{code}");
    }
}

#[test]
fn the_default_is_the_first_code_of_a_status() {
    for status in 100..=599 {
        let codes = Catalog::by_status(status);
        for (index, code) in codes.iter().enumerate() {
            assert!(code.entry().statuses().contains(&status), "{status} {code}");
            assert!(index == 0 || !code.entry().default_for().contains(&status), "{status} {code}");
        }
        let unique: BTreeSet<_> = codes.iter().collect();
        assert_eq!(unique.len(), codes.len());
    }
    for status in [400, 401, 403, 404, 408, 409, 413, 422, 429, 500, 502, 503, 504] {
        let found = Catalog::by_status_and_message(status, "words that nobody knows");
        assert!(found.is_some_and(|found| found.entry().default_for().contains(&status)), "{status}");
    }
}

#[test]
fn api_codes_find_their_entry() {
    for code in Code::ALL {
        let entry = code.entry();
        for value in entry.api_codes() {
            let codes = Catalog::by_api_code(value);
            assert!(codes.contains(code), "{value}");
            // Errors that list the value in `api_codes` come before those that only have it in `also_api_codes`.
            let owners = codes.iter().take_while(|code| code.entry().api_codes().contains(value)).count();
            assert!(codes[..owners].contains(code), "{value}");
        }
        for value in entry.also_api_codes().iter().chain(entry.api_types()) {
            assert!(Catalog::by_api_code(value).contains(code), "{value}");
        }
    }
}

#[test]
fn exceptions_and_codes_refer_to_each_other() {
    for &exception in Exception::ALL {
        assert_eq!(Catalog::by_exception(exception.as_str()), Some(exception));
        for alias in exception.aliases() {
            assert_eq!(Catalog::by_exception(alias), Some(exception), "{alias}");
        }
        assert!(!exception.codes().is_empty(), "{exception}");
        for code in exception.codes() {
            assert!(code.entry().exceptions().contains(&exception), "{exception} {code}");
        }
        if let Some((from, to)) = exception.statuses() {
            assert_eq!(Exception::for_status(from), Some(exception));
            assert_eq!(Exception::for_status(to), Some(exception));
        }
    }
    let ten = [400, 401, 403, 404, 409, 422, 429, 500, 503, 599];
    assert!(ten.iter().all(|&status| Exception::for_status(status).is_some()));
    assert_eq!(Exception::for_status(0), None);
}

#[test]
fn links_are_https_addresses_and_are_used() {
    let used: BTreeSet<_> = Code::ALL
        .iter()
        .flat_map(|code| code.entry().links())
        .chain(Exception::ALL.iter().flat_map(|exception| exception.links()))
        .chain(Support::links())
        .map(|link| link.id())
        .collect();
    for link in Link::all() {
        assert!(link.url().starts_with("https://"), "{}", link.url());
        assert!(used.contains(link.id()), "no text uses the link {}", link.id());
    }
}

/// Patterns have placeholders in place of real keys, organizations, and projects.
#[test]
fn patterns_contain_no_secrets() {
    for message in Code::ALL.iter().flat_map(|code| code.entry().messages()) {
        let pattern = message.pattern();
        assert!(!pattern.contains("sk-proj-") && !pattern.contains("org-") && !pattern.contains("proj_"), "{pattern}");
    }
}

#[test]
fn values_have_meanings() {
    for value in Value::all() {
        assert!(!value.meaning().is_empty(), "{}", value.name());
    }
}
