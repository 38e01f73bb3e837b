//! Checks that the languages say the same: as many reasons and steps, and in each of them the same pages, the same
//! words in backticks, and the same numbers.

use std::collections::BTreeSet;
use std::path::Path;

use super::figures::Figures;
use super::{Checker, is_wide};
use crate::compiler::load::fields::At;
use crate::compiler::load::locales::Locale;
use crate::compiler::load::model::Model;
use crate::compiler::load::texts::Translatable;
use crate::compiler::problem::{Place, Problem, ProblemKind};

/// Marks that end a sentence, as languages write them.
const FULL_STOPS: [char; 6] = ['.', '。', '．', '｡', '।', '۔'];

/// A translation with the English that it translates.
pub struct Translation<'m> {
    /// The tables that lead to it in its file, the language's tag last.
    pub path: Vec<String>,
    /// Where its first text is.
    pub place: &'m Place,
    /// The fingerprint that the file stores with it.
    pub of: Option<&'m At<String>>,
    /// The fingerprint of the English as it is now.
    pub english: String,
}

impl Translation<'_> {
    /// What is wrong if the English has changed since it was translated, or if that is not known.
    pub fn problem(&self) -> Option<Problem> {
        let tag = self.path.last().map_or("", String::as_str);
        let file = Path::new(&self.place.source.path).file_stem().unwrap_or_default().to_string_lossy();
        let accept = format!("then run `cargo xtask stale --accept {file}`");
        match self.of {
            None => Some(self.place.problem(
                ProblemKind::NoFingerprint,
                format!("the text in `{tag}` has no fingerprint of the English that it translates"),
                format!("compare the two, {accept}"),
            )),
            Some(of) if of.value != self.english => Some(of.place.problem(
                ProblemKind::StaleText,
                format!("the English has changed since the text in `{tag}` was written"),
                format!("change it in the same way, {accept}"),
            )),
            Some(_) => None,
        }
    }
}

/// All translations of the catalog that have a table of their own, in the order of the files.
pub fn translations(model: &Model) -> Vec<Translation<'_>> {
    let mut all = Vec::new();
    for group in groups(model) {
        let Some(Some(english)) = group.languages.first() else { continue };
        let fingerprint = fingerprint(english);
        for (texts, locale) in group.languages.iter().zip(&model.locales).skip(1) {
            let Some(texts) = texts else { continue };
            let Some(place) = texts.lists.iter().flat_map(|(_, list)| list.iter()).map(|text| &text.place).next()
            else {
                continue;
            };
            let path = group.path.iter().cloned().chain([locale.tag.value.clone()]).collect();
            all.push(Translation { path, place, of: texts.of, english: fingerprint.clone() });
        }
    }
    all
}

/// One set of texts in all languages.
struct Group<'m> {
    path: Vec<String>,
    /// Numbers that a translation may add.
    known: Vec<u16>,
    /// One per locale.
    languages: Vec<Option<Translatable<'m>>>,
}

fn groups(model: &Model) -> Vec<Group<'_>> {
    let mut groups = Vec::new();
    for error in &model.errors {
        let known: Vec<u16> = error.statuses.iter().filter_map(|status| u16::try_from(status.value).ok()).collect();
        for own in &error.message_texts {
            let path = vec!["texts".to_owned(), own.name.value.clone()];
            let languages = own.texts.iter().map(|texts| texts.as_ref().map(|texts| texts.translatable())).collect();
            groups.push(Group { path, known: known.clone(), languages });
        }
        let languages = error.texts.iter().map(|texts| texts.as_ref().map(|texts| texts.translatable())).collect();
        groups.push(Group { path: Vec::new(), known, languages });
    }
    for exception in &model.exceptions {
        let languages = exception.texts.iter().map(|texts| texts.as_ref().map(|texts| texts.translatable())).collect();
        groups.push(Group { path: Vec::new(), known: Vec::new(), languages });
    }
    if let Some(support) = &model.support {
        let languages = support.texts.iter().map(|texts| texts.as_ref().map(|texts| texts.translatable())).collect();
        groups.push(Group { path: Vec::new(), known: Vec::new(), languages });
    }
    for (index, metric) in model.monitoring.iter().flat_map(|monitoring| &monitoring.metrics).enumerate() {
        let path = vec!["metrics".to_owned(), index.to_string()];
        groups.push(Group { path, known: Vec::new(), languages: metric.translatable() });
    }
    groups
}

/// A short hash of all texts of one language, with their keys: FNV-1a with 32 bits over each key
/// and each text in the order of `Translatable::lists`, a zero byte after each of them; in hexadecimal digits.
fn fingerprint(texts: &Translatable<'_>) -> String {
    let mut hash = 0x811c_9dc5_u32;
    let mut add = |text: &str| {
        for byte in text.bytes().chain([0]) {
            hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        }
    };
    for (key, list) in &texts.lists {
        for text in list.iter() {
            add(key);
            add(&text.value);
        }
    }
    format!("{hash:08x}")
}

