//! Reads the catalog into memory.
//!
//! Each file of the catalog has a module with its name here, which knows the keys of the file. Whether the names in it
//! exist, and whether its values fit together, is checked later, by `check`.

pub mod catalog;
pub mod errors;
pub mod exceptions;
pub mod fields;
mod files;
mod foreign;
pub mod glossary;
pub mod labels;
pub mod links;
pub mod locales;
pub mod messages;
pub mod monitoring;
pub mod pasted;
mod per_language;
pub mod retry;
pub mod secrets;
pub mod sources;
pub mod support;
pub mod texts;
pub mod values;
pub mod waits;
pub mod words;
mod wrappers;

use crate::compiler::problem::ProblemKind;
use catalog::Catalog;
use errors::Error;
pub use errors::is_slug;
use exceptions::Exception;
pub use files::Reader;
use locales::Locale;

/// Everything in the directory of a catalog.
const CONTENTS: [&str; 17] = [
    "errors",
    "exceptions",
    "foreign.toml",
    "glossary.toml",
    "labels.toml",
    "links.toml",
    "locales.toml",
    "monitoring.toml",
    "pasted.toml",
    "retry.toml",
    "secrets.toml",
    "sources.toml",
    "support.toml",
    "values.toml",
    "waits.toml",
    "words.toml",
    "wrappers.toml",
];

impl Reader {
    pub fn read(&mut self) -> Catalog {
        self.stray_files(&CONTENTS);
        let mut catalog = Catalog::default();
        let defined = &mut catalog.defined;
        let locales = self.file("locales.toml", locales::read);
        if let Some((names, policies)) = self.file("retry.toml", retry::read) {
            (defined.policies, catalog.policies) = (names, policies);
        }
        if let Some((names, values)) = self.file("values.toml", |f, p| (f.rest(), values::read(f, p))) {
            (defined.values, catalog.values) = (Some(names), values);
        }
        catalog.waits = self.file("waits.toml", waits::read).unwrap_or_default();
        catalog.secrets = self.file("secrets.toml", secrets::read).unwrap_or_default();
        catalog.pasted = self.file("pasted.toml", pasted::read).unwrap_or_default();
        catalog.wrappers = self.file("wrappers.toml", wrappers::read).unwrap_or_default();
        catalog.word_model = self.file("words.toml", words::read).flatten();
        catalog.foreign = self.file("foreign.toml", foreign::read).unwrap_or_default();
        // All other files are per language. Without the list of languages, each of
        // their tables would be reported by mistake.
        let Some(Some(locales)) = locales else { return catalog };
        if let Some((names, sources)) = self.file("sources.toml", |f, p| (f.rest(), sources::read(f, &locales, p))) {
            (defined.sources, catalog.sources) = (Some(names), sources);
        }
        if let Some((names, links)) = self.file("links.toml", |f, p| (f.rest(), links::read(f, &locales, p))) {
            (defined.links, catalog.links) = (Some(names), links);
        }
        catalog.labels = self.file("labels.toml", |f, p| labels::read(f, &locales, p)).unwrap_or_default();
        catalog.glossary = self.file("glossary.toml", |f, p| glossary::read(f, &locales, p)).unwrap_or_default();
        catalog.support = self.file("support.toml", |f, p| support::read(f, &locales, p));
        catalog.monitoring = self.file("monitoring.toml", |f, p| monitoring::read(f, &locales, p));
        (defined.codes, catalog.errors) = self.errors(&locales);
        catalog.exceptions = self.exceptions(&locales);
        catalog.locales = locales;
        catalog
    }

    /// Returns the names of all entries, and the entries that could be read.
    fn errors(&mut self, locales: &[Locale]) -> (Option<Vec<String>>, Vec<Error>) {
        let slugs = self.list("errors");
        let mut entries = Vec::new();
        for slug in slugs.iter().flatten() {
            let file = format!("errors/{slug}.toml");
            if !is_slug(slug) {
                self.problem_of(
                    &file,
                    ProblemKind::FileName,
                    format!("`{slug}` is not a valid slug"),
                    "name the file with a-z, 0-9, and _, starting with a letter",
                );
                continue;
            }
            entries.extend(self.file_of(&file, "the entry", |f, p| errors::read(f, slug.clone(), locales, p)));
        }
        (slugs, entries)
    }

    fn exceptions(&mut self, locales: &[Locale]) -> Vec<Exception> {
        let mut exceptions = Vec::new();
        for name in self.list("exceptions").unwrap_or_default() {
            let file = format!("exceptions/{name}.toml");
            if !exceptions::is_class_name(&name) {
                self.problem_of(
                    &file,
                    ProblemKind::FileName,
                    format!("`{name}` is not a class name"),
                    "name the file as the client library names the exception: `RateLimitError.toml`",
                );
                continue;
            }
            exceptions.extend(self.file_of(&file, "the exception", |f, p| exceptions::read(f, name, locales, p)));
        }
        exceptions
    }
}
