//! Checks that all languages say the same: they have the same number of reasons and steps, and each text has the same
//! pages, words in backticks, and numbers.

use std::collections::BTreeSet;

use super::checker::Checker;
use super::fingerprints::fingerprint;
use super::groups::groups;
use super::markup::{pages, prose};
use super::numbers::Numbers;
use crate::compiler::load::fields::At;
use crate::compiler::load::locales::Locale;
use crate::compiler::load::texts::Translatable;
use crate::compiler::problem::ProblemKind;

impl Checker<'_> {
    pub(super) fn translations(&mut self) {
        let catalog = self.catalog;
        // If a text is missing or has a fault, only this is reported, not that the languages differ.
        let faulty: BTreeSet<String> = self.problems.iter().map(|problem| problem.path.clone()).collect();
        for group in groups(catalog) {
            for texts in group.languages.iter().flatten() {
                self.typography(texts);
            }
            let mut languages = group.languages.iter().zip(&catalog.locales);
            let Some((Some(english), first)) = languages.next() else { continue };
            if let Some(of) = english.of {
                let fix = "remove it: only a translation has the fingerprint of its English";
                self.problem(&of.place, ProblemKind::UnknownKey, "`of` in the English", fix);
            }
            let fingerprint = fingerprint(english);
            for (texts, locale) in languages {
                // A translation that is older than its English is reported as outdated, not as different.
                let texts = texts.as_ref().filter(|texts| texts.of.is_none_or(|of| of.value == fingerprint));
                let texts = texts.filter(|texts| texts.place().is_some_and(|p| !faulty.contains(&p.source.path)));
                if let Some(texts) = texts {
                    self.same_lists((english, first), (texts, locale), &group.known);
                }
            }
        }
    }

    fn same_lists(
        &mut self,
        (english, first): (&Translatable<'_>, &Locale),
        (texts, locale): (&Translatable<'_>, &Locale),
        known: &[u16],
    ) {
        let tag = &locale.tag.value;
        let in_digits = locale.in_digits.iter().filter_map(|number| u16::try_from(number.value).ok());
        let known: Vec<u16> = known.iter().copied().chain(in_digits).collect();
        for ((key, english), (_, own)) in english.lists.iter().zip(&texts.lists) {
            if english.len() != own.len() {
                let Some(place) = own.last().map(|last| &last.place).or(texts.place()) else { continue };
                self.problem(
                    place,
                    ProblemKind::ListLength,
                    format!("`{key}` has {} in `{tag}`, but {} in English", lines(own.len()), english.len()),
                    "write the same ones in both languages, in the same order",
                );
                continue;
            }
            for (english, own) in english.iter().zip(own.iter()) {
                self.same_markup(english, own, tag);
                let numbers = [(english, first), (own, locale)].map(|(text, l)| Numbers::of(&prose(&text.value), l));
                let lacks = numbers[0].missing_from(&numbers[1], &[]);
                let adds = numbers[1].missing_from(&numbers[0], &known);
                self.different(ProblemKind::OtherNumbers, "number", tag, own, &lacks, &adds);
            }
        }
    }

    pub(super) fn same_markup(&mut self, english: &At<String>, own: &At<String>, tag: &str) {
        let words = [english, own].map(|text| text.value.split('`').skip(1).step_by(2).collect::<BTreeSet<_>>());
        self.same(ProblemKind::OtherWords, "word in backticks", tag, own, (&words[0], &words[1]));
        let pages = [english, own].map(|text| pages(&text.value));
        self.same(ProblemKind::OtherLinks, "page", tag, own, (&pages[0], &pages[1]));
    }

    pub(super) fn same(
        &mut self,
        kind: ProblemKind,
        what: &str,
        tag: &str,
        own: &At<String>,
        (english, translated): (&BTreeSet<&str>, &BTreeSet<&str>),
    ) {
        let lacks: Vec<&str> = english.difference(translated).copied().collect();
        let adds: Vec<&str> = translated.difference(english).copied().collect();
        self.different(kind, what, tag, own, &lacks, &adds);
    }

    fn different(&mut self, kind: ProblemKind, what: &str, tag: &str, own: &At<String>, lacks: &[&str], adds: &[&str]) {
        let list = |names: &[&str]| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let what = match (lacks, adds) {
            ([], []) => return,
            (lacks, []) => format!("the text in `{tag}` lacks the {what} {} of the English", list(lacks)),
            ([], adds) => format!("the text in `{tag}` has the {what} {}, but the English doesn't", list(adds)),
            (lacks, adds) => {
                format!("the text in `{tag}` has the {what} {} where the English has {}", list(adds), list(lacks))
            }
        };
        let fix = match kind {
            ProblemKind::OtherNumbers => {
                "write the same in both, or list the number word of the language in catalog/locales.toml"
            }
            _ => "write the same in both",
        };
        self.problem(&own.place, kind, what, fix);
    }
}

fn lines(count: usize) -> String {
    if count == 1 { "1 line".to_owned() } else { format!("{count} lines") }
}
