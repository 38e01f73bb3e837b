//! Checks the dates on which facts were last compared with their sources.

use super::checker::Checker;
use crate::compiler::load::catalog::Catalog;
use crate::compiler::load::fields::At;
use crate::compiler::problem::{Problem, ProblemKind};

impl Checker<'_> {
    /// Checks that a date exists, and that it isn't before 2020: all sources are newer.
    pub(super) fn date(&mut self, date: Option<&At<String>>) {
        let Some(date) = date else { return };
        let parts: Vec<Option<u32>> = match date.value.as_bytes() {
            [_, _, _, _, b'-', _, _, b'-', _, _] => date
                .value
                .split('-')
                // `parse` alone would accept `+1`.
                .map(|part| part.parse().ok().filter(|_| part.bytes().all(|byte| byte.is_ascii_digit())))
                .collect(),
            _ => Vec::new(),
        };
        let valid = match parts[..] {
            [Some(year), Some(month), Some(day)] => {
                let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
                let days = match month {
                    2 => 28 + u32::from(leap),
                    4 | 6 | 9 | 11 => 30,
                    _ => 31,
                };
                year >= 2020 && (1..=12).contains(&month) && (1..=days).contains(&day)
            }
            _ => false,
        };
        if !valid {
            self.problem(
                &date.place,
                ProblemKind::NotADate,
                format!("`{}` is not a date since 2020", date.value),
                "write the day of the check as `2026-11-20`",
            );
        }
    }
}

/// Returns a problem for each date after `today`, which is written as `2026-11-20`. Such dates can be compared as text.
pub fn future_dates(catalog: &Catalog, today: &str) -> Vec<Problem> {
    let errors = catalog.errors.iter().map(|error| &error.checked);
    let exceptions = catalog.exceptions.iter().map(|exception| &exception.checked);
    let support = catalog.support.iter().map(|support| &support.checked);
    let monitoring = catalog.monitoring.iter().map(|monitoring| &monitoring.checked);
    let dates = errors.chain(exceptions).chain(support).chain(monitoring).flatten();
    dates
        .filter(|date| date.value.as_str() > today)
        .map(|date| {
            date.place.problem(
                ProblemKind::FutureDate,
                format!("`{}` is after today, {today}", date.value),
                "write the day on which you compared the facts with the sources",
            )
        })
        .collect()
}
