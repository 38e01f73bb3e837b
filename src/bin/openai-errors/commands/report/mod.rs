//! `report`: counts the errors in a log, and says what to do about them.

mod count;
mod display;
mod html;
mod summary;
mod text;

use std::io::{self, Write};

use clap::ValueEnum;
use openai_error_catalog::Locale;

use crate::logs::fields::TIMES;
use crate::logs::parallel::each_batch;
use crate::options::{EXIT_STATUS_OF_LINES, Input};
use crate::outcome::Outcome;
use crate::terminal::output;
use count::Counts;
use summary::Report;

fn help() -> String {
    let times = TIMES.join(", ");
    format!(
        "The lines are those that classify reads. The time of an error is read from the first of these fields that its \
         line has: {times}; as ISO 8601 (UTC if it names no zone) or as the time since 1970 in seconds or \
         milliseconds.\n\n{EXIT_STATUS_OF_LINES}"
    )
}

#[derive(clap::Args)]
#[command(after_help = help())]
pub struct Arguments {
    #[command(flatten)]
    input: Input,
    /// Form of the report; html is one page with everything in it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Html,
}

pub fn run(arguments: &Arguments, locale: Locale) -> io::Result<Outcome> {
    let is_text = arguments.input.text;
    let mut counts = Counts::default();
    each_batch(
        &arguments.input,
        true,
        move |batch| Counts::of(batch, is_text),
        |more| {
            counts.add(more);
            Ok(())
        },
    )?;
    let report = Report::new(&counts, locale);
    match arguments.format {
        Format::Text => text::write(&report, locale)?,
        Format::Json => output::json(&report)?,
        Format::Html => writeln!(io::stdout().lock(), "{}", html::page(&report, locale).into_string())?,
    }
    Ok(Outcome::found_if(counts.unreadable == 0))
}
