//! The command line of both programs. `xtask` parses all commands, so that a single help lists them.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

/// Tasks of the repository
#[derive(Parser)]
#[command(name = "cargo xtask")]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand)]
pub enum Command {
    /// Create a commented template for a new error under catalog/errors/
    New {
        /// The new error's slug: a-z, 0-9, and _
        slug: String,
    },
    /// List the problems of the catalog, including those that only a release must not have
    Check,
    /// List the translations that are older than their English
    Stale {
        /// Only those of these files: a slug, a class, `support`, or `monitoring`
        names: Vec<String>,
        /// Record that they match the current English
        #[arg(long)]
        accept: bool,
        /// With --accept: the texts of all files
        #[arg(long, requires = "accept", conflicts_with = "names")]
        all: bool,
    },
    /// Do what a pull request needs: format, check, generate, and test
    Ready,
    /// Write the reference and the exports under docs/
    ///
    /// With --check it also does what `check` does.
    Gen {
        /// Only check that they are up to date
        #[arg(long)]
        check: bool,
    },
    /// Write the list of the public API, tests/snapshots/public-api.txt
    ///
    /// Needs the nightly toolchain and cargo-public-api.
    Api {
        /// Only check that it is up to date, if the tools are installed
        #[arg(long)]
        check: bool,
    },
    /// Create the package, check the files in it, and build with it elsewhere
    Package,
    /// Show how many texts of the corpus in tests/corpus are found, and which are not
    Coverage {
        /// A different corpus in the same format
        #[arg(long, value_name = "FILE")]
        corpus: Option<PathBuf>,
        /// List every pattern that no text exercises
        #[arg(long)]
        unused: bool,
    },
    /// Count the instructions of a lookup over the corpus; needs valgrind
    Instructions,
    /// Show what the crate adds to a program, compared with its texts
    Size {
        /// Also time cold builds, compared with chrono-tz and tokio-postgres
        #[arg(long)]
        build: bool,
    },
}
