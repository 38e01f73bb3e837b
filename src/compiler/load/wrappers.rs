//! `wrappers.toml`: text that clients and gateways put in front of a message.

use super::fields::Fields;
use super::messages::Message;
use crate::compiler::problem::Problem;

pub fn read(fields: &mut Fields<'_>, problems: &mut Vec<Problem>) -> Vec<Message> {
    fields.tables("wrappers", "a wrapper", problems, |table, problems| {
        let pattern = table.required("pattern", problems);
        let source = table.required("source", problems);
        let (pattern, source) = (pattern?, source?);
        Some(Message { pattern, source, statuses: Vec::new(), retry: None, scope: None, text: None })
    })
}
