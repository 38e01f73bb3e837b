//! Checks the languages: their tags and fallbacks.

use std::collections::BTreeMap;

use super::checker::Checker;
use crate::compiler::load::fields::At;
use crate::compiler::problem::ProblemKind;

impl Checker<'_> {
    pub(super) fn locales(&mut self) {
        let mut seen: BTreeMap<String, &At<String>> = BTreeMap::new();
        for (index, locale) in self.catalog.locales.iter().enumerate() {
            self.text(&locale.name);
            for tag in std::iter::once(&locale.tag).chain(&locale.ranges) {
                let well_formed = tag
                    .value
                    .split('-')
                    .all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()));
                if !well_formed {
                    self.problem(
                        &tag.place,
                        ProblemKind::LanguageTag,
                        format!("`{}` is not a valid BCP 47 tag", tag.value),
                        "write it as `zh-Hans`",
                    );
                }
                if let Some(first) = seen.insert(tag.value.to_ascii_lowercase(), tag) {
                    let at = first.place.short();
                    self.problem(
                        &tag.place,
                        ProblemKind::RepeatedLanguage,
                        format!("`{}` is already defined at {at}", tag.value),
                        "remove one of them",
                    );
                }
            }
            match &locale.fallback {
                Some(fallback) => {
                    let known = self.catalog.locales[..index].iter().any(|other| other.tag.value == fallback.value);
                    if !known {
                        self.problem(
                            &fallback.place,
                            ProblemKind::UnknownFallback,
                            format!("the fallback `{}` is not a language defined above this one", fallback.value),
                            "use a language that is defined further up",
                        );
                    }
                }
                None if !locale.complete => self.problem(
                    &locale.tag.place,
                    ProblemKind::NoFallback,
                    format!("`{}` is neither complete nor has a fallback", locale.tag.value),
                    "add `fallback = \"en\"`",
                ),
                None => {}
            }
            if index == 0 && !(locale.tag.value == "en" && locale.complete) {
                self.problem(
                    &locale.tag.place,
                    ProblemKind::FirstLanguage,
                    "the first language is not complete English",
                    "put `en` first, with `complete = true`",
                );
            }
        }
    }
}
