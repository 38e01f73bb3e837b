//! Why a verdict is what it is.

use crate::name::name;

/// Why a verdict is what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// The policy of the entry, or of the message.
    Policy,
    /// The response's header `x-should-retry`.
    ServerHeader,
    /// Numbers: Requested above Limit, a Limit of 0, or the length of a wait.
    Numbers,
    /// Only a status that both retryable and final errors come with.
    AmbiguousStatus,
    /// The words fit a retryable error, but errors that no retry can fix almost as well.
    CloseCall,
}

impl Reason {
    /// All reasons.
    pub const ALL: &'static [Reason] =
        &[Reason::Policy, Reason::ServerHeader, Reason::Numbers, Reason::AmbiguousStatus, Reason::CloseCall];

    /// `policy`, `server_header`, `numbers`, `ambiguous_status`, or `close_call`.
    ///
    /// ```
    /// use openai_error_catalog::Reason;
    /// assert_eq!(Reason::Numbers.as_str(), "numbers");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Reason::Policy => "policy",
            Reason::ServerHeader => "server_header",
            Reason::Numbers => "numbers",
            Reason::AmbiguousStatus => "ambiguous_status",
            Reason::CloseCall => "close_call",
        }
    }
}

name!(Reason, "reason");
