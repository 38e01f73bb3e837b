//! Reading and writing files, with errors that name them.

use std::fmt::Display;
use std::fs;
use std::path::Path;

use crate::repository::Result;

/// The message of an error about a file or a directory.
pub fn at<E: Display>(path: &Path) -> impl Fn(E) -> String {
    move |error| format!("{}: {error}", path.display())
}

/// The text of a file.
pub fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).map_err(at(path))
}

/// Writes a file, and the directories above it.
pub fn write(path: &Path, content: &str) -> Result<()> {
    let parent = path.parent().unwrap_or(path);
    fs::create_dir_all(parent).and_then(|()| fs::write(path, content)).map_err(at(path))
}
