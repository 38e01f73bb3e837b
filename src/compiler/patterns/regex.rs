//! A pattern as a regular expression, for programs in other languages. The
//! syntax is the part that ECMAScript and Python's `re` have in common. The
//! expressions need the flag `i`.
//!
//! The matcher never backtracks into a `word`, a `number`, or a `duration`.
//! Regular expressions do, so such a placeholder is written as a lookahead,
//! followed by a reference to its group.

use super::syntax::{Dropped, Part, Pattern};
use crate::matcher::placeholder::Kind;
use crate::matcher::unit::Unit;
use crate::units::{OTHER_UNITS, UNITS};

/// ASCII whitespace, for use inside a character class.
const SPACE: &str = r" \t-\r";

/// Characters that are not letters or digits of any script, for use inside a character class.
const NO_LETTER: &str = r"\x00-/:-@\[-`{-\u00BF\u2000-\u207F\u3000-\u303F\uFF00-\uFF0F\uFF1A-\uFF20";

/// Characters that can't be inside a `word`, without whitespace.
const NO_WORD: &str = r#"'"`(),;\u0080-\u00BF\u2000-\u207F\u3000-\u303F\uFF00-\uFF0F\uFF1A-\uFF20"#;

/// Characters that can't be inside a `phrase`, for use inside a character class.
const NO_PHRASE: &str = r"\x00-\x1F!-'*,.:-@\[-^`{-\x7F";

const END: &str = r"(?![\s\S])";

/// A regular expression, and what its groups capture.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Regex {
    pub text: String,
    /// The placeholder of each group, in their order; `_` if it has no name.
    pub groups: Vec<String>,
}

/// The regular expression of a message's pattern, or of a wrapper's.
pub fn regex(pattern: &Pattern, wrapper: bool) -> Regex {
    let mut writer = Writer { wrapper, groups: Some(Vec::new()) };
    let mut text = format!("^[{SPACE}]*");
    if !matches!(pattern.parts.first(), Some(Part::Text(_))) {
        // A value begins after all of the whitespace.
        text.push_str(&format!("(?![{SPACE}])"));
    }
    let front = writer.sequence(&pattern.parts, Front::Spaced, Some(Dropped::Nothing), &mut text);
    if !wrapper {
        // After whitespace, a Chinese word is treated like any other word.
        let spaced = match front {
            Front::Plain | Front::Open => String::new(),
            Front::Spaced | Front::Either => format!("(?<=[{SPACE}])|"),
        };
        text.push_str(&format!(r"(?![-_][0-9a-z]|(?:[ \t\x0B-\r]+|{spaced}(?![\u3040-\u9FFF]))[^{NO_LETTER}])"));
    }
    Regex { text, groups: writer.groups.unwrap_or_default() }
}

/// What comes before a part of the pattern. A space after another one, or at the start, is dropped.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Front {
    Spaced,
    Plain,
    /// A value that may contain spaces. The next space must be the first of its run. Otherwise an engine would try
    /// every space of a long run.
    Open,
    /// A space or something else.
    Either,
}

struct Writer {
    wrapper: bool,
    /// `None` inside a lookahead, which captures nothing.
    groups: Option<Vec<String>>,
}

impl Writer {
    /// Writes `parts`. `after` is what is omitted if everything after them is omitted; `None` if that must not be
    /// omitted.
    fn sequence(&mut self, parts: &[Part], mut front: Front, after: Option<Dropped>, out: &mut String) -> Front {
        // An optional end is omitted together with everything after it.
        let mut open = 0;
        for (index, part) in parts.iter().enumerate() {
            let rest = &parts[index + 1..];
            let dropped = self.drop_all(rest, after);
            match part {
                Part::Text(text) => {
                    let before_open = matches!(rest.first(), Some(Part::Placeholder(kind, _)) if kind.is_open());
                    open += self.text(text, &mut front, dropped, before_open, out);
                }
                Part::Placeholder(kind, name) => {
                    self.placeholder(*kind, name.as_deref(), rest, dropped.is_some(), out);
                    front = if kind.is_open() { Front::Open } else { Front::Plain };
                }
                Part::OneOf(branches) => front = self.one_of(branches, front, dropped, out),
            }
        }
        out.push_str(&")?".repeat(open));
        front
    }

