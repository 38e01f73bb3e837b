//! `RetrySchedule`: the waits between the attempts of one call, which may fail with different errors.

use core::fmt;
use core::time::Duration;

use crate::lookup::diagnosis::Diagnosis;
use crate::retry::policy::POLICY_COUNT;
use crate::retry::verdict::Verdict;

/// The waits between the attempts of one call, whatever errors occur: each error has its own policy, and all of
/// them share one count and one budget.
///
/// Create one for each call, pass every failure to [`RetrySchedule::next_wait`], and sleep for the time that it
/// returns. If it returns `None`, give up and return the failure. The schedule itself doesn't sleep, read a clock, or
/// allocate. All randomness comes from the caller.
///
/// It ends permanently
/// - at the first failure with [`Verdict::Stop`];
/// - after as many retries as the failure's policy or [`RetrySchedule::attempts`] allows;
/// - if the server or the policy asks for a wait longer than [`RetrySchedule::longest_wait`] (5 minutes by default): a
///   shorter wait would only lead to the next failure;
/// - if all waits together would be longer than [`RetrySchedule::total`] (15 minutes by default).
///
/// A failure with [`Verdict::Unknown`] is retried according to its policy: a bare 429 is usually a rate limit.
///
/// ```
/// use core::time::Duration;
/// use openai_error_catalog::{Catalog, RetrySchedule};
///
/// # let mut answers = [(429, "Rate limit is exceeded. Try again in 16 seconds."), (500, ""), (200, "Hello")].into_iter();
/// # let mut call = || answers.next().unwrap();
/// # let mut slept = Vec::new();
/// # let mut sleep = |wait: Duration| slept.push(wait.as_secs());
/// let mut schedule = RetrySchedule::new();
/// let outcome = loop {
///     let (status, text) = call();
///     let Some(failure) = Catalog::by_status_and_message(status, text) else { break Ok(text) };
///     match schedule.next_wait(failure) {
///         Some(wait) => sleep(wait),
///         None => break Err(failure.diagnosis()),
///     }
/// };
/// assert_eq!(outcome, Ok("Hello"));
/// assert_eq!(slept, [16, 1]);
/// ```
#[derive(Clone)]
pub struct RetrySchedule<R = fn() -> u64> {
    /// How many waits of each policy were planned. The index is the policy's number.
    planned: [u8; POLICY_COUNT],
    made: u8,
    attempts: u8,
    longest: Duration,
    left: Duration,
    ended: bool,
    random: Option<R>,
}

impl RetrySchedule {
    /// The default of [`RetrySchedule::longest_wait`]: 5 minutes.
    pub const LONGEST_WAIT: Duration = Duration::from_secs(5 * 60);

    /// The default of [`RetrySchedule::total`]: 15 minutes.
    pub const TOTAL: Duration = Duration::from_secs(15 * 60);

    /// A new schedule for one call, with the default limits and without jitter.
    ///
    /// ```
    /// use openai_error_catalog::{Catalog, RetrySchedule};
    /// let quota = Catalog::by_message("You exceeded your current quota.").unwrap();
    /// assert_eq!(RetrySchedule::new().next_wait(quota), None);
    /// ```
    #[must_use]
    pub const fn new() -> Self {
        RetrySchedule {
            planned: [0; POLICY_COUNT],
            made: 0,
            attempts: u8::MAX,
            longest: Self::LONGEST_WAIT,
            left: Self::TOTAL,
            ended: false,
            random: None,
        }
    }
}

impl Default for RetrySchedule {
    /// The same as [`RetrySchedule::new`].
    fn default() -> Self {
        Self::new()
    }
}

impl<R> RetrySchedule<R> {
    /// Sets the maximum number of retries of the call, even if a policy allows more. Without this method, the policy of
    /// the latest failure sets it.
    ///
    /// ```
    /// use openai_error_catalog::{Catalog, RetrySchedule};
    /// let error = Catalog::by_status_and_message(500, "").unwrap();
    /// let mut schedule = RetrySchedule::new().attempts(1);
    /// assert!(schedule.next_wait(error).is_some());
    /// assert!(schedule.next_wait(error).is_none());
    /// ```
    #[must_use]
    pub const fn attempts(mut self, retries: u8) -> Self {
        self.attempts = retries;
        self
    }

    /// Sets the maximum total of all waits. To include the time of the calls themselves, use [`RetrySchedule::spend`].
    ///
    /// ```
    /// use core::time::Duration;
    /// use openai_error_catalog::{Catalog, RetrySchedule};
    /// let error = Catalog::by_status_and_message(500, "").unwrap();
    /// let mut schedule = RetrySchedule::new().total(Duration::from_secs(4));
    /// assert_eq!(schedule.next_wait(error), Some(Duration::from_secs(1)));
    /// assert_eq!(schedule.next_wait(error), Some(Duration::from_secs(2)));
    /// assert_eq!(schedule.next_wait(error), None); // 4 more seconds would be too much
    /// ```
    #[must_use]
    pub const fn total(mut self, total: Duration) -> Self {
        self.left = total;
        self
    }

