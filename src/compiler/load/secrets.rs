//! `secrets.toml`: how keys are recognized inside values.

use super::fields::{At, Fields};
use crate::compiler::problem::Problem;

/// How keys are recognized inside values.
#[derive(Debug, Default)]
pub struct Secrets {
    pub prefixes: Vec<At<String>>,
    pub schemes: Vec<At<String>>,
    pub parameters: Vec<At<String>>,
    pub fields: Vec<At<String>>,
}

pub fn read(fields: &mut Fields<'_>, problems: &mut Vec<Problem>) -> Secrets {
    Secrets {
        prefixes: fields.required_strings("prefixes", problems),
        schemes: fields.required_strings("schemes", problems),
        parameters: fields.required_strings("parameters", problems),
        fields: fields.required_strings("fields", problems),
    }
}
