//! The commands of both programs: `xtask` parses them all, so that one help lists them.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

/// Chores of the repository
#[derive(Parser)]
#[command(name = "cargo xtask")]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand)]
pub enum Command {
    /// Make a commented template of a new error under catalog/errors/
    New {
        /// The new error's slug: a-z, 0-9 and _
        slug: String,
    },
    /// Say what is wrong with the catalog, as a release must not be
    Check,
    /// List the texts that are older than the English that they translate
    Stale {
        /// Only those of these files: a slug, a class, `support` or `monitoring`
        names: Vec<String>,
        /// Note that they fit the English as it is now
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
        /// Only check that it is up to date, if the tools are there
        #[arg(long)]
        check: bool,
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
