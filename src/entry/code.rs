//! Codes: the names of errors.

use core::fmt;

use crate::entry::name::name;
use crate::tables::{CODE_BY_SLUG, ENTRIES, SLUGS};
use crate::{Code, Entry};

impl Code {
    /// The slug: the name of the error in files, JSON, and metrics. It never changes.
    ///
    /// ```
    /// use openai_error_catalog::Code;
    /// assert_eq!(Code::RateLimitReached.as_str(), "rate_limit_reached");
    /// // And back, and compared with text as it is.
    /// assert_eq!("slow_down".parse(), Ok(Code::SlowDown));
    /// assert!(Code::SlowDown == "slow_down");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        SLUGS[self as usize]
    }

    /// Everything that the catalog knows about this error.
    ///
    /// ```
    /// use openai_error_catalog::{Code, Locale};
    /// let entry = Code::QuotaExceeded.entry();
    /// assert_eq!(entry.title(Locale::En), "Quota exhausted");
    /// assert!(!entry.retry().is_retryable());
    /// ```
    #[must_use]
    pub const fn entry(self) -> &'static Entry {
        &ENTRIES[self as usize]
    }
}

name!(Code, "code", as_str, |slug| CODE_BY_SLUG.get(slug).copied());

/// A name that the catalog doesn't have: what [`Code`], [`Exception`](crate::Exception), [`Locale`](crate::Locale) and
/// the other names return when they can't be parsed.
///
/// ```
/// use openai_error_catalog::Code;
/// let error = "no_such_code".parse::<Code>().unwrap_err();
/// assert_eq!(error.to_string(), "the catalog has no code of this name");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct UnknownName {
    pub(crate) what: &'static str,
}

impl fmt::Display for UnknownName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the catalog has no {} of this name", self.what)
    }
}

impl core::error::Error for UnknownName {}
