//! The program `xtask-built`: the commands that need the built catalog. `xtask` runs it for them.

mod commands;

use std::process::ExitCode;

use clap::Parser;
use commands::{Arguments, Command};
use xtask::docs::outputs;
use xtask::{api, coverage, instructions, package, size};

fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Gen { check } => outputs::generate(check),
        Command::Api { check } => api::run(check),
        Command::Package => package::run(),
        Command::Coverage { corpus, unused } => coverage::run(corpus, unused),
        Command::Instructions => instructions::run(),
        Command::Size { build } => size::run(build),
        Command::New { .. } | Command::Check | Command::Stale { .. } | Command::Ready => {
            Err("the program `xtask` runs this command".to_owned())
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error}");
            ExitCode::FAILURE
        }
    }
}
