//! `Code`: the name of an error.

use crate::name::name;

include!(concat!(env!("OUT_DIR"), "/codes.rs"));

impl Code {
    /// The slug: the name of the error in files, JSON, and metrics. It never changes.
    ///
    /// ```
    /// use openai_error_catalog::Code;
    /// assert_eq!(Code::RateLimitReached.as_str(), "rate_limit_reached");
    /// // A slug can be parsed, and a code can be compared with text.
    /// assert_eq!("slow_down".parse(), Ok(Code::SlowDown));
    /// assert!(Code::SlowDown == "slow_down");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        SLUGS[self as usize]
    }
}

name!(Code, "code", as_str, |slug| CODE_BY_SLUG.get(slug).copied());
