//! Checks the values: what placeholders capture.

use super::checker::Checker;
use crate::compiler::problem::{Place, ProblemKind};
use crate::matcher::found::NO_NAME;
use crate::matcher::placeholder::Kind;

impl Checker<'_> {
    pub(super) fn values(&mut self) {
        let values = &self.catalog.values;
        for value in values {
            self.text(&value.means);
            let Some(word) = &value.word else { continue };
            self.text(word);
            if value.kind != Kind::Number {
                self.problem(
                    &word.place,
                    ProblemKind::NotANumber,
                    format!("`{}` is not a number", value.name.value),
                    "remove `word`: only numbers are looked for after a word",
                );
            }
        }
        let mut in_file: Vec<&Place> = values.iter().map(|value| &value.name.place).collect();
        in_file.sort_by_key(|place| place.span.start);
        if let Some(first_too_many) = in_file.get(usize::from(NO_NAME) - 1) {
            self.problem(
                first_too_many,
                ProblemKind::TooManyValues,
                "there are more than 254 values",
                "reuse existing ones",
            );
        }
    }
}