    /// Sets the longest single wait. Raise it for a job that may sleep for hours until a usage window ends. Lower it if
    /// a person is waiting.
    ///
    /// ```
    /// use core::time::Duration;
    /// use openai_error_catalog::{Catalog, ErrorResponse, RetrySchedule};
    /// let response = ErrorResponse::new().status(429).message("Slow down").header("retry-after", "2678400");
    /// let in_a_month = Catalog::classify(&response).unwrap();
    /// assert_eq!(RetrySchedule::new().next_wait(in_a_month), None);
    /// let day = Duration::from_secs(24 * 3600);
    /// assert_eq!(RetrySchedule::new().longest_wait(31 * day).total(31 * day).next_wait(in_a_month), Some(31 * day));
    /// ```
    #[must_use]
    pub const fn longest_wait(mut self, longest: Duration) -> Self {
        self.longest = longest;
        self
    }

    /// Randomizes the waits as the policies say, so that clients don't all retry at the same time. `random` has to
    /// return a random number from the whole range of `u64`. A wait that is a minimum only becomes longer: one that the
    /// server asks for, by up to [`RetryPolicy::server_wait_jitter`](crate::RetryPolicy::server_wait_jitter).
    ///
    /// ```
    /// use core::time::Duration;
    /// use openai_error_catalog::{Catalog, RetrySchedule};
    /// let overloaded = Catalog::by_status_and_message(503, "").unwrap(); // from 5 seconds
    /// let mut schedule = RetrySchedule::new().jitter(|| u64::MAX / 2);
    /// assert_eq!(schedule.next_wait(overloaded), Some(Duration::from_millis(5624)));
    /// ```
    #[must_use]
    pub fn jitter<F: FnMut() -> u64>(self, random: F) -> RetrySchedule<F> {
        let RetrySchedule { planned, made, attempts, longest, left, ended, .. } = self;
        RetrySchedule { planned, made, attempts, longest, left, ended, random: Some(random) }
    }

    /// Subtracts other time from the total, such as the time of the calls themselves, if you have a clock.
    ///
    /// ```
    /// use core::time::Duration;
    /// use openai_error_catalog::{Catalog, RetrySchedule};
    /// let mut schedule = RetrySchedule::new().total(Duration::from_secs(60));
    /// schedule.spend(Duration::from_secs(60)); // the first call ran into a timeout
    /// assert_eq!(schedule.next_wait(Catalog::by_status_and_message(500, "").unwrap()), None);
    /// ```
    pub fn spend(&mut self, time: Duration) {
        self.left = self.left.saturating_sub(time);
    }

    /// How many retries the schedule has allowed so far.
    ///
    /// ```
    /// use openai_error_catalog::{Catalog, RetrySchedule};
    /// let mut schedule = RetrySchedule::new();
    /// schedule.next_wait(Catalog::by_status_and_message(500, "").unwrap());
    /// assert_eq!(schedule.retries(), 1);
    /// ```
    #[must_use]
    pub const fn retries(&self) -> u8 {
        self.made
    }

    fn end(&mut self) -> Option<Duration> {
        self.ended = true;
        None
    }
}

impl<R: FnMut() -> u64> RetrySchedule<R> {
    /// The wait before the next attempt, after this failure. It may be zero: some errors are worth an immediate retry.
    /// `None` if there should be no further attempt; then all later calls return `None` too.
    ///
    /// It accepts a [`Match`](crate::Match) or a [`Diagnosis`], or a reference to one.
    ///
    /// ```
    /// use core::time::Duration;
    /// use openai_error_catalog::{Catalog, RetrySchedule};
    /// let found = Catalog::by_message("Rate limit is exceeded. Try again in 16 seconds.").unwrap();
    /// let mut schedule = RetrySchedule::new();
    /// assert_eq!(schedule.next_wait(found), Some(Duration::from_secs(16)));
    /// assert_eq!(schedule.next_wait(&found.diagnosis()), Some(Duration::from_secs(16)));
    /// ```
    pub fn next_wait(&mut self, failure: impl Into<Diagnosis>) -> Option<Duration> {
        let failure: Diagnosis = failure.into();
        let policy = failure.retry();
        let at_most = self.attempts.min(policy.attempts());
        if self.ended || failure.verdict() == Verdict::Stop || self.made >= at_most {
            return self.end();
        }
        let (wait, spread) = match failure.retry_after() {
            Some(wait) if policy.server_wait_rules() => (wait, policy.spread_server_wait(wait, self.random.as_mut())),
            _ => {
                let planned = self.planned.get_mut(usize::from(failure.retry))?;
                let wait = policy.planned_wait(*planned);
                *planned = planned.saturating_add(1);
                (wait, policy.spread_planned_wait(wait, self.random.as_mut()))
            }
        };
        let wait = self.within_limits(wait, spread);
        let Some((wait, left)) = wait.and_then(|wait| Some((wait, self.left.checked_sub(wait)?))) else {
            return self.end();
        };
        self.left = left;
        self.made += 1;
        Some(wait)
    }

    /// Cuts the random addition at the limits. `None` if the wait itself exceeds the longest single wait.
    fn within_limits(&self, wait: Duration, spread: Duration) -> Option<Duration> {
        (wait <= self.longest).then(|| spread.min(self.longest).min(self.left.max(wait)))
    }
}

impl<R> fmt::Debug for RetrySchedule<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RetrySchedule")
            .field("retries", &self.made)
            .field("left", &self.left)
            .field("ended", &self.ended)
            .finish_non_exhaustive()
    }
}