    /// Writes literal text. Returns how many groups it leaves open.
    fn text(
        &self,
        text: &str,
        front: &mut Front,
        after: Option<Dropped>,
        before_open: bool,
        out: &mut String,
    ) -> usize {
        let mut open = 0;
        let mut rest = text.chars();
        while let Some(char) = rest.next() {
            if char == ' ' && *front == Front::Spaced {
                continue;
            }
            if self.drop_text(char, self.drop_chars(rest.as_str(), after)).is_some() {
                out.push_str("(?:");
                open += 1;
            }
            match (char, *front) {
                (' ', Front::Either) => out.push_str(&format!("(?:[{SPACE}]+|(?<![^{SPACE}]))")),
                (' ', Front::Open) => out.push_str(&format!("(?<![{SPACE}])[{SPACE}]+")),
                (' ', _) => out.push_str(&format!("[{SPACE}]+")),
                _ => literal(char, out),
            }
            if char == ' ' && before_open && rest.as_str().trim_matches(' ').is_empty() {
                // The value begins after all of the whitespace.
                out.push_str(&format!("(?![{SPACE}])"));
            }
            *front = if char == ' ' { Front::Spaced } else { Front::Plain };
        }
        open
    }

    fn one_of(&mut self, branches: &[Vec<Part>], front: Front, after: Option<Dropped>, out: &mut String) -> Front {
        // The matcher prefers the most literal alternative, a regular expression the first one.
        let mut sorted: Vec<&Vec<Part>> = branches.iter().filter(|branch| !branch.is_empty()).collect();
        sorted.sort_by_key(|branch| std::cmp::Reverse(longest(branch)));
        let optional = sorted.len() < branches.len();
        let mut fronts: Vec<Front> = if optional { vec![front] } else { Vec::new() };
        out.push_str("(?:");
        for (index, branch) in sorted.into_iter().enumerate() {
            if index > 0 {
                out.push('|');
            }
            fronts.push(self.sequence(branch, front, after, out));
        }
        out.push_str(if optional { ")?" } else { ")" });
        let spaced = fronts.iter().filter(|front| matches!(front, Front::Spaced | Front::Either)).count();
        match (spaced, fronts.contains(&Front::Open)) {
            (0, true) => Front::Open,
            (0, false) => Front::Plain,
            _ if spaced == fronts.len() && !fronts.contains(&Front::Either) => Front::Spaced,
            _ => Front::Either,
        }
    }

    fn placeholder(&mut self, kind: Kind, name: Option<&str>, rest: &[Part], may_end: bool, out: &mut String) {
        let number = self.groups.as_mut().map(|groups| {
            groups.push(name.unwrap_or("_").to_owned());
            groups.len()
        });
        let group = if number.is_some() { "(" } else { "(?:" };
        let body = match kind {
            Kind::Status => {
                out.push_str(&format!("{group}[1-5][0-9][0-9])(?![0-9])"));
                return;
            }
            Kind::Number => "-?[0-9](?:[0-9.,_]*[0-9])?".to_owned(),
            Kind::Duration => duration(),
            Kind::Word => word(),
            Kind::Phrase | Kind::Text => {
                let short = if kind == Kind::Text { r"[\s\S]*?".to_owned() } else { format!("[^{NO_PHRASE}]+?") };
                if !may_end {
                    out.push_str(&format!("{group}{short})"));
                    return;
                }
                let whole = if kind == Kind::Text {
                    // To the end of the sentence or of the line.
                    let inside = format!(r"(?:[^\n\r.\u3002]|\.(?![{SPACE}]|{END}))*");
                    format!(r"{inside}(?:[^{SPACE}.\u3002]|\.(?![{SPACE}]|{END}))")
                } else {
                    format!("[^{NO_PHRASE}]*[^ {NO_PHRASE}]")
                };
                // An optional continuation has priority over the end, however far away it is.
                let mut continued = String::new();
                let mut lookahead = Writer { wrapper: self.wrapper, groups: None };
                for (index, part) in rest.iter().enumerate() {
                    let Part::OneOf(branches) = part else { continue };
                    for branch in branches.iter().filter(|branch| !branch.is_empty()) {
                        continued.push_str(if continued.is_empty() { "" } else { "|" });
                        let after = (index + 1 == rest.len()).then_some(Dropped::Everything);
                        lookahead.sequence(branch, Front::Open, after, &mut continued);
                    }
                }
                if !continued.is_empty() {
                    out.push_str(&format!("{group}{short}(?={continued})|{whole})"));
                    return;
                }
                whole
            }
        };
        match number {
            // The reference is in its own group because a digit may follow.
            Some(number) => out.push_str(&format!(r"(?=({body}))(?:\{number})")),
            None => out.push_str(&format!("(?:{body})")),
        }
    }

