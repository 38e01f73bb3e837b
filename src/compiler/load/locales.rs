//! `locales.toml`: the languages.

use std::collections::BTreeMap;

use super::fields::{At, Fields};
use crate::compiler::problem::{Problem, ProblemKind};

#[derive(Debug)]
pub struct Locale {
    pub tag: At<String>,
    pub name: At<String>,
    pub complete: bool,
    pub fallback: Option<At<String>>,
    pub ranges: Vec<At<String>>,
    /// Number words and months: a number in digits in one language may be a word in another.
    pub numbers: Vec<(String, u64)>,
    /// Words that multiply the number before them.
    pub scales: Vec<(String, u64)>,
    /// Numbers that the language writes in digits where English has words, such as "a minute" or "a third".
    pub in_digits: Vec<At<i64>>,
}

/// `None` if there is no language, or if one of them has no tag, no name, or no `complete`.
pub fn read(fields: &mut Fields<'_>, problems: &mut Vec<Problem>) -> Option<Vec<Locale>> {
    let before = problems.len();
    let locales = fields.tables("locales", "a locale", problems, |table, problems| {
        let tag = table.required("tag", problems);
        let name = table.required("name", problems);
        let complete = table.required::<bool>("complete", problems);
        let fallback = table.optional("fallback", problems);
        let ranges = table.strings("ranges", problems);
        let mut words = |key| -> Vec<(String, u64)> {
            let words = table.optional::<BTreeMap<String, u64>>(key, problems);
            words.map_or(Vec::new(), |words| words.value.into_iter().collect())
        };
        let (numbers, scales) = (words("numbers"), words("scales"));
        let in_digits = table.numbers("in_digits", problems);
        Some(match (tag, name, complete) {
            (Some(tag), Some(name), Some(complete)) => {
                let complete = complete.value;
                Some(Locale { tag, name, complete, fallback, ranges, numbers, scales, in_digits })
            }
            _ => None,
        })
    });
    if locales.is_empty() && problems.len() == before {
        problems.push(fields.place().problem(
            ProblemKind::NoLanguage,
            "there is no language",
            "add `[[locales]]` with `tag = \"en\"`",
        ));
    }
    locales.into_iter().collect::<Option<Vec<_>>>().filter(|locales| !locales.is_empty())
}
