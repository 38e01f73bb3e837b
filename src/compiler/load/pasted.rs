//! `pasted.toml`: how pasted texts label the fields of an error.

use super::fields::{At, Fields};
use crate::compiler::problem::Problem;

/// The lists of pasted.toml. The fields of `lookup::pasted::Names` have the same names.
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

/// How pasted texts label the fields of an error.
#[derive(Debug, Default)]
pub struct Pasted {
    pub lists: [Vec<At<String>>; PASTED.len()],
}

pub fn read(fields: &mut Fields<'_>, problems: &mut Vec<Problem>) -> Pasted {
    Pasted { lists: PASTED.map(|key| fields.required_strings(key, problems)) }
}
