//! The command line of `openai-errors`, a program that explains errors of the OpenAI API.

mod commands;
mod hint;
mod language;
mod logs;
mod named;
mod options;
mod outcome;
mod pages;
mod terminal;

use std::io;
use std::process::ExitCode;
use std::sync::LazyLock;

use clap::{CommandFactory, Parser, Subcommand};
use commands::{classify, completions, explain, languages, list, man, report, search, show, support};
use openai_error_catalog::{Catalog, Locale};
use terminal::{output, safe};

/// Explains errors of the OpenAI API: what happened, why, what to do, and whether to retry.
#[derive(Parser)]
#[command(name = "openai-errors", version = VERSION.as_str(), max_term_width = 100)]
struct Arguments {
    /// Language of the answer, as a BCP 47 tag [default: the environment's, else en]
    #[arg(long, global = true, value_name = "TAG", value_parser = language::parse)]
    lang: Option<Locale>,
    #[command(subcommand)]
    command: Command,
}

/// The version alone doesn't show how old the facts are, so their date follows it.
static VERSION: LazyLock<String> =
    LazyLock::new(|| format!("{} (facts checked on {})", env!("CARGO_PKG_VERSION"), Catalog::CHECKED));

#[derive(Subcommand)]
enum Command {
    /// Explain an error: a message, or whatever a client printed
    ///
    /// Exit status: 0 if the error is known, 1 if not, 2 if the command line is wrong.
    Explain(explain::Arguments),
    /// Classify the lines of a log: JSON Lines in, JSON Lines out
    Classify(classify::Arguments),
    /// Report on a log: how often each error occurred, and what to do about it
    Report(report::Arguments),
    /// Show everything about a code, a status, an exception, or a metric
    ///
    /// Exit status: 0 if the name exists, 1 if not, 2 if the command line is wrong.
    Show(show::Arguments),
    /// Find error codes by words, best first
    ///
    /// Exit status: 0 if something was found, 1 if not, 2 if the command line is wrong.
    Search(search::Arguments),
    /// List the error codes, the exceptions, or the metrics to monitor
    List(list::Arguments),
    /// List the languages
    Languages(languages::Arguments),
    /// Show what to send to support when an error persists
    Support(support::Arguments),
    /// Print a completion script for a shell
    ///
    /// For example, for bash: openai-errors completions bash > ~/.local/share/bash-completion/completions/openai-errors
    Completions(completions::Arguments),
    /// Write the manual pages into a directory
    #[command(hide = true)]
    Man(man::Arguments),
}

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(problem) => return usage(&problem),
    };
    let locale = arguments.lang.unwrap_or_else(language::of_environment);
    let outcome = match arguments.command {
        Command::Explain(arguments) => explain::run(&arguments, locale),
        Command::Classify(arguments) => classify::run(&arguments),
        Command::Report(arguments) => report::run(&arguments, locale),
        Command::Show(arguments) => show::run(&arguments, locale),
        Command::Search(arguments) => search::run(&arguments, locale),
        Command::List(arguments) => list::run(&arguments, locale),
        Command::Languages(arguments) => languages::run(&arguments),
        Command::Support(arguments) => support::run(&arguments, locale),
        Command::Completions(arguments) => completions::run(&arguments, Arguments::command()),
        Command::Man(arguments) => man::run(&arguments, Arguments::command()),
    };
    match outcome {
        Ok(outcome) => outcome.into(),
        // The reader closed the pipe: `openai-errors list | head -1`.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            output::note(format_args!("openai-errors: {}", safe::text(&error.to_string())));
            ExitCode::from(2)
        }
    }
}

/// Prints an error in the command line, or the help, and returns the exit status. `clap` repeats arguments unchanged, so
/// unsafe ones are escaped here.
fn usage(problem: &clap::Error) -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().map(|argument| argument.to_string_lossy().into_owned()).collect();
    if problem.use_stderr() && arguments.iter().any(|argument| safe::text(argument) != *argument) {
        output::note(safe::lines(&problem.render().to_string()).trim_end());
    } else {
        // This fails if the reader closed the pipe: `--help | head -1`.
        let _ = problem.print();
    }
    ExitCode::from(u8::try_from(problem.exit_code()).unwrap_or(2))
}
