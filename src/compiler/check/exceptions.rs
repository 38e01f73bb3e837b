//! Checks the exception types of the official Python client.

use std::collections::BTreeMap;

use super::checked::CheckedException;
use super::checker::Checker;
use crate::compiler::load::exceptions::Exception;
use crate::compiler::problem::ProblemKind;

impl Checker<'_> {
    pub(super) fn exceptions(&mut self) -> Vec<CheckedException> {
        let mut names: BTreeMap<&str, String> = BTreeMap::new();
        let mut checked = Vec::new();
        for exception in &self.catalog.exceptions {
            names.insert(&exception.name, exception.place.short());
        }
        for exception in &self.catalog.exceptions {
            for alias in &exception.aliases {
                if let Some(first) = names.insert(&alias.value, alias.place.short()) {
                    self.problem(
                        &alias.place,
                        ProblemKind::RepeatedException,
                        format!("the name `{}` is already used at {first}", alias.value),
                        "remove one of them",
                    );
                }
            }
            let from = self.statuses(exception.status_from.as_slice());
            let to = self.statuses(exception.status_to.as_slice());
            let statuses = match (&exception.status_from, &exception.status_to) {
                (None, None) => None,
                (Some(_), Some(_)) => match (from.first(), to.first()) {
                    (Some(&low), Some(&high)) if low > high => {
                        self.status_span(exception, "`status_from` is above `status_to`");
                        None
                    }
                    (low, high) => low.copied().zip(high.copied()),
                },
                _ => {
                    self.status_span(exception, "one of `status_from` and `status_to` is missing");
                    None
                }
            };
            let codes = self.codes.find_all(&exception.codes, self.problems);
            let retry = exception.retry.as_ref().and_then(|retry| self.policies.find(retry, self.problems));
            let mut links = self.links.find_all(&exception.links, self.problems);
            let sources = self.sourced(&exception.place, "the exception", &exception.sources);
            self.date(exception.checked.as_ref());
            let texts = self.texts(&exception.texts, &mut links);
            checked.push(CheckedException { statuses, codes, retry: retry.unwrap_or(0), links, sources, texts });
        }
        checked
    }

    fn status_span(&mut self, exception: &Exception, what: &str) {
        let status = exception.status_from.as_ref().or(exception.status_to.as_ref());
        let place = status.map_or(&exception.place, |status| &status.place);
        self.problem(place, ProblemKind::StatusSpan, what, "set both, the lower one first, or neither");
    }
}
