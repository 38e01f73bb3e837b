//! `waits.toml`: how waits are written.

use super::fields::{At, Fields};
use crate::compiler::problem::Problem;

/// How waits are written.
#[derive(Debug, Default)]
pub struct Waits {
    pub phrases: Vec<At<String>>,
    pub endings: Vec<At<String>>,
    pub other_units: Vec<At<String>>,
    pub fields: Vec<WaitField>,
    pub units: Vec<TimeUnit>,
}

#[derive(Debug)]
pub struct WaitField {
    pub name: At<String>,
    pub kind: At<String>,
}

#[derive(Debug)]
pub struct TimeUnit {
    pub nanoseconds: u64,
    pub names: Vec<At<String>>,
}

pub fn read(fields: &mut Fields<'_>, problems: &mut Vec<Problem>) -> Waits {
    let phrases = fields.required_strings("phrases", problems);
    let endings = fields.strings("endings", problems);
    let other_units = fields.strings("other_units", problems);
    let wait_fields = fields.tables("fields", "a field", problems, |table, problems| {
        let name = table.required("name", problems);
        let kind = table.required("kind", problems);
        Some(WaitField { name: name?, kind: kind? })
    });
    let units = fields.tables("units", "a unit", problems, |table, problems| {
        let nanoseconds = table.required::<u64>("nanoseconds", problems);
        let names = table.required_strings("names", problems);
        Some(TimeUnit { nanoseconds: nanoseconds?.value, names })
    });
    Waits { phrases, endings, other_units, fields: wait_fields, units }
}
