//! `cargo xtask package`: checks which files are in the package, and that it builds outside the repository.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::dependent;
use crate::files::at;
use crate::process::{self, output};
use crate::repository::{Result, root};

const NAME: &str = "openai-error-catalog";

/// Files that cargo adds. Without a git repository, it doesn't add `.cargo_vcs_info.json`.
const MADE: [&str; 3] = ["Cargo.toml", "Cargo.toml.orig", "Cargo.lock"];
const MADE_FROM_GIT: &str = ".cargo_vcs_info.json";

/// All other files that belong in the package: single files, and directories with the extension of their files. `include`
/// in Cargo.toml says the same, but cargo silently ignores a line of it that matches nothing.
const FILES: [&str; 6] = [
    "README.md",
    "CHANGELOG.md",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "build.rs",
    "src/bin/openai-errors/commands/report/style.css",
];
const TREES: [(&str, &str); 2] = [("src", "rs"), ("catalog", "toml")];
/// Files in these directories that aren't packed, because only the tests of the crate need them.
const TESTS: [&str; 4] =
    ["src/compiler/patterns/regex.rs", "src/compiler/tests.rs", "src/lookup/tests", "src/matcher/tests"];

/// A program that depends on the crate: it looks up an error, its verdict, and a text.
const DEPENDENT: &str = r#"use openai_error_catalog::{Catalog, Code, Locale, Verdict};

fn main() {
    let message = "You exceeded your current quota, please check your plan and billing details.";
    let found = Catalog::by_status_and_message(429, message).expect("the API's own message");
    assert_eq!((found.code(), found.verdict()), (Code::QuotaExceeded, Verdict::Stop));
    println!("{}: {}", found.code(), found.entry().title(Locale::ZhHans));
}
"#;

/// All packages of a default build. The README promises that there are no others.
const DEPENDENCIES: [&str; 5] = ["dependent", NAME, "phf", "phf_shared", "siphasher"];

/// Packs the crate, compares the list of files, and builds the package and a dependent outside the repository.
pub fn run() -> Result<()> {
    let list = cargo(&root(), &["package", "--package", NAME, "--allow-dirty", "--list"])?;
    compare(&list.lines().map(|line| line.replace('\\', "/")).collect(), &expected()?)?;

    // Inside the repository, a build could find a file that the package lacks.
    let elsewhere = dependent::directory()?;
    let packed = elsewhere.path().join("packed");
    cargo(
        &root(),
        &["package", "--package", NAME, "--allow-dirty", "--no-verify", "--quiet", "--target-dir", utf8(&packed)?],
    )?;
    let archive = only(&packed.join("package"), "crate")?;
    let unpacked = archive.with_extension("");
    let parent = unpacked.parent().unwrap_or(&packed);
    output(Command::new("tar").arg("-xzf").arg(&archive).current_dir(parent))?;

    // The built dependencies are kept for the next run.
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    let target = root().join(target).join("package-dependent");
    let target = utf8(&target)?;

    let on_package = format!("{NAME} = {{ path = {:?} }}", utf8(&unpacked)?);
    let dependent = dependent::package(elsewhere.path(), "dependent", DEPENDENT, &on_package)?;
    // Use the versions that the crate is tested with, not the newest ones.
    copy(&root().join("Cargo.lock"), &dependent.join("Cargo.lock"))?;
    print!("{}", cargo(&dependent, &["run", "--quiet", "--target-dir", target])?);

    let tree = cargo(&dependent, &["tree", "--quiet", "--edges", "normal", "--prefix", "none"])?;
    let dependencies: BTreeSet<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
    if dependencies != BTreeSet::from(DEPENDENCIES) {
        return Err(format!("a default build depends on {dependencies:?}, but the README promises {DEPENDENCIES:?}"));
    }

    // This is what `cargo install --locked` does. The files of a package have no modification times of their own, so cargo
    // would reuse what an earlier run built from different files.
    cargo(&unpacked, &["clean", "--quiet", "--package", NAME, "--target-dir", target])?;
    cargo(&unpacked, &["build", "--quiet", "--locked", "--features", "cli", "--target-dir", target])?;
    // No later run can use these: they were built under a temporary path.
    cargo(&dependent, &["clean", "--quiet", "--package", NAME, "--package", "dependent", "--target-dir", target])?;
    println!("{} files, {} bytes packed", list.lines().count(), size(&archive));
    Ok(())
}

