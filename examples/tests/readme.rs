//! The outputs in README.md are the same as those of the programs.

use std::path::Path;
use std::process::Command;

const PROGRAMS: [(&str, &str); 5] = [
    ("retry_reqwest", env!("CARGO_BIN_EXE_retry_reqwest")),
    ("async_openai", env!("CARGO_BIN_EXE_async_openai")),
    ("backoff_policies", env!("CARGO_BIN_EXE_backoff_policies")),
    ("axum_localized", env!("CARGO_BIN_EXE_axum_localized")),
    ("gateway", env!("CARGO_BIN_EXE_gateway")),
];

#[test]
fn the_outputs_are_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(&path).unwrap();
    let mut real = readme.clone();
    for (name, program) in PROGRAMS {
        let output = Command::new(program).output().unwrap();
        assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
        let output = String::from_utf8(output.stdout).unwrap();
        let command = format!("$ cargo run -q -p openai-error-catalog-examples --bin {name}\n");
        let start = real.find(&command).unwrap_or_else(|| panic!("README.md has no line {command}")) + command.len();
        let end = start + real[start..].find("```").unwrap();
        real.replace_range(start..end, &format!("{}\n", output.trim_end()));
    }
    if std::env::var_os("UPDATE_README").is_some() {
        std::fs::write(&path, real).unwrap();
        return;
    }
    // Compare line by line, so that a failure shows one line, not two files.
    let command = "UPDATE_README=1 cargo test -p openai-error-catalog-examples --test readme";
    for (number, (pasted, real)) in (1..).zip(readme.lines().zip(real.lines())) {
        assert_eq!(pasted, real, "examples/README.md:{number} is out of date: run `{command}`");
    }
    assert_eq!(readme.lines().count(), real.lines().count(), "examples/README.md is out of date: run `{command}`");
}
