//! Reads a TOML table key by key.
//!
//! `#[derive(Deserialize)]` on a whole file would stop at its first fault.
//! Here, serde deserializes each value on its own. So all faults of a file are
//! reported, and the unknown keys are those that were never read.

use std::ops::Range;
use std::sync::Arc;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use crate::compiler::problem::{Place, Problem, ProblemKind, Source};
use crate::compiler::suggest::suggest_key;

/// How many syntax errors of one file are reported.
const MAX_SYNTAX_ERRORS: usize = 5;

/// A value with its place.
#[derive(Clone, Debug)]
pub struct At<T> {
    pub value: T,
    pub place: Place,
}

impl At<String> {
    /// The place of a byte of `part`, which is a part of the string. If escapes make it impossible to find, returns the
    /// place of the whole string.
    pub fn place_in(&self, part: &str, offset: usize) -> Place {
        let mut place = self.place.clone();
        let written = place.source.text.get(place.span.clone()).unwrap_or_default();
        if let Some(start) = written.find(part) {
            place.span.start += start + offset;
        }
        place
    }
}

/// A table whose keys are taken out one by one.
pub struct Fields<'t> {
    source: Arc<Source>,
    /// Where the table begins: its header or its opening brace.
    span: Range<usize>,
    /// What the table is, for messages: "the entry", "the language `en`".
    what: String,
    entries: Vec<(Spanned<String>, Spanned<DeValue<'t>>)>,
    /// The keys that have been asked for, which are all keys that the table may have.
    asked: Vec<String>,
    /// Whether some of its tables are languages.
    multilingual: bool,
}

/// Parses a file. If it has syntax errors, adds them to `problems` and returns `None`.
pub fn parse<'t>(source: &'t Arc<Source>, what: &str, problems: &mut Vec<Problem>) -> Option<Fields<'t>> {
    let (table, errors) = DeTable::parse_recoverable(&source.text);
    if errors.is_empty() {
        return Some(Fields::new(source.clone(), what.to_owned(), 0..0, table.into_inner()));
    }
    // Most later errors are consequences of the first few.
    for error in errors.into_iter().take(MAX_SYNTAX_ERRORS) {
        let place = Place { source: source.clone(), span: error.span().unwrap_or(0..0) };
        let message = one_line(error.message());
        let fix = match message.as_str() {
            "duplicate key" => "remove it, or merge it with the first one",
            _ if message.contains("must be quoted") => "put the text in quotation marks",
            _ => "fix the syntax, which https://toml.io explains",
        };
        problems.push(place.problem(ProblemKind::NotToml, format!("not TOML: {message}"), fix));
    }
    None
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What serde found and what it expected, in terms of TOML instead of Rust. `message` is serde's error.
fn wrong_type(message: &str) -> (String, String) {
    let message = one_line(message);
    let Some((found, expected)) = message.split_once(", expected ") else {
        return (format!("something else: {message}"), "what CONTRIBUTING.md says about it".to_owned());
    };
    let found = found.split_once(": ").map_or(found, |(_, found)| found);
    let expected = match expected {
        "i64" => "a whole number",
        "u8" => "a whole number from 0 to 255",
        "u32" => "a whole number from 0 to 4294967295",
        "f64" => "a number",
        "a boolean" => "`true` or `false`",
        "a sequence" => "a list, in `[` and `]`",
        "a string" => "a text in quotation marks",
        other => other,
    };
    // A date is a map to serde.
    let found = if found == "map" { "a table or a date" } else { found };
    (found.to_owned(), expected.to_owned())
}

fn with_article(kind: &str) -> String {
    let article = if kind.starts_with(['a', 'i']) { "an" } else { "a" };
    format!("{article} {kind}")
}

impl<'t> Fields<'t> {
    fn new(source: Arc<Source>, what: String, span: Range<usize>, table: DeTable<'t>) -> Self {
        let mut entries: Vec<_> = table
            .into_iter()
            .map(|(key, value)| (Spanned::new(key.span(), key.get_ref().to_string()), value))
            .collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        Fields { source, span, what, entries, asked: Vec::new(), multilingual: false }
    }

    pub fn place(&self) -> Place {
        self.at(self.span.clone())
    }

    /// The place of the value of `key`, if it has not been read yet.
    pub fn place_of(&self, key: &str) -> Option<Place> {
        let (_, value) = self.entries.iter().find(|(name, _)| name.get_ref() == key)?;
        Some(self.at(value.span()))
    }

