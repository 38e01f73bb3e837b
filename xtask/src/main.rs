//! Chores of the repository: `cargo xtask --help`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use xtask::{api, coverage, instructions, new, outputs, package, size};

/// Chores of the repository
#[derive(Parser)]
#[command(name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Write the reference and the exports under docs/
    Gen {
        /// Only check that they are up to date
        #[arg(long)]
        check: bool,
    },
    /// Write the list of the public API, tests/snapshots/public-api.txt
    ///
    /// Needs the nightly toolchain and cargo-public-api.
    Api {
        /// Only check that it is up to date, if the tools are there
        #[arg(long)]
        check: bool,
    },
    /// Make a commented template of a new error under catalog/errors/
    New {
        /// The new error's slug: a-z, 0-9 and _
        slug: String,
    },
    /// Make the package, check the files in it, and build with it elsewhere
    Package,
    /// Say what the corpus under tests/corpus finds, and what nobody finds
    Coverage {
        /// Another corpus of the same form
        #[arg(long, value_name = "FILE")]
        corpus: Option<PathBuf>,
        /// List every pattern that no text exercises
        #[arg(long)]
        unused: bool,
    },
    /// Count the instructions of a lookup over the corpus; needs valgrind
    Instructions,
    /// Say what the crate adds to a program, beside its texts
    Size {
        /// Also time cold builds, beside chrono-tz and tokio-postgres
        #[arg(long)]
        build: bool,
    },
}

fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Gen { check } => outputs::generate(check),
        Command::Api { check } => api::run(check),
        Command::New { slug } => new::run(&slug),
        Command::Package => package::run(),
        Command::Coverage { corpus, unused } => coverage::run(corpus, unused),
        Command::Instructions => instructions::run(),
        Command::Size { build } => size::run(build),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error}");
            ExitCode::FAILURE
        }
    }
}
