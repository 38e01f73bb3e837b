//! `RetryPolicy`: how to retry an error, in numbers and in sentences for a person.

use core::fmt;
use core::time::Duration;

use crate::iter::macros::iterator;
use crate::retry::jitter::{Jitter, part};
use crate::retry::verdict::Verdict;
use crate::text::label::Label;
use crate::text::locale::Locale;
use crate::text::readable_time::write_decimal;

include!(concat!(env!("OUT_DIR"), "/policies.rs"));

pub(crate) const fn policy(number: u8) -> &'static RetryPolicy {
    &POLICIES[number as usize]
}

/// How to retry an error, or that retrying can't help. The numbers are advice. `catalog/retry.toml` says where they
/// come from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RetryPolicy {
    pub(crate) name: &'static str,
    pub(crate) retryable: bool,
    pub(crate) initial_delay_ms: u32,
    pub(crate) factor_thousandths: u32,
    pub(crate) max_delay_ms: u32,
    pub(crate) attempts_min: u8,
    pub(crate) attempts: u8,
    pub(crate) jitter: Jitter,
    pub(crate) server_wait: bool,
    pub(crate) server_wait_jitter_thousandths: u16,
    pub(crate) immediate_first: bool,
    pub(crate) hold_rate_ms: u32,
}

impl RetryPolicy {
    pub(crate) const fn never(name: &'static str) -> RetryPolicy {
        RetryPolicy {
            name,
            retryable: false,
            initial_delay_ms: 0,
            factor_thousandths: 1000,
            max_delay_ms: 0,
            attempts_min: 0,
            attempts: 0,
            jitter: Jitter::None,
            server_wait: false,
            server_wait_jitter_thousandths: 0,
            immediate_first: false,
            hold_rate_ms: 0,
        }
    }

    /// All policies of the catalog.
    ///
    /// ```
    /// use openai_error_catalog::RetryPolicy;
    /// assert!(RetryPolicy::all().iter().any(|retry| retry.name() == "never"));
    /// ```
    #[must_use]
    pub fn all() -> &'static [RetryPolicy] {
        &POLICIES
    }

    /// The policy with this name; `None` if the catalog has none.
    ///
    /// ```
    /// use openai_error_catalog::RetryPolicy;
    /// assert!(RetryPolicy::named("never").is_some_and(|policy| !policy.is_retryable()));
    /// assert!(RetryPolicy::named("no_such_policy").is_none());
    /// ```
    #[must_use]
    pub fn named(name: &str) -> Option<&'static RetryPolicy> {
        POLICIES.iter().find(|policy| policy.name == name)
    }

    /// The policy's index in the table.
    #[cfg(feature = "serde")]
    pub(crate) fn number(&self) -> u8 {
        POLICIES.iter().position(|policy| policy.name == self.name).map_or(0, |number| number as u8)
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

    /// Whether waiting can fix the error. If it can't, the policy has no attempts, and all of its waits are zero.
    ///
    /// ```
    /// use openai_error_catalog::Code;
    /// assert!(!Code::RequestTooLarge.entry().retry().is_retryable());
    /// ```
    #[must_use]
    pub const fn is_retryable(&self) -> bool {
        self.retryable
    }

    /// The verdict on an error with this policy: [`Verdict::Retry`] or [`Verdict::Stop`].
    ///
    /// ```
    /// use openai_error_catalog::{Code, Verdict};
    /// assert_eq!(Code::QuotaExceeded.entry().retry().verdict(), Verdict::Stop);
    /// ```
    #[must_use]
    pub const fn verdict(&self) -> Verdict {
        if self.retryable { Verdict::Retry } else { Verdict::Stop }
    }

    /// The wait before the first retry, or before the second one if [`RetryPolicy::immediate_first`] is true.
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

    /// The factor by which each wait is longer than the previous one.
    ///
    /// ```
    /// use openai_error_catalog::Code;
    /// assert_eq!(Code::ServerError.entry().retry().factor(), 2.0);
    /// ```
    #[must_use]
    pub const fn factor(&self) -> f64 {
        self.factor_thousandths as f64 / 1000.0
    }

    /// The longest planned wait of this policy. [`Jitter::More`] adds up to a quarter to it. A wait that the server
    /// asks for may be longer.
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

    /// The maximum number of retries after the first failure.
    ///
    /// ```
    /// use openai_error_catalog::Code;
    /// assert_eq!(Code::ServerError.entry().retry().attempts(), 5);
    /// ```
    #[must_use]
    pub const fn attempts(&self) -> u8 {
        self.attempts
    }

    /// The number of retries that are worth making before giving up. It equals [`RetryPolicy::attempts`] if the source
    /// gives no range.
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

    /// Whether each wait should be randomized.
    ///
    /// ```
    /// use openai_error_catalog::Code;
    /// assert!(Code::RateLimitReached.entry().retry().has_jitter());
    /// ```
    #[must_use]
    pub const fn has_jitter(&self) -> bool {
        !matches!(self.jitter, Jitter::None)
    }

    /// How each wait should be randomized.
    ///
    /// ```
    /// use openai_error_catalog::{Code, Jitter};
    /// // A 503 needs at least five seconds.
    /// assert_eq!(Code::ServiceUnavailable.entry().retry().jitter(), Jitter::More);
    /// ```
    #[must_use]
    pub const fn jitter(&self) -> Jitter {
        self.jitter
    }

    /// Whether a wait that the server asks for takes precedence over the planned one.
    ///
    /// ```
    /// use openai_error_catalog::Code;
    /// assert!(Code::RateLimitReached.entry().retry().server_wait_rules());
    /// ```
    #[must_use]
    pub const fn server_wait_rules(&self) -> bool {
        self.server_wait
    }

    /// The largest random addition to a wait that the server asks for, as a fraction of that wait: 0.1 is a tenth. The
    /// server's wait is a minimum, and clients that got the same `Retry-After` should not all retry at the same moment.
    ///
    /// ```
    /// use core::time::Duration;
    /// use openai_error_catalog::{Catalog, RetrySchedule};
    /// let found = Catalog::by_message("Rate limit is exceeded. Try again in 16 seconds.").unwrap();
    /// assert_eq!(found.retry().server_wait_jitter(), 0.1);
    /// let mut schedule = RetrySchedule::new().jitter(|| u64::MAX / 2);
    /// assert_eq!(schedule.next_wait(found).unwrap().as_millis(), 16_799);
    /// ```
    #[must_use]
    pub const fn server_wait_jitter(&self) -> f64 {
        self.server_wait_jitter_thousandths as f64 / 1000.0
    }

    /// The wait before a retry, without jitter, after `earlier` retries: the first wait grows by the factor each time, up
    /// to the maximum.
    pub(crate) fn planned_wait(&self, earlier: u8) -> Duration {
        let steps = match (self.immediate_first, earlier) {
            (true, 0) => return Duration::ZERO,
            (true, earlier) => earlier - 1,
            (false, earlier) => earlier,
        };
        let mut millis = u64::from(self.initial_delay_ms);
        for _ in 0..steps {
            millis = (millis.saturating_mul(self.factor_thousandths.into()) / 1000).min(self.max_delay_ms.into());
        }
        Duration::from_millis(millis)
    }

    /// A planned wait with the policy's jitter. `random` returns a number from 0 to `u64::MAX`; without it, the wait
    /// stays as it is.
    pub(crate) fn spread_planned_wait(&self, wait: Duration, random: Option<impl FnOnce() -> u64>) -> Duration {
        let Some(random) = random else { return wait };
        let millis = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX);
        Duration::from_millis(self.jitter.apply(millis, random))
    }

    /// The server's wait plus a random addition, if there is a source of random numbers.
    pub(crate) fn spread_server_wait(&self, wait: Duration, random: Option<impl FnOnce() -> u64>) -> Duration {
        let Some(random) = random else { return wait };
        let most = wait.as_nanos() / 1000 * u128::from(self.server_wait_jitter_thousandths);
        let most = u64::try_from(most).unwrap_or(u64::MAX);
        wait.saturating_add(Duration::from_nanos(part(most, random())))
    }

    /// Whether the first retry should be made immediately.
    ///
    /// ```
    /// use openai_error_catalog::Code;
    /// assert!(Code::BadGateway.entry().retry().immediate_first());
    /// ```
    #[must_use]
    pub const fn immediate_first(&self) -> bool {
        self.immediate_first
    }

    /// How long to stay at the earlier, lower request rate before raising it step by step. `None` if the rate doesn't
    /// have to be lowered.
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

