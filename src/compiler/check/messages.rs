//! Checks messages and wrappers, and writes the tables of their patterns.

use super::checked::{CheckedMessage, CheckedWrapper};
use super::checker::Checker;
use crate::compiler::load::messages::Message;
use crate::compiler::patterns::set::PatternSet;
use crate::compiler::patterns::syntax::Pattern;
use crate::compiler::patterns::tables::Tables;
use crate::compiler::problem::ProblemKind;

impl Checker<'_> {
    /// All messages and wrappers, and the tables of their patterns.
    pub(super) fn messages(&mut self) -> (Vec<CheckedMessage>, Vec<CheckedWrapper>, Tables) {
        let catalog = self.catalog;
        let names = self.values.list.clone();
        let mut set = PatternSet::new(&names);
        let mut messages = Vec::new();
        let mut patterns: Vec<(u32, Pattern)> = Vec::new();
        // The messages as they were read, in the order of `messages`.
        let mut loaded: Vec<&Message> = Vec::new();
        for (code, error) in catalog.errors.iter().enumerate() {
            for message in &error.messages {
                let number = messages.len() as u32;
                if let Some(pattern) = self.pattern(message, false, |pattern| set.message(pattern, number)) {
                    patterns.push((number, pattern));
                }
                let own = self.statuses(&message.statuses);
                let statuses = if own.is_empty() { error.status_numbers() } else { own };
                let retry = message.retry.as_ref().and_then(|retry| self.policies.find(retry, self.problems));
                let text = self.message_text(error, message);
                let scope = self.message_scope(error, message, retry);
                messages.push(CheckedMessage {
                    code,
                    retry,
                    scope,
                    text,
                    statuses,
                    pattern: message.pattern.value.clone(),
                    wordings: self.wordings(message),
                    source: self.message_source(&message.source),
                });
                loaded.push(message);
            }
        }
        let mut wrappers = Vec::new();
        for (number, wrapper) in catalog.wrappers.iter().enumerate() {
            let source = self.message_source(&wrapper.source);
            self.pattern(wrapper, true, |pattern| set.wrapper(pattern, number as u32));
            wrappers.push(CheckedWrapper { pattern: wrapper.pattern.value.clone(), source });
        }
        let Ok(tables) = set.tables() else {
            if let Some(last) = loaded.last() {
                self.problem(
                    &last.pattern.place,
                    ProblemKind::TablesTooLarge,
                    "the tables of the patterns exceed their limit of 16 MB",
                    "remove some of them",
                );
            }
            return (messages, wrappers, Tables::default());
        };
        let repeated = self.repeated(&set, &messages, &loaded);
        self.can_win(&patterns, &messages, &loaded, &repeated, &tables);
        (messages, wrappers, tables)
    }
}
