//! `glossary.toml`: the word of each language for a term.

use super::fields::{At, Fields};
use super::locales::Locale;
use crate::compiler::problem::{Problem, ProblemKind};

/// A term: the word for one thing in each language.
#[derive(Debug)]
pub struct Term {
    pub name: At<String>,
    /// If the English texts of an entry use it, the texts in the other languages must too.
    pub required: bool,
    /// Per locale: its forms.
    pub words: Vec<Vec<At<String>>>,
    /// Per locale: words that must not be used instead.
    pub never: Vec<Vec<At<String>>>,
}

pub fn read(fields: &mut Fields<'_>, locales: &[Locale], problems: &mut Vec<Problem>) -> Vec<Term> {
    fields.named_tables("the term", problems, |name, table, problems| {
        let required = table.flag("required", problems);
        let never = table.table("never", format!("`never` of the term `{}`", name.value), problems);
        for locale in locales.iter().filter(|locale| locale.complete) {
            let tag = &locale.tag.value;
            if table.place_of(tag).is_none() {
                problems.push(table.place().problem(
                    ProblemKind::MissingLanguage,
                    format!("the language `{tag}` is missing"),
                    format!("add `{tag} = [\"…\"]`; the language is complete"),
                ));
            }
        }
        let lists = |table: &mut Fields<'_>, problems: &mut Vec<Problem>| -> Vec<Vec<At<String>>> {
            locales.iter().map(|locale| table.strings(&locale.tag.value, problems)).collect()
        };
        let words = lists(table, problems);
        let never = never.map(|never| never.read(problems, lists));
        Some(Term { name, required, words, never: never.unwrap_or_else(|| vec![Vec::new(); locales.len()]) })
    })
}
