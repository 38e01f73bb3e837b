//! `Diagnosis`: the result of a lookup, without the message.

use core::fmt;
use core::time::Duration;

use crate::entry::Entry;
use crate::entry::code::Code;
use crate::entry::message_texts::{MESSAGE_TEXTS, MessageTexts};
use crate::entry::scope::Scope;
use crate::lookup::match_kind::MatchKind;
use crate::lookup::reason::Reason;
use crate::lookup::word_model::in_nats;
use crate::retry::policy::{RetryPolicy, policy};
use crate::retry::verdict::Verdict;
use crate::text::label::Label;
use crate::text::locale::{ENGLISH, Locale};
use crate::text::pool::Texts;

/// The result of a lookup, without the message: which error it is, whether to retry, how long to wait, and what has to
/// change if a retry can't help. [`Match::diagnosis`](crate::Match::diagnosis) returns it.
///
/// It is `Copy`, borrows nothing, and is an [`Error`](core::error::Error). So you can store it, compare it, log it,
/// send it to another thread, put it into your own error type, and with the feature `serde` write it and read it back.
/// `Display` writes one line in English; [`Diagnosis::line`] does the same in another language. A diagnosis contains no
/// text of the message, so it contains no secrets.
///
/// ```
/// use openai_error_catalog::{Catalog, Diagnosis};
///
/// fn call() -> Result<String, Diagnosis> {
///     let (status, message) = (429, "You exceeded your current quota, please check your plan and billing details.");
///     // A real program would have its own error for a status that the catalog doesn't have. Here it is a success.
///     Catalog::by_status_and_message(status, message).map_or(Ok(String::new()), |found| Err(found.into()))
/// }
///
/// let error: Box<dyn std::error::Error + Send + Sync> = Box::new(call().unwrap_err());
/// assert_eq!(error.to_string(), "Quota exhausted (quota_exceeded, 429): don't retry");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Diagnosis {
    pub(crate) code: Code,
    pub(crate) kind: MatchKind,
    pub(crate) status: Option<u16>,
    pub(crate) verdict: Verdict,
    pub(crate) reason: Reason,
    pub(crate) scope: Scope,
    /// The policy's number.
    pub(crate) retry: u8,
    /// The row of the message's own texts, if it has any.
    pub(crate) own: Option<u16>,
    /// In units of the word model.
    pub(crate) margin: Option<i32>,
    pub(crate) retry_after: Option<Duration>,
}

impl Diagnosis {
    /// Which error it is.
    ///
    /// ```
    /// use openai_error_catalog::{Catalog, Code};
    /// let diagnosis = Catalog::by_message("Slow down").unwrap().diagnosis();
    /// assert!(diagnosis.code() == Code::SlowDown && diagnosis.code() == "slow_down");
    /// ```
    #[must_use]
    pub const fn code(&self) -> Code {
        self.code
    }

