//! Codes: the names of errors.

use core::fmt;
use core::str::FromStr;

use crate::tables::{CODE_BY_SLUG, ENTRIES, SLUGS};
use crate::{Code, Entry};

impl Code {
    /// The slug: the name of the error in files, JSON, and metrics. It never changes.
    ///
    /// ```
    /// use openai_error_catalog::Code;
    /// assert_eq!(Code::RateLimitReached.as_str(), "rate_limit_reached");
    /// ```
    #[must_use]
    pub fn as_str(self) -> &'static str {
        SLUGS[self as usize]
    }

    /// Everything that the catalog knows of this error.
    ///
    /// ```
    /// use openai_error_catalog::{Code, Locale};
    /// let entry = Code::QuotaExceeded.entry();
    /// assert_eq!(entry.title(Locale::En), "Quota exhausted");
    /// assert!(!entry.retry().is_retryable());
    /// ```
    #[must_use]
    pub fn entry(self) -> &'static Entry {
        &ENTRIES[self as usize]
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl AsRef<str> for Code {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

/// By slug.
///
/// ```
/// use openai_error_catalog::Code;
/// assert_eq!("slow_down".parse(), Ok(Code::SlowDown));
/// assert!("no_such_code".parse::<Code>().is_err());
/// ```
impl FromStr for Code {
    type Err = UnknownName;

    fn from_str(slug: &str) -> Result<Self, Self::Err> {
        CODE_BY_SLUG.get(slug).copied().ok_or(UnknownName { what: "code" })
    }
}

/// A name that the catalog doesn't have. `Code`, `Exception` and `Locale`
/// answer with it when they are parsed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownName {
    pub(crate) what: &'static str,
}

impl fmt::Display for UnknownName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the catalog has no {} of this name", self.what)
    }
}

impl core::error::Error for UnknownName {}
