//! Messages: a pattern, and where it was seen.

use super::fields::{At, Fields};
use crate::compiler::problem::Problem;

#[derive(Debug)]
pub struct Message {
    pub pattern: At<String>,
    pub source: At<String>,
    pub statuses: Vec<At<i64>>,
    pub retry: Option<At<String>>,
    pub scope: Option<At<String>>,
    /// One of `Error::message_texts`.
    pub text: Option<At<String>>,
}

pub fn read(fields: &mut Fields<'_>, problems: &mut Vec<Problem>) -> Vec<Message> {
    fields.tables("messages", "a message", problems, |table, problems| {
        let pattern = table.required("pattern", problems);
        let source = table.required("source", problems);
        let statuses = table.numbers("statuses", problems);
        let retry = table.optional("retry", problems);
        let scope = table.optional("scope", problems);
        let text = table.optional("text", problems);
        Some(Message { pattern: pattern?, source: source?, statuses, retry, scope, text })
    })
}
