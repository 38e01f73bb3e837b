//! `Delays`: the waits of one policy, which grow up to a maximum and may be random.

use core::fmt;
use core::time::Duration;

use crate::retry::policy::RetryPolicy;

/// An iterator over the waits of a policy, one before each retry. It ends when the attempts or the budget are used up.
/// It is empty for an error that waiting can't fix.
///
/// If a call can fail with several errors, each with its own policy, use [`RetrySchedule`](crate::RetrySchedule), which
/// also caps the server's waits.
///
/// This type never sleeps, and all randomness comes from the caller.
///
/// ```
/// use core::time::Duration;
/// use openai_error_catalog::Code;
/// let delays: Vec<u64> = Code::ServerError.entry().retry().delays().map(|delay| delay.as_secs()).collect();
/// assert_eq!(delays, [1, 2, 4, 8, 16]);
/// assert_eq!(Code::QuotaExceeded.entry().retry().delays().next(), None);
/// ```
#[derive(Clone)]
pub struct Delays<R = fn() -> u64> {
    retry: &'static RetryPolicy,
    made: u8,
    left: Duration,
    random: Option<R>,
}

impl RetryPolicy {
    /// The waits of this policy.
    ///
    /// ```
    /// use openai_error_catalog::Code;
    /// let delays: Vec<u64> = Code::BadGateway.entry().retry().delays().map(|delay| delay.as_secs()).collect();
    /// assert_eq!(delays, [0, 30, 60, 60, 60]); // the first one immediately
    /// ```
    #[must_use]
    pub fn delays(&'static self) -> Delays {
        Delays { retry: self, made: 0, left: Duration::MAX, random: None }
    }
}

impl<R> Delays<R> {
    /// Limits the total of all waits: a wait that would exceed it is not returned. Without this method, there is no
    /// limit.
    ///
    /// ```
    /// use core::time::Duration;
    /// use openai_error_catalog::Code;
    /// let delays = Code::ServerError.entry().retry().delays().budget(Duration::from_secs(10));
    /// assert_eq!(delays.sum::<Duration>(), Duration::from_secs(7)); // 1 + 2 + 4; another 8 would be too much
    /// ```
    #[must_use]
    pub fn budget(mut self, total: Duration) -> Self {
        self.left = total;
        self
    }

    /// Randomizes each wait if the policy has jitter. `random` has to return a random number from the whole range of
    /// `u64`.
    ///
    /// ```
    /// use core::time::Duration;
    /// use openai_error_catalog::Code;
    /// let delays = Code::ServerError.entry().retry().delays().jitter(|| u64::MAX / 2);
    /// assert_eq!(delays.map(|delay| delay.as_millis()).collect::<Vec<_>>(), [499, 999, 1999, 3999, 7999]);
    /// ```
    #[must_use]
    pub fn jitter<F: FnMut() -> u64>(self, random: F) -> Delays<F> {
        let Delays { retry, made, left, .. } = self;
        Delays { retry, made, left, random: Some(random) }
    }
}

impl<R: FnMut() -> u64> Delays<R> {
    /// The next wait; `None` if the attempts or the budget are used up.
    ///
    /// `server_wait` is the wait that the server asked for with this failure
    /// ([`Match::retry_after`](crate::Match::retry_after)). If there is one, and [`RetryPolicy::server_wait_rules`] is
    /// true, it is the next wait. [`Delays::jitter`] adds up to [`RetryPolicy::server_wait_jitter`] to it.
    ///
    /// ```
    /// use core::time::Duration;
    /// use openai_error_catalog::Catalog;
    /// let found = Catalog::by_message("Rate limit is exceeded. Try again in 16 seconds.").unwrap();
    /// let mut delays = found.retry().delays();
    /// assert_eq!(delays.next_after(found.retry_after()), Some(Duration::from_secs(16)));
    /// assert_eq!(delays.next_after(None), Some(Duration::from_secs(2)));
    /// ```
    pub fn next_after(&mut self, server_wait: Option<Duration>) -> Option<Duration> {
        if self.made >= self.retry.attempts {
            return None;
        }
        let delay = match server_wait {
            Some(wait) if self.retry.server_wait => self.retry.spread_server_wait(wait, self.random.as_mut()),
            _ => self.retry.spread_planned_wait(self.retry.planned_wait(self.made), self.random.as_mut()),
        };
        self.left = self.left.checked_sub(delay)?;
        self.made += 1;
        Some(delay)
    }
}

impl<R: FnMut() -> u64> Iterator for Delays<R> {
    type Item = Duration;

    fn next(&mut self) -> Option<Duration> {
        self.next_after(None)
    }
}

impl<R> fmt::Debug for Delays<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Delays").field("policy", &self.retry.name).field("made", &self.made).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Code, Jitter};

    #[test]
    fn every_policy_stays_within_its_limits() {
        for retry in RetryPolicy::all() {
            let delays: Vec<Duration> = retry.delays().collect();
            assert_eq!(delays.len(), usize::from(retry.attempts()), "{}", retry.name());
            assert!(delays.iter().all(|delay| *delay <= retry.max_delay()), "{}", retry.name());
            assert!(delays.is_sorted(), "{}", retry.name());
        }
    }

    #[test]
    fn jitter_stays_within_its_range() {
        let mut seed = 0x9E37_79B9_7F4A_7C15_u64;
        for retry in RetryPolicy::all() {
            for _ in 0..100 {
                let plain = retry.delays();
                let jittered = retry.delays().jitter(|| {
                    seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                    seed
                });
                for (plain, jittered) in plain.zip(jittered) {
                    let (least, most) = match retry.jitter() {
                        Jitter::None => (plain, plain),
                        Jitter::Full => (Duration::ZERO, plain),
                        Jitter::Less => (plain * 3 / 4, plain),
                        Jitter::More => (plain, plain * 5 / 4),
                    };
                    assert!(least <= jittered && jittered <= most, "{}: {jittered:?} for {plain:?}", retry.name());
                }
            }
        }
    }

    #[test]
    fn the_servers_wait_takes_precedence_within_the_budget() {
        let mut delays = Code::RateLimitReached.entry().retry().delays().budget(Duration::from_secs(100));
        assert_eq!(delays.next_after(Some(Duration::from_secs(90))), Some(Duration::from_secs(90)));
        assert_eq!(delays.next_after(None), Some(Duration::from_secs(2)));
        assert_eq!(delays.next_after(Some(Duration::from_secs(9))), None);
        // A rejected wait doesn't use up the budget.
        assert_eq!(delays.next_after(None), Some(Duration::from_secs(4)));
        let mut never = Code::QuotaExceeded.entry().retry().delays();
        assert_eq!(never.next_after(Some(Duration::from_secs(1))), None);
    }
}
