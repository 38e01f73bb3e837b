//! The language of message patterns: text, `{placeholder}`, `{? optional}`,
//! `{one|other}`, `{{` and `}}`.

use std::collections::BTreeSet;

use crate::compiler::problem::ProblemKind;
use crate::matcher::found::MAX_CAPTURES;
use crate::matcher::literal::fold;
use crate::matcher::placeholder::Kind;
use crate::matcher::typography;

/// How many letters and digits a pattern must have outside placeholders.
const MIN_LITERAL: usize = 4;

/// How many characters a pattern must have outside placeholders if it begins with a placeholder for free text.
const MIN_AFTER_OPEN: usize = 10;

/// How many characters a pattern must have outside placeholders for each placeholder for free text.
const MIN_PER_OPEN: usize = 3;

/// How deeply braces may nest.
const MAX_DEPTH: usize = 6;

/// A parsed pattern.
#[derive(Debug)]
pub struct Pattern {
    pub parts: Vec<Part>,
}

#[derive(Debug)]
pub enum Part {
    /// Folded, but runs of whitespace are not yet joined: they may continue in the next part.
    Text(String),
    Placeholder(Kind, Option<String>),
    OneOf(Vec<Vec<Part>>),
}

/// How much of a pattern's end is omitted. Its closing full stop may be
/// omitted, and so may the whitespace around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dropped {
    Nothing,
    Space,
    FullStop,
    Everything,
}

impl Dropped {
    /// What is omitted if the character before is omitted too; `None` if it must not be.
    /// The full stop of a wrapper must not be omitted.
    pub fn and_before(self, char: char, is_wrapper: bool) -> Option<Dropped> {
        match (char, self) {
            (' ', Dropped::Nothing) => Some(Dropped::Space),
            ('.', Dropped::Nothing | Dropped::Space) if !is_wrapper => Some(Dropped::FullStop),
            (' ', Dropped::FullStop) => Some(Dropped::Everything),
            _ => None,
        }
    }
}

/// A fault: where it is in the pattern, what it is, and how to fix it.
#[derive(Debug, PartialEq, Eq)]
pub struct Fault {
    pub at: usize,
    pub kind: ProblemKind,
    pub what: String,
    pub fix: String,
}

pub fn fault<T>(at: usize, kind: ProblemKind, what: impl Into<String>, fix: impl Into<String>) -> Result<T, Fault> {
    Err(Fault { at, kind, what: what.into(), fix: fix.into() })
}

/// What the parser has to know from values.toml.
pub struct Placeholders<'v> {
    pub kind_of: &'v dyn Fn(&str) -> Option<Kind>,
    pub suggest: &'v dyn Fn(&str) -> String,
}

/// Parses and checks a pattern. A `wrapper` may have little literal text, or none.
pub fn parse(pattern: &str, wrapper: bool, placeholders: &Placeholders<'_>) -> Result<Pattern, Fault> {
    let mut parser = Parser { pattern, at: 0, placeholders, folds: true };
    let parts = parser.sequence(0)?;
    if parser.at < pattern.len() {
        return fault(
            parser.at,
            ProblemKind::BraceNotOpened,
            "`}` without `{`",
            "write `}}` for a brace that the message has",
        );
    }
    if !wrapper && least_literal(&parts) < MIN_LITERAL {
        return fault(
            0,
            ProblemKind::TooLittleText,
            "the pattern has too little literal text",
            "add words that only this error has",
        );
    }
    if let Some(needed) = (!wrapper).then(|| forms(&parts).into_iter().filter_map(Form::too_open).max()).flatten() {
        return fault(
            0,
            ProblemKind::MostlyPlaceholders,
            "the pattern has so little text outside its open placeholders that unrelated sentences would match it",
            format!(
                "write at least {needed} characters outside placeholders, or use a placeholder that is not free text"
            ),
        );
    }
    if most_captures(&parts) > MAX_CAPTURES {
        return fault(
            0,
            ProblemKind::TooManyCaptures,
            format!("the pattern captures more than {MAX_CAPTURES} values"),
            "write `{_}` for values that are not needed",
        );
    }
    Ok(Pattern { parts })
}

/// Parses a pattern without folding its text, and without the checks that need the whole pattern.
pub fn unfolded(pattern: &str, placeholders: &Placeholders<'_>) -> Result<Vec<Part>, Fault> {
    Parser { pattern, at: 0, placeholders, folds: false }.sequence(0)
}

struct Parser<'p> {
    pattern: &'p str,
    at: usize,
    placeholders: &'p Placeholders<'p>,
    /// Whether text is folded, as messages are.
    folds: bool,
}