/// Every file of the repository that must be in the package.
fn expected() -> Result<BTreeSet<String>> {
    let mut files: BTreeSet<String> = FILES.iter().map(|&name| name.to_owned()).collect();
    for (tree, ending) in TREES {
        walk(tree, ending, &mut files)?;
    }
    Ok(files)
}

fn walk(directory: &str, ending: &str, files: &mut BTreeSet<String>) -> Result<()> {
    let entries = fs::read_dir(root().join(directory)).map_err(|error| format!("{directory}: {error}"))?;
    for entry in entries {
        let entry = entry.map_err(|error| format!("{directory}: {error}"))?;
        let path = format!("{directory}/{}", entry.file_name().to_string_lossy());
        if TESTS.contains(&path.as_str()) {
            continue;
        }
        if entry.path().is_dir() {
            walk(&path, ending, files)?;
        } else if Path::new(&path).extension() == Some(OsStr::new(ending)) {
            files.insert(path);
        }
    }
    Ok(())
}

/// Compares the packed files with the expected ones. A missing or an unexpected file is an error.
fn compare(packed: &BTreeSet<String>, expected: &BTreeSet<String>) -> Result<()> {
    let made = MADE.map(str::to_owned);
    let missing: Vec<&str> =
        expected.iter().chain(&made).filter(|path| !packed.contains(*path)).map(String::as_str).collect();
    let surplus: Vec<&str> = packed
        .difference(expected)
        .map(String::as_str)
        .filter(|path| !MADE.contains(path) && *path != MADE_FROM_GIT)
        .collect();
    if missing.is_empty() && surplus.is_empty() {
        return Ok(());
    }
    Err(format!(
        "missing from the package: {missing:?}; unexpected: {surplus:?}; correct `include` in Cargo.toml, or the lists in \
         xtask/src/package.rs"
    ))
}

fn cargo(directory: &Path, arguments: &[&str]) -> Result<String> {
    output(process::cargo().args(arguments).current_dir(directory))
}

/// The only file with this extension in a directory.
fn only(directory: &Path, ending: &str) -> Result<PathBuf> {
    let entries = fs::read_dir(directory).map_err(at(directory))?;
    let mut paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let found = paths.find(|path| path.extension() == Some(OsStr::new(ending)));
    found.ok_or_else(|| format!("{}: cargo created no .{ending} file", directory.display()))
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to).map(drop).map_err(at(from))
}

fn size(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |metadata| metadata.len())
}

fn utf8(path: &Path) -> Result<&str> {
    path.to_str().ok_or_else(|| format!("{}: the path is not UTF-8", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(paths: &[&str]) -> BTreeSet<String> {
        paths.iter().map(|&path| path.to_owned()).collect()
    }

    #[test]
    fn a_missing_or_an_extra_file_is_reported() {
        let expected = set(&["src/lib.rs", "catalog/retry.toml"]);
        let made = ["Cargo.toml", "Cargo.toml.orig", "Cargo.lock"];
        let packed = |more: &[&str]| set(&[&made[..], more].concat());
        assert_eq!(compare(&packed(&["src/lib.rs", "catalog/retry.toml"]), &expected), Ok(()));
        assert_eq!(compare(&packed(&["src/lib.rs", "catalog/retry.toml", ".cargo_vcs_info.json"]), &expected), Ok(()));
        let error = compare(&packed(&["src/lib.rs", "tests/cli.rs"]), &expected).unwrap_err();
        assert!(
            error.starts_with(r#"missing from the package: ["catalog/retry.toml"]; unexpected: ["tests/cli.rs"]"#),
            "{error}"
        );
        assert!(compare(&expected, &expected).is_err(), "cargo's own files are missing");
    }
}
