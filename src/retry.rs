//! Retry policies as data, and the verdict.

use core::fmt;
use core::time::Duration;

use crate::tables::POLICIES;
use crate::{Label, Locale};

/// How to retry an error, or that it is of no use. The numbers are advice; each
/// policy of `catalog/retry.toml` names its source.
#[derive(Debug, PartialEq, Eq)]
pub struct Retry {
    pub(crate) name: &'static str,
    pub(crate) retryable: bool,
    pub(crate) initial_delay_ms: u32,
    pub(crate) factor_thousandths: u32,
    pub(crate) max_delay_ms: u32,
    pub(crate) attempts_min: u8,
    pub(crate) attempts: u8,
    pub(crate) full_jitter: bool,
    pub(crate) server_wait: bool,
    pub(crate) immediate_first: bool,
    pub(crate) hold_rate_ms: u32,
}

impl Retry {
    pub(crate) const fn never(name: &'static str) -> Retry {
        Retry {
            name,
            retryable: false,
            initial_delay_ms: 0,
            factor_thousandths: 1000,
            max_delay_ms: 0,
            attempts_min: 0,
            attempts: 0,
            full_jitter: false,
            server_wait: false,
            immediate_first: false,
            hold_rate_ms: 0,
        }
    }

    /// All policies of the catalog.
    ///
    /// ```
    /// use openai_error_catalog::Retry;
    /// assert!(Retry::all().iter().any(|retry| retry.name() == "never"));
    /// ```
    #[must_use]
    pub fn all() -> &'static [Retry] {
        &POLICIES
    }

    /// The policy's name in the catalog: `backoff`, `never`.
    ///
    /// ```
    /// use openai_error_catalog::Code;
    /// assert_eq!(Code::RateLimitReached.entry().retry().name(), "backoff");
    /// ```
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// False if waiting can't mend the error. All numbers are then zero.
    ///
    /// ```
    /// use openai_error_catalog::Code;
    /// assert!(!Code::RequestTooLarge.entry().retry().is_retryable());
    /// ```
    #[must_use]
    pub const fn is_retryable(&self) -> bool {
        self.retryable
    }

    /// The wait before the first retry; before the second if [`Retry::immediate_first`].
    ///
    /// ```
    /// use core::time::Duration;
    /// use openai_error_catalog::Code;
    /// assert_eq!(Code::ServerError.entry().retry().initial_delay(), Duration::from_secs(1));
    /// ```
    #[must_use]
    pub const fn initial_delay(&self) -> Duration {
        Duration::from_millis(self.initial_delay_ms as u64)
    }

    /// How many times as long each further wait is.
    ///
    /// ```
    /// use openai_error_catalog::Code;
    /// assert_eq!(Code::ServerError.entry().retry().factor(), 2.0);
    /// ```
    #[must_use]
    pub const fn factor(&self) -> f64 {
        self.factor_thousandths as f64 / 1000.0
    }

    /// No wait of this policy is longer. A wait that the server names may be.
    ///
    /// ```
    /// use core::time::Duration;
    /// use openai_error_catalog::Code;
    /// assert_eq!(Code::ServerError.entry().retry().max_delay(), Duration::from_secs(60));
    /// ```
    #[must_use]
    pub const fn max_delay(&self) -> Duration {
        Duration::from_millis(self.max_delay_ms as u64)
    }

    /// Retries after the first failure, at most.
    ///
    /// ```
    /// use openai_error_catalog::Code;
    /// assert_eq!(Code::ServerError.entry().retry().attempts(), 5);
    /// ```
    #[must_use]
    pub const fn attempts(&self) -> u8 {
        self.attempts
    }

    /// Retries worth making before giving up; the same as [`Retry::attempts`]
    /// where the source names no span.
    ///
    /// ```
    /// use openai_error_catalog::Code;
    /// let retry = Code::BadGateway.entry().retry();
    /// assert_eq!((retry.attempts_min(), retry.attempts()), (3, 5));
    /// ```
    #[must_use]
    pub const fn attempts_min(&self) -> u8 {
        self.attempts_min
    }

    /// True if each wait should be a random part of what the numbers say.
    ///
    /// ```
    /// use openai_error_catalog::Code;
    /// assert!(Code::RateLimitReached.entry().retry().has_jitter());
    /// ```
    #[must_use]
    pub const fn has_jitter(&self) -> bool {
        self.full_jitter
    }

    /// True if a wait that the server names goes before these numbers.
    ///
    /// ```
    /// use openai_error_catalog::Code;
    /// assert!(Code::RateLimitReached.entry().retry().server_wait_rules());
    /// ```
    #[must_use]
    pub const fn server_wait_rules(&self) -> bool {
        self.server_wait
    }

    /// True if the first retry should go out at once.
    ///
    /// ```
    /// use openai_error_catalog::Code;
    /// assert!(Code::BadGateway.entry().retry().immediate_first());
    /// ```
    #[must_use]
    pub const fn immediate_first(&self) -> bool {
        self.immediate_first
    }

    /// How long to keep the earlier, lower request rate before raising it step
    /// by step. `None` if the rate may stay as it is.
    ///
    /// ```
    /// use core::time::Duration;
    /// use openai_error_catalog::Code;
    /// assert_eq!(Code::SlowDown.entry().retry().hold_rate(), Some(Duration::from_secs(15 * 60)));
    /// assert_eq!(Code::ServerError.entry().retry().hold_rate(), None);
    /// ```
    #[must_use]
    pub const fn hold_rate(&self) -> Option<Duration> {
        match self.hold_rate_ms {
            0 => None,
            ms => Some(Duration::from_millis(ms as u64)),
        }
    }
}

