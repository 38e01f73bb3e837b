//! Writes the output of a command: an answer as JSON or as a page, and notes on standard error.

use std::fmt;
use std::io::{self, Write};

use serde::Serialize;

use super::page::Page;
use super::safe;
use crate::options::Format;
use crate::outcome::Outcome;

/// Writes an answer: as one JSON value, or in the way that `text` writes it.
pub fn answer<T: Serialize>(
    format: Format,
    value: impl FnOnce() -> T,
    text: impl FnOnce(&mut Page) -> io::Result<()>,
) -> io::Result<Outcome> {
    match format {
        Format::Text => text(&mut Page::new())?,
        Format::Json => json(&value())?,
    }
    Ok(Outcome::Found)
}

/// Writes one JSON value, indented, with a line end.
pub fn json(value: &impl Serialize) -> io::Result<()> {
    let text = serde_json::to_string_pretty(value)?;
    writeln!(io::stdout().lock(), "{}", safe::json(&text))
}

/// Writes a line to standard error. If that fails, the program continues.
pub fn note(text: impl fmt::Display) {
    let _ = writeln!(anstream::stderr().lock(), "{text}");
}
