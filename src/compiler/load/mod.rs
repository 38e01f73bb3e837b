//! Reads the files into the model. This module knows the keys of each file; `check`
//! checks whether names exist and fit together.

pub mod fields;
pub mod model;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::compiler::check::JITTERS;
use crate::compiler::problem::{Place, Problem, ProblemKind, Source, suggest};
use crate::matcher::placeholder::Kind;
use crate::words::model::Decision;
use fields::{At, Fields, parse};
use model::*;

/// No file of a catalog is this large; one that is was put there by mistake.
const MAX_FILE: u64 = 1024 * 1024;

pub struct Reader {
    /// What the printed paths begin with: `catalog`.
    shown: String,
    root: PathBuf,
    pub problems: Vec<Problem>,
}

impl Reader {
    pub fn new(root: &Path) -> Self {
        let shown = root.file_name().map_or_else(|| "catalog".into(), |name| name.to_string_lossy().into_owned());
        Reader { shown, root: root.to_owned(), problems: Vec::new() }
    }

    fn file_problem(&mut self, shown: &str, kind: ProblemKind, what: impl Into<String>, fix: impl Into<String>) {
        let source = Arc::new(Source { path: shown.to_owned(), text: String::new() });
        self.problems.push(Place { source, span: 0..0 }.problem(kind, what, fix));
    }

    fn load(&mut self, relative: &str) -> Option<Arc<Source>> {
        let shown = format!("{}/{relative}", self.shown);
        let path = self.root.join(relative);
        let bytes = match fs::metadata(&path) {
            Ok(meta) if !meta.is_file() => {
                self.file_problem(&shown, ProblemKind::NotAFile, "this is not a file", "replace it with a text file");
                return None;
            }
            Ok(meta) if meta.len() > MAX_FILE => {
                self.file_problem(
                    &shown,
                    ProblemKind::FileTooLarge,
                    format!("the file has {} bytes, more than the limit of {MAX_FILE}", meta.len()),
                    "remove what doesn't belong there",
                );
                return None;
            }
            Ok(_) => fs::read(&path),
            Err(error) => Err(error),
        };
        let bytes = match bytes {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound && path.is_symlink() => {
                self.file_problem(
                    &shown,
                    ProblemKind::DanglingLink,
                    "the symbolic link doesn't lead to a file",
                    "replace it with the file itself",
                );
                return None;
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                self.file_problem(
                    &shown,
                    ProblemKind::FileMissing,
                    "the file is missing",
                    "restore it from the repository",
                );
                return None;
            }
            Err(error) => {
                self.file_problem(
                    &shown,
                    ProblemKind::FileUnreadable,
                    format!("can't be read: {error}"),
                    "check its permissions and what it links to",
                );
                return None;
            }
        };
        match String::from_utf8(bytes) {
            Ok(text) => Some(Arc::new(Source { path: shown, text })),
            Err(error) => {
                let good = error.utf8_error().valid_up_to();
                let mut bytes = error.into_bytes();
                bytes.truncate(good);
                let text = String::from_utf8(bytes).unwrap_or_default();
                let place = Place { source: Arc::new(Source { path: shown, text }), span: good..good };
                self.problems.push(place.problem(
                    ProblemKind::NotUtf8,
                    "not UTF-8 from here on",
                    "save the file as UTF-8",
                ));
                None
            }
        }
    }

    /// Reports unknown files: otherwise they would be ignored silently.
    fn stray_files(&mut self) {
        const KNOWN: [&str; 17] = [
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
        // If the directory can't be listed, each file is reported as missing.
        let Ok(entries) = fs::read_dir(&self.root) else { return };
        for entry in entries.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if !KNOWN.contains(&name.as_str()) && !is_left_behind(&name) {
                self.file_problem(
                    &format!("{}/{name}", self.shown),
                    ProblemKind::StrayFile,
                    "nothing reads this file",
                    "put an error's file into `errors`, an exception's into `exceptions`",
                );
            }
        }
    }

