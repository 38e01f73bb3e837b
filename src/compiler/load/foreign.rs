//! `foreign.toml`: sentences that are not errors of this API.

use super::fields::{At, Fields};
use crate::compiler::problem::Problem;

pub fn read(fields: &mut Fields<'_>, problems: &mut Vec<Problem>) -> Vec<At<String>> {
    fields.required_strings("sentences", problems)
}
