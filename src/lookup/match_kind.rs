//! `MatchKind`: what decided which error it is.

use crate::name::name;

/// What decided which error it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum MatchKind {
    /// The message. It comes with the given status, or no status was given.
    Message,
    /// The message, although it doesn't come with the given status. Proxies rewrite statuses.
    MessageOtherStatus,
    /// The API's own `error.code`.
    ApiCode,
    /// The API's own `error.type`.
    ApiType,
    /// The name of a client's exception.
    Exception,
    /// A guess: no pattern matches the message, but its words resemble those of this error.
    /// [`Match::margin`](crate::Match::margin) says how clearly. No values are captured.
    Similar,
    /// The status alone: nothing else was recognized.
    Status,
}

impl MatchKind {
    /// All kinds, the most reliable one first.
    pub const ALL: &'static [MatchKind] = &[
        MatchKind::Message,
        MatchKind::MessageOtherStatus,
        MatchKind::ApiCode,
        MatchKind::ApiType,
        MatchKind::Exception,
        MatchKind::Similar,
        MatchKind::Status,
    ];

    /// `message`, `message_other_status`, `api_code`, `api_type`, `exception`, `similar`, or `status`.
    ///
    /// ```
    /// use openai_error_catalog::MatchKind;
    /// assert_eq!(MatchKind::Status.as_str(), "status");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            MatchKind::Message => "message",
            MatchKind::MessageOtherStatus => "message_other_status",
            MatchKind::ApiCode => "api_code",
            MatchKind::ApiType => "api_type",
            MatchKind::Exception => "exception",
            MatchKind::Similar => "similar",
            MatchKind::Status => "status",
        }
    }

    /// Whether a pattern recognized the message. False for guesses, and if a code, a type, an exception, or a
    /// status decided.
    ///
    /// ```
    /// use openai_error_catalog::MatchKind;
    /// assert!(MatchKind::Message.is_recognized());
    /// assert!(!MatchKind::Similar.is_recognized());
    /// ```
    #[must_use]
    pub const fn is_recognized(self) -> bool {
        matches!(self, MatchKind::Message | MatchKind::MessageOtherStatus)
    }
}

name!(MatchKind, "kind of match");
