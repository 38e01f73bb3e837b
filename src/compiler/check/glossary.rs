//! Checks that each language uses the words of glossary.toml: one word for one thing.

use super::checker::Checker;
use super::groups::groups;
use super::markup::prose;
use super::scripts::is_spaced;
use crate::compiler::load::fields::At;
use crate::compiler::load::glossary::Term;
use crate::compiler::load::texts::Translatable;
use crate::compiler::problem::ProblemKind;

impl Checker<'_> {
    pub(super) fn glossary(&mut self) {
        let catalog = self.catalog;
        let terms = &catalog.glossary;
        for term in terms {
            for word in term.words.iter().chain(&term.never).flatten() {
                self.text(word);
            }
        }
        for group in groups(catalog) {
            let english = joined(group.languages.first().and_then(Option::as_ref));
            for (locale, texts) in group.languages.iter().enumerate() {
                let Some(first) = texts.as_ref().and_then(Translatable::place) else { continue };
                for text in texts.iter().flat_map(Translatable::texts) {
                    self.forbidden(text, locale);
                }
                let text = joined(texts.as_ref());
                let lacks = |term: &&Term| {
                    let has = |locale: usize, text: &str| {
                        let words = term.words.get(locale).into_iter().flatten();
                        words.into_iter().any(|word| begins_in(text, &word.value.to_lowercase()))
                    };
                    let is_known = term.words.get(locale).is_some_and(|words| !words.is_empty());
                    term.required && is_known && has(0, &english) && !has(locale, &text)
                };
                for term in terms.iter().filter(lacks) {
                    let name = &term.name.value;
                    let words: Vec<&str> = term.words[locale].iter().map(|word| word.value.as_str()).collect();
                    self.problems.push(first.problem(
                        ProblemKind::MissingTerm,
                        format!("the English texts use the term `{name}`, but these don't"),
                        format!("use {} (catalog/glossary.toml)", quoted(&words)),
                    ));
                }
            }
        }
        let names =
            catalog.links.iter().map(|link| &link.titles).chain(catalog.labels.iter().map(|label| &label.texts));
        for texts in names {
            for (locale, text) in texts.iter().enumerate() {
                text.iter().for_each(|text| self.forbidden(text, locale));
            }
        }
    }

    fn forbidden(&mut self, text: &At<String>, locale: usize) {
        let written = prose(&text.value).to_lowercase();
        let catalog = self.catalog;
        for term in &catalog.glossary {
            for never in term.never.get(locale).into_iter().flatten() {
                if begins_in(&written, &never.value.to_lowercase()) {
                    let words: Vec<&str> = term.words[locale].iter().map(|word| word.value.as_str()).collect();
                    self.problems.push(text.place.problem(
                        ProblemKind::ForbiddenWord,
                        format!("the text uses \"{}\"", never.value),
                        format!("use {} (catalog/glossary.toml)", quoted(&words)),
                    ));
                }
            }
        }
    }
}

fn quoted(words: &[&str]) -> String {
    words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(" or ")
}

fn joined(texts: Option<&Translatable<'_>>) -> String {
    texts
        .into_iter()
        .flat_map(Translatable::texts)
        .map(|text| prose(&text.value).to_lowercase())
        .collect::<Vec<_>>()
        .join("\n")
}

/// Whether a word of the text begins with `word`. In a script without spaces it may begin anywhere.
fn begins_in(text: &str, word: &str) -> bool {
    let needs_start = word.starts_with(is_spaced);
    text.match_indices(word).any(|(at, _)| !needs_start || !text[..at].ends_with(is_spaced))
}
