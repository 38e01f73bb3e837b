//! `Reason`: why a verdict is what it is.

use crate::name::name;

/// Why a verdict is what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// The policy of the entry, or of the message.
    Policy,
    /// The response's header `x-should-retry`.
    ServerHeader,
    /// Numbers in the message: `requested` is greater than `limit`, `limit` is 0, or the length of the wait.
    Numbers,
    /// Only the status is known, and both retryable and final errors come with it.
    AmbiguousStatus,
    /// The match is a guess. The words fit a retryable error, but also, almost as well, an error that no retry can fix.
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