    /// Everything that the catalog knows about the error.
    ///
    /// ```
    /// use openai_error_catalog::{Catalog, Locale};
    /// let diagnosis = Catalog::by_message("Slow down").unwrap().diagnosis();
    /// assert_eq!(diagnosis.entry().title(Locale::En), "Slow down");
    /// ```
    #[must_use]
    pub const fn entry(&self) -> &'static Entry {
        self.code.entry()
    }

    /// What decided: the message, the API's code, or only the status.
    ///
    /// ```
    /// use openai_error_catalog::{Catalog, MatchKind};
    /// let diagnosis = Catalog::by_status_and_message(502, "").unwrap().diagnosis();
    /// assert_eq!(diagnosis.kind(), MatchKind::Status);
    /// ```
    #[must_use]
    pub const fn kind(&self) -> MatchKind {
        self.kind
    }

    /// The HTTP status that was given, or that the text contains; `None` if there is none.
    ///
    /// ```
    /// use openai_error_catalog::Catalog;
    /// let diagnosis = Catalog::by_message("Error code: 429 - You exceeded your current quota.").unwrap().diagnosis();
    /// assert_eq!(diagnosis.status(), Some(429));
    /// ```
    #[must_use]
    pub const fn status(&self) -> Option<u16> {
        self.status
    }

    /// Whether to send the same request again. [`Match::verdict`](crate::Match::verdict) has the details.
    ///
    /// ```
    /// use openai_error_catalog::{Catalog, Verdict};
    /// let diagnosis = Catalog::by_message("Slow down").unwrap().diagnosis();
    /// assert_eq!(diagnosis.verdict(), Verdict::Retry);
    /// ```
    #[must_use]
    pub const fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// Why the verdict is what it is.
    ///
    /// ```
    /// use openai_error_catalog::{Catalog, Reason};
    /// let diagnosis = Catalog::by_status_and_message(429, "").unwrap().diagnosis();
    /// assert_eq!(diagnosis.reason(), Reason::AmbiguousStatus);
    /// ```
    #[must_use]
    pub const fn reason(&self) -> Reason {
        self.reason
    }

    /// What has to change so that the call succeeds. It says what to try if a retry can't help.
    ///
    /// ```
    /// use openai_error_catalog::{Catalog, Scope};
    /// let diagnosis = Catalog::by_message("Incorrect API key provided").unwrap().diagnosis();
    /// assert_eq!(diagnosis.scope(), Scope::Key);
    /// ```
    #[must_use]
    pub const fn scope(&self) -> Scope {
        self.scope
    }

    /// The retry policy. If retrying can't help, [`RetryPolicy::is_retryable`] is false.
    /// [`RetrySchedule`](crate::RetrySchedule) combines the policies of all errors of a call.
    ///
    /// ```
    /// use openai_error_catalog::Catalog;
    /// let diagnosis = Catalog::by_message("Slow down").unwrap().diagnosis();
    /// assert_eq!(diagnosis.retry().name(), "hold_rate");
    /// ```
    #[must_use]
    pub const fn retry(&self) -> &'static RetryPolicy {
        policy(self.retry)
    }

    /// The wait that the server asked for; `None` if it didn't. It can be as long as 31 days: cap it, or let
    /// [`RetrySchedule`](crate::RetrySchedule) do so.
    ///
    /// ```
    /// use core::time::Duration;
    /// use openai_error_catalog::Catalog;
    /// let found = Catalog::by_message("Rate limit is exceeded. Try again in 16 seconds.").unwrap();
    /// assert_eq!(found.diagnosis().retry_after(), Some(Duration::from_secs(16)));
    /// ```
    #[must_use]
    pub const fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }

    /// How much likelier a guess is than the second best error, as a natural logarithm; `None` if the match isn't a
    /// guess. [`Match::margin`](crate::Match::margin) has the details.
    ///
    /// ```
    /// use openai_error_catalog::Catalog;
    /// assert_eq!(Catalog::by_message("Slow down").unwrap().diagnosis().margin(), None);
    /// ```
    #[must_use]
    pub fn margin(&self) -> Option<f32> {
        self.margin.map(in_nats)
    }

    /// What the server says, and the usual reason: the message's own text if it has one, otherwise the entry's.
    ///
    /// ```
    /// use openai_error_catalog::{Catalog, Locale};
    /// let found = Catalog::by_message("Proxy connection timed out").unwrap();
    /// assert_eq!(found.diagnosis().cause(Locale::En), found.cause(Locale::En));
    /// ```
    #[must_use]
    pub fn cause(&self, locale: Locale) -> &'static str {
        self.entry().cause_of(self.own(), locale)
    }

    /// What most often ends the problem: the message's own text if it has one, otherwise the entry's.
    ///
    /// ```
    /// use openai_error_catalog::{Catalog, Locale};
    /// let diagnosis = Catalog::by_message("Proxy connection timed out").unwrap().diagnosis();
    /// assert!(diagnosis.solution(Locale::En).starts_with("Retry"));
    /// ```
    #[must_use]
    pub fn solution(&self, locale: Locale) -> &'static str {
        self.entry().solution_of(self.own(), locale)
    }

    /// What to do, in order: the message's own steps if it has any, otherwise the entry's.
    ///
    /// ```
    /// use openai_error_catalog::{Catalog, Locale};
    /// let diagnosis = Catalog::by_message("Slow down").unwrap().diagnosis();
    /// assert!(diagnosis.steps(Locale::En).len() > 1);
    /// ```
    pub fn steps(&self, locale: Locale) -> Texts {
        self.entry().steps_of(self.own(), locale)
    }

    fn own(&self) -> Option<&'static MessageTexts> {
        MESSAGE_TEXTS.get(usize::from(self.own?))
    }

    /// The error in one line: its title, its code, its status, and whether to retry. `Display` writes the same in
    /// English.
    ///
    /// ```
    /// use openai_error_catalog::{Catalog, Locale};
    /// let found = Catalog::by_status_and_message(429, "Rate limit is exceeded. Try again in 16 seconds.").unwrap();
    /// let line = found.diagnosis().line(Locale::ZhHans).to_string();
    /// assert!(line.contains("rate_limit_reached") && line.contains("16 秒"), "{line}");
    /// ```
    #[must_use]
    pub fn line(&self, locale: Locale) -> impl fmt::Display + Clone + use<> {
        Line { diagnosis: *self, locale }
    }

    /// The name of the message's own texts.
    #[cfg(feature = "serde")]
    pub(crate) fn own_name(&self) -> Option<&'static str> {
        self.own().map(|own| own.name)
    }

    /// The row of the texts with this name.
    #[cfg(feature = "serde")]
    pub(crate) fn own_named(code: Code, name: &str) -> Option<u16> {
        MessageTexts::named(code, name).map(|own| own.first)
    }

    /// The output of `Debug`, to which the caller can add fields.
    pub(crate) fn debug<'f, 'a>(&self, name: &str, f: &'f mut fmt::Formatter<'a>) -> fmt::DebugStruct<'f, 'a> {
        let mut debug = f.debug_struct(name);
        debug.field("code", &self.code).field("kind", &self.kind).field("status", &self.status);
        debug.field("verdict", &self.verdict).field("reason", &self.reason).field("scope", &self.scope);
        debug.field("retry", &self.retry().name()).field("retry_after", &self.retry_after);
        debug
    }
}

