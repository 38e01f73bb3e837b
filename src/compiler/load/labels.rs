//! `labels.toml`: headings and sentences around the texts of entries.

use super::fields::{At, Fields};
use super::locales::Locale;
use super::per_language::texts;
use crate::compiler::problem::Problem;

#[derive(Debug)]
pub struct Label {
    pub id: At<String>,
    /// One per locale, in the order of `Catalog::locales`; `None` where an incomplete language has none.
    pub texts: Vec<Option<At<String>>>,
}

pub fn read(fields: &mut Fields<'_>, locales: &[Locale], problems: &mut Vec<Problem>) -> Vec<Label> {
    fields.named_tables("the label", problems, |id, table, problems| {
        Some(Label { id, texts: texts(table, locales, problems)? })
    })
}
