//! `monitoring.toml`: what to alert on.

use super::fields::{At, Fields};
use super::locales::Locale;
use super::per_language;
use super::texts::Translatable;
use crate::compiler::problem::Problem;

#[derive(Debug)]
pub struct Monitoring {
    pub sources: Vec<At<String>>,
    pub checked: Option<At<String>>,
    pub metrics: Vec<Metric>,
}

#[derive(Debug)]
pub struct Metric {
    pub id: At<String>,
    pub kind: At<String>,
    pub statuses: Vec<At<i64>>,
    pub given_up: bool,
    pub quantile: Option<At<f64>>,
    pub threshold: At<f64>,
    pub for_seconds: u32,
    /// Per locale: title, meaning, action.
    pub texts: Vec<Option<[At<String>; 3]>>,
    /// Per locale: the fingerprint of the English that was translated.
    pub of: Vec<Option<At<String>>>,
}

impl Metric {
    /// The texts of each locale.
    pub fn translatable(&self) -> Vec<Option<Translatable<'_>>> {
        let one = std::slice::from_ref::<At<String>>;
        let of = |locale: usize| self.of.get(locale).and_then(Option::as_ref);
        let languages = self.texts.iter().enumerate().map(|(locale, texts)| {
            let [title, meaning, action] = texts.as_ref()?;
            let lists = vec![("title", one(title)), ("meaning", one(meaning)), ("action", one(action))];
            Some(Translatable { of: of(locale), lists })
        });
        languages.collect()
    }
}

pub fn read(fields: &mut Fields<'_>, locales: &[Locale], problems: &mut Vec<Problem>) -> Monitoring {
    let sources = fields.strings("sources", problems);
    let checked = fields.required("checked", problems);
    let metrics = fields.tables("metrics", "a metric", problems, |table, problems| {
        let id = table.required("id", problems);
        let kind = table.required("kind", problems);
        let statuses = table.numbers("statuses", problems);
        let given_up = table.flag("given_up", problems);
        let quantile = table.optional("quantile", problems);
        let threshold = table.required("threshold", problems);
        let for_seconds = table.required::<u32>("for_seconds", problems);
        let languages = per_language::tables(table, locales, problems, |table, problems| {
            let of = table.optional("of", problems);
            let title = table.required("title", problems);
            let meaning = table.required("meaning", problems);
            let action = table.required("action", problems);
            Some((of, [title?, meaning?, action?]))
        });
        let (of, texts) = languages
            .into_iter()
            .map(|language| language.map_or((None, None), |(of, texts)| (of, Some(texts))))
            .unzip();
        let (id, kind, threshold) = (id?, kind?, threshold?);
        let for_seconds = for_seconds?.value;
        Some(Metric { id, kind, statuses, given_up, quantile, threshold, for_seconds, texts, of })
    });
    Monitoring { sources, checked, metrics }
}
