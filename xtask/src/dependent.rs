//! Packages that depend on the crate, created outside the repository.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{Result, root};

/// The line of a manifest that depends on this crate.
#[must_use]
pub fn on_this_crate() -> String {
    format!("openai-error-catalog = {{ path = {:?} }}", root().display().to_string())
}

/// The same with the texts of these languages only, by their features.
#[must_use]
pub fn with_languages(features: &[String]) -> String {
    let path = root().display().to_string();
    format!("openai-error-catalog = {{ path = {path:?}, default-features = false, features = {features:?} }}")
}

/// A temporary directory that is removed when dropped, also after an error.
pub struct Elsewhere(pub PathBuf);

impl Elsewhere {
    /// An empty directory, with this in its name.
    pub fn new(name: &str) -> Result<Self> {
        let path = std::env::temp_dir().join(format!("openai-error-catalog-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        Ok(Elsewhere(path))
    }
}

impl Drop for Elsewhere {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Creates a package with this program and this dependency; returns its directory.
pub fn package(work: &Path, name: &str, main: &str, dependency: &str) -> Result<PathBuf> {
    let directory = work.join(name);
    let manifest = format!(
        "[package]\nname = \"dependent\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{dependency}\n\n\
         [profile.release]\nstrip = true\n\n[workspace]\n"
    );
    write(&directory.join("Cargo.toml"), &manifest)?;
    write(&directory.join("src/main.rs"), main)?;
    Ok(directory)
}

/// Runs cargo there, with a separate target directory; the error is cargo's output.
pub fn cargo(directory: &Path, arguments: &[&str]) -> Result<()> {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments).current_dir(directory);
    output(command.env("CARGO_TARGET_DIR", directory.join("target")).env_remove("RUSTFLAGS")).map(drop)
}

/// The output of a command; the error has what it wrote to standard error.
pub fn output(command: &mut Command) -> Result<String> {
    let output = command.output().map_err(|error| format!("{command:?}: {error}"))?;
    if !output.status.success() {
        return Err(format!("{command:?} failed\n{}", String::from_utf8_lossy(&output.stderr)));
    }
    String::from_utf8(output.stdout).map_err(|error| format!("{command:?}: {error}"))
}

/// Writes a file, and the directories above it.
pub fn write(path: &Path, content: &str) -> Result<()> {
    let parent = path.parent().unwrap_or(path);
    fs::create_dir_all(parent)
        .and_then(|()| fs::write(path, content))
        .map_err(|error| format!("{}: {error}", path.display()))
}
