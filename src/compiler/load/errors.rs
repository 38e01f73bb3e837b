//! `errors/`: the entries.

use super::fields::{At, Fields};
use super::locales::Locale;
use super::messages::{self, Message};
use super::per_language;
use super::texts::Texts;
use crate::compiler::problem::{Place, Problem, ProblemKind};

/// An entry.
#[derive(Debug)]
pub struct Error {
    pub slug: String,
    /// The start of the file.
    pub place: Place,
    pub statuses: Vec<At<i64>>,
    pub default_for: Vec<At<i64>>,
    pub ambiguous_statuses: Vec<At<i64>>,
    pub category: Option<At<String>>,
    pub scope: Option<At<String>>,
    pub retry: Option<At<String>>,
    pub api_codes: Vec<At<String>>,
    pub vague_api_codes: Vec<At<String>>,
    pub also_api_codes: Vec<At<String>>,
    pub status_names: Vec<At<String>>,
    pub api_types: Vec<At<String>>,
    pub links: Vec<At<String>>,
    pub sources: Vec<At<String>>,
    pub checked: Option<At<String>>,
    pub retired: bool,
    pub refine: Vec<Refine>,
    pub messages: Vec<Message>,
    pub wordings: Vec<Wording>,
    pub message_texts: Vec<MessageText>,
    pub examples: Vec<Example>,
    /// One per locale; `None` where an incomplete language has no table.
    pub texts: Vec<Option<Texts>>,
}

impl Error {
    /// The statuses, without numbers that are negative or too large for a status.
    pub fn status_numbers(&self) -> Vec<u16> {
        self.statuses.iter().filter_map(|status| u16::try_from(status.value).ok()).collect()
    }
}

/// A refinement.
#[derive(Debug)]
pub struct Refine {
    pub when: At<String>,
    pub api_code: Option<At<String>>,
    pub code: At<String>,
}

/// A wording that is too loose for a pattern. Only the word model learns from it.
#[derive(Debug)]
pub struct Wording {
    pub text: At<String>,
    pub source: At<String>,
}

/// The cause, the solution, and maybe the steps of messages that the entry's texts don't fit. If the policy of a message
/// differs from the entry's, the entry's texts would even contradict its verdict.
#[derive(Debug)]
pub struct MessageText {
    pub name: At<String>,
    /// One per locale; `None` where an incomplete language has no table.
    pub texts: Vec<Option<Texts>>,
}

/// A request that causes the error, and the corrected request.
#[derive(Debug)]
pub struct Example {
    pub kind: At<String>,
    pub wrong: At<String>,
    pub right: At<String>,
}

/// Whether a name is a valid slug: lowercase ASCII letters, digits, and single underscores, with a letter at the start.
pub fn is_slug(name: &str) -> bool {
    name.bytes().next().is_some_and(|byte| byte.is_ascii_lowercase())
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
        && !name.ends_with('_')
        && !name.contains("__")
}

pub fn read(fields: &mut Fields<'_>, slug: String, locales: &[Locale], problems: &mut Vec<Problem>) -> Error {
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
        retired: fields.flag("retired", problems),
        refine: read_refine(fields, problems),
        messages: messages::read(fields, problems),
        wordings: read_wordings(fields, problems),
        message_texts: read_message_texts(fields, locales, problems),
        examples: read_examples(fields, problems),
        texts: per_language::tables(fields, locales, problems, |table, problems| {
            Some(Texts {
                of: table.optional("of", problems),
                title: table.required("title", problems),
                cause: table.required("cause", problems),
                solution: table.required("solution", problems),
                reasons: table.required_strings("reasons", problems),
                steps: table.required_strings("steps", problems),
                prevention: table.strings("prevention", problems),
                keywords: table.strings("keywords", problems),
            })
        }),
    }
}

fn read_refine(fields: &mut Fields<'_>, problems: &mut Vec<Problem>) -> Vec<Refine> {
    fields.tables("refine", "a refinement", problems, |table, problems| {
        let when = table.required("when", problems);
        let api_code = table.optional("api_code", problems);
        let code = table.required("code", problems);
        Some(Refine { when: when?, api_code, code: code? })
    })
}

fn read_wordings(fields: &mut Fields<'_>, problems: &mut Vec<Problem>) -> Vec<Wording> {
    fields.tables("wordings", "a wording", problems, |table, problems| {
        let text = table.required("text", problems);
        let source = table.required("source", problems);
        Some(Wording { text: text?, source: source? })
    })
}

fn read_message_texts(fields: &mut Fields<'_>, locales: &[Locale], problems: &mut Vec<Problem>) -> Vec<MessageText> {
    let Some(mut table) = fields.table("texts", "texts".into(), problems) else { return Vec::new() };
    table.named_tables("the text", problems, |name, table, problems| {
        let texts = per_language::tables(table, locales, problems, |table, problems| {
            Some(Texts {
                of: table.optional("of", problems),
                cause: table.required("cause", problems),
                solution: table.required("solution", problems),
                steps: table.strings("steps", problems),
                ..Texts::default()
            })
        });
        Some(MessageText { name, texts })
    })
}

fn read_examples(fields: &mut Fields<'_>, problems: &mut Vec<Problem>) -> Vec<Example> {
    fields.tables("example", "an example", problems, |table, problems| {
        let kind = table.required("kind", problems);
        let wrong = table.required("wrong", problems);
        let right = table.required("right", problems);
        Some(Example { kind: kind?, wrong: wrong?, right: right? })
    })
}
