//! `explain`: explains one message, or the error in a pasted text.

mod answer;
mod curl;
mod input;
mod lookup;

use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::path::Path;

use anstream::adapter::strip_str;
use openai_error_catalog::{ErrorBody, Locale};

use crate::hint;
use crate::named::Named;
use crate::options::{Common, Format};
use crate::outcome::Outcome;
use crate::pages::entry;
use crate::terminal::output::{self, note};
use crate::terminal::safe;
use answer::Explanation;
use curl::Reply;
use lookup::{is_known, look_up};

const EXAMPLES: &str = "\
Examples:
  openai-errors explain --status 429 'You exceeded your current quota'
  python app.py 2>&1 | openai-errors explain
  curl -i https://… | openai-errors explain --lang zh
  openai-errors explain RateLimitError";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// The HTTP status, if it is known
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(100..=599))]
    status: Option<u16>,
    #[command(flatten)]
    common: Common,
    /// The message, or the text that a client printed; a status, a code, or the name of an exception
    /// [default, and `-`: standard input]
    ///
    /// Standard input is read to its end. If its last 64 KiB contain an error that is recognized, that is explained,
    /// otherwise the last one before it.
    #[arg(allow_negative_numbers = true)]
    message: Vec<OsString>,
}

pub fn run(arguments: &Arguments, locale: Locale) -> io::Result<Outcome> {
    let status = arguments.status;
    let text = match arguments.message.as_slice() {
        [] if status.is_some() && io::stdin().is_terminal() => String::new(),
        [] => read(status)?,
        [dash] if dash == "-" => read(status)?,
        words => words.iter().map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" "),
    };
    let text = without_colors(text, status);
    let format = arguments.common.format;
    if text.trim().is_empty() && status.is_none() {
        note("openai-errors: the message is empty");
        return Ok(Outcome::NotFound);
    }
    let reply = Reply::find(&text);
    let body = reply.as_ref().map(|reply| ErrorBody::parse(reply.body.as_bytes()));
    let Some(found) = look_up(&text, status, reply.as_ref().zip(body.as_ref())) else {
        return by_name(&text, format, locale);
    };
    let id = reply.as_ref().and_then(Reply::request_id).or_else(|| curl::request_id(&text));
    let explanation = || Explanation::new(&found, id, locale);
    output::answer(format, explanation, |page| answer::text(page, &text, &found, id, locale))
}

fn read(status: Option<u16>) -> io::Result<String> {
    let input = io::stdin().lock();
    if input.is_terminal() {
        let end = if cfg!(windows) { "end it with Ctrl-Z and Enter" } else { "end it with Ctrl-D" };
        note(format_args!("openai-errors: reading the message from the terminal; {end}"));
    }
    input::read(input, |text| {
        is_known(text, status) || (text.contains(ESCAPE) && is_known(&strip_str(text).to_string(), status))
    })
}

/// Begins the sequences that color text.
const ESCAPE: char = '\u{1b}';

/// Removes terminal control sequences, because many logs are colored. If an error is found in spite of them, the text
/// stays unchanged.
fn without_colors(text: String, status: Option<u16>) -> String {
    if !text.contains(ESCAPE) || is_known(&text, status) {
        return text;
    }
    strip_str(&text).to_string()
}

/// The answer to a text in which no lookup found an error: the page of a code, if the text is a code's name. Otherwise
/// only hints.
fn by_name(text: &str, format: Format, locale: Locale) -> io::Result<Outcome> {
    let is_one_word = text.split_whitespace().nth(1).is_none();
    if let Some(Named::Code(code) | Named::ApiValue(code, _)) = Named::find(text).filter(|_| is_one_word) {
        return entry::show(code.entry(), format, locale);
    }
    // Such a text is often a question, so the hint searches for its words. Of a log, the last line matters.
    let line = text.lines().rfind(|line| !line.trim().is_empty()).unwrap_or_default();
    hint::not_found(line, line, locale);
    // Never open the file: a script may pass on a server's message, and that could contain the path of any file.
    if Path::new(text).is_file() {
        note(format_args!(
            "openai-errors: this is a file; to explain its content, run: openai-errors explain < {}",
            safe::text(text)
        ));
    }
    Ok(Outcome::NotFound)
}
