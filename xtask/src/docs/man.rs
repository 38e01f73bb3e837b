//! The manual pages in docs/man, which the program `openai-errors` writes itself.

use std::fs;
use std::path::PathBuf;

use crate::dependent;
use crate::files::{at, read};
use crate::process::{cargo, output};
use crate::repository::{Result, root};

/// The directory of the committed pages.
#[must_use]
pub fn directory() -> PathBuf {
    root().join("docs/man")
}

/// The path and the content of every page that the current program writes.
pub fn pages() -> Result<Vec<(PathBuf, String)>> {
    let temporary = dependent::directory()?;
    let written = temporary.path();
    let arguments = ["run", "--quiet", "--package", "openai-error-catalog", "--features", "cli", "--", "man"];
    output(cargo().args(arguments).arg(written).current_dir(root()))?;
    let mut pages = Vec::new();
    for entry in fs::read_dir(written).map_err(at(written))? {
        let entry = entry.map_err(at(written))?;
        pages.push((directory().join(entry.file_name()), read(&entry.path())?));
    }
    pages.sort();
    Ok(pages)
}

/// Committed pages that the program no longer writes.
pub fn surplus(pages: &[(PathBuf, String)]) -> Vec<PathBuf> {
    let entries = fs::read_dir(directory()).into_iter().flatten().flatten();
    let mut surplus: Vec<_> =
        entries.map(|entry| entry.path()).filter(|path| pages.iter().all(|(known, _)| known != path)).collect();
    surplus.sort();
    surplus
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_that_the_program_no_longer_writes_are_found() {
        let committed = surplus(&[]);
        assert!(committed.iter().any(|path| path.ends_with("openai-errors-explain.1")), "{committed:?}");
        let (last, others) = committed.split_last().unwrap();
        let written: Vec<_> = others.iter().map(|path| (path.clone(), String::new())).collect();
        assert_eq!(surplus(&written), std::slice::from_ref(last));
    }
}
