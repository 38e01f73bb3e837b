//! Checks entries: what is known about one error.

use super::checked::CheckedError;
use super::checker::Checker;
use crate::compiler::enums::{self, CATEGORIES, EXAMPLE_KINDS};
use crate::compiler::load::errors::Error;
use crate::compiler::problem::ProblemKind;

impl Checker<'_> {
    pub(super) fn entry(&mut self, error: &Error) -> CheckedError {
        self.entry_statuses(error);
        let category = error.category.as_ref().and_then(|category| {
            enums::find(category, &CATEGORIES, ProblemKind::UnknownCategory, "category", self.problems)
        });
        let retry = error.retry.as_ref().and_then(|retry| self.policies.find(retry, self.problems));
        let scope = error.scope.as_ref().and_then(|scope| self.scope(scope));
        if let (Some(place), Some(scope), Some(retry)) = (&error.scope, scope, retry) {
            self.scope_fits(&place.place, scope, retry);
        }
        let mut links = self.links.find_all(&error.links, self.problems);
        let sources = self.sourced(&error.place, "the entry", &error.sources);
        self.date(error.checked.as_ref());
        for name in &error.status_names {
            self.text(name);
        }
        self.entry_api_codes(error);
        let refine = self.refinements(error);
        let message_texts = error.message_texts.iter().map(|own| self.texts(&own.texts, &mut links)).collect();
        self.unused_texts(error);
        self.examples(error);
        let texts = self.texts(&error.texts, &mut links);
        let (category, scope, retry) = (category.unwrap_or(0), scope.unwrap_or(0), retry.unwrap_or(0));
        CheckedError { category, scope, retry, links, sources, refine, message_texts, texts }
    }

    fn examples(&mut self, error: &Error) {
        for example in &error.examples {
            self.text(&example.wrong);
            self.text(&example.right);
            let unknown = ProblemKind::UnknownExampleKind;
            enums::find(&example.kind, &EXAMPLE_KINDS, unknown, "kind of example", self.problems);
            if example.wrong.value.trim() == example.right.value.trim() {
                self.problem(
                    &example.right.place,
                    ProblemKind::SameExample,
                    "`wrong` and `right` are the same",
                    "show the corrected request in `right`",
                );
            }
        }
    }
}
