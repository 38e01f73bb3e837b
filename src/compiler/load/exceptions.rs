//! `exceptions/`: the exception types of the official Python client.

use super::fields::{At, Fields};
use super::locales::Locale;
use super::per_language;
use super::texts::Texts;
use crate::compiler::problem::{Place, Problem};

#[derive(Debug)]
pub struct Exception {
    pub name: String,
    pub place: Place,
    pub status_from: Option<At<i64>>,
    pub status_to: Option<At<i64>>,
    pub codes: Vec<At<String>>,
    pub aliases: Vec<At<String>>,
    pub retry: Option<At<String>>,
    pub links: Vec<At<String>>,
    pub sources: Vec<At<String>>,
    pub checked: Option<At<String>>,
    pub texts: Vec<Option<Texts>>,
}

pub fn is_class_name(name: &str) -> bool {
    name.bytes().next().is_some_and(|byte| byte.is_ascii_uppercase())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

pub fn read(fields: &mut Fields<'_>, name: String, locales: &[Locale], problems: &mut Vec<Problem>) -> Exception {
    Exception {
        name,
        place: fields.place(),
        status_from: fields.optional("status_from", problems),
        status_to: fields.optional("status_to", problems),
        codes: fields.strings("codes", problems),
        aliases: fields.strings("aliases", problems),
        retry: fields.required("retry", problems),
        links: fields.strings("links", problems),
        sources: fields.strings("sources", problems),
        checked: fields.required("checked", problems),
        texts: per_language::tables(fields, locales, problems, |table, problems| {
            Some(Texts {
                of: table.optional("of", problems),
                cause: table.required("cause", problems),
                solution: table.required("solution", problems),
                steps: table.required_strings("steps", problems),
                ..Texts::default()
            })
        }),
    }
}
