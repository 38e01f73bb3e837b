//! Whether to retry, in words.

use openai_error_catalog::export::Label;
use openai_error_catalog::{Locale, RetryPolicy, Verdict};

/// The verdict of all errors with a policy.
pub fn of_policy(policy: &RetryPolicy) -> Verdict {
    if policy.is_retryable() { Verdict::Retry } else { Verdict::Stop }
}

/// In a word or two.
pub fn words(verdict: Verdict, locale: Locale) -> &'static str {
    let label = match verdict {
        Verdict::Retry => Label::LineRetry,
        Verdict::Stop => Label::LineStop,
        _ => Label::LineUnknown,
    };
    label.text(locale)
}

pub fn sentence(verdict: Verdict, locale: Locale) -> &'static str {
    let label = match verdict {
        Verdict::Retry => Label::RetryYes,
        Verdict::Stop => Label::RetryNo,
        _ => Label::RetryUnknown,
    };
    label.text(locale)
}
