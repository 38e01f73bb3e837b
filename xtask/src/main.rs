//! The program `xtask`: the commands for contributors (`cargo xtask --help`).
//!
//! It includes the catalog's compiler and doesn't depend on the crate, which can't be built while an entry is unfinished.
//! The commands that need the built catalog are in `built.rs`.

mod check;
mod commands;
#[allow(dead_code)] // `xtask-built` uses the rest.
mod files;
mod new;
mod process;
mod ready;
mod repository;
mod stale;

#[path = "../../src/compiler/mod.rs"]
#[allow(dead_code)] // The build and the unit tests of the crate use the rest.
mod compiler;
#[path = "../../src/matcher/mod.rs"]
#[allow(dead_code)] // The same.
mod matcher;
// The compiler reads the units of time from the catalog. The library has them as tables.
#[path = "../../src/compiler/units.rs"]
mod units;
#[path = "../../src/wait.rs"]
#[allow(dead_code)] // The same.
mod wait;
#[path = "../../src/words/mod.rs"]
#[allow(dead_code)] // The same.
mod words;

use std::process::ExitCode;

use clap::Parser;
use commands::{Arguments, Command};
use process::cargo;
use repository::{Result, catalog};

fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::New { slug } => new::run(&catalog(), &slug),
        Command::Check => check::run(&catalog()),
        Command::Stale { names, accept, all } => stale::run(&catalog(), &names, accept, all),
        Command::Ready => ready::run(),
        Command::Gen { check: true } => check::run(&catalog()).and_then(|()| built()),
        _ => built(),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            if !error.is_empty() {
                eprintln!("xtask: {error}");
            }
            ExitCode::FAILURE
        }
    }
}

/// Runs the same command with `xtask-built`. The error is empty, because `xtask-built` has already reported it.
fn built() -> Result<()> {
    let mut command = cargo();
    command
        .args(["run", "--quiet", "--package", "xtask", "--bin", "xtask-built", "--"])
        .args(std::env::args_os().skip(1));
    let status = command.status().map_err(|error| format!("cargo can't be run: {error}"))?;
    if status.success() { Ok(()) } else { Err(String::new()) }
}
