//! `links.toml`: the pages that texts refer to.

use super::fields::{At, Fields};
use super::locales::Locale;
use super::per_language::texts;
use crate::compiler::problem::Problem;

#[derive(Debug)]
pub struct Link {
    pub id: At<String>,
    pub url: At<String>,
    /// One per locale, in the order of `Catalog::locales`; `None` where an incomplete language has none.
    pub titles: Vec<Option<At<String>>>,
}

pub fn read(fields: &mut Fields<'_>, locales: &[Locale], problems: &mut Vec<Problem>) -> Vec<Link> {
    fields.named_tables("the link", problems, |id, table, problems| {
        let url = table.required("url", problems);
        // Only people who read the file need it.
        let seen: Option<At<String>> = table.required("seen", problems);
        let titles = texts(table, locales, problems);
        seen?;
        Some(Link { id, url: url?, titles: titles? })
    })
}