    fn at(&self, span: Range<usize>) -> Place {
        Place { source: self.source.clone(), span }
    }

    fn take(&mut self, key: &str) -> Option<(Range<usize>, Spanned<DeValue<'t>>)> {
        self.asked.push(key.to_owned());
        let index = self.entries.iter().position(|(name, _)| name.get_ref() == key)?;
        let (name, value) = self.entries.remove(index);
        Some((name.span(), value))
    }

    /// The value of `key`. `None` if the key is absent, or if its value has a different type, which is a problem.
    pub fn optional<T: DeserializeOwned>(&mut self, key: &str, problems: &mut Vec<Problem>) -> Option<At<T>> {
        let (_, value) = self.take(key)?;
        let span = value.span();
        match T::deserialize(ValueDeserializer::from(value)) {
            Ok(value) => Some(At { value, place: self.at(span) }),
            Err(error) => {
                let place = self.at(error.span().unwrap_or(span));
                let (found, expected) = wrong_type(error.message());
                problems.push(place.problem(
                    ProblemKind::WrongType,
                    format!("`{key}` contains {found}"),
                    format!("write {expected}"),
                ));
                None
            }
        }
    }

    /// Whether `key` is `true`. It is false if the key is absent.
    pub fn flag(&mut self, key: &str, problems: &mut Vec<Problem>) -> bool {
        self.optional::<bool>(key, problems).is_some_and(|flag| flag.value)
    }

    /// The same as [`Fields::optional`], but a missing key is a problem too.
    pub fn required<T: DeserializeOwned>(&mut self, key: &'static str, problems: &mut Vec<Problem>) -> Option<At<T>> {
        if !self.entries.iter().any(|(name, _)| name.get_ref() == key) {
            self.asked.push(key.to_owned());
            problems.push(self.place().problem(
                ProblemKind::MissingKey,
                format!("{} has no `{key}`", self.what),
                format!("add `{key} = …`"),
            ));
            return None;
        }
        self.optional(key, problems)
    }

    /// A list of strings, each with its place; empty if the key is absent.
    pub fn strings(&mut self, key: &str, problems: &mut Vec<Problem>) -> Vec<At<String>> {
        self.optional::<Vec<Spanned<String>>>(key, problems)
            .map(|list| list.value.into_iter().map(|item| self.spanned(item)).collect())
            .unwrap_or_default()
    }

    /// The same as [`Fields::strings`], but an absent key and an empty list are problems.
    pub fn required_strings(&mut self, key: &'static str, problems: &mut Vec<Problem>) -> Vec<At<String>> {
        let Some(place) = self.place_of(key) else {
            let _ = self.required::<Vec<String>>(key, problems);
            return Vec::new();
        };
        let before = problems.len();
        let list = self.strings(key, problems);
        if list.is_empty() && problems.len() == before {
            problems.push(place.problem(ProblemKind::EmptyList, format!("`{key}` is empty"), "add at least one line"));
        }
        list
    }

    /// A list of numbers, each with its place; empty if the key is absent.
    pub fn numbers(&mut self, key: &'static str, problems: &mut Vec<Problem>) -> Vec<At<i64>> {
        self.optional::<Vec<Spanned<i64>>>(key, problems)
            .map(|list| list.value.into_iter().map(|item| self.spanned(item)).collect())
            .unwrap_or_default()
    }

    fn spanned<T>(&self, item: Spanned<T>) -> At<T> {
        let place = self.at(item.span());
        At { value: item.into_inner(), place }
    }