    /// The `.toml` files of a directory, sorted by name; `None` if there are none that can be read.
    fn list(&mut self, directory: &str) -> Option<Vec<String>> {
        let shown = format!("{}/{directory}", self.shown);
        let mut names = Vec::new();
        match fs::read_dir(self.root.join(directory)) {
            Ok(entries) => {
                for entry in entries {
                    match entry {
                        Ok(entry) => names.push(entry.file_name().to_string_lossy().into_owned()),
                        Err(error) => self.file_problem(
                            &shown,
                            ProblemKind::DirectoryUnlistable,
                            format!("can't be listed: {error}"),
                            "check its permissions",
                        ),
                    }
                }
            }
            Err(error) => {
                let (kind, what) = match error.kind() {
                    io::ErrorKind::NotFound => (ProblemKind::DirectoryMissing, "the directory is missing".to_owned()),
                    _ => (ProblemKind::DirectoryUnlistable, format!("can't be listed: {error}")),
                };
                self.file_problem(&shown, kind, what, "restore it from the repository");
                return None;
            }
        }
        names.sort_unstable();
        let mut files = Vec::new();
        for name in names {
            match name.strip_suffix(".toml") {
                Some(stem) if !stem.is_empty() => files.push(stem.to_owned()),
                _ if is_left_behind(&name) => {}
                _ => self.file_problem(
                    &format!("{shown}/{name}"),
                    ProblemKind::StrayFile,
                    "not a `.toml` file",
                    "rename it, or move it elsewhere",
                ),
            }
        }
        if files.is_empty() {
            self.file_problem(
                &shown,
                ProblemKind::EmptyDirectory,
                "there is no `.toml` file in it",
                "restore the files from the repository, or add one",
            );
            return None;
        }
        Some(files)
    }

