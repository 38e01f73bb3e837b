//! Finds and reads the files of a catalog.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::fields::{Fields, parse};
use crate::compiler::problem::{Place, Problem, ProblemKind, Source};

/// The maximum size of a file, in bytes. A larger file was put into the catalog by mistake.
const MAX_FILE: u64 = 1024 * 1024;

pub struct Reader {
    /// What the printed paths begin with: `catalog`.
    shown: String,
    root: PathBuf,
    pub problems: Vec<Problem>,
}

impl Reader {
    pub fn new(root: &Path) -> Self {
        let shown = root.file_name().map_or_else(|| "catalog".into(), |name| name.to_string_lossy().into_owned());
        Reader { shown, root: root.to_owned(), problems: Vec::new() }
    }

    fn source(&self, relative: &str, text: String) -> Arc<Source> {
        Arc::new(Source { path: format!("{}/{relative}", self.shown), text })
    }

    /// Reports a problem of a whole file or directory.
    pub(super) fn problem_of(
        &mut self,
        relative: &str,
        kind: ProblemKind,
        what: impl Into<String>,
        fix: impl Into<String>,
    ) {
        let source = self.source(relative, String::new());
        self.problems.push(Place { source, span: 0..0 }.problem(kind, what, fix));
    }

    fn load(&mut self, relative: &str) -> Option<Arc<Source>> {
        let bytes = match bytes_of(&self.root.join(relative)) {
            Ok(bytes) => bytes,
            Err((kind, what, fix)) => {
                self.problem_of(relative, kind, what, fix);
                return None;
            }
        };
        match String::from_utf8(bytes) {
            Ok(text) => Some(self.source(relative, text)),
            Err(error) => {
                let good = error.utf8_error().valid_up_to();
                let mut bytes = error.into_bytes();
                bytes.truncate(good);
                let text = String::from_utf8(bytes).unwrap_or_default();
                let place = Place { source: self.source(relative, text), span: good..good };
                self.problems.push(place.problem(
                    ProblemKind::NotUtf8,
                    "not UTF-8 from here on",
                    "save the file as UTF-8",
                ));
                None
            }
        }
    }

    /// Reports files that are not `known`. Otherwise, they would be ignored silently.
    pub(super) fn stray_files(&mut self, known: &[&str]) {
        // If the directory can't be listed, each file is reported as missing.
        let Ok(entries) = fs::read_dir(&self.root) else { return };
        for entry in entries.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if !known.contains(&name.as_str()) && !is_left_behind(&name) {
                self.problem_of(
                    &name,
                    ProblemKind::StrayFile,
                    "nothing reads this file",
                    "put an error's file into `errors`, an exception's into `exceptions`",
                );
            }
        }
    }

    /// The sorted names of the `.toml` files in a directory, without the `.toml`. `None` if there are none, or if they
    /// can't be listed.
    pub(super) fn list(&mut self, directory: &str) -> Option<Vec<String>> {
        let mut names = Vec::new();
        match fs::read_dir(self.root.join(directory)) {
            Ok(entries) => {
                for entry in entries {
                    match entry {
                        Ok(entry) => names.push(entry.file_name().to_string_lossy().into_owned()),
                        Err(error) => self.problem_of(
                            directory,
                            ProblemKind::DirectoryUnlistable,
                            format!("can't be listed: {error}"),
                            "check its permissions",
                        ),
                    }
                }
            }
            Err(error) => {
                let (kind, what) = match error.kind() {
                    io::ErrorKind::NotFound => (ProblemKind::DirectoryMissing, "the directory is missing".to_owned()),
                    _ => (ProblemKind::DirectoryUnlistable, format!("can't be listed: {error}")),
                };
                self.problem_of(directory, kind, what, "restore it from the repository");
                return None;
            }
        }
        names.sort_unstable();
        let mut files = Vec::new();
        for name in names {
            match name.strip_suffix(".toml") {
                Some(stem) if !stem.is_empty() => files.push(stem.to_owned()),
                _ if is_left_behind(&name) => {}
                _ => self.problem_of(
                    &format!("{directory}/{name}"),
                    ProblemKind::StrayFile,
                    "not a `.toml` file",
                    "rename it, or move it elsewhere",
                ),
            }
        }
        if files.is_empty() {
            self.problem_of(
                directory,
                ProblemKind::EmptyDirectory,
                "there is no `.toml` file in it",
                "restore the files from the repository, or add one",
            );
            return None;
        }
        Some(files)
    }

    /// Reads a file of the catalog, and reports the keys that `read` hasn't read. `None` if the file can't be read or is
    /// not TOML, which is a problem.
    pub(super) fn file<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(&mut Fields<'_>, &mut Vec<Problem>) -> T,
    ) -> Option<T> {
        self.file_of(name, name, read)
    }

    /// The same for a file in a subdirectory. Problems call the file `what`.
    pub(super) fn file_of<T>(
        &mut self,
        relative: &str,
        what: &str,
        read: impl FnOnce(&mut Fields<'_>, &mut Vec<Problem>) -> T,
    ) -> Option<T> {
        let source = self.load(relative)?;
        let fields = parse(&source, what, &mut self.problems)?;
        Some(fields.read(&mut self.problems, read))
    }
}

/// The content of a file, or what is wrong with it and how to fix it.
fn bytes_of(path: &Path) -> Result<Vec<u8>, (ProblemKind, String, &'static str)> {
    let bytes = match fs::metadata(path) {
        Ok(meta) if !meta.is_file() => {
            return Err((ProblemKind::NotAFile, "this is not a file".to_owned(), "replace it with a text file"));
        }
        Ok(meta) if meta.len() > MAX_FILE => {
            let what = format!("the file has {} bytes, more than the limit of {MAX_FILE}", meta.len());
            return Err((ProblemKind::FileTooLarge, what, "remove what doesn't belong there"));
        }
        Ok(_) => fs::read(path),
        Err(error) => Err(error),
    };
    bytes.map_err(|error| match error.kind() {
        io::ErrorKind::NotFound if path.is_symlink() => {
            let what = "the symbolic link doesn't lead to a file".to_owned();
            (ProblemKind::DanglingLink, what, "replace it with the file itself")
        }
        io::ErrorKind::NotFound => {
            (ProblemKind::FileMissing, "the file is missing".to_owned(), "restore it from the repository")
        }
        _ => {
            let what = format!("can't be read: {error}");
            (ProblemKind::FileUnreadable, what, "check its permissions and what it links to")
        }
    })
}

/// Whether a file is hidden or a backup. Editors and operating systems create such files.
fn is_left_behind(name: &str) -> bool {
    name.starts_with('.') || name.ends_with('~')
}
