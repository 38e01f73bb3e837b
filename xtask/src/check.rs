//! `cargo xtask check`: the problems of the catalog, for the build and for a release.

use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::Result;
use crate::compiler::{Problem, before_release, compile, load};

pub fn run(catalog: &Path) -> Result<()> {
    let problems = problems(catalog, &tomorrow());
    for problem in &problems {
        eprintln!("{problem}");
    }
    match problems.len() {
        0 => Ok(()),
        1 => Err("the catalog has 1 problem".to_owned()),
        count => Err(format!("the catalog has {count} problems")),
    }
}

/// The problems that the build reports; if there are none, those that a release must not have.
pub fn problems(catalog: &Path, last_day: &str) -> Vec<Problem> {
    match compile(catalog, &|_| true) {
        Ok(_) => before_release(&load::Reader::new(catalog).read(), last_day),
        Err(problems) => problems,
    }
}

/// The latest date anywhere on earth: in the east the next day begins before it does in UTC.
fn tomorrow() -> String {
    const DAY: u64 = 24 * 60 * 60;
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    date(seconds / DAY + 1)
}

/// The date of a day counted from 1970-01-01, by years of 365 and 366 days.
fn date(mut days: u64) -> String {
    let is_leap = |year: u64| (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let mut year = 1970;
    while days >= 365 + u64::from(is_leap(year)) {
        days -= 365 + u64::from(is_leap(year));
        year += 1;
    }
    let months = [31, 28 + u64::from(is_leap(year)), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let mut month = 1;
    for length in months {
        if days < length {
            break;
        }
        days -= length;
        month += 1;
    }
    format!("{year:04}-{month:02}-{:02}", days + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Once this passes for a catalog, it always passes: dates in the past stay in the past.
    #[test]
    fn the_catalog_could_be_released() {
        let problems = problems(&crate::catalog(), &tomorrow());
        assert!(problems.is_empty(), "`cargo xtask check`: {problems:#?}");
    }

    #[test]
    fn days_have_their_dates() {
        for (days, expected) in [
            (0, "1970-01-01"),
            (11_016, "2000-02-29"),
            (11_017, "2000-03-01"),
            (20_453, "2025-12-31"),
            (20_454, "2026-01-01"),
        ] {
            assert_eq!(date(days), expected);
        }
    }
}
