//! Packages that depend on the crate, created outside the repository.

use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::files::write;
use crate::process::{self, output};
use crate::repository::{Result, root};

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
    let mut command = process::cargo();
    command.args(arguments).current_dir(directory);
    output(command.env("CARGO_TARGET_DIR", directory.join("target")).env_remove("RUSTFLAGS")).map(drop)
}

/// A temporary directory outside the repository.
pub fn directory() -> Result<TempDir> {
    TempDir::new().map_err(|error| format!("there is no temporary directory: {error}"))
}
