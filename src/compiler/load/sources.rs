//! `sources.toml`: the pages that facts and messages come from.

use super::fields::{At, Fields};
use super::locales::Locale;
use crate::compiler::problem::Problem;

#[derive(Debug)]
pub struct SourcePage {
    pub id: At<String>,
    pub title: At<String>,
    /// Its titles in other languages. The compiler only checks them. The reference pages read them from the file.
    pub translated: Vec<At<String>>,
    pub url: Option<At<String>>,
}

pub fn read(fields: &mut Fields<'_>, locales: &[Locale], problems: &mut Vec<Problem>) -> Vec<SourcePage> {
    fields.named_tables("the source", problems, |id, table, problems| {
        let title = table.required("title", problems);
        let url = table.optional("url", problems);
        // Only the reference pages need it.
        table.optional::<bool>("own_replies", problems);
        let given = table.rest();
        let others = locales.iter().skip(1).map(|locale| &locale.tag.value).filter(|tag| given.contains(tag));
        let translated = others.filter_map(|tag| table.string_named(tag, problems)).collect();
        Some(SourcePage { id, title: title?, translated, url })
    })
}