    /// What is omitted if all of `parts` is omitted, in addition to `after`. `None` if one of them must not be omitted.
    fn drop_all(&self, parts: &[Part], after: Option<Dropped>) -> Option<Dropped> {
        parts.iter().rev().try_fold(after?, |dropped, part| match part {
            Part::Text(text) => self.drop_chars(text, Some(dropped)),
            Part::Placeholder(..) => None,
            Part::OneOf(branches) if branches.iter().any(Vec::is_empty) => Some(dropped),
            Part::OneOf(branches) => branches.iter().find_map(|branch| self.drop_all(branch, Some(dropped))),
        })
    }

    fn drop_chars(&self, text: &str, after: Option<Dropped>) -> Option<Dropped> {
        text.chars().rev().try_fold(after?, |dropped, char| self.drop_text(char, Some(dropped)))
    }

    fn drop_text(&self, char: char, after: Option<Dropped>) -> Option<Dropped> {
        after?.and_before(char, self.wrapper)
    }
}

/// The maximum length of the literal text.
fn longest(parts: &[Part]) -> usize {
    parts
        .iter()
        .map(|part| match part {
            Part::Text(text) => text.len(),
            Part::Placeholder(..) => 0,
            Part::OneOf(branches) => branches.iter().map(|branch| longest(branch)).max().unwrap_or(0),
        })
        .sum()
}

fn literal(char: char, out: &mut String) {
    match char {
        // A message that was cut out of JSON still has its escapes.
        '"' | '\'' | '`' | '/' => out.push_str(r"\\?"),
        '\\' | '^' | '$' | '.' | '*' | '+' | '?' | '(' | ')' | '[' | ']' | '{' | '}' | '|' => out.push('\\'),
        _ => {}
    }
    out.push(char);
}

/// Closing punctuation is not part of a word. Neither is a closing bracket that
/// the word didn't open. Regular expressions can't count brackets. So a closing
/// bracket belongs to the word only if the text inside the brackets is plain,
/// except for one more level of brackets.
fn word() -> String {
    let square = r"[!#-&*+.-:<-Z^_a-~\-]";
    let curly = r"[!#-&*+.-:<-Z^_a-z|~\-]";
    format!(
        r"(?:[.:!?\]}}]*(?:\[(?:{square}|\[{square}*\])*\]|\{{(?:{curly}|\{{{curly}*\}})*\}}|[^{SPACE}.:!?\]}}{NO_WORD}]))+"
    )
}

/// `1.898s`, `6m0s`, `9 seconds`, `3 days 4 hours`, `5 分钟`, `86400`, as src/matcher/duration.rs reads them.
fn duration() -> String {
    const NUMBER: &str = "[0-9](?:[0-9.]*[0-9])?";
    let units: &[Unit] = &UNITS;
    let alternatives = |names: &mut Vec<&str>| {
        // The longest first: an expression uses the first one that matches.
        names.sort_by_key(|name| (std::cmp::Reverse(name.len()), *name));
        names.join("|")
    };
    let names = units.iter().flat_map(|unit| unit.names.iter().copied());
    let (mut latin, mut others): (Vec<&str>, Vec<&str>) =
        names.partition(|name| name.ends_with(|char: char| char.is_ascii_alphabetic()));
    let mut unit = format!("(?:{})(?![a-z])", alternatives(&mut latin));
    if !others.is_empty() {
        unit = format!("(?:{unit}|{})", alternatives(&mut others));
    }
    let mut other_units: Vec<&str> = OTHER_UNITS.to_vec();
    let other_units = alternatives(&mut other_units);
    let part = format!("{NUMBER}[{SPACE}]*{unit}");
    let no_seconds =
        format!(r"[0-9.]*[0-9]|[,:/_-][0-9]|[µμ]|[^{NO_LETTER}]|[{SPACE}]+[0-9]|[{SPACE}]*(?:{unit}|{other_units})");
    format!("(?:{part}(?:[{SPACE}]*{part})*(?![0-9])|{NUMBER}(?!{no_seconds}))")
}
