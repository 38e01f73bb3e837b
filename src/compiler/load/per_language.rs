//! Texts and tables that exist once for each language.

use super::fields::{At, Fields};
use super::locales::Locale;
use crate::compiler::problem::{Problem, ProblemKind};

/// One text per language, under its tag. `None` if a complete language lacks its text.
pub fn texts(
    table: &mut Fields<'_>,
    locales: &[Locale],
    problems: &mut Vec<Problem>,
) -> Option<Vec<Option<At<String>>>> {
    let given = table.rest();
    let mut texts = Vec::with_capacity(locales.len());
    let mut is_complete = true;
    for locale in locales {
        let tag = &locale.tag.value;
        let is_wanted = locale.complete || given.contains(tag);
        let text = if is_wanted { table.string_named(tag, problems) } else { table.may_have(tag) };
        is_complete &= !is_wanted || text.is_some();
        texts.push(text);
    }
    is_complete.then_some(texts)
}

/// One table per language, under its tag. If a complete language has no table, that is a problem.
pub fn tables<T>(
    fields: &mut Fields<'_>,
    locales: &[Locale],
    problems: &mut Vec<Problem>,
    mut read: impl FnMut(&mut Fields<'_>, &mut Vec<Problem>) -> Option<T>,
) -> Vec<Option<T>> {
    let mut values = Vec::with_capacity(locales.len());
    for locale in locales {
        let tag = &locale.tag.value;
        if locale.complete && !fields.rest().contains(tag) {
            problems.push(fields.place().problem(
                ProblemKind::MissingLanguage,
                format!("the language `{tag}` is missing"),
                format!("add `[{tag}]` with its texts; the language is complete"),
            ));
        }
        let table = fields.language(tag, problems);
        values.push(table.and_then(|table| table.read(problems, &mut read)));
    }
    values
}
