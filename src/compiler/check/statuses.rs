//! Checks HTTP statuses.

use std::collections::BTreeMap;

use super::checker::Checker;
use crate::compiler::load::errors::Error;
use crate::compiler::load::fields::At;
use crate::compiler::problem::ProblemKind;

impl Checker<'_> {
    /// Returns the valid ones among the statuses, and reports the others.
    pub(super) fn statuses(&mut self, statuses: &[At<i64>]) -> Vec<u16> {
        let mut good = Vec::new();
        for status in statuses {
            match u16::try_from(status.value) {
                Ok(value @ 100..=599) if good.contains(&value) => {
                    self.problem(
                        &status.place,
                        ProblemKind::RepeatedStatus,
                        format!("the status {value} is listed twice"),
                        "remove one of them",
                    );
                }
                Ok(value @ 100..=599) => good.push(value),
                _ => self.problem(
                    &status.place,
                    ProblemKind::NotAStatus,
                    format!("{} is not an HTTP status code", status.value),
                    "use a number from 100 to 599",
                ),
            }
        }
        good
    }

    /// Checks that the lists of statuses of an entry fit together.
    pub(super) fn entry_statuses(&mut self, error: &Error) {
        let statuses = self.statuses(&error.statuses);
        let defaults = self.statuses(&error.default_for);
        for status in defaults.into_iter().filter(|status| !statuses.contains(status)) {
            let place = error.default_for.iter().find(|listed| listed.value == i64::from(status));
            self.problem(
                place.map_or(&error.place, |listed| &listed.place),
                ProblemKind::DefaultNotInStatuses,
                format!("`default_for` lists {status}, but `statuses` does not"),
                format!("add {status} to `statuses`"),
            );
        }
        for status in &error.ambiguous_statuses {
            if !error.default_for.iter().any(|default| default.value == status.value) {
                self.problem(
                    &status.place,
                    ProblemKind::AmbiguousNotDefault,
                    format!("`ambiguous_statuses` lists {}, but `default_for` does not", status.value),
                    "remove it: only a default is ambiguous",
                );
            }
        }
    }

    /// Checks that each status has at most one default.
    pub(super) fn defaults(&mut self) {
        let mut seen: BTreeMap<i64, &At<i64>> = BTreeMap::new();
        for error in &self.catalog.errors {
            for status in &error.default_for {
                if let Some(first) = seen.insert(status.value, status) {
                    let at = first.place.short();
                    self.problem(
                        &status.place,
                        ProblemKind::SecondDefault,
                        format!("the status {} already has a default at {at}", status.value),
                        "keep it in only one of the two",
                    );
                }
            }
        }
    }
}