#[derive(Clone)]
struct Line {
    diagnosis: Diagnosis,
    locale: Locale,
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Line { diagnosis, locale } = self;
        f.write_str(diagnosis.entry().title(*locale))?;
        Label::InParentheses.fill(*locale, f, |_, f| {
            write!(f, "{}", diagnosis.code)?;
            match diagnosis.status {
                Some(status) => write!(f, ", {status}"),
                None => Ok(()),
            }
        })?;
        f.write_str(Label::Colon.text(*locale))?;
        match (diagnosis.verdict, diagnosis.retry_after) {
            (Verdict::Retry, Some(wait)) => Label::LineRetryAfter.fill(*locale, f, |_, f| locale.duration(wait).fmt(f)),
            (verdict, _) => f.write_str(verdict.words(*locale)),
        }
    }
}

/// Writes one line in English: "Slow down (slow_down, 503): retry in 20 s". If English is not compiled in, the line
/// consists of names: "slow_down (503): retry, 20s".
impl fmt::Display for Diagnosis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(english) = ENGLISH {
            return self.line(english).fmt(f);
        }
        write!(f, "{}", self.code)?;
        if let Some(status) = self.status {
            write!(f, " ({status})")?;
        }
        write!(f, ": {}", self.verdict)?;
        match self.retry_after {
            Some(wait) if self.verdict == Verdict::Retry => write!(f, ", {wait:?}"),
            _ => Ok(()),
        }
    }
}

impl fmt::Debug for Diagnosis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.debug("Diagnosis", f).finish()
    }
}

impl core::error::Error for Diagnosis {}

impl From<&Diagnosis> for Diagnosis {
    fn from(diagnosis: &Diagnosis) -> Diagnosis {
        *diagnosis
    }
}
