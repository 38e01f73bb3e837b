//! Converts the patterns to regular expressions, for programs in other languages. `docs/matching.md` says how to choose
//! between those that match. A Rust program doesn't need them, so they are not part of the library.

use openai_error_catalog::Value;

use crate::compiler::patterns::regex::regex;
use crate::compiler::patterns::syntax::{Placeholders, parse};
use crate::matcher::placeholder::Kind;

/// Converts a pattern of the catalog to a regular expression, in the syntax that ECMAScript and Python share; it needs the
/// flag `i`. Also returns the name of the value that each group captures, `None` for a `{_}`. Both are empty if the text
/// is not a pattern.
#[must_use]
pub fn of(pattern: &str, wrapper: bool) -> (String, Vec<Option<String>>) {
    let placeholders = Placeholders { kind_of: &kind_of, suggest: &|_| String::new() };
    let Ok(pattern) = parse(pattern, wrapper, &placeholders) else { return Default::default() };
    let found = regex(&pattern, wrapper);
    let groups = found.groups.into_iter().map(|name| Some(name).filter(|name| name != "_")).collect();
    (found.text, groups)
}

fn kind_of(name: &str) -> Option<Kind> {
    let kind = Value::named(name)?.kind();
    Kind::ALL.into_iter().find(|known| known.name() == kind)
}