impl Checker<'_> {
    pub(super) fn translations(&mut self) {
        let model = self.model;
        // If a text is missing or faulty, only that is reported, not that the languages differ.
        let faulty: BTreeSet<String> = self.problems.iter().map(|problem| problem.path.clone()).collect();
        for group in groups(model) {
            for texts in group.languages.iter().flatten() {
                self.typography(texts);
            }
            let mut languages = group.languages.iter().zip(&model.locales);
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
        self.links_and_labels();
    }

    fn typography(&mut self, texts: &Translatable<'_>) {
        for (key, list) in &texts.lists {
            for text in *list {
                self.stray_space(text);
                if *key == "title" {
                    self.no_full_stop(text);
                }
            }
        }
    }

    fn links_and_labels(&mut self) {
        let model = self.model;
        for source in &model.sources {
            for title in std::iter::once(&source.title).chain(&source.translated) {
                self.stray_space(title);
                self.no_full_stop(title);
            }
        }
        for link in &model.links {
            for title in link.titles.iter().flatten() {
                self.stray_space(title);
                self.no_full_stop(title);
            }
        }
        for label in &model.labels {
            let Some(Some(english)) = label.texts.first() else { continue };
            for (text, locale) in label.texts.iter().zip(&model.locales) {
                let Some(text) = text else { continue };
                self.stray_space(text);
                let (fields, own) = (fields(&english.value), fields(&text.value));
                self.same(ProblemKind::LabelField, "field", &locale.tag.value, text, (&fields, &own));
                self.same_markup(english, text, &locale.tag.value);
                let ends = [english, text].map(|text| text.value.ends_with(FULL_STOPS));
                let is_mark = english.value.chars().all(|char| char.is_ascii_punctuation());
                if ends[0] != ends[1] && !is_mark {
                    let (what, fix) = match ends[1] {
                        true => ("ends with a full stop, but the English doesn't", "remove it"),
                        false => ("has no full stop, but the English has one", "add it"),
                    };
                    self.problem(&text.place, ProblemKind::TitleFullStop, format!("the label {what}"), fix);
                }
            }
        }
    }

    fn no_full_stop(&mut self, title: &At<String>) {
        if title.value.ends_with(FULL_STOPS) {
            self.problem(
                &title.place,
                ProblemKind::TitleFullStop,
                "the title ends with a full stop",
                "remove it: a title is not a sentence",
            );
        }
    }

    /// Chinese and Japanese don't use spaces between their own characters.
    fn stray_space(&mut self, text: &At<String>) {
        for prose in text.value.split('`').step_by(2) {
            let mut before = None;
            let mut chars = prose.char_indices().peekable();
            while let Some((at, char)) = chars.next() {
                if !char.is_whitespace() {
                    before = Some(char);
                    continue;
                }
                while chars.next_if(|(_, next)| next.is_whitespace()).is_some() {}
                let next = chars.peek().map(|(_, next)| *next);
                if is_wide(before) && is_wide(next) {
                    let around: String = before.into_iter().chain([' ']).chain(next).collect();
                    let mut place = text.place.clone();
                    // Into the string, where it is written without escapes.
                    let written = place.source.text.get(place.span.clone()).unwrap_or_default();
                    if let Some(start) = written.find(prose) {
                        place.span.start += start + at;
                    }
                    self.problem(
                        &place,
                        ProblemKind::StraySpace,
                        format!("a space in `{around}`"),
                        "remove it: spaces belong only between Chinese and Latin letters or digits",
                    );
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
                let numbers = [(english, first), (own, locale)].map(|(text, l)| Figures::of(&prose(&text.value), l));
                let lacks = numbers[0].missing_from(&numbers[1], &[]);
                let adds = numbers[1].missing_from(&numbers[0], &known);
                self.different(ProblemKind::OtherNumbers, "number", tag, own, &lacks, &adds);
            }
        }
    }

    fn same_markup(&mut self, english: &At<String>, own: &At<String>, tag: &str) {
        let words = [english, own].map(|text| text.value.split('`').skip(1).step_by(2).collect::<BTreeSet<_>>());
        self.same(ProblemKind::OtherWords, "word in backticks", tag, own, (&words[0], &words[1]));
        let pages = [english, own].map(|text| pages(&text.value));
        self.same(ProblemKind::OtherLinks, "page", tag, own, (&pages[0], &pages[1]));
    }

    fn same(
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

/// The text without what is in backticks, `<page>` and `{field}`.
fn prose(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for part in text.split('`').step_by(2) {
        let mut rest = part;
        while let Some(open) = rest.find('<') {
            let Some(id) = page(&rest[open..]) else {
                out.push_str(&rest[..=open]);
                rest = &rest[open + 1..];
                continue;
            };
            out.push_str(&rest[..open]);
            rest = &rest[open + id.len() + 2..];
        }
        out.push_str(rest);
        out.push(' ');
    }
    out
}

/// The IDs of the pages that the text refers to.
fn pages(text: &str) -> BTreeSet<&str> {
    let prose = text.split('`').step_by(2);
    prose.flat_map(|part| part.match_indices('<').filter_map(|(at, _)| page(&part[at..]))).collect()
}

/// The ID of the `<page>` that the text begins with.
pub(super) fn page(text: &str) -> Option<&str> {
    let (id, _) = text.strip_prefix('<')?.split_once('>')?;
    let is_id =
        !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    is_id.then_some(id)
}

/// The names of the `{fields}` of a label.
fn fields(text: &str) -> BTreeSet<&str> {
    let names = text.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name);
    names
        .filter(|name| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'))
        .collect()
}
