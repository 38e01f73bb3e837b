//! Parses each pattern on its own, and finds its words for the word model.

use super::checker::Checker;
use crate::compiler::load::messages::Message;
use crate::compiler::patterns::samples::wordings;
use crate::compiler::patterns::syntax::{Fault, Pattern, Placeholders, parse};
use crate::compiler::problem::ProblemKind;
use crate::compiler::suggest::suggest;

impl Checker<'_> {
    /// Parses a pattern and passes it to `add`.
    pub(super) fn pattern(
        &mut self,
        message: &Message,
        wrapper: bool,
        add: impl FnOnce(&Pattern) -> Result<(), Fault>,
    ) -> Option<Pattern> {
        let catalog = self.catalog;
        let names = &self.values.list;
        let placeholders = Placeholders {
            kind_of: &|name| catalog.kind_of(name),
            suggest: &|name| suggest(name, names.iter().copied()),
        };
        let added =
            parse(&message.pattern.value, wrapper, &placeholders).and_then(|pattern| add(&pattern).map(|()| pattern));
        match added {
            Ok(pattern) => Some(pattern),
            Err(fault) => {
                let name = message.pattern.value.get(fault.at + 1..).and_then(|rest| rest.split('}').next());
                if fault.kind == ProblemKind::UnknownPlaceholder && !self.values.lacks(name.unwrap_or_default()) {
                    return None;
                }
                let place = message.pattern.place_in(&message.pattern.value, fault.at);
                self.problem(&place, fault.kind, fault.what, fault.fix);
                None
            }
        }
    }

    /// The texts that the word model learns from a pattern.
    pub(super) fn wordings(&self, message: &Message) -> Vec<String> {
        let forms = self.catalog.word_model.as_ref().map_or(0, |model| model.training.forms as usize);
        let placeholders = Placeholders { kind_of: &|name| self.catalog.kind_of(name), suggest: &|_| String::new() };
        wordings(&message.pattern.value, forms, &placeholders)
    }
}
