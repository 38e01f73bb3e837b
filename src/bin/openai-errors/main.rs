//! `openai-errors`: explains errors of the OpenAI API.

mod classify;
mod explain;
mod list;
mod log;
mod output;
mod report;
mod safe;
mod search;
mod show;
mod stream;

use std::io;
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};
use openai_error_catalog::Locale;

/// Explains errors of the OpenAI API: what happened, why, what to do, and whether to retry.
#[derive(Parser)]
#[command(name = "openai-errors", version, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Explain an error: a message, or whatever a client printed
    ///
    /// Exit status: 0 if the error is known, 1 if not, 2 if the command line is wrong.
    Explain(explain::Arguments),
    /// Classify the lines of a log: JSON Lines in, JSON Lines out
    Classify(classify::Arguments),
    /// Report on a log: how often which error came, and what to do about it
    Report(report::Arguments),
    /// Show everything about one error code
    Show(show::Arguments),
    /// Find error codes by words, best first
    ///
    /// Exit status: 0 if something fits, 1 if nothing does, 2 if the command line is wrong.
    Search(search::Arguments),
    /// List the error codes
    List(list::ListArguments),
    /// List the languages
    Languages(list::LanguagesArguments),
}

/// What every command takes.
#[derive(clap::Args)]
struct Common {
    /// Language of the answer, as a BCP 47 tag [default: the environment's, else en]
    #[arg(long, value_name = "TAG", value_parser = parse_locale)]
    lang: Option<Locale>,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

impl Common {
    fn locale(&self) -> Locale {
        locale(self.lang)
    }
}

fn locale(asked: Option<Locale>) -> Locale {
    let environment = || sys_locale::get_locales().find_map(|tag| Locale::from_tag(&tag));
    asked.or_else(environment).unwrap_or_default()
}

fn parse_locale(tag: &str) -> Result<Locale, String> {
    Locale::from_tag(tag).ok_or_else(|| {
        let known: Vec<_> = Locale::ALL.iter().map(|locale| locale.tag()).collect();
        format!("there are no texts in this language; there are: {}", known.join(", "))
    })
}

/// What a command ends with.
enum Outcome {
    Found,
    NotFound,
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Classify(arguments) => classify::run(&arguments),
        Command::Report(arguments) => report::run(&arguments),
        Command::Show(arguments) => show::run(&arguments),
        Command::Search(arguments) => search::run(&arguments),
        Command::List(arguments) => list::run(&arguments),
        Command::Languages(arguments) => list::languages(&arguments),
    };
    match outcome {
        Ok(Outcome::Found) => ExitCode::SUCCESS,
        Ok(Outcome::NotFound) => ExitCode::from(1),
        // Whoever read the output has read enough: `openai-errors list | head -1`.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            anstream::eprintln!("openai-errors: {error}");
            ExitCode::from(2)
        }
    }
}
