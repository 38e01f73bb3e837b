//! Reads and writes files. Errors say which file it was.

use std::fmt::Display;
use std::fs;
use std::path::Path;

use crate::repository::Result;

/// Turns an error into a message that begins with the path.
pub fn at<E: Display>(path: &Path) -> impl Fn(E) -> String {
    move |error| format!("{}: {error}", path.display())
}

/// Reads a file.
pub fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).map_err(at(path))
}

/// Writes a file, and creates the directories above it.
pub fn write(path: &Path, content: &str) -> Result<()> {
    let parent = path.parent().unwrap_or(path);
    fs::create_dir_all(parent).and_then(|()| fs::write(path, content)).map_err(at(path))
}
