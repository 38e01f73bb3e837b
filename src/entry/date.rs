//! `Date`: a calendar day.

use core::fmt;

/// A calendar day. `Display` writes it as `2026-11-20`. A later day is greater than an earlier one.
///
/// ```
/// use openai_error_catalog::{Catalog, Code};
/// let checked = Code::QuotaExceeded.entry().checked();
/// assert!(checked <= Catalog::CHECKED);
/// assert_eq!(checked.to_string().len(), "2026-11-20".len());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// The digits of `number` are those of the date: 20261120 is 2026-11-20.
    pub(crate) const fn new(number: u32) -> Date {
        Date { year: (number / 10_000) as u16, month: (number / 100 % 100) as u8, day: (number % 100) as u8 }
    }

    /// The year.
    ///
    /// ```
    /// use openai_error_catalog::Catalog;
    /// assert!(Catalog::CHECKED.year() >= 2026);
    /// ```
    #[must_use]
    pub const fn year(self) -> u16 {
        self.year
    }

    /// The month, from 1 to 12.
    ///
    /// ```
    /// use openai_error_catalog::Catalog;
    /// assert!((1..=12).contains(&Catalog::CHECKED.month()));
    /// ```
    #[must_use]
    pub const fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, from 1 to 31.
    ///
    /// ```
    /// use openai_error_catalog::Catalog;
    /// assert!((1..=31).contains(&Catalog::CHECKED.day()));
    /// ```
    #[must_use]
    pub const fn day(self) -> u8 {
        self.day
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}
