//! Checks the texts of single messages, which replace those of the entry.

use super::checker::Checker;
use crate::compiler::load::errors::Error;
use crate::compiler::load::messages::Message;
use crate::compiler::problem::ProblemKind;

impl Checker<'_> {
    /// Checks that some message uses each text.
    pub(super) fn unused_texts(&mut self, error: &Error) {
        for own in &error.message_texts {
            let used = error.messages.iter().filter_map(|message| message.text.as_ref());
            if !used.into_iter().any(|text| text.value == own.name.value) {
                self.problem(
                    &own.name.place,
                    ProblemKind::UnusedText,
                    format!("no message uses the text `{}`", own.name.value),
                    format!("add `text = \"{}\"` to a message, or remove it", own.name.value),
                );
            }
        }
    }

    /// The message's own text, if it has one. If its policy differs from the entry's, it
    /// must have one, because the entry's text would contradict the verdict.
    pub(super) fn message_text(&mut self, error: &Error, message: &Message) -> Option<usize> {
        let entry_retry = error.retry.as_ref().map(|retry| &retry.value);
        match &message.text {
            Some(text) => {
                let found = error.message_texts.iter().position(|own| own.name.value == text.value);
                if found.is_none() {
                    self.problem(
                        &text.place,
                        ProblemKind::UnknownText,
                        format!("unknown text `{}`", text.value),
                        format!("add `[texts.{}.en]` with `cause` and `solution`", text.value),
                    );
                }
                found
            }
            None => {
                if let Some(retry) = message.retry.as_ref().filter(|own| Some(&own.value) != entry_retry) {
                    self.problem(
                        &retry.place,
                        ProblemKind::MessageWithoutText,
                        format!(
                            "the message has the policy `{}`, but the text of an entry with a different one",
                            retry.value
                        ),
                        "add `text = \"…\"` with `[texts.….en]`, or move the message to an entry with this policy",
                    );
                }
                None
            }
        }
    }
}
