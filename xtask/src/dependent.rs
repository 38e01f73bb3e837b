//! Packages that depend on the crate, made to measure what that costs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{Result, root};

/// The line of a manifest that depends on this crate.
#[must_use]
pub fn on_this_crate() -> String {
    format!("openai-error-catalog = {{ path = {:?} }}", root().display().to_string())
}

/// Runs `measure` with a directory that is removed afterwards.
pub fn in_temporary<T>(name: &str, measure: impl FnOnce(&Path) -> Result<T>) -> Result<T> {
    let work = std::env::temp_dir().join(format!("openai-error-catalog-{name}-{}", std::process::id()));
    let result = measure(&work);
    let _ = fs::remove_dir_all(&work);
    result
}

/// Makes a package with this program and this dependency; gives its directory.
pub fn package(work: &Path, name: &str, main: &str, dependency: &str) -> Result<PathBuf> {
    let directory = work.join(name);
    let write = |file: &str, content: &str| {
        let path = directory.join(file);
        fs::create_dir_all(path.parent().unwrap_or(&directory)).and_then(|()| fs::write(&path, content))
    };
    let manifest = format!(
        "[package]\nname = \"dependent\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{dependency}\n\n\
         [profile.release]\nstrip = true\n\n[workspace]\n"
    );
    write("Cargo.toml", &manifest).and_then(|()| write("src/main.rs", main)).map_err(|error| error.to_string())?;
    Ok(directory)
}

/// Runs cargo there, with a target directory of its own; an error is what cargo said.
pub fn cargo(directory: &Path, arguments: &[&str]) -> Result<()> {
    let output = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".into()))
        .args(arguments)
        .current_dir(directory)
        .env("CARGO_TARGET_DIR", directory.join("target"))
        .env_remove("RUSTFLAGS")
        .output()
        .map_err(|error| format!("cargo can't be run: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    Err(format!("cargo {}: {}", arguments.join(" "), String::from_utf8_lossy(&output.stderr)))
}
