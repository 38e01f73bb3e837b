//! Options that several commands share.

use std::path::PathBuf;

use clap::ValueEnum;

/// The options of the commands that print a single answer.
#[derive(clap::Args)]
pub struct Common {
    /// Output format
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Text,
    Json,
}

/// Where lines are read from, and how many threads process them.
#[derive(clap::Args)]
pub struct Input {
    /// The files, one after the other; - is standard input [default: standard input]
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Every line is a text as a client printed it, not JSON
    #[arg(long)]
    pub text: bool,
    /// How many threads process the lines [default: one for each core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
}

/// The help on the exit status of commands that read lines.
pub const EXIT_STATUS_OF_LINES: &str = "\
Exit status: 0 if every line could be read, 1 if one could not, 2 if a file could not be read or the command line is \
wrong.";
