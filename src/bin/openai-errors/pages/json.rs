//! The parts that several JSON answers share.

use openai_error_catalog::{Category, Diagnosis, Entry, Example, Exception, Link, Locale, Scope};
use serde::Serialize;

/// What kind of error it is.
#[derive(Serialize)]
pub struct Classification {
    pub statuses: &'static [u16],
    pub category: Category,
    pub scope: Scope,
}

impl Classification {
    pub fn of(entry: &Entry) -> Self {
        Classification { statuses: entry.statuses(), category: entry.category(), scope: entry.scope() }
    }
}

/// Why an error happened, and what to do about it.
#[derive(Serialize)]
pub struct Advice {
    pub cause: &'static str,
    pub solution: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reasons: Option<Vec<&'static str>>,
    pub steps: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    prevention: Option<Vec<&'static str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    examples: Option<Vec<ExampleOut>>,
}

impl Advice {
    fn new(cause: &'static str, solution: &'static str, steps: Vec<&'static str>) -> Self {
        Advice { cause, solution, reasons: None, steps, prevention: None, examples: None }
    }

    pub fn of_exception(exception: Exception, locale: Locale) -> Self {
        Advice::new(exception.cause(locale), exception.solution(locale), exception.steps(locale).collect())
    }

    pub fn of_entry(entry: &Entry, locale: Locale) -> Self {
        let advice = Advice::new(entry.cause(locale), entry.solution(locale), entry.steps(locale).collect());
        advice.with_more_of(entry, locale)
    }

    /// The texts of a diagnosis, which may differ from those of its entry: some messages have their own.
    pub fn of_diagnosis(found: &Diagnosis, locale: Locale) -> Self {
        Advice::new(found.cause(locale), found.solution(locale), found.steps(locale).collect())
    }

    /// Adds the texts that only entries have.
    pub fn with_more_of(self, entry: &Entry, locale: Locale) -> Self {
        let example = |example: &Example| ExampleOut {
            kind: example.kind().as_str(),
            wrong: example.wrong(),
            right: example.right(),
        };
        Advice {
            reasons: Some(entry.reasons(locale).collect()),
            prevention: Some(entry.prevention(locale).collect()),
            examples: Some(entry.examples().iter().map(example).collect()),
            ..self
        }
    }
}

#[derive(Serialize)]
struct ExampleOut {
    kind: &'static str,
    wrong: &'static str,
    right: &'static str,
}

#[derive(Serialize)]
pub struct LinkOut {
    title: &'static str,
    url: &'static str,
}

impl LinkOut {
    pub fn all(links: impl Iterator<Item = &'static Link>, locale: Locale) -> Vec<LinkOut> {
        links.map(|link| LinkOut { title: link.title(locale), url: link.url() }).collect()
    }
}