impl<'p> Parser<'p> {
    fn rest(&self) -> &'p str {
        &self.pattern[self.at..]
    }

    /// Parses parts up to the end, up to a `}`, or, inside braces, up to a `|`.
    fn sequence(&mut self, depth: usize) -> Result<Vec<Part>, Fault> {
        let mut parts = Vec::new();
        let mut names = BTreeSet::new();
        let mut text = String::new();
        while let Some(next) = self.rest().chars().next() {
            if self.rest().starts_with("{{") || (self.rest().starts_with("}}") && depth == 0) {
                text.push(next);
                self.at += 2;
            } else if next == '{' {
                if !text.is_empty() {
                    parts.push(Part::Text(std::mem::take(&mut text)));
                }
                let start = self.at;
                let part = self.braces(depth)?;
                for name in names_of(std::slice::from_ref(&part)) {
                    if !names.insert(name.clone()) {
                        return fault(
                            start,
                            ProblemKind::RepeatedPlaceholder,
                            format!("`{{{name}}}` is used twice in the pattern"),
                            "use a different name for the second value, or write `{_}`",
                        );
                    }
                }
                parts.push(part);
            } else if next == '}' || (next == '|' && depth > 0) {
                break;
            } else {
                text.push(if self.folds { folded(next) } else { next });
                self.at += next.len_utf8();
            }
        }
        if !text.is_empty() {
            parts.push(Part::Text(text));
        }
        Ok(parts)
    }

    fn braces(&mut self, depth: usize) -> Result<Part, Fault> {
        let start = self.at;
        self.at += 1;
        if depth >= MAX_DEPTH {
            return fault(
                start,
                ProblemKind::BracesTooDeep,
                "braces are nested too deep",
                "split it into two patterns",
            );
        }
        if let Some(name) = self.name() {
            self.at += name.len() + 1;
            if name == "_" {
                return Ok(Part::Placeholder(Kind::Text, None));
            }
            return match (self.placeholders.kind_of)(name) {
                Some(kind) => Ok(Part::Placeholder(kind, Some(name.to_owned()))),
                None => fault(
                    start,
                    ProblemKind::UnknownPlaceholder,
                    format!("there is no placeholder `{{{name}}}`"),
                    format!("{} (catalog/values.toml lists them)", (self.placeholders.suggest)(name)),
                ),
            };
        }
        let optional = self.rest().starts_with('?');
        self.at += usize::from(optional);
        let mut branches = vec![self.sequence(depth + 1)?];
        while self.rest().starts_with('|') {
            self.at += 1;
            branches.push(self.sequence(depth + 1)?);
        }
        if !self.rest().starts_with('}') {
            return fault(
                start,
                ProblemKind::BraceNotClosed,
                "`{` is not closed",
                "add `}`, or write `{{` for a brace that the message has",
            );
        }
        self.at += 1;
        if optional {
            branches.push(Vec::new());
        } else if branches.len() == 1 {
            return fault(
                start,
                ProblemKind::PlaceholderForm,
                "malformed placeholder",
                "write `{name}` with a-z and _, `{? optional part}`, `{one|other}`, or `{{` for a brace",
            );
        }
        Ok(Part::OneOf(branches))
    }

    /// The name of a placeholder, if these braces contain one.
    fn name(&self) -> Option<&'p str> {
        let name = &self.rest()[..self.rest().find('}')?];
        (!name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')).then_some(name)
    }
}

/// The character as the matcher reads it in a message.
fn folded(char: char) -> char {
    match typography::ascii(char) {
        Some(ascii) => char::from(fold(ascii)),
        None if char.is_ascii() => char::from(fold(char as u8)),
        None => char,
    }
}

fn names_of(parts: &[Part]) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for part in parts {
        match part {
            Part::Text(_) => {}
            Part::Placeholder(_, name) => names.extend(name.clone()),
            Part::OneOf(branches) => names.extend(branches.iter().flat_map(|branch| names_of(branch))),
        }
    }
    names
}

fn least_literal(parts: &[Part]) -> usize {
    parts
        .iter()
        .map(|part| match part {
            Part::Text(text) => text.chars().filter(|char| char.is_alphanumeric()).count(),
            Part::Placeholder(..) => 0,
            Part::OneOf(branches) => branches.iter().map(|branch| least_literal(branch)).min().unwrap_or(0),
        })
        .sum()
}

/// How much text there is in one form of a pattern. A form has one alternative in place of each list of alternatives.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Form {
    /// Its literal characters, without whitespace.
    text: usize,
    /// Its placeholders for free text.
    open: usize,
    begins_open: bool,
}

impl Form {
    /// Counts end here, because more makes no difference. This makes many forms equal, so there are fewer to follow.
    const MOST: usize = 64;

    fn then(self, next: Form) -> Form {
        Form {
            text: (self.text + next.text).min(Self::MOST),
            open: (self.open + next.open).min(Self::MOST / MIN_PER_OPEN),
            begins_open: self.begins_open || (self == Form::default() && next.begins_open),
        }
    }

    /// How much text the form needs; `None` if it has enough.
    fn too_open(self) -> Option<usize> {
        let least = if self.begins_open { MIN_AFTER_OPEN } else { 0 };
        let needed = least.max(self.open * MIN_PER_OPEN);
        (self.text < needed).then_some(needed)
    }
}

fn forms(parts: &[Part]) -> BTreeSet<Form> {
    let mut all = BTreeSet::from([Form::default()]);
    for part in parts {
        let next: BTreeSet<Form> = match part {
            Part::Text(text) => {
                // A Chinese character counts as two letters.
                let own = text.chars().filter(|char| !char.is_whitespace());
                let text = own.map(|char| if ('\u{2e80}'..='\u{9fff}').contains(&char) { 2 } else { 1 }).sum();
                BTreeSet::from([Form { text, ..Form::default() }])
            }
            Part::Placeholder(kind, _) if kind.is_open() => {
                BTreeSet::from([Form { text: 0, open: 1, begins_open: true }])
            }
            Part::Placeholder(..) => BTreeSet::from([Form::default()]),
            Part::OneOf(branches) => branches.iter().flat_map(|branch| forms(branch)).collect(),
        };
        all = all.iter().flat_map(|form| next.iter().map(|next| form.then(*next))).collect();
    }
    all
}

fn most_captures(parts: &[Part]) -> usize {
    parts
        .iter()
        .map(|part| match part {
            Part::Text(_) => 0,
            Part::Placeholder(_, name) => usize::from(name.is_some()),
            Part::OneOf(branches) => branches.iter().map(|branch| most_captures(branch)).max().unwrap_or(0),
        })
        .sum()
}
