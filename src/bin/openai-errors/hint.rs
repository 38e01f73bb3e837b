//! Hints on standard error: how to see more, and which codes are closest to an unknown name or text.

use openai_error_catalog::export::Label;
use openai_error_catalog::{Catalog, Code, Locale};

use crate::terminal::output::note;
use crate::terminal::page::widest;
use crate::terminal::safe;

/// Writes to standard error how to see everything about a code.
pub fn see(code: Code, locale: Locale) {
    note(Label::SeeError.text(locale).replace("{code}", code.as_str()));
}

/// The maximum number of codes to suggest if nothing matches.
const NEAREST: usize = 3;

/// Writes to standard error that nothing matches `asked`, and which codes are closest to `words`.
pub fn not_found(asked: &str, words: &str, locale: Locale) {
    let mut codes = Catalog::search(words).take(NEAREST).peekable();
    let label = if codes.peek().is_some() { Label::Nearest } else { Label::NotFound };
    note(format_args!("openai-errors: \"{}\"\n{}", safe::text(asked.trim()), label.text(locale)));
    let first = codes.peek().copied();
    let width = widest(codes.clone().map(|code| code.as_str()));
    for code in codes {
        note(format_args!("  {:width$}  {}", code.as_str(), code.entry().title(locale)));
    }
    if let Some(first) = first {
        see(first, locale);
    }
}
