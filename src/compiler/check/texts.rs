//! Checks that no text is empty, and replaces each `<page>` by its title.

use std::collections::BTreeSet;

use super::checker::Checker;
use super::markup::page;
use super::scripts::is_wide;
use crate::compiler::load::fields::At;
use crate::compiler::load::texts::Texts;
use crate::compiler::problem::ProblemKind;

impl Checker<'_> {
    /// Checks that a text is not empty.
    pub(super) fn text(&mut self, text: &At<String>) {
        if text.value.trim().is_empty() {
            self.problem(&text.place, ProblemKind::EmptyText, "the text is empty", "write it, or remove its key");
        }
        if text.value.contains('\0') {
            self.problem(&text.place, ProblemKind::NulInText, "the text contains a NUL character", "remove it");
        }
    }

    /// The texts of an entry or an exception in all languages, in the order of `Texts`.
    pub(super) fn texts(&mut self, texts: &[Option<Texts>], links: &mut Vec<usize>) -> Vec<Option<Vec<String>>> {
        let mut all = Vec::new();
        for (locale, texts) in texts.iter().enumerate() {
            self.keywords(texts.as_ref().map_or(&[], |texts| &texts.keywords));
            all.push(texts.as_ref().map(|texts| {
                texts
                    .title
                    .iter()
                    .chain(&texts.cause)
                    .chain(&texts.solution)
                    .chain(&texts.reasons)
                    .chain(&texts.steps)
                    .chain(&texts.prevention)
                    .chain(&texts.keywords)
                    .map(|text| self.linked(text, locale, links))
                    .collect()
            }));
        }
        all
    }

    /// The text with each `<page>` replaced by its title in that language. `links` are the pages that it may refer to.
    pub(super) fn linked(&mut self, text: &At<String>, locale: usize, links: &mut Vec<usize>) -> String {
        self.text(text);
        let mut out = String::with_capacity(text.value.len());
        let mut code = false;
        let mut rest = text.value.as_str();
        while let Some(at) = rest.find(['`', '<']) {
            out.push_str(&rest[..at]);
            rest = &rest[at..];
            if let Some(after) = rest.strip_prefix('`') {
                code = !code;
                out.push('`');
                rest = after;
                continue;
            }
            let Some(id) = page(rest).filter(|_| !code) else {
                out.push('<');
                rest = &rest[1..];
                continue;
            };
            let name = At { value: id.to_owned(), place: text.place.clone() };
            if let Some(number) = self.links.find(&name, self.problems) {
                if !links.contains(&number) {
                    self.problem(
                        &text.place,
                        ProblemKind::LinkNotListed,
                        format!("the text refers to the page `{id}`, which isn't in the entry's `links`"),
                        format!("add \"{id}\" to `links`"),
                    );
                    // So it is reported once, not for each text and language.
                    links.push(number);
                }
                let titles = &self.catalog.links[number].titles;
                let title = titles.get(self.catalog.shown(locale, titles)).and_then(Option::as_ref);
                let title = title.map_or("", |title| title.value.as_str());
                // Between Chinese characters, the spaces around `<page>` only help the writer.
                if is_wide(title.chars().next()) && out.ends_with(' ') && is_wide(out.chars().rev().nth(1)) {
                    out.pop();
                }
                out.push_str(title);
                let after = &rest[id.len() + 2..];
                if is_wide(title.chars().last()) && after.starts_with(' ') && is_wide(after.chars().nth(1)) {
                    rest = &rest[1..];
                }
            }
            rest = &rest[id.len() + 2..];
        }
        out.push_str(rest);
        if code {
            self.problem(&text.place, ProblemKind::OpenBacktick, "a backtick is not closed", "add the second one");
        }
        out
    }

    fn keywords(&mut self, keywords: &[At<String>]) {
        let mut seen = BTreeSet::new();
        for keyword in keywords {
            if !seen.insert(keyword.value.to_lowercase()) {
                self.problem(
                    &keyword.place,
                    ProblemKind::RepeatedName,
                    format!("`{}` is listed twice", keyword.value),
                    "remove one of them; a search ignores case",
                );
            }
        }
    }
}
