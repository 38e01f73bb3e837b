//! Creates and builds packages that depend on the crate, outside the repository.

use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::files::write;
use crate::process::{self, output};
use crate::repository::{Result, root};

/// The line of a manifest that adds this crate as a dependency.
#[must_use]
pub fn on_this_crate() -> String {
    format!("openai-error-catalog = {{ path = {:?} }}", root().display().to_string())
}

/// The same line, without the default features and with these ones: the languages of the texts.
#[must_use]
pub fn with_languages(features: &[String]) -> String {
    let path = root().display().to_string();
    format!("openai-error-catalog = {{ path = {path:?}, default-features = false, features = {features:?} }}")
}

/// Creates the package `name` in `work`, with this `main.rs` and this line of dependencies. Returns its directory.
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

/// Runs cargo in the package's directory, with its own target directory. The error is cargo's output.
pub fn cargo(directory: &Path, arguments: &[&str]) -> Result<()> {
    let mut command = process::cargo();
    command.args(arguments).current_dir(directory);
    output(command.env("CARGO_TARGET_DIR", directory.join("target")).env_remove("RUSTFLAGS")).map(drop)
}

/// A temporary directory outside the repository.
pub fn directory() -> Result<TempDir> {
    TempDir::new().map_err(|error| format!("can't create a temporary directory: {error}"))
}
