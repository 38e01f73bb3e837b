//! `Verdict`: whether to retry.

use crate::name::name;
use crate::text::label::Label;
use crate::text::locale::Locale;

/// Whether to send the same request again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Verdict {
    /// The same request can succeed later: waiting is enough.
    Retry,
    /// The same request can't succeed: somebody has to change the request, the account, or the setup.
    Stop,
    /// Not enough is known to decide.
    Unknown,
}

impl Verdict {
    /// All verdicts.
    pub const ALL: &'static [Verdict] = &[Verdict::Retry, Verdict::Stop, Verdict::Unknown];

    /// Whether to retry, in a sentence for a person.
    ///
    /// ```
    /// use openai_error_catalog::{Locale, Verdict};
    /// assert_eq!(Verdict::Retry.text(Locale::En), "Yes: the same request can succeed later.");
    /// ```
    #[must_use]
    pub fn text(self, locale: Locale) -> &'static str {
        let label = match self {
            Verdict::Retry => Label::RetryYes,
            Verdict::Stop => Label::RetryNo,
            Verdict::Unknown => Label::RetryUnknown,
        };
        label.text(locale)
    }

    /// Whether to retry, in one or two words for a person.
    pub(crate) fn words(self, locale: Locale) -> &'static str {
        let label = match self {
            Verdict::Retry => Label::LineRetry,
            Verdict::Stop => Label::LineStop,
            Verdict::Unknown => Label::LineUnknown,
        };
        label.text(locale)
    }

    /// `retry`, `stop`, or `unknown`.
    ///
    /// ```
    /// use openai_error_catalog::Verdict;
    /// assert_eq!(Verdict::Stop.as_str(), "stop");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Verdict::Retry => "retry",
            Verdict::Stop => "stop",
            Verdict::Unknown => "unknown",
        }
    }
}

name!(Verdict, "verdict");
