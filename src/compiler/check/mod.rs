//! Checks that the catalog is consistent. Every rule looks at the whole model, so
//! that one run reports everything; the result has its names resolved to numbers.

use std::collections::{BTreeMap, BTreeSet};

use super::enums::{CATEGORIES, EXAMPLE_KINDS, METRIC_KINDS, SCOPES, TIME, WAIT_KINDS};
use super::load::errors::Error;
use super::load::exceptions::Exception;
use super::load::fields::At;
use super::load::messages::Message;
use super::load::model::Model;
use super::load::texts::Texts;
use super::patterns::tables::Tables;
use super::problem::{Place, Problem, ProblemKind, suggest};
use crate::matcher::placeholder::Kind;

pub mod figures;
mod glossary;
mod patterns;
pub mod translations;

/// The checked catalog. Names are numbers: indices into the list of their kind.
pub struct Checked {
    pub model: Model,
    pub errors: Vec<CheckedError>,
    pub messages: Vec<CheckedMessage>,
    pub wrappers: Vec<CheckedWrapper>,
    pub exceptions: Vec<CheckedException>,
    /// Per locale: title, intro, caution, then the items.
    pub support: Vec<Option<Vec<String>>>,
    pub tables: Tables,
}

pub struct CheckedError {
    pub category: usize,
    /// An index into `SCOPES`.
    pub scope: usize,
    pub retry: usize,
    pub links: Vec<usize>,
    pub sources: Vec<usize>,
    pub refine: Vec<CheckedRefine>,
    /// Of `Error::message_texts`, each per locale.
    pub message_texts: Vec<Vec<Option<Vec<String>>>>,
    /// Per locale; link titles are filled in.
    pub texts: Vec<Option<Vec<String>>>,
}

pub struct CheckedRefine {
    pub rule: Rule,
    /// Only if the API's own code or type is this one.
    pub api_code: Option<String>,
    pub code: usize,
}

#[derive(Clone, Copy)]
pub enum Rule {
    IsZero(u8),
    Above(u8, u8),
    /// In milliseconds.
    WaitAtMost(u32),
}

pub struct CheckedMessage {
    pub code: usize,
    pub retry: Option<usize>,
    /// An index into `SCOPES`; `None` if the entry's scope applies.
    pub scope: Option<usize>,
    /// One of the entry's `message_texts`.
    pub text: Option<usize>,
    pub statuses: Vec<u16>,
    pub pattern: String,
    /// What the word model learns from it.
    pub wordings: Vec<String>,
    /// The title of a page of sources.toml, or an address.
    pub source: String,
}

pub struct CheckedWrapper {
    pub pattern: String,
    pub source: String,
}

pub struct CheckedException {
    pub statuses: Option<(u16, u16)>,
    pub codes: Vec<usize>,
    pub retry: usize,
    pub links: Vec<usize>,
    pub sources: Vec<usize>,
    pub texts: Vec<Option<Vec<String>>>,
}

/// Checks the model. All problems are added to `problems`; the result is
/// usable only if there are none.
pub fn check(model: Model, problems: &mut Vec<Problem>) -> Checked {
    let mut checker = Checker::new(&model, problems);
    checker.locales();
    checker.policies();
    checker.names_and_titles();
    checker.glossary();
    let errors: Vec<CheckedError> = model.errors.iter().map(|error| checker.error(error)).collect();
    checker.defaults();
    checker.api_codes();
    let exceptions = checker.exceptions();
    let support = checker.support();
    checker.monitoring();
    let (messages, wrappers, tables) = checker.patterns();
    checker.translations();
    Checked { errors, messages, wrappers, exceptions, support, tables, model }
}

/// Dates of checks that are in the future. ISO 8601 dates sort as text.
pub fn future_dates(model: &Model, today: &str) -> Vec<Problem> {
    let errors = model.errors.iter().map(|error| &error.checked);
    let exceptions = model.exceptions.iter().map(|exception| &exception.checked);
    let support = model.support.iter().map(|support| &support.checked);
    let monitoring = model.monitoring.iter().map(|monitoring| &monitoring.checked);
    let dates = errors.chain(exceptions).chain(support).chain(monitoring).flatten();
    dates
        .filter(|date| date.value.as_str() > today)
        .map(|date| {
            date.place.problem(
                ProblemKind::FutureDate,
                format!("`{}` is after today, {today}", date.value),
                "write the day on which you compared the facts with the sources",
            )
        })
        .collect()
}

