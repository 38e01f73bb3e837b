//! `support.toml`: the support checklist.

use super::fields::{At, Fields};
use super::locales::Locale;
use super::per_language;
use super::texts::Translatable;
use crate::compiler::problem::Problem;

#[derive(Debug)]
pub struct Support {
    pub links: Vec<At<String>>,
    pub sources: Vec<At<String>>,
    pub checked: Option<At<String>>,
    /// Per locale: title, intro, caution, then the items.
    pub texts: Vec<Option<SupportTexts>>,
}

#[derive(Debug)]
pub struct SupportTexts {
    pub of: Option<At<String>>,
    pub title: At<String>,
    pub intro: At<String>,
    pub caution: At<String>,
    pub items: Vec<At<String>>,
}

impl SupportTexts {
    pub fn translatable(&self) -> Translatable<'_> {
        let one = std::slice::from_ref::<At<String>>;
        let lists = vec![
            ("title", one(&self.title)),
            ("intro", one(&self.intro)),
            ("caution", one(&self.caution)),
            ("items", &self.items),
        ];
        Translatable { of: self.of.as_ref(), lists }
    }
}

pub fn read(fields: &mut Fields<'_>, locales: &[Locale], problems: &mut Vec<Problem>) -> Support {
    Support {
        links: fields.strings("links", problems),
        sources: fields.strings("sources", problems),
        checked: fields.required("checked", problems),
        texts: per_language::tables(fields, locales, problems, |table, problems| {
            let of = table.optional("of", problems);
            let title = table.required("title", problems);
            let intro = table.required("intro", problems);
            let caution = table.required("caution", problems);
            let items = table.required_strings("items", problems);
            Some(SupportTexts { of, title: title?, intro: intro?, caution: caution?, items })
        }),
    }
}
