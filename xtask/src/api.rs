//! The library's public API as a list, so that a change of it is seen in review.
//!
//! It needs what a contributor need not have: the nightly toolchain, whose
//! rustdoc writes JSON, and cargo-public-api.

use std::fs;
use std::process::Command;

use crate::outputs::difference;
use crate::{Result, root};

const FILE: &str = "tests/snapshots/public-api.txt";

/// Writes the list, or says how it differs. With `check`, tools that are not
/// there are no failure.
pub fn run(check: bool) -> Result<()> {
    let now = match list() {
        Ok(now) => now,
        Err(reason) if check => {
            println!("left out, the public API can't be listed here: {reason}");
            return Ok(());
        }
        Err(reason) => return Err(format!("the public API can't be listed: {reason}")),
    };
    let path = root().join(FILE);
    let old = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    if old == now {
        return Ok(());
    }
    if check {
        return Err(format!(
            "the public API differs from {FILE}; if this is intended, run `cargo xtask api`. What is gone or \
             changed there is a breaking change.\n{}",
            difference(FILE, &old, &now)
        ));
    }
    fs::write(&path, now).map_err(|error| format!("{FILE}: {error}"))?;
    println!("wrote {FILE}");
    Ok(())
}

/// `cargo +nightly public-api`. By way of rustup, because inside of cargo
/// `cargo` is the toolchain's own, which knows no `+nightly`.
fn list() -> Result<String> {
    let output = Command::new("rustup")
        .args(["run", "nightly", "cargo", "public-api", "--package", "openai-error-catalog", "--all-features"])
        // What every type has says nothing; `tests/threads.rs` has the auto traits.
        .args(["--omit", "blanket-impls,auto-trait-impls", "--color", "never"])
        // A warning that only nightly has is no matter of the API.
        .env_remove("RUSTFLAGS")
        .current_dir(root())
        .output()
        .map_err(|error| format!("rustup: {error}"))?;
    if output.status.success() {
        return String::from_utf8(output.stdout).map_err(|error| error.to_string());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let reason = said.lines().find(|line| line.starts_with("error")).unwrap_or(said.trim());
    Err(format!("{reason} (it needs `rustup toolchain install nightly` and `cargo install cargo-public-api`)"))
}
