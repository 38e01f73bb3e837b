//! Checks the languages and the sentences that the word model learns from.

use std::collections::BTreeMap;

use super::checker::Checker;
use crate::compiler::problem::{Place, ProblemKind};
use crate::compiler::suggest::suggest;

impl Checker<'_> {
    pub(super) fn words(&mut self) {
        self.learned_languages();
        self.sentences();
    }

    fn learned_languages(&mut self) {
        // If there is no language at all, locales.toml has a fault, which has already been reported.
        if self.catalog.locales.is_empty() {
            return;
        }
        let tags = self.catalog.word_model.iter().flat_map(|model| &model.languages);
        for tag in tags.filter(|tag| self.catalog.locale(&tag.value).is_none()) {
            let known = self.catalog.locales.iter().map(|locale| locale.tag.value.as_str());
            self.problems.push(tag.place.problem(
                ProblemKind::UnknownLanguage,
                format!("unknown language `{}`", tag.value),
                format!("{} (catalog/locales.toml)", suggest(&tag.value, known)),
            ));
        }
    }

    /// Checks wordings, and sentences that are not errors of this API.
    fn sentences(&mut self) {
        let wordings = self.catalog.errors.iter().flat_map(|error| &error.wordings);
        for wording in wordings.clone() {
            self.message_source(&wording.source);
        }
        let mut seen: BTreeMap<String, &Place> = BTreeMap::new();
        for sentence in wordings.map(|wording| &wording.text).chain(&self.catalog.foreign) {
            self.text(sentence);
            if let Some(first) = seen.insert(sentence.value.to_lowercase(), &sentence.place) {
                self.problem(
                    &sentence.place,
                    ProblemKind::RepeatedName,
                    format!("the sentence is already at {}", first.short()),
                    "remove one of them",
                );
            }
        }
    }
}
