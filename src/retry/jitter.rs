//! `Jitter`: how waits are randomized.

use crate::name::name;

/// How waits are randomized, so that clients don't all retry at the same time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Jitter {
    /// Not at all.
    None,
    /// A random time from zero to the whole wait.
    Full,
    /// Up to a quarter less, as the official clients do.
    Less,
    /// Up to a quarter more: the planned wait is the minimum that makes sense.
    More,
}

impl Jitter {
    /// All forms of jitter.
    pub const ALL: &'static [Jitter] = &[Jitter::None, Jitter::Full, Jitter::Less, Jitter::More];

    /// `none`, `full`, `less`, or `more`.
    ///
    /// ```
    /// use openai_error_catalog::Jitter;
    /// assert_eq!(Jitter::Full.as_str(), "full");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Jitter::None => "none",
            Jitter::Full => "full",
            Jitter::Less => "less",
            Jitter::More => "more",
        }
    }

    /// Randomizes a wait of `millis` milliseconds. `random` returns a number from the whole range of `u64`.
    pub(crate) fn apply(self, millis: u64, random: impl FnOnce() -> u64) -> u64 {
        match self {
            Jitter::None => millis,
            Jitter::Full => part(millis, random()),
            Jitter::Less => millis - part(millis / 4, random()),
            Jitter::More => millis.saturating_add(part(millis / 4, random())),
        }
    }
}

/// Scales `random` to the range from 0 to `most`. The upper half of the product does this without floating point.
pub(super) fn part(most: u64, random: u64) -> u64 {
    ((u128::from(most) * u128::from(random)) >> 64) as u64
}

name!(Jitter, "jitter");