struct Checker<'m> {
    model: &'m Model,
    problems: &'m mut Vec<Problem>,
    codes: Names<'m>,
    policies: Names<'m>,
    sources: Names<'m>,
    links: Names<'m>,
    values: Names<'m>,
}

/// Names of one kind, with their numbers.
struct Names<'m> {
    unknown: ProblemKind,
    what: &'static str,
    file: &'static str,
    list: Vec<&'m str>,
    defined: Option<&'m [String]>,
}

impl<'m> Names<'m> {
    /// Whether the catalog defines nothing of this name, not even with faults.
    fn lacks(&self, name: &str) -> bool {
        self.defined.is_some_and(|defined| !defined.iter().any(|known| known == name))
    }

    fn find(&self, name: &At<String>, problems: &mut Vec<Problem>) -> Option<usize> {
        let found = self.list.iter().position(|known| *known == name.value);
        if found.is_none() && self.lacks(&name.value) {
            problems.push(name.place.problem(
                self.unknown,
                format!("unknown {} `{}`", self.what, name.value),
                format!("{} ({})", suggest(&name.value, self.list.iter().copied()), self.file),
            ));
        }
        found
    }

    fn find_all(&self, names: &[At<String>], problems: &mut Vec<Problem>) -> Vec<usize> {
        let mut found = Vec::new();
        for name in names {
            if let Some(number) = self.find(name, problems) {
                if found.contains(&number) {
                    problems.push(name.place.problem(
                        ProblemKind::RepeatedName,
                        format!("`{}` is listed twice", name.value),
                        "remove one of them",
                    ));
                }
                found.push(number);
            }
        }
        found
    }
}

