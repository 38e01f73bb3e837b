//! `pasted.toml`: how pasted texts label what comes with a message.

use super::fields::{At, Fields};
use crate::compiler::problem::Problem;

/// The lists of pasted.toml. `paste::Names` has the same names.
pub const PASTED: [&str; 9] = [
    "message_keys",
    "quoted_message_keys",
    "status_keys",
    "code_keys",
    "type_keys",
    "param_keys",
    "before_status",
    "after_status",
    "counted",
];

/// How pasted texts label what comes with a message.
#[derive(Debug, Default)]
pub struct Pasted {
    pub lists: [Vec<At<String>>; PASTED.len()],
}

pub fn read(fields: &mut Fields<'_>, problems: &mut Vec<Problem>) -> Pasted {
    Pasted { lists: PASTED.map(|key| fields.required_strings(key, problems)) }
}
