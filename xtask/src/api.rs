//! `cargo xtask api`: lists the library's public API, so that reviewers see what changes.
//!
//! It needs two tools that contributors may not have: cargo-public-api, and the nightly toolchain, because only its rustdoc
//! writes JSON.

use std::fs;
use std::process::Command;

use crate::docs::outputs::difference;
use crate::repository::{Result, root};

const FILE: &str = "tests/snapshots/public-api.txt";

/// Writes the list. With `check`, it writes nothing: a difference is an error, but missing tools are not.
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
            "the public API differs from {FILE}; if this is intended, run `cargo xtask api`. A line that \
             is removed or changed is a breaking change.\n{}",
            difference(FILE, &old, &now)
        ));
    }
    fs::write(&path, now).map_err(|error| format!("{FILE}: {error}"))?;
    println!("wrote {FILE}");
    Ok(())
}

/// Runs `cargo +nightly public-api` through rustup. Inside a cargo command, `cargo` is the toolchain's own, which doesn't
/// understand `+nightly`.
fn list() -> Result<String> {
    let output = Command::new("rustup")
        .args(["run", "nightly", "cargo", "public-api", "--package", "openai-error-catalog", "--all-features"])
        // Blanket implementations are noise, since every type has them. `tests/threads.rs` checks the auto traits.
        .args(["--omit", "blanket-impls,auto-trait-impls", "--color", "never"])
        // `-Dwarnings` would turn the warnings that only nightly has into errors.
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
