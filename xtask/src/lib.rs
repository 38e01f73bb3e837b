//! The chores, as a library so that tests can run them.

pub mod alerts;
pub mod api;
pub mod coverage;
pub mod dependent;
pub mod export;
pub mod instructions;
pub mod new;
pub mod outputs;
pub mod package;
pub mod reference;
pub mod size;
pub mod words;

use std::path::PathBuf;

/// The repository's root.
#[must_use]
pub fn root() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.parent().map_or(here.clone(), PathBuf::from)
}

/// An error with a message for the person who ran the command.
pub type Result<T> = std::result::Result<T, String>;