    /// Runs `read` on the table of one file and reports the keys it left over.
    fn with_file<T>(
        &mut self,
        relative: &str,
        what: &str,
        read: impl FnOnce(&mut Fields<'_>, &mut Vec<Problem>) -> T,
    ) -> Option<T> {
        let source = self.load(relative)?;
        let mut fields = parse(&source, what, &mut self.problems)?;
        let value = read(&mut fields, &mut self.problems);
        fields.finish(&mut self.problems);
        Some(value)
    }

    pub fn read(&mut self) -> Model {
        self.stray_files();
        let mut model = Model::default();
        let defined = &mut model.defined;
        let locales = self.with_file("locales.toml", "locales.toml", read_locales);
        if let Some((names, policies)) = self.with_file("retry.toml", "retry.toml", read_policies) {
            (defined.policies, model.policies) = (names, policies);
        }
        if let Some((names, values)) =
            self.with_file("values.toml", "values.toml", |f, p| (f.rest(), read_values(f, p)))
        {
            (defined.values, model.values) = (Some(names), values);
        }
        model.waits = self.with_file("waits.toml", "waits.toml", read_waits).unwrap_or_default();
        model.secrets = self.with_file("secrets.toml", "secrets.toml", read_secrets).unwrap_or_default();
        model.pasted = self.with_file("pasted.toml", "pasted.toml", read_pasted).unwrap_or_default();
        model.wrappers = self.with_file("wrappers.toml", "wrappers.toml", read_wrappers).unwrap_or_default();
        model.word_model = self.with_file("words.toml", "words.toml", read_word_model).flatten();
        model.foreign =
            self.with_file("foreign.toml", "foreign.toml", |f, p| required_list(f, "sentences", p)).unwrap_or_default();
        // All other files are per language. Without the list of languages, each of
        // their tables would be reported by mistake.
        let Some(Some(locales)) = locales else { return model };
        model.locales = locales;
        let locales: Vec<(String, bool)> =
            model.locales.iter().map(|locale| (locale.tag.value.clone(), locale.complete)).collect();
        if let Some((names, sources)) =
            self.with_file("sources.toml", "sources.toml", |f, p| (f.rest(), read_sources(f, &locales, p)))
        {
            (model.defined.sources, model.sources) = (Some(names), sources);
        }
        if let Some((names, links)) =
            self.with_file("links.toml", "links.toml", |f, p| (f.rest(), read_links(f, &locales, p)))
        {
            (model.defined.links, model.links) = (Some(names), links);
        }
        model.labels =
            self.with_file("labels.toml", "labels.toml", |f, p| read_labels(f, &locales, p)).unwrap_or_default();
        model.glossary =
            self.with_file("glossary.toml", "glossary.toml", |f, p| read_glossary(f, &locales, p)).unwrap_or_default();
        model.support = self.with_file("support.toml", "support.toml", |f, p| read_support(f, &locales, p));
        model.monitoring = self.with_file("monitoring.toml", "monitoring.toml", |f, p| read_monitoring(f, &locales, p));
        let slugs = self.list("errors");
        model.defined.codes = slugs.clone();
        for slug in slugs.unwrap_or_default() {
            let file = format!("errors/{slug}.toml");
            if !is_slug(&slug) {
                self.file_problem(
                    &format!("{}/{file}", self.shown),
                    ProblemKind::FileName,
                    format!("`{slug}` is not a valid slug"),
                    "name the file with a-z, 0-9, and _, starting with a letter",
                );
                continue;
            }
            let error = self.with_file(&file, "the entry", |f, p| read_error(f, slug, &locales, p));
            model.errors.extend(error);
        }
        for name in self.list("exceptions").unwrap_or_default() {
            let file = format!("exceptions/{name}.toml");
            if !is_class_name(&name) {
                self.file_problem(
                    &format!("{}/{file}", self.shown),
                    ProblemKind::FileName,
                    format!("`{name}` is not a class name"),
                    "name the file as the client library names the exception: `RateLimitError.toml`",
                );
                continue;
            }
            let exception = self.with_file(&file, "the exception", |f, p| read_exception(f, name, &locales, p));
            model.exceptions.extend(exception);
        }
        model
    }
}

/// Editors and operating systems create hidden files and backups.
fn is_left_behind(name: &str) -> bool {
    name.starts_with('.') || name.ends_with('~')
}

pub fn is_slug(name: &str) -> bool {
    name.bytes().next().is_some_and(|byte| byte.is_ascii_lowercase())
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
        && !name.ends_with('_')
        && !name.contains("__")
}

fn is_class_name(name: &str) -> bool {
    name.bytes().next().is_some_and(|byte| byte.is_ascii_uppercase())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// `None` if not all of the languages are known.
fn read_locales(fields: &mut Fields<'_>, problems: &mut Vec<Problem>) -> Option<Vec<Locale>> {
    let mut locales = Vec::new();
    let before = problems.len();
    for mut table in fields.tables("locales", "a locale", problems) {
        let tag = table.required("tag", problems);
        let name = table.required("name", problems);
        let complete = table.required::<bool>("complete", problems);
        let fallback = table.optional("fallback", problems);
        let ranges = table.strings("ranges", problems);
        let mut words = |key| -> Vec<(String, u64)> {
            let words = table.optional::<BTreeMap<String, u64>>(key, problems);
            words.map_or(Vec::new(), |words| words.value.into_iter().collect())
        };
        let (numbers, scales) = (words("numbers"), words("scales"));
        let in_digits = table.numbers("in_digits", problems);
        table.finish(problems);
        if let (Some(tag), Some(name), Some(complete)) = (tag, name, complete) {
            let complete = complete.value;
            locales.push(Some(Locale { tag, name, complete, fallback, ranges, numbers, scales, in_digits }));
        } else {
            locales.push(None);
        }
    }
    if locales.is_empty() && problems.len() == before {
        problems.push(fields.place().problem(
            ProblemKind::NoLanguage,
            "there is no language",
            "add `[[locales]]` with `tag = \"en\"`",
        ));
    }
    locales.into_iter().collect::<Option<Vec<_>>>().filter(|locales| !locales.is_empty())
}

/// The names of all policies, and the policies that could be read.
fn read_policies(fields: &mut Fields<'_>, problems: &mut Vec<Problem>) -> (Option<Vec<String>>, Vec<Policy>) {
    let before = problems.len();
    let Some(mut table) = fields.table("policies", "policies".into(), problems) else {
        if problems.len() == before {
            problems.push(fields.place().problem(
                ProblemKind::NoPolicy,
                "there is no retry policy",
                "add `[policies.never]`",
            ));
        }
        return Default::default();
    };
    let names = table.rest();
    let mut policies = Vec::new();
    for (name, mut table) in table.named_tables("the policy", problems) {
        let retry = table.required::<bool>("retry", problems);
        let source = table.required("source", problems);
        let numbers = match retry {
            Some(At { value: true, .. }) => read_numbers(&mut table, problems),
            _ => None,
        };
        table.finish(problems);
        if let Some(source) = source {
            policies.push(Policy { name, source, numbers });
        }
    }
    (Some(names), policies)
}

fn read_numbers(table: &mut Fields<'_>, problems: &mut Vec<Problem>) -> Option<PolicyNumbers> {
    let initial = table.required::<u32>("initial_delay_ms", problems);
    let factor = table.required::<f64>("factor", problems);
    let max = table.required::<u32>("max_delay_ms", problems);
    let attempts = table.required::<u8>("attempts", problems);
    let attempts_min = table.optional::<u8>("attempts_min", problems);
    let jitter = table.required::<String>("jitter", problems);
    let server_wait = table.required::<bool>("server_wait", problems);
    let server_wait_jitter = table.optional::<f64>("server_wait_jitter", problems);
    let immediate_first = table.optional::<bool>("immediate_first", problems);
    let hold = table.optional::<u32>("hold_rate_ms", problems);
    let (initial, factor, max, attempts) = (initial?, factor?, max?, attempts?);
    let (jitter, server_wait) = (jitter?, server_wait?);
    if !(1.0..=10.0).contains(&factor.value) {
        problems.push(factor.place.problem(
            ProblemKind::PolicyFactor,
            format!("the factor {} is out of range", factor.value),
            "use 1.0 to 10.0",
        ));
    }
    if initial.value > max.value {
        problems.push(max.place.problem(
            ProblemKind::PolicyCap,
            format!("the cap {} is below the first delay {}", max.value, initial.value),
            "raise `max_delay_ms` or lower `initial_delay_ms`",
        ));
    }
    if attempts.value == 0 {
        problems.push(attempts.place.problem(
            ProblemKind::PolicyAttempts,
            "a policy can't have 0 attempts",
            "use at least 1, or `retry = false`",
        ));
    }
    if let Some(min) = attempts_min.as_ref().filter(|min| min.value > attempts.value) {
        problems.push(min.place.problem(
            ProblemKind::PolicyAttempts,
            format!("`attempts_min` is {}, more than `attempts`", min.value),
            format!("lower it to {} at most, or raise `attempts`", attempts.value),
        ));
    }
    if let Some(part) = server_wait_jitter.as_ref().filter(|part| !(0.0..=1.0).contains(&part.value)) {
        problems.push(part.place.problem(
            ProblemKind::PolicyJitter,
            format!("`server_wait_jitter` is {}, out of range", part.value),
            "use 0.0 to 1.0, a fraction of the server's wait",
        ));
    }
    let known = JITTERS.iter().position(|known| *known == jitter.value);
    if known.is_none() {
        problems.push(jitter.place.problem(
            ProblemKind::UnknownJitter,
            format!("unknown jitter `{}`", jitter.value),
            suggest(&jitter.value, JITTERS),
        ));
    }
    Some(PolicyNumbers {
        initial_delay_ms: initial.value,
        factor: (factor.value * 1000.0).round() as u32,
        max_delay_ms: max.value,
        attempts_min: attempts_min.map_or(attempts.value, |min| min.value),
        attempts: attempts.value,
        jitter: known.unwrap_or(0),
        server_wait: server_wait.value,
        server_wait_jitter: server_wait_jitter.map_or(0, |part| (part.value * 1000.0).round() as u16),
        immediate_first: immediate_first.is_some_and(|first| first.value),
        hold_rate_ms: hold.map_or(0, |hold| hold.value),
    })
}

fn read_sources(fields: &mut Fields<'_>, locales: &[(String, bool)], problems: &mut Vec<Problem>) -> Vec<SourcePage> {
    let mut pages = Vec::new();
    for (id, mut table) in fields.named_tables("the source", problems) {
        let title = table.required("title", problems);
        let url = table.optional("url", problems);
        // For the reference pages only.
        table.optional::<bool>("own_replies", problems);
        let given = table.rest();
        let given = locales.iter().skip(1).filter(|(tag, _)| given.contains(tag));
        let translated = given.filter_map(|(tag, _)| table.string_named(tag, problems)).collect();
        table.finish(problems);
        if let Some(title) = title {
            pages.push(SourcePage { id, title, translated, url });
        }
    }
    pages
}

fn read_links(fields: &mut Fields<'_>, locales: &[(String, bool)], problems: &mut Vec<Problem>) -> Vec<Link> {
    let mut links = Vec::new();
    for (id, mut table) in fields.named_tables("the link", problems) {
        let url = table.required("url", problems);
        let seen: Option<At<String>> = table.required("seen", problems);
        let titles = translations(&mut table, locales, problems);
        table.finish(problems);
        if let (Some(url), Some(_), Some(titles)) = (url, seen, titles) {
            links.push(Link { id, url, titles });
        }
    }
    links
}

/// One text per language, under its tag. `None` if a language that is complete lacks it.
fn translations(
    table: &mut Fields<'_>,
    locales: &[(String, bool)],
    problems: &mut Vec<Problem>,
) -> Option<Vec<Option<At<String>>>> {
    let known = table.rest();
    let mut texts = Vec::with_capacity(locales.len());
    let mut is_complete = true;
    for (tag, complete) in locales {
        let is_wanted = *complete || known.contains(tag);
        let text = if is_wanted { table.string_named(tag, problems) } else { table.may_have(tag) };
        is_complete &= !is_wanted || text.is_some();
        texts.push(text);
    }
    is_complete.then_some(texts)
}

fn read_glossary(fields: &mut Fields<'_>, locales: &[(String, bool)], problems: &mut Vec<Problem>) -> Vec<Term> {
    let mut terms = Vec::new();
    for (name, mut table) in fields.named_tables("the term", problems) {
        let required = table.optional::<bool>("required", problems).is_some_and(|required| required.value);
        let never = table.table("never", format!("`never` of the term `{}`", name.value), problems);
        let mut lists = |table: &mut Fields<'_>, must: bool| -> Vec<Vec<At<String>>> {
            let list = |(tag, complete): &(String, bool)| match table.place_of(tag) {
                None if must && *complete => {
                    problems.push(table.place().problem(
                        ProblemKind::MissingLanguage,
                        format!("the language `{tag}` is missing"),
                        format!("add `{tag} = [\"…\"]`; the language is complete"),
                    ));
                    Vec::new()
                }
                _ => table.strings(tag, problems),
            };
            locales.iter().map(list).collect()
        };
        let words = lists(&mut table, true);
        let never = match never {
            Some(mut never) => {
                let words = lists(&mut never, false);
                never.finish(problems);
                words
            }
            None => vec![Vec::new(); locales.len()],
        };
        table.finish(problems);
        terms.push(Term { name, required, words, never });
    }
    terms
}

fn read_labels(fields: &mut Fields<'_>, locales: &[(String, bool)], problems: &mut Vec<Problem>) -> Vec<Label> {
    let mut labels = Vec::new();
    for (id, mut table) in fields.named_tables("the label", problems) {
        let texts = translations(&mut table, locales, problems);
        table.finish(problems);
        labels.extend(texts.map(|texts| Label { id, texts }));
    }
    labels
}

fn read_values(fields: &mut Fields<'_>, problems: &mut Vec<Problem>) -> Vec<Value> {
    const KINDS: [(&str, Kind); 6] = [
        ("number", Kind::Number),
        ("status", Kind::Status),
        ("duration", Kind::Duration),
        ("word", Kind::Word),
        ("phrase", Kind::Phrase),
        ("text", Kind::Text),
    ];
    let mut values = Vec::new();
    for (name, mut table) in fields.named_tables("the value", problems) {
        let kind = table.required::<String>("kind", problems);
        let word = table.optional::<String>("word", problems);
        let secret = table.optional::<bool>("secret", problems).is_some_and(|secret| secret.value);
        let means = table.required("means", problems);
        table.finish(problems);
        let (Some(kind), Some(means)) = (kind, means) else { continue };
        match KINDS.iter().find(|(known, _)| *known == kind.value) {
            Some(&(_, kind)) => values.push(Value { name, kind, secret, word, means }),
            None => problems.push(kind.place.problem(
                ProblemKind::UnknownValueKind,
                format!("unknown kind `{}`", kind.value),
                suggest(&kind.value, KINDS.iter().map(|(known, _)| *known)),
            )),
        }
    }
    values.sort_by(|a, b| a.name.value.cmp(&b.name.value));
    values
}

fn read_message(mut table: Fields<'_>, problems: &mut Vec<Problem>) -> Option<Message> {
    let pattern = table.required::<String>("pattern", problems);
    let source = table.required("source", problems);
    let statuses = table.numbers("statuses", problems);
    let retry = table.optional("retry", problems);
    let scope = table.optional("scope", problems);
    let text = table.optional("text", problems);
    table.finish(problems);
    Some(Message { pattern: pattern?, source: source?, statuses, retry, scope, text })
}

fn read_examples(fields: &mut Fields<'_>, problems: &mut Vec<Problem>) -> Vec<Example> {
    let tables = fields.tables("example", "an example", problems);
    tables
        .into_iter()
        .filter_map(|mut table| {
            let kind = table.required("kind", problems);
            let wrong = table.required("wrong", problems);
            let right = table.required("right", problems);
            table.finish(problems);
            Some(Example { kind: kind?, wrong: wrong?, right: right? })
        })
        .collect()
}

fn read_message_texts(
    fields: &mut Fields<'_>,
    locales: &[(String, bool)],
    problems: &mut Vec<Problem>,
) -> Vec<MessageText> {
    let Some(mut table) = fields.table("texts", "texts".into(), problems) else { return Vec::new() };
    let mut groups = Vec::new();
    for (name, mut group) in table.named_tables("the text", problems) {
        let texts = languages(&mut group, locales, problems, |table, problems| {
            Some(Texts {
                of: table.optional("of", problems),
                cause: table.required("cause", problems),
                solution: table.required("solution", problems),
                steps: table.strings("steps", problems),
                ..Texts::default()
            })
        });
        group.finish(problems);
        groups.push(MessageText { name, texts });
    }
    groups
}

fn read_wrappers(fields: &mut Fields<'_>, problems: &mut Vec<Problem>) -> Vec<Message> {
    let tables = fields.tables("wrappers", "a wrapper", problems);
    tables
        .into_iter()
        .filter_map(|mut table| {
            let pattern = table.required("pattern", problems);
            let source = table.required("source", problems);
            table.finish(problems);
            let (pattern, source) = (pattern?, source?);
            Some(Message { pattern, source, statuses: Vec::new(), retry: None, scope: None, text: None })
        })
        .collect()
}

fn read_wordings(fields: &mut Fields<'_>, problems: &mut Vec<Problem>) -> Vec<Wording> {
    let tables = fields.tables("wordings", "a wording", problems);
    tables
        .into_iter()
        .filter_map(|mut table| {
            let text = table.required("text", problems);
            let source = table.required("source", problems);
            table.finish(problems);
            Some(Wording { text: text?, source: source? })
        })
        .collect()
}

/// `None` if a number is missing.
fn read_word_model(fields: &mut Fields<'_>, problems: &mut Vec<Problem>) -> Option<WordModel> {
    // Larger numbers make no sense, and training would overflow.
    const WEIGHT: u32 = 100;
    const SCORE: u32 = 1024;
    let languages = required_list(fields, "languages", problems);
    let stop_words = fields.strings("stop_words", problems);
    let names = fields.strings("names", problems);
    let weights = numbers_of(fields, "weights", problems, |number| TextWeights {
        pattern: number("pattern", WEIGHT),
        wording: number("wording", WEIGHT),
        title: number("title", WEIGHT),
        slug: number("slug", WEIGHT),
        keyword: number("keyword", WEIGHT),
        api_value: number("api_value", WEIGHT),
        cause: number("cause", WEIGHT),
        reason: number("reason", WEIGHT),
        solution: number("solution", WEIGHT),
        step: number("step", WEIGHT),
        foreign: number("foreign", WEIGHT),
    });
    let training = numbers_of(fields, "training", problems, |number| Training {
        forms: number("forms", 16),
        passes: number("passes", 16),
        step: number("step", 256),
        close_enough: number("close_enough", 1 << 16),
        shrink: number("shrink", 1 << 16),
        pair_texts: number("pair_texts", SCORE),
        least_weight: number("least_weight", SCORE),
    });
    let decision = numbers_of(fields, "decision", problems, |number| Decision {
        other_status: number("other_status", SCORE),
        general: number("general", SCORE),
        least: number("least", SCORE),
        gate: number("gate", SCORE),
        around: number("around", SCORE),
        foreign: number("foreign", SCORE),
        retry: number("retry", SCORE),
    });
    Some(WordModel { languages, stop_words, names, weights: weights?, training: training?, decision: decision? })
}

/// The table `key`, which contains only numbers. `read` asks for each by its key and its largest value. `None` if
/// one of them is missing.
fn numbers_of<T>(
    fields: &mut Fields<'_>,
    key: &'static str,
    problems: &mut Vec<Problem>,
    read: impl FnOnce(&mut dyn FnMut(&'static str, u32) -> u32) -> T,
) -> Option<T> {
    let is_missing = fields.place_of(key).is_none();
    let Some(mut table) = fields.table(key, format!("`[{key}]`"), problems) else {
        if is_missing {
            problems.push(fields.place().problem(
                ProblemKind::MissingKey,
                format!("the file has no `[{key}]`"),
                "restore it from the repository",
            ));
        }
        return None;
    };
    let mut complete = true;
    let mut number = |key, most| {
        let Some(number) = table.required::<u32>(key, problems) else {
            complete = false;
            return 0;
        };
        if number.value > most {
            problems.push(number.place.problem(
                ProblemKind::NumberTooLarge,
                format!("`{key}` is {}", number.value),
                format!("use {most} at most"),
            ));
        }
        number.value
    };
    let value = read(&mut number);
    table.finish(problems);
    complete.then_some(value)
}

/// One table per language; a missing one is a problem if the language is complete.
fn languages<T>(
    fields: &mut Fields<'_>,
    locales: &[(String, bool)],
    problems: &mut Vec<Problem>,
    mut read: impl FnMut(&mut Fields<'_>, &mut Vec<Problem>) -> Option<T>,
) -> Vec<Option<T>> {
    let mut texts = Vec::with_capacity(locales.len());
    for (tag, complete) in locales {
        let known = fields.rest().contains(tag);
        if !known && *complete {
            problems.push(fields.place().problem(
                ProblemKind::MissingLanguage,
                format!("the language `{tag}` is missing"),
                format!("add `[{tag}]` with its texts; the language is complete"),
            ));
        }
        let table = fields.language(tag, format!("the language `{tag}`"), problems);
        texts.push(table.and_then(|mut table| {
            let value = read(&mut table, problems);
            table.finish(problems);
            value
        }));
    }
    texts
}

fn read_error(fields: &mut Fields<'_>, slug: String, locales: &[(String, bool)], problems: &mut Vec<Problem>) -> Error {
    if !fields.rest().iter().any(|key| key == "statuses") {
        problems.push(fields.place().problem(
            ProblemKind::MissingKey,
            "the entry has no `statuses`",
            "add `statuses = [400]` with its HTTP statuses, or `[]` if it comes without a response",
        ));
    }
    Error {
        slug,
        place: fields.place(),
        statuses: fields.numbers("statuses", problems),
        default_for: fields.numbers("default_for", problems),
        ambiguous_statuses: fields.numbers("ambiguous_statuses", problems),
        category: fields.required("category", problems),
        scope: fields.required("scope", problems),
        retry: fields.required("retry", problems),
        api_codes: fields.strings("api_codes", problems),
        vague_api_codes: fields.strings("vague_api_codes", problems),
        also_api_codes: fields.strings("also_api_codes", problems),
        status_names: fields.strings("status_names", problems),
        api_types: fields.strings("api_types", problems),
        links: fields.strings("links", problems),
        sources: fields.strings("sources", problems),
        checked: fields.required("checked", problems),
        retired: fields.optional("retired", problems).is_some_and(|retired| retired.value),
        refine: read_refine(fields, problems),
        messages: fields
            .tables("messages", "a message", problems)
            .into_iter()
            .filter_map(|table| read_message(table, problems))
            .collect(),
        wordings: read_wordings(fields, problems),
        message_texts: read_message_texts(fields, locales, problems),
        examples: read_examples(fields, problems),
        texts: languages(fields, locales, problems, |table, problems| {
            Some(Texts {
                of: table.optional("of", problems),
                title: table.required("title", problems),
                cause: table.required("cause", problems),
                solution: table.required("solution", problems),
                reasons: required_list(table, "reasons", problems),
                steps: required_list(table, "steps", problems),
                prevention: table.strings("prevention", problems),
                keywords: table.strings("keywords", problems),
            })
        }),
    }
}

fn required_list(table: &mut Fields<'_>, key: &'static str, problems: &mut Vec<Problem>) -> Vec<At<String>> {
    let Some(place) = table.place_of(key) else {
        let _ = table.required::<Vec<String>>(key, problems);
        return Vec::new();
    };
    let before = problems.len();
    let list = table.strings(key, problems);
    if list.is_empty() && problems.len() == before {
        problems.push(place.problem(ProblemKind::EmptyList, format!("`{key}` is empty"), "add at least one line"));
    }
    list
}

fn read_waits(fields: &mut Fields<'_>, problems: &mut Vec<Problem>) -> Waits {
    let phrases = required_list(fields, "phrases", problems);
    let endings = fields.strings("endings", problems);
    let other_units = fields.strings("other_units", problems);
    let mut waits = Waits { phrases, endings, other_units, ..Waits::default() };
    for mut table in fields.tables("fields", "a field", problems) {
        let name = table.required("name", problems);
        let kind = table.required("kind", problems);
        table.finish(problems);
        if let (Some(name), Some(kind)) = (name, kind) {
            waits.fields.push(WaitField { name, kind });
        }
    }
    for mut table in fields.tables("units", "a unit", problems) {
        let nanoseconds = table.required::<u64>("nanoseconds", problems);
        let names = required_list(&mut table, "names", problems);
        table.finish(problems);
        if let Some(nanoseconds) = nanoseconds {
            waits.units.push(TimeUnit { nanoseconds: nanoseconds.value, names });
        }
    }
    waits
}

fn read_secrets(fields: &mut Fields<'_>, problems: &mut Vec<Problem>) -> Secrets {
    Secrets {
        prefixes: required_list(fields, "prefixes", problems),
        schemes: required_list(fields, "schemes", problems),
        parameters: required_list(fields, "parameters", problems),
        fields: required_list(fields, "fields", problems),
    }
}

fn read_pasted(fields: &mut Fields<'_>, problems: &mut Vec<Problem>) -> Pasted {
    Pasted { lists: PASTED.map(|key| required_list(fields, key, problems)) }
}

fn read_refine(fields: &mut Fields<'_>, problems: &mut Vec<Problem>) -> Vec<Refine> {
    let tables = fields.tables("refine", "a refinement", problems);
    tables
        .into_iter()
        .filter_map(|mut table| {
            let when = table.required("when", problems);
            let api_code = table.optional("api_code", problems);
            let code = table.required("code", problems);
            table.finish(problems);
            Some(Refine { when: when?, api_code, code: code? })
        })
        .collect()
}

fn read_exception(
    fields: &mut Fields<'_>,
    name: String,
    locales: &[(String, bool)],
    problems: &mut Vec<Problem>,
) -> Exception {
    Exception {
        name,
        place: fields.place(),
        status_from: fields.optional("status_from", problems),
        status_to: fields.optional("status_to", problems),
        codes: fields.strings("codes", problems),
        aliases: fields.strings("aliases", problems),
        retry: fields.required("retry", problems),
        links: fields.strings("links", problems),
        sources: fields.strings("sources", problems),
        checked: fields.required("checked", problems),
        texts: languages(fields, locales, problems, |table, problems| {
            Some(Texts {
                of: table.optional("of", problems),
                cause: table.required("cause", problems),
                solution: table.required("solution", problems),
                steps: required_list(table, "steps", problems),
                ..Texts::default()
            })
        }),
    }
}

fn read_support(fields: &mut Fields<'_>, locales: &[(String, bool)], problems: &mut Vec<Problem>) -> Support {
    Support {
        links: fields.strings("links", problems),
        sources: fields.strings("sources", problems),
        checked: fields.required("checked", problems),
        texts: languages(fields, locales, problems, |table, problems| {
            let of = table.optional("of", problems);
            let title = table.required("title", problems);
            let intro = table.required("intro", problems);
            let caution = table.required("caution", problems);
            let items = required_list(table, "items", problems);
            Some(SupportTexts { of, title: title?, intro: intro?, caution: caution?, items })
        }),
    }
}

fn read_monitoring(fields: &mut Fields<'_>, locales: &[(String, bool)], problems: &mut Vec<Problem>) -> Monitoring {
    let sources = fields.strings("sources", problems);
    let checked = fields.required("checked", problems);
    let mut metrics = Vec::new();
    for mut table in fields.tables("metrics", "a metric", problems) {
        let id = table.required("id", problems);
        let kind = table.required("kind", problems);
        let statuses = table.numbers("statuses", problems);
        let given_up = table.optional::<bool>("given_up", problems).is_some_and(|given_up| given_up.value);
        let quantile = table.optional("quantile", problems);
        let threshold = table.required("threshold", problems);
        let for_seconds = table.required("for_seconds", problems);
        let languages = languages(&mut table, locales, problems, |table, problems| {
            let of = table.optional("of", problems);
            let title = table.required("title", problems);
            let meaning = table.required("meaning", problems);
            let action = table.required("action", problems);
            Some((of, [title?, meaning?, action?]))
        });
        let (of, texts) = languages
            .into_iter()
            .map(|language| language.map_or((None, None), |(of, texts)| (of, Some(texts))))
            .unzip();
        table.finish(problems);
        if let (Some(id), Some(kind), Some(threshold), Some(for_seconds)) = (id, kind, threshold, for_seconds) {
            metrics.push(Metric {
                id,
                kind,
                statuses,
                given_up,
                quantile,
                threshold,
                for_seconds: for_seconds.value,
                texts,
                of,
            });
        }
    }
    Monitoring { sources, checked, metrics }
}
