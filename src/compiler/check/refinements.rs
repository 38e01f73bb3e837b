//! Refinements: rules that change the error because of the numbers in the message.

use super::checked::{CheckedRefine, Rule};
use super::checker::Checker;
use crate::compiler::load::errors::Error;
use crate::compiler::load::fields::At;
use crate::compiler::problem::ProblemKind;
use crate::matcher::placeholder::Kind;
use crate::wait;

impl Checker<'_> {
    pub(super) fn refinements(&mut self, error: &Error) -> Vec<CheckedRefine> {
        let mut refine = Vec::new();
        for rule_of in &error.refine {
            let code = self.codes.find(&rule_of.code, self.problems);
            if let (Some(rule), Some(code)) = (self.rule(&rule_of.when), code) {
                let api_code = rule_of.api_code.as_ref().map(|value| value.value.clone());
                refine.push(CheckedRefine { rule, api_code, code });
            }
        }
        refine
    }

    /// Parses a condition such as `limit = 0` or `requested > limit`.
    fn rule(&mut self, when: &At<String>) -> Option<Rule> {
        let mut name = |name: &str| {
            let name = At { value: name.to_owned(), place: when.place.clone() };
            let number = self.values.find(&name, self.problems)?;
            if self.catalog.values[number].kind != Kind::Number {
                self.problems.push(when.place.problem(
                    ProblemKind::NotANumber,
                    format!("`{}` is not a number", name.value),
                    "compare values whose kind is `number` in catalog/values.toml",
                ));
                return None;
            }
            Some(number as u8)
        };
        match when.value.split_whitespace().collect::<Vec<_>>()[..] {
            [value, "=", "0"] => Some(Rule::IsZero(name(value)?)),
            ["wait", "<=", limit] => match wait::duration(limit) {
                Some(limit) => Some(Rule::WaitAtMost(u32::try_from(limit.as_millis()).unwrap_or(u32::MAX))),
                None => {
                    self.problem(
                        &when.place,
                        ProblemKind::NotAWait,
                        format!("`{limit}` is not a duration"),
                        "write it as `1h` or `90s`",
                    );
                    None
                }
            },
            [left, ">", right] => {
                let (left, right) = (name(left), name(right));
                Some(Rule::Above(left?, right?))
            }
            _ => {
                self.problem(
                    &when.place,
                    ProblemKind::NotACondition,
                    format!("`{}` is not a condition", when.value),
                    "write `limit = 0`, `requested > limit` or `wait <= 1h`",
                );
                None
            }
        }
    }
}
