//! The paths of the repository.

use std::path::PathBuf;

/// The result of a command. The error is a message for the person who ran it. It is empty if the error has already been
/// reported.
pub type Result<T> = std::result::Result<T, String>;

/// The repository's root.
#[must_use]
pub fn root() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.parent().map_or(here.clone(), PathBuf::from)
}

/// The catalog's directory.
#[must_use]
pub fn catalog() -> PathBuf {
    root().join("catalog")
}
