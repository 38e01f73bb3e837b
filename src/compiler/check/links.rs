//! Checks links, and the sources that facts and messages must have.

use super::checker::Checker;
use crate::compiler::load::fields::At;
use crate::compiler::problem::{Place, ProblemKind};

impl Checker<'_> {
    pub(super) fn pages(&mut self) {
        let catalog = self.catalog;
        for source in &catalog.sources {
            for title in std::iter::once(&source.title).chain(&source.translated) {
                self.title(title);
            }
            source.url.iter().for_each(|url| self.url(url));
        }
        for link in &catalog.links {
            self.url(&link.url);
            for title in link.titles.iter().flatten() {
                self.title(title);
            }
        }
        for policy in &catalog.policies {
            self.sources.find(&policy.source, self.problems);
        }
    }

    fn title(&mut self, title: &At<String>) {
        self.text(title);
        self.stray_space(title);
        self.no_full_stop(title);
    }

    /// Checks that facts have a source. Returns the numbers of the sources.
    pub(super) fn sourced(&mut self, place: &Place, what: &str, sources: &[At<String>]) -> Vec<usize> {
        if sources.is_empty() {
            self.problem(
                place,
                ProblemKind::NoSource,
                format!("{what} has no source"),
                "add `sources = […]` with IDs from catalog/sources.toml",
            );
        }
        self.sources.find_all(sources, self.problems)
    }

    /// Where a message was seen: the title of a source, or an address. Empty if there is a problem with it.
    pub(super) fn message_source(&mut self, source: &At<String>) -> String {
        if source.value.starts_with("https://") {
            return source.value.clone();
        }
        if source.value.contains("://") {
            self.url(source);
            return String::new();
        }
        match self.sources.find(source, self.problems) {
            Some(number) => self.catalog.sources[number].title.value.clone(),
            None => String::new(),
        }
    }

    fn url(&mut self, url: &At<String>) {
        if !url.value.starts_with("https://") {
            self.problem(
                &url.place,
                ProblemKind::NotAnAddress,
                format!("`{}` is not a web address", url.value),
                "write it with `https://`",
            );
        }
    }
}
