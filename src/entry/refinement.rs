//! `Refinement`: a condition that makes an error a different one.

use core::time::Duration;

use crate::entry::code::Code;
use crate::entry::value::VALUES;

include!(concat!(env!("OUT_DIR"), "/refinements.rs"));

/// A condition on numbers in a message, and the error that the message means if the condition is true.
/// [`Entry::refinements`](crate::Entry::refinements) returns refinements. Lookups apply the first one whose condition
/// is true.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Refinement {
    pub(crate) rule: Rule,
    pub(crate) api_code: Option<&'static str>,
    pub(crate) code: Code,
}

/// A condition as the tables have it. Each `u8` is the number of a value's name in [`VALUES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Rule {
    IsZero(u8),
    Above(u8, u8),
    /// The server asks for a wait of at most this many milliseconds.
    WaitAtMost(u32),
}

impl Rule {
    /// Whether the condition is true. `number` returns a value of the message in thousandths; `wait` returns the wait
    /// that the server asks for.
    pub(crate) fn is_true(self, number: impl Fn(u8) -> Option<u64>, wait: impl FnOnce() -> Option<Duration>) -> bool {
        match self {
            Rule::IsZero(value) => number(value) == Some(0),
            Rule::Above(left, right) => number(left).zip(number(right)).is_some_and(|(left, right)| left > right),
            Rule::WaitAtMost(limit) => wait().is_some_and(|wait| wait <= Duration::from_millis(limit.into())),
        }
    }
}

impl Refinement {
    /// When the refinement applies.
    ///
    /// ```
    /// use openai_error_catalog::export::Condition;
    /// use openai_error_catalog::Code;
    /// let refinements = Code::RateLimitReached.entry().refinements();
    /// assert_eq!(refinements.first().map(|one| one.condition()), Some(Condition::IsZero("limit")));
    /// ```
    #[must_use]
    pub fn condition(&self) -> Condition {
        let name = |value: u8| VALUES.get(usize::from(value)).map_or("", |value| value.name());
        match self.rule {
            Rule::IsZero(value) => Condition::IsZero(name(value)),
            Rule::Above(left, right) => Condition::IsAbove(name(left), name(right)),
            Rule::WaitAtMost(millis) => Condition::WaitAtMost(Duration::from_millis(millis.into())),
        }
    }

    /// The `error.code` that the response must have for the refinement to apply, or the `error.type` if there is no
    /// code. `None` if it doesn't matter.
    ///
    /// ```
    /// use openai_error_catalog::Code;
    /// let refinements = Code::QuotaExceeded.entry().refinements();
    /// assert_eq!(refinements.first().and_then(|one| one.api_code()), Some("insufficient_quota"));
    /// ```
    #[must_use]
    pub const fn api_code(&self) -> Option<&'static str> {
        self.api_code
    }

    /// The error that the message means if the refinement applies.
    ///
    /// ```
    /// use openai_error_catalog::Code;
    /// let refinements = Code::RateLimitReached.entry().refinements();
    /// assert!(refinements.iter().any(|one| one.code() == Code::RequestTooLarge));
    /// ```
    #[must_use]
    pub const fn code(&self) -> Code {
        self.code
    }
}

/// When a [`Refinement`] applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Condition {
    /// The value with this name is zero.
    IsZero(&'static str),
    /// The value with the first name is greater than the one with the second name.
    IsAbove(&'static str, &'static str),
    /// The server asks for a wait of at most this length.
    WaitAtMost(Duration),
}