    /// The table under `key`; `None` if the key is absent. `what` is what problems call the table.
    pub fn table(&mut self, key: &str, what: String, problems: &mut Vec<Problem>) -> Option<Fields<'t>> {
        let (span, value) = self.take(key)?;
        self.as_table(span, value, what, problems)
    }

    /// Reads each of the tables under `key`, which are written as `[[key]]`.
    pub fn tables<T>(
        &mut self,
        key: &'static str,
        what: &str,
        problems: &mut Vec<Problem>,
        mut read: impl FnMut(&mut Fields<'t>, &mut Vec<Problem>) -> Option<T>,
    ) -> Vec<T> {
        let Some((span, value)) = self.take(key) else {
            return Vec::new();
        };
        match value.into_inner() {
            DeValue::Array(items) => items
                .into_iter()
                .filter_map(|item| {
                    let table = self.as_table(item.span(), item, what.to_owned(), problems)?;
                    table.read(problems, &mut read)
                })
                .collect(),
            _ => {
                problems.push(self.at(span).problem(
                    ProblemKind::NotTables,
                    format!("`{key}` is not a list of tables"),
                    format!("write `[[{key}]]`"),
                ));
                Vec::new()
            }
        }
    }

    /// Reads the tables of all remaining keys. `read` also gets the key, which is the name of the table.
    pub fn named_tables<T>(
        &mut self,
        what: &str,
        problems: &mut Vec<Problem>,
        mut read: impl FnMut(At<String>, &mut Fields<'t>, &mut Vec<Problem>) -> Option<T>,
    ) -> Vec<T> {
        let entries = std::mem::take(&mut self.entries);
        entries
            .into_iter()
            .filter_map(|(key, value)| {
                let span = key.span();
                let name = self.spanned(key);
                let table = self.as_table(span, value, format!("{what} `{}`", name.value), problems)?;
                table.read(problems, |fields, problems| read(name, fields, problems))
            })
            .collect()
    }

    /// The keys that have not been read yet.
    pub fn rest(&self) -> Vec<String> {
        self.entries.iter().map(|(key, _)| key.get_ref().clone()).collect()
    }

    /// The table of a language; `None` if there is none.
    pub fn language(&mut self, tag: &str, problems: &mut Vec<Problem>) -> Option<Fields<'t>> {
        self.multilingual = true;
        self.table(tag, format!("the language `{tag}`"), problems)
    }

    /// The same as [`Fields::required`], for a string whose key is known only at run time.
    pub fn string_named(&mut self, key: &str, problems: &mut Vec<Problem>) -> Option<At<String>> {
        self.asked.push(key.to_owned());
        let Some(index) = self.entries.iter().position(|(name, _)| name.get_ref() == key) else {
            problems.push(self.place().problem(
                ProblemKind::MissingKey,
                format!("{} has no `{key}`", self.what),
                format!("add `{key} = \"…\"`"),
            ));
            return None;
        };
        let (_, value) = self.entries.remove(index);
        let place = self.at(value.span());
        match value.into_inner() {
            DeValue::String(text) => Some(At { value: text.into_owned(), place }),
            other => {
                problems.push(place.problem(
                    ProblemKind::WrongType,
                    format!("`{key}` is {}, not a string", with_article(other.type_str())),
                    "put it in quotation marks",
                ));
                None
            }
        }
    }

    /// Adds an absent key to those that the table may have. Always returns `None`.
    pub fn may_have<T>(&mut self, key: &str) -> Option<T> {
        self.asked.push(key.to_owned());
        None
    }

    fn as_table(
        &self,
        span: Range<usize>,
        value: Spanned<DeValue<'t>>,
        what: String,
        problems: &mut Vec<Problem>,
    ) -> Option<Fields<'t>> {
        match value.into_inner() {
            DeValue::Table(table) => Some(Fields::new(self.source.clone(), what, span, table)),
            other => {
                problems.push(self.at(span).problem(
                    ProblemKind::NotATable,
                    format!("{what} is {}, not a table", with_article(other.type_str())),
                    "write it as `[table]` or `{ key = … }`",
                ));
                None
            }
        }
    }

    /// Reads the table, and reports the keys that `read` hasn't read.
    pub fn read<T>(
        mut self,
        problems: &mut Vec<Problem>,
        read: impl FnOnce(&mut Fields<'t>, &mut Vec<Problem>) -> T,
    ) -> T {
        let value = read(&mut self, problems);
        self.finish(problems);
        value
    }

    /// Reports every key that was not read.
    fn finish(self, problems: &mut Vec<Problem>) {
        for (key, value) in &self.entries {
            let name = key.get_ref();
            let asked = self.asked.iter().map(String::as_str);
            let mut fix = suggest_key(name, asked);
            let (kind, what) = if self.multilingual && matches!(value.get_ref(), DeValue::Table(_)) {
                if !fix.starts_with("did you mean") {
                    fix += "; add a new language to catalog/locales.toml first";
                }
                (ProblemKind::UnknownLanguage, format!("`{name}` is neither a key of {} nor a language", self.what))
            } else {
                (ProblemKind::UnknownKey, format!("`{name}` is not a key of {}", self.what))
            };
            problems.push(self.at(key.span()).problem(kind, what, fix));
        }
    }
}
