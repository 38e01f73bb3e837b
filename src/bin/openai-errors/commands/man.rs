//! `man`: writes the manual pages. The help doesn't list this command: most people get the pages from a package.

use std::fs;
use std::io;
use std::path::PathBuf;

use crate::outcome::Outcome;

#[derive(clap::Args)]
pub struct Arguments {
    /// Where to write them; created if it doesn't exist
    directory: PathBuf,
}

pub fn run(arguments: &Arguments, command: clap::Command) -> io::Result<Outcome> {
    let directory = &arguments.directory;
    let at = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", directory.display()));
    fs::create_dir_all(directory).map_err(at)?;
    // The usual version includes the date of the facts, which would change all pages each time the catalog changes.
    let command = command.version(env!("CARGO_PKG_VERSION")).disable_help_subcommand(true);
    clap_mangen::generate_to(command, directory).map_err(at)?;
    Ok(Outcome::Found)
}
