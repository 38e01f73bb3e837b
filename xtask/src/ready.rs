//! `cargo xtask ready`: does everything that a pull request needs.

use std::process::Command;

use crate::process::{cargo, output};
use crate::repository::{Result, catalog, root};
use crate::{check, stale};

/// The steps: what each does, and the arguments of cargo.
const STEPS: [(&str, &[&str]); 5] = [
    ("format the code", &["fmt", "--all"]),
    ("lint", &["clippy", "--quiet", "--workspace", "--all-targets", "--all-features", "--", "-D", "warnings"]),
    ("write docs/", &["run", "--quiet", "--package", "xtask", "--bin", "xtask-built", "--", "gen"]),
    ("list new names in tests/stability/", &["test", "--quiet", "--all-features", "--test", "stability"]),
    (
        "test the crate and xtask",
        &["test", "--quiet", "--package", "openai-error-catalog", "--package", "xtask", "--all-features"],
    ),
];

pub fn run() -> Result<()> {
    let count = STEPS.len() + 2;
    let announce = |number: usize, what: &str| println!("[{number}/{count}] {what}");
    announce(1, "add the fingerprints of new translations");
    stale::accept_new(&catalog())?;
    announce(2, "check the catalog");
    check::run(&catalog())?;
    for (number, (what, arguments)) in STEPS.iter().enumerate() {
        announce(number + 3, &format!("{what}: cargo {}", arguments.join(" ")));
        let mut command = cargo();
        command.args(*arguments).current_dir(root());
        if arguments.contains(&"stability") {
            command.env("STABILITY_UPDATE", "1");
        }
        let status = command.status().map_err(|error| format!("cargo can't be run: {error}"))?;
        if !status.success() {
            return Err(format!("stopped at: {what}"));
        }
    }
    println!("ready; now add a line to CHANGELOG.md. Not run: the tests in examples/ and the other checks of .ci/run");
    match changed() {
        Some(changed) if !changed.is_empty() => println!("not yet committed:\n{changed}"),
        _ => {}
    }
    Ok(())
}

/// The changes that are not yet committed, one on each line. `None` without git.
fn changed() -> Option<String> {
    let listed = output(Command::new("git").args(["status", "--short"]).current_dir(root())).ok()?;
    Some(listed.trim_end().to_owned())
}