impl<'m> Checker<'m> {
    fn new(model: &'m Model, problems: &'m mut Vec<Problem>) -> Self {
        let defined = &model.defined;
        let names = |unknown, what, file, list, defined: &'m Option<Vec<String>>| {
            let defined = defined.as_deref();
            Names { unknown, what, file, list, defined }
        };
        Checker {
            model,
            problems,
            codes: names(
                ProblemKind::UnknownCode,
                "code",
                "the files of catalog/errors",
                model.errors.iter().map(|e| e.slug.as_str()).collect(),
                &defined.codes,
            ),
            policies: names(
                ProblemKind::UnknownPolicy,
                "retry policy",
                "catalog/retry.toml",
                model.policies.iter().map(|p| p.name.value.as_str()).collect(),
                &defined.policies,
            ),
            sources: names(
                ProblemKind::UnknownSource,
                "source",
                "catalog/sources.toml",
                model.sources.iter().map(|s| s.id.value.as_str()).collect(),
                &defined.sources,
            ),
            links: names(
                ProblemKind::UnknownLink,
                "link",
                "catalog/links.toml",
                model.links.iter().map(|l| l.id.value.as_str()).collect(),
                &defined.links,
            ),
            values: names(
                ProblemKind::UnknownValue,
                "value",
                "catalog/values.toml",
                model.values.iter().map(|v| v.name.value.as_str()).collect(),
                &defined.values,
            ),
        }
    }

    fn problem(&mut self, place: &Place, kind: ProblemKind, what: impl Into<String>, fix: impl Into<String>) {
        self.problems.push(place.problem(kind, what, fix));
    }

    fn locales(&mut self) {
        let mut seen: BTreeMap<String, &At<String>> = BTreeMap::new();
        for (index, locale) in self.model.locales.iter().enumerate() {
            self.text(&locale.name);
            for tag in std::iter::once(&locale.tag).chain(&locale.ranges) {
                let well_formed = tag
                    .value
                    .split('-')
                    .all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()));
                if !well_formed {
                    self.problem(
                        &tag.place,
                        ProblemKind::LanguageTag,
                        format!("`{}` is not a valid BCP 47 tag", tag.value),
                        "write it as `zh-Hans`",
                    );
                }
                if let Some(first) = seen.insert(tag.value.to_ascii_lowercase(), tag) {
                    let at = first.place.short();
                    self.problem(
                        &tag.place,
                        ProblemKind::RepeatedLanguage,
                        format!("`{}` is already defined at {at}", tag.value),
                        "remove one of them",
                    );
                }
            }
            match &locale.fallback {
                Some(fallback) => {
                    let known = self.model.locales[..index].iter().any(|other| other.tag.value == fallback.value);
                    if !known {
                        self.problem(
                            &fallback.place,
                            ProblemKind::UnknownFallback,
                            format!("the fallback `{}` is not a language defined above this one", fallback.value),
                            "use a language that is defined further up",
                        );
                    }
                }
                None if !locale.complete => self.problem(
                    &locale.tag.place,
                    ProblemKind::NoFallback,
                    format!("`{}` is neither complete nor has a fallback", locale.tag.value),
                    "add `fallback = \"en\"`",
                ),
                None => {}
            }
            if index == 0 && !(locale.tag.value == "en" && locale.complete) {
                self.problem(
                    &locale.tag.place,
                    ProblemKind::FirstLanguage,
                    "the first language is not complete English",
                    "put `en` first, with `complete = true`",
                );
            }
        }
    }

    fn policies(&mut self) {
        for policy in &self.model.policies {
            self.sources.find(&policy.source, self.problems);
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

    fn names_and_titles(&mut self) {
        for source in &self.model.sources {
            self.text(&source.title);
            source.translated.iter().for_each(|title| self.text(title));
            source.url.iter().for_each(|url| self.url(url));
        }
        for value in &self.model.values {
            self.text(&value.means);
            let Some(word) = &value.word else { continue };
            self.text(word);
            if value.kind != Kind::Number {
                self.problem(
                    &word.place,
                    ProblemKind::NotANumber,
                    format!("`{}` is not a number", value.name.value),
                    "remove `word`: only numbers are looked for after a word",
                );
            }
        }
        for link in &self.model.links {
            self.url(&link.url);
            for title in link.titles.iter().flatten() {
                self.text(title);
            }
        }
        let waits = &self.model.waits;
        for field in &waits.fields {
            self.text(&field.name);
            if !WAIT_KINDS.contains(&field.kind.value.as_str()) {
                self.problem(
                    &field.kind.place,
                    ProblemKind::NotAWait,
                    format!("`{}` is not a kind of wait", field.kind.value),
                    suggest(&field.kind.value, WAIT_KINDS),
                );
            }
        }
        let unit_names = waits.units.iter().flat_map(|unit| &unit.names);
        let pasted = self.model.pasted.lists.iter().flatten();
        let in_waits = waits.phrases.iter().chain(&waits.endings).chain(&waits.other_units).chain(unit_names);
        for phrase in in_waits.chain(pasted) {
            self.text(phrase);
            if phrase.value.chars().any(|char| char.is_ascii_uppercase()) {
                self.problem(
                    &phrase.place,
                    ProblemKind::CapitalPhrase,
                    "the phrase has capital letters",
                    "write it in lower case; case doesn't matter",
                );
            }
        }
        let secrets = &self.model.secrets;
        for text in [&secrets.prefixes, &secrets.schemes, &secrets.parameters, &secrets.fields].into_iter().flatten() {
            self.text(text);
        }
        self.learned_languages();
        self.sentences();
        for label in &self.model.labels {
            for text in label.texts.iter().flatten() {
                self.text(text);
            }
        }
    }

    fn learned_languages(&mut self) {
        // If there is no language at all, locales.toml is faulty, which has been reported.
        if self.model.locales.is_empty() {
            return;
        }
        let tags = self.model.word_model.iter().flat_map(|model| &model.languages);
        for tag in tags.filter(|tag| self.model.locale(&tag.value).is_none()) {
            let known = self.model.locales.iter().map(|locale| locale.tag.value.as_str());
            self.problems.push(tag.place.problem(
                ProblemKind::UnknownLanguage,
                format!("unknown language `{}`", tag.value),
                format!("{} (catalog/locales.toml)", suggest(&tag.value, known)),
            ));
        }
    }

    /// What only the word model learns from.
    fn sentences(&mut self) {
        let wordings = self.model.errors.iter().flat_map(|error| &error.wordings);
        for wording in wordings.clone() {
            self.message_source(&wording.source);
        }
        let mut seen: BTreeMap<String, &Place> = BTreeMap::new();
        for sentence in wordings.map(|wording| &wording.text).chain(&self.model.foreign) {
            self.text(sentence);
            if let Some(first) = seen.insert(sentence.value.to_lowercase(), &sentence.place) {
                self.problem(
                    &sentence.place,
                    ProblemKind::RepeatedName,
                    format!("the sentence is already at {}", first.short()),
                    "remove one of them",
                );
            }
        }
    }

    /// A text must say something.
    fn text(&mut self, text: &At<String>) {
        if text.value.trim().is_empty() {
            self.problem(&text.place, ProblemKind::EmptyText, "the text is empty", "write it, or remove its key");
        }
        if text.value.contains('\0') {
            self.problem(&text.place, ProblemKind::NulInText, "the text contains a NUL character", "remove it");
        }
    }

    /// The text with `<link>` replaced by the link's title in that language.
    fn linked(&mut self, text: &At<String>, locale: usize, links: &mut Vec<usize>) -> String {
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
            let Some(id) = translations::page(rest).filter(|_| !code) else {
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
                    // Reported once, not for each text and language.
                    links.push(number);
                }
                let titles = &self.model.links[number].titles;
                let title = titles.get(self.model.shown(locale, titles)).and_then(Option::as_ref);
                let title = title.map_or("", |title| title.value.as_str());
                // Between Chinese characters the spaces around `<link>` only help
                // the writer.
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

    fn statuses(&mut self, statuses: &[At<i64>]) -> Vec<u16> {
        let mut good = Vec::new();
        for status in statuses {
            match u16::try_from(status.value) {
                Ok(value @ 100..=599) if good.contains(&value) => {
                    self.problem(
                        &status.place,
                        ProblemKind::RepeatedStatus,
                        format!("the status {value} is listed twice"),
                        "remove one of them",
                    );
                }
                Ok(value @ 100..=599) => good.push(value),
                _ => self.problem(
                    &status.place,
                    ProblemKind::NotAStatus,
                    format!("{} is not an HTTP status code", status.value),
                    "use a number from 100 to 599",
                ),
            }
        }
        good
    }

    fn date(&mut self, date: Option<&At<String>>) {
        let Some(date) = date else { return };
        let parts: Vec<Option<u32>> = match date.value.as_bytes() {
            [_, _, _, _, b'-', _, _, b'-', _, _] => date
                .value
                .split('-')
                // `parse` alone would accept `+1`.
                .map(|part| part.parse().ok().filter(|_| part.bytes().all(|byte| byte.is_ascii_digit())))
                .collect(),
            _ => Vec::new(),
        };
        let valid = match parts[..] {
            [Some(year), Some(month), Some(day)] => {
                let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
                let days = match month {
                    2 => 28 + u32::from(leap),
                    4 | 6 | 9 | 11 => 30,
                    _ => 31,
                };
                year >= 2020 && (1..=12).contains(&month) && (1..=days).contains(&day)
            }
            _ => false,
        };
        if !valid {
            self.problem(
                &date.place,
                ProblemKind::NotADate,
                format!("`{}` is not a date since 2020", date.value),
                "write the day of the check as `2026-11-20`",
            );
        }
    }

    fn sourced(&mut self, place: &Place, what: &str, sources: &[At<String>]) -> Vec<usize> {
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

    fn texts(&mut self, texts: &[Option<Texts>], links: &mut Vec<usize>) -> Vec<Option<Vec<String>>> {
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

    fn error(&mut self, error: &Error) -> CheckedError {
        let statuses = self.statuses(&error.statuses);
        let defaults = self.statuses(&error.default_for);
        for (index, status) in defaults.iter().enumerate() {
            if !statuses.contains(status) {
                self.problem(
                    &error.default_for[index].place,
                    ProblemKind::DefaultNotInStatuses,
                    format!("`default_for` lists {status}, but `statuses` does not"),
                    format!("add {status} to `statuses`"),
                );
            }
        }
        for status in &error.ambiguous_statuses {
            if !error.default_for.iter().any(|default| default.value == status.value) {
                self.problem(
                    &status.place,
                    ProblemKind::AmbiguousNotDefault,
                    format!("`ambiguous_statuses` lists {}, but `default_for` does not", status.value),
                    "remove it: only a default is ambiguous",
                );
            }
        }
        let category = error.category.as_ref().and_then(|category| {
            let found = CATEGORIES.iter().position(|known| *known == category.value);
            if found.is_none() {
                self.problem(
                    &category.place,
                    ProblemKind::UnknownCategory,
                    format!("unknown category `{}`", category.value),
                    suggest(&category.value, CATEGORIES),
                );
            }
            found
        });
        let retry = error.retry.as_ref().and_then(|retry| self.policies.find(retry, self.problems));
        let scope = error.scope.as_ref().and_then(|scope| self.scope(scope));
        if let (Some(place), Some(scope), Some(retry)) = (&error.scope, scope, retry) {
            self.scope_fits(&place.place, scope, retry);
        }
        let mut links = self.links.find_all(&error.links, self.problems);
        let sources = self.sourced(&error.place, "the entry", &error.sources);
        self.date(error.checked.as_ref());
        for name in &error.status_names {
            self.text(name);
        }
        for list in [&error.api_codes, &error.also_api_codes, &error.api_types] {
            for value in list {
                if value.value.is_empty() || value.value.chars().any(char::is_whitespace) {
                    self.problem(
                        &value.place,
                        ProblemKind::ApiCodeForm,
                        format!("`{}` can't be a value of `code` or `type`", value.value),
                        "write it as the API does, without whitespace",
                    );
                }
            }
        }
        for value in &error.vague_api_codes {
            if !error.api_codes.iter().any(|own| own.value == value.value) {
                self.problem(
                    &value.place,
                    ProblemKind::VagueNotOwn,
                    format!("`vague_api_codes` lists `{}`, but `api_codes` does not", value.value),
                    "add it there too: a vague code is one that this entry claims and a message may override",
                );
            }
        }
        let mut refine = Vec::new();
        for rule_of in &error.refine {
            let code = self.codes.find(&rule_of.code, self.problems);
            if let (Some(rule), Some(code)) = (self.rule(&rule_of.when), code) {
                let api_code = rule_of.api_code.as_ref().map(|value| value.value.clone());
                refine.push(CheckedRefine { rule, api_code, code });
            }
        }
        let message_texts = error.message_texts.iter().map(|own| self.texts(&own.texts, &mut links)).collect();
        self.unused_texts(error);
        self.examples(error);
        let texts = self.texts(&error.texts, &mut links);
        let (category, scope, retry) = (category.unwrap_or(0), scope.unwrap_or(0), retry.unwrap_or(0));
        CheckedError { category, scope, retry, links, sources, refine, message_texts, texts }
    }

    fn scope(&mut self, scope: &At<String>) -> Option<usize> {
        let found = SCOPES.iter().position(|known| *known == scope.value);
        if found.is_none() {
            self.problem(
                &scope.place,
                ProblemKind::UnknownScope,
                format!("unknown scope `{}`", scope.value),
                suggest(&scope.value, SCOPES),
            );
        }
        found
    }

    /// An error that waiting can end must not ask for a change, and vice versa.
    fn scope_fits(&mut self, place: &Place, scope: usize, retry: usize) {
        let Some(policy) = self.model.policies.get(retry) else { return };
        let waits = SCOPES[scope] == TIME;
        if waits != policy.numbers.is_some() {
            let fix = match waits {
                true => format!("set `scope` to what has to change: {}", SCOPES[..SCOPES.len() - 1].join(", ")),
                false => format!("write `scope = \"{TIME}\"`, or a policy that never retries"),
            };
            self.problem(
                place,
                ProblemKind::ScopeAgainstPolicy,
                format!("the scope `{}` contradicts the policy `{}`", SCOPES[scope], policy.name.value),
                fix,
            );
        }
    }

    /// The scope of a message, if it differs from its entry's: its own, or `time` if it has a policy that
    /// retries and the entry's doesn't.
    fn message_scope(&mut self, error: &Error, message: &Message, retry: Option<usize>) -> Option<usize> {
        let own = message.scope.as_ref().and_then(|scope| self.scope(scope));
        let of_entry = error.scope.as_ref().and_then(|scope| SCOPES.iter().position(|known| *known == scope.value));
        if message.scope.is_some() && own.is_none() {
            return None;
        }
        let retry = match (retry, &message.retry, &error.retry) {
            (Some(retry), ..) => retry,
            (None, None, Some(of_entry)) => self.policies.list.iter().position(|known| *known == of_entry.value)?,
            _ => return None,
        };
        let waits = self.model.policies.get(retry).is_some_and(|policy| policy.numbers.is_some());
        let scope = own.or_else(|| if waits { SCOPES.iter().position(|known| *known == TIME) } else { None });
        let place = message.scope.as_ref().or(message.retry.as_ref());
        if let (Some(place), Some(scope)) = (place, scope.or(of_entry)) {
            self.scope_fits(&place.place, scope, retry);
        }
        scope.filter(|scope| Some(*scope) != of_entry)
    }

    fn examples(&mut self, error: &Error) {
        for example in &error.examples {
            self.text(&example.wrong);
            self.text(&example.right);
            if !EXAMPLE_KINDS.contains(&example.kind.value.as_str()) {
                self.problem(
                    &example.kind.place,
                    ProblemKind::UnknownExampleKind,
                    format!("unknown kind of example `{}`", example.kind.value),
                    suggest(&example.kind.value, EXAMPLE_KINDS),
                );
            }
            if example.wrong.value.trim() == example.right.value.trim() {
                self.problem(
                    &example.right.place,
                    ProblemKind::SameExample,
                    "`wrong` and `right` are the same",
                    "show the corrected request in `right`",
                );
            }
        }
    }

    fn unused_texts(&mut self, error: &Error) {
        for own in &error.message_texts {
            let used = error.messages.iter().filter_map(|message| message.text.as_ref());
            if !used.into_iter().any(|text| text.value == own.name.value) {
                self.problem(
                    &own.name.place,
                    ProblemKind::UnusedText,
                    format!("no message uses the text `{}`", own.name.value),
                    format!("add `text = \"{}\"` to a message, or remove it", own.name.value),
                );
            }
        }
    }

    /// The text that a message has of its own. It must have one if its policy isn't
    /// the entry's: the entry's text would contradict the verdict.
    fn message_text(&mut self, error: &Error, message: &Message) -> Option<usize> {
        let entry_retry = error.retry.as_ref().map(|retry| &retry.value);
        match &message.text {
            Some(text) => {
                let found = error.message_texts.iter().position(|own| own.name.value == text.value);
                if found.is_none() {
                    self.problem(
                        &text.place,
                        ProblemKind::UnknownText,
                        format!("unknown text `{}`", text.value),
                        format!("add `[texts.{}.en]` with `cause` and `solution`", text.value),
                    );
                }
                found
            }
            None => {
                if let Some(retry) = message.retry.as_ref().filter(|own| Some(&own.value) != entry_retry) {
                    self.problem(
                        &retry.place,
                        ProblemKind::MessageWithoutText,
                        format!(
                            "the message has the policy `{}`, but the text of an entry with a different one",
                            retry.value
                        ),
                        "add `text = \"…\"` with `[texts.….en]`, or move the message to an entry with this policy",
                    );
                }
                None
            }
        }
    }

    /// `limit = 0` or `requested > limit`.
    fn rule(&mut self, when: &At<String>) -> Option<Rule> {
        let mut name = |name: &str| {
            let name = At { value: name.to_owned(), place: when.place.clone() };
            let number = self.values.find(&name, self.problems)?;
            if self.model.values[number].kind != Kind::Number {
                self.problems.push(when.place.problem(
                    ProblemKind::NotANumber,
                    format!("`{}` is not a number", name.value),
                    "compare values whose kind is `number` in catalog/values.toml",
                ));
                return None;
            }
            Some(number as u8)
        };
        match when.value.split_whitespace().collect::<Vec<_>>()[..] {
            [value, "=", "0"] => Some(Rule::IsZero(name(value)?)),
            ["wait", "<=", limit] => match crate::wait::duration(limit) {
                Some(limit) => Some(Rule::WaitAtMost(u32::try_from(limit.as_millis()).unwrap_or(u32::MAX))),
                None => {
                    self.problem(
                        &when.place,
                        ProblemKind::NotAWait,
                        format!("`{limit}` is not a duration"),
                        "write it as `1h` or `90s`",
                    );
                    None
                }
            },
            [left, ">", right] => {
                let (left, right) = (name(left), name(right));
                Some(Rule::Above(left?, right?))
            }
            _ => {
                self.problem(
                    &when.place,
                    ProblemKind::NotACondition,
                    format!("`{}` is not a condition", when.value),
                    "write `limit = 0`, `requested > limit` or `wait <= 1h`",
                );
                None
            }
        }
    }

    fn defaults(&mut self) {
        let mut seen: BTreeMap<i64, &At<i64>> = BTreeMap::new();
        for error in &self.model.errors {
            for status in &error.default_for {
                if let Some(first) = seen.insert(status.value, status) {
                    let at = first.place.short();
                    self.problem(
                        &status.place,
                        ProblemKind::SecondDefault,
                        format!("the status {} already has a default at {at}", status.value),
                        "keep it in only one of the two",
                    );
                }
            }
        }
    }

    /// Two entries may claim one API code only where a status tells them apart.
    fn api_codes(&mut self) {
        let mut claims: BTreeMap<&str, Vec<(&Error, &At<String>)>> = BTreeMap::new();
        for error in &self.model.errors {
            for code in &error.api_codes {
                let others = claims.entry(&code.value).or_default();
                for (other, place) in others.iter() {
                    let shared = error
                        .statuses
                        .iter()
                        .find(|status| other.statuses.iter().any(|theirs| theirs.value == status.value));
                    let same = other.slug == error.slug || (error.statuses.is_empty() && other.statuses.is_empty());
                    if shared.is_some() || same {
                        let status = shared.map_or(String::new(), |status| format!(" with status {}", status.value));
                        self.problems.push(code.place.problem(
                            ProblemKind::ApiCodeClaimed,
                            format!(
                                "`{}`{status} is also claimed by `{}` at {}",
                                code.value,
                                other.slug,
                                place.place.short()
                            ),
                            "move it to `also_api_codes` in one of the two",
                        ));
                    }
                }
                others.push((error, code));
            }
            for code in &error.also_api_codes {
                if error.api_codes.iter().any(|own| own.value == code.value) {
                    self.problems.push(code.place.problem(
                        ProblemKind::ApiCodeInBoth,
                        format!("`{}` is in both `api_codes` and `also_api_codes`", code.value),
                        "remove one of them",
                    ));
                }
            }
        }
    }

    fn exceptions(&mut self) -> Vec<CheckedException> {
        let mut names: BTreeMap<&str, String> = BTreeMap::new();
        let mut checked = Vec::new();
        for exception in &self.model.exceptions {
            names.insert(&exception.name, exception.place.short());
        }
        for exception in &self.model.exceptions {
            for alias in &exception.aliases {
                if let Some(first) = names.insert(&alias.value, alias.place.short()) {
                    self.problem(
                        &alias.place,
                        ProblemKind::RepeatedException,
                        format!("the name `{}` is already used at {first}", alias.value),
                        "remove one of them",
                    );
                }
            }
            let from = self.statuses(exception.status_from.as_slice());
            let to = self.statuses(exception.status_to.as_slice());
            let statuses = match (&exception.status_from, &exception.status_to) {
                (None, None) => None,
                (Some(_), Some(_)) => match (from.first(), to.first()) {
                    (Some(&low), Some(&high)) if low > high => {
                        self.status_span(exception, "`status_from` is above `status_to`");
                        None
                    }
                    (low, high) => low.copied().zip(high.copied()),
                },
                _ => {
                    self.status_span(exception, "one of `status_from` and `status_to` is missing");
                    None
                }
            };
            let codes = self.codes.find_all(&exception.codes, self.problems);
            let retry = exception.retry.as_ref().and_then(|retry| self.policies.find(retry, self.problems));
            let mut links = self.links.find_all(&exception.links, self.problems);
            let sources = self.sourced(&exception.place, "the exception", &exception.sources);
            self.date(exception.checked.as_ref());
            let texts = self.texts(&exception.texts, &mut links);
            checked.push(CheckedException { statuses, codes, retry: retry.unwrap_or(0), links, sources, texts });
        }
        checked
    }

    fn status_span(&mut self, exception: &Exception, what: &str) {
        let status = exception.status_from.as_ref().or(exception.status_to.as_ref());
        let place = status.map_or(&exception.place, |status| &status.place);
        self.problem(place, ProblemKind::StatusSpan, what, "set both, the lower one first, or neither");
    }

    fn support(&mut self) -> Vec<Option<Vec<String>>> {
        let Some(support) = &self.model.support else { return Vec::new() };
        let place = support.checked.as_ref().map(|checked| checked.place.clone());
        if let Some(place) = place {
            self.sourced(&place, "support.toml", &support.sources);
        }
        self.date(support.checked.as_ref());
        let mut links = self.links.find_all(&support.links, self.problems);
        let mut all = Vec::new();
        for (locale, texts) in support.texts.iter().enumerate() {
            all.push(texts.as_ref().map(|texts| {
                let head = [&texts.title, &texts.intro, &texts.caution];
                head.into_iter().chain(&texts.items).map(|text| self.linked(text, locale, &mut links)).collect()
            }));
        }
        all
    }

    fn monitoring(&mut self) {
        let Some(monitoring) = &self.model.monitoring else { return };
        if let Some(checked) = &monitoring.checked {
            self.sourced(&checked.place, "monitoring.toml", &monitoring.sources);
        }
        self.date(monitoring.checked.as_ref());
        let mut seen: BTreeMap<&str, &At<String>> = BTreeMap::new();
        for metric in &monitoring.metrics {
            if let Some(first) = seen.insert(&metric.id.value, &metric.id) {
                let at = first.place.short();
                self.problem(
                    &metric.id.place,
                    ProblemKind::RepeatedMetric,
                    format!("the metric `{}` is already defined at {at}", metric.id.value),
                    "rename one",
                );
            }
            if !METRIC_KINDS.contains(&metric.kind.value.as_str()) {
                self.problem(
                    &metric.kind.place,
                    ProblemKind::UnknownMetricKind,
                    format!("unknown kind of metric `{}`", metric.kind.value),
                    suggest(&metric.kind.value, METRIC_KINDS),
                );
            }
            let is_ratio = metric.kind.value == "ratio";
            let fits = if is_ratio { 0.0..1.0 } else { 0.0..86_400.0 };
            if !fits.contains(&metric.threshold.value) {
                self.problem(
                    &metric.threshold.place,
                    ProblemKind::Threshold,
                    format!("the threshold {} is out of range", metric.threshold.value),
                    "write a ratio as a fraction, 0.05 for 5 percent, and a time in seconds",
                );
            }
            let quantile = metric.quantile.as_ref();
            if quantile.is_some() == is_ratio || quantile.is_some_and(|q| !(0.0..1.0).contains(&q.value)) {
                self.problem(
                    quantile.map_or(&metric.id.place, |quantile| &quantile.place),
                    ProblemKind::Quantile,
                    format!("the metric `{}` and its `quantile` don't fit", metric.id.value),
                    "set `quantile = 0.99` for a metric in seconds; a ratio must not have one",
                );
            }
            self.statuses(&metric.statuses);
            for text in metric.texts.iter().flatten().flatten() {
                self.text(text);
            }
        }
    }
}

/// A character of a script without spaces between words.
fn is_wide(char: Option<char>) -> bool {
    char.is_some_and(|char| matches!(char, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff60}'))
}