impl Retry {
    /// The policy in sentences, for a person. Empty if it is of no use to retry.
    ///
    /// ```
    /// use openai_error_catalog::{Code, Locale};
    /// let first = Code::ServerError.entry().retry().sentences(Locale::En).next().unwrap();
    /// assert_eq!(
    ///     first.to_string(),
    ///     "Wait 1 s before the first retry and 2 times as long before each further one, 60 s at most. \
    ///      Give up after 5 retries.",
    /// );
    /// ```
    pub fn sentences(&'static self, locale: Locale) -> impl Iterator<Item = RetrySentence> + Clone {
        let schedule = if self.immediate_first { Label::RetryAtOnce } else { Label::RetrySchedule };
        let labels = [
            (self.retryable, schedule),
            (self.retryable && self.full_jitter, Label::RetryJitter),
            (self.retryable && self.server_wait, Label::RetryServerWait),
            (self.hold_rate_ms > 0, Label::RetryHoldRate),
        ];
        let labels = labels.into_iter().filter(|(applies, _)| *applies);
        labels.map(move |(_, label)| RetrySentence { retry: self, label, locale })
    }
}

/// A sentence of [`Retry::sentences`]; its text is its `Display`.
#[derive(Clone, Copy, Debug)]
pub struct RetrySentence {
    retry: &'static Retry,
    label: Label,
    locale: Locale,
}

impl fmt::Display for RetrySentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let retry = self.retry;
        self.label.fill(self.locale, f, |name, f| match name {
            "first" => write_millis(retry.initial_delay_ms, self.locale, f),
            "cap" => write_millis(retry.max_delay_ms, self.locale, f),
            "hold" => write_millis(retry.hold_rate_ms, self.locale, f),
            "factor" => write!(f, "{}", retry.factor()),
            "attempts" if retry.attempts_min < retry.attempts => write!(f, "{}–{}", retry.attempts_min, retry.attempts),
            "attempts" => write!(f, "{}", retry.attempts),
            name => write!(f, "{{{name}}}"),
        })
    }
}

/// A time in the largest unit that keeps it short: `500 ms`, `1.5 s`, `60 s`, `15 min`.
fn write_millis(millis: u32, locale: Locale, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let (label, whole, tenths) = match millis {
        0..1000 => (Label::Milliseconds, millis, 0),
        _ if millis >= 120_000 && millis % 60_000 == 0 => (Label::Minutes, millis / 60_000, 0),
        _ => (Label::Seconds, millis / 1000, millis % 1000 / 100),
    };
    label.fill(locale, f, |_, f| match tenths {
        0 => write!(f, "{whole}"),
        _ => write!(f, "{whole}.{tenths}"),
    })
}

/// Whether to send the same request again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Verdict {
    /// The same request can succeed later, with nobody doing anything but wait.
    Retry,
    /// It can't. Somebody has to change the request, the account, or the set-up.
    Stop,
    /// What is known doesn't tell.
    Unknown,
}

impl Verdict {
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

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