impl RetryPolicy {
    /// The policy in sentences, for a person. Empty if retrying can't help.
    ///
    /// ```
    /// use openai_error_catalog::{Code, Locale};
    /// let mut sentences = Code::ServerError.entry().retry().sentences(Locale::En).map(|sentence| sentence.to_string());
    /// assert_eq!(
    ///     sentences.nth(1).unwrap(),
    ///     "Wait 1 s, then 2 times as long each time, up to 60 s. Stop after 5 retries.",
    /// );
    /// ```
    pub fn sentences(&'static self, locale: Locale) -> RetrySentences {
        let schedule = if self.immediate_first { Label::RetryAtOnce } else { Label::RetrySchedule };
        let jitter = match self.jitter {
            Jitter::Less => Label::RetryJitterLess,
            Jitter::More => Label::RetryJitterMore,
            _ => Label::RetryJitter,
        };
        // The most important sentences come first: the lower rate, then the server's wait.
        let labels = [
            (self.hold_rate_ms > 0, Label::RetryHoldRate),
            (self.retryable && self.server_wait, Label::RetryServerWait),
            (self.retryable, schedule),
            (self.retryable && self.has_jitter(), jitter),
        ];
        let mut sentences = [RetrySentence { retry: self, label: schedule, locale }; 4];
        let labels = labels.into_iter().filter(|(applies, _)| *applies);
        let count = sentences.iter_mut().zip(labels).map(|(slot, (_, label))| slot.label = label).count();
        RetrySentences(sentences.into_iter().take(count))
    }
}

iterator! {
    /// A policy in sentences. [`RetryPolicy::sentences`](crate::RetryPolicy::sentences) returns it.
    ///
    /// ```
    /// use openai_error_catalog::{Code, Locale, iter::RetrySentences};
    /// let sentences: RetrySentences = Code::SlowDown.entry().retry().sentences(Locale::En);
    /// assert_eq!(sentences.len(), 4);
    /// ```
    RetrySentences(core::iter::Take<core::array::IntoIter<RetrySentence, 4>>) -> RetrySentence, |sentence| sentence
}

/// A sentence of [`RetryPolicy::sentences`]. `Display` writes its text.
#[derive(Clone, Copy, Debug)]
pub struct RetrySentence {
    retry: &'static RetryPolicy,
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
            "factor" => write_decimal(retry.factor_thousandths.into(), self.locale, f),
            "attempts" if retry.attempts_min < retry.attempts => write!(f, "{}–{}", retry.attempts_min, retry.attempts),
            "attempts" => write!(f, "{}", retry.attempts),
            name => write!(f, "{{{name}}}"),
        })
    }
}

fn write_millis(millis: u32, locale: Locale, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "{}", locale.duration(Duration::from_millis(millis.into())))
}
