//! The library's public API as a list, so that reviewers see its changes.
//!
//! It needs two tools that contributors may not have: the nightly toolchain, whose
//! rustdoc writes JSON, and cargo-public-api.

use std::fs;
use std::process::Command;

use crate::docs::outputs::difference;
use crate::repository::{Result, root};

const FILE: &str = "tests/snapshots/public-api.txt";

/// Writes the list, or reports how it differs. With `check`, missing tools
/// are not a failure.
pub fn run(check: bool) -> Result<()> {
    let now = match list() {
        Ok(now) => now,
        Err(reason) if check => {
            println!("skipped: the public API can't be listed here: {reason}");
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

/// `cargo +nightly public-api`, run through rustup: inside cargo, `cargo` is
/// the toolchain's own, which doesn't know `+nightly`.
fn list() -> Result<String> {
    let output = Command::new("rustup")
        .args(["run", "nightly", "cargo", "public-api", "--package", "openai-error-catalog", "--all-features"])
        // Implementations that every type has are noise; `tests/threads.rs` checks the auto traits.
        .args(["--omit", "blanket-impls,auto-trait-impls", "--color", "never"])
        // A warning that only nightly has doesn't concern the API.
        .env_remove("RUSTFLAGS")
        .current_dir(root())
        .output()
        .map_err(|error| format!("rustup: {error}"))?;
    if output.status.success() {
        return String::from_utf8(output.stdout).map_err(|error| error.to_string());
    }
    let output_text = String::from_utf8_lossy(&output.stderr);
    let reason = output_text.lines().find(|line| line.starts_with("error")).unwrap_or(output_text.trim());
    Err(format!("{reason} (it needs `rustup toolchain install nightly` and `cargo install cargo-public-api`)"))
}
