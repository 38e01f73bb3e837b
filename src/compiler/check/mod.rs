//! Checks that the catalog is consistent.
//!
//! Every rule checks the whole catalog, so one run reports all problems. In the result, names are resolved to numbers.

mod api_codes;
pub mod checked;
mod checker;
mod conflicts;
pub mod dates;
mod entries;
mod exceptions;
pub mod fingerprints;
mod glossary;
mod groups;
mod labels;
mod links;
mod locales;
mod markup;
mod message_texts;
mod messages;
mod monitoring;
pub mod numbers;
mod patterns;
mod phrases;
mod references;
mod refinements;
mod scopes;
mod scripts;
mod statuses;
mod support;
mod texts;
mod translations;
mod typography;
mod values;
mod words;

use super::load::catalog::Catalog;
use super::problem::Problem;
use checked::Checked;
use checker::Checker;

/// Checks the catalog. All problems are added to `problems`; the result is
/// usable only if there are none.
pub fn check(catalog: Catalog, problems: &mut Vec<Problem>) -> Checked {
    let mut checker = Checker::new(&catalog, problems);
    checker.locales();
    checker.pages();
    checker.values();
    checker.phrases();
    checker.words();
    checker.labels();
    checker.glossary();
    let errors = catalog.errors.iter().map(|error| checker.entry(error)).collect();
    checker.defaults();
    checker.api_codes();
    let exceptions = checker.exceptions();
    let support = checker.support();
    checker.monitoring();
    let (messages, wrappers, tables) = checker.messages();
    // This comes last: if a file already has problems, its languages are not compared.
    checker.translations();
    Checked { errors, messages, wrappers, exceptions, support, tables, catalog }
}
