//! Checks the values of the API's `code` and `type`, and that no two entries claim the same code for one status.

use std::collections::BTreeMap;

use super::checker::Checker;
use crate::compiler::load::errors::Error;
use crate::compiler::load::fields::At;
use crate::compiler::problem::ProblemKind;

impl Checker<'_> {
    /// Checks the lists of API codes and types of one entry.
    pub(super) fn entry_api_codes(&mut self, error: &Error) {
        for list in [&error.api_codes, &error.also_api_codes, &error.api_types] {
            for value in list {
                if value.value.is_empty() || value.value.chars().any(char::is_whitespace) {
                    self.problem(
                        &value.place,
                        ProblemKind::ApiCodeForm,
                        format!("`{}` can't be a value of `code` or `type`", value.value),
                        "write it as the API does, without whitespace",
                    );
                }
            }
        }
        for value in &error.vague_api_codes {
            if !error.api_codes.iter().any(|own| own.value == value.value) {
                self.problem(
                    &value.place,
                    ProblemKind::VagueNotOwn,
                    format!("`vague_api_codes` lists `{}`, but `api_codes` does not", value.value),
                    "add it there too: a vague code is one that this entry claims and a message may override",
                );
            }
        }
    }

    /// Checks that entries with the same API code have no status in common.
    pub(super) fn api_codes(&mut self) {
        let mut claims: BTreeMap<&str, Vec<(&Error, &At<String>)>> = BTreeMap::new();
        for error in &self.catalog.errors {
            for code in &error.api_codes {
                let others = claims.entry(&code.value).or_default();
                for (other, place) in others.iter() {
                    let shared = error
                        .statuses
                        .iter()
                        .find(|status| other.statuses.iter().any(|theirs| theirs.value == status.value));
                    let same = other.slug == error.slug || (error.statuses.is_empty() && other.statuses.is_empty());
                    if shared.is_some() || same {
                        let status = shared.map_or(String::new(), |status| format!(" with status {}", status.value));
                        self.problems.push(code.place.problem(
                            ProblemKind::ApiCodeClaimed,
                            format!(
                                "`{}`{status} is also claimed by `{}` at {}",
                                code.value,
                                other.slug,
                                place.place.short()
                            ),
                            "move it to `also_api_codes` in one of the two",
                        ));
                    }
                }
                others.push((error, code));
            }
            for code in &error.also_api_codes {
                if error.api_codes.iter().any(|own| own.value == code.value) {
                    self.problems.push(code.place.problem(
                        ProblemKind::ApiCodeInBoth,
                        format!("`{}` is in both `api_codes` and `also_api_codes`", code.value),
                        "remove one of them",
                    ));
                }
            }
        }
    }
}
