//! `values.toml`: the names of placeholders.

use super::fields::{At, Fields};
use crate::compiler::enums;
use crate::compiler::problem::{Problem, ProblemKind};
use crate::matcher::placeholder::Kind;

#[derive(Debug)]
pub struct Value {
    pub name: At<String>,
    pub kind: Kind,
    /// Whether the value is a key or token, which is never shown in plain text.
    pub secret: bool,
    /// The word before the number, in messages that no pattern matches.
    pub word: Option<At<String>>,
    pub means: At<String>,
}

pub fn read(fields: &mut Fields<'_>, problems: &mut Vec<Problem>) -> Vec<Value> {
    let mut values = fields.named_tables("the value", problems, |name, table, problems| {
        let kind = table.required::<String>("kind", problems);
        let word = table.optional::<String>("word", problems);
        let secret = table.flag("secret", problems);
        let means = table.required("means", problems);
        let (kind, means) = (kind?, means?);
        let kind = enums::find(&kind, &Kind::ALL.map(Kind::name), ProblemKind::UnknownValueKind, "kind", problems)?;
        Some(Value { name, kind: Kind::ALL[kind], secret, word, means })
    });
    values.sort_by(|a, b| a.name.value.cmp(&b.name.value));
    values
}
