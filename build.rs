//! Compiles `catalog/` into `OUT_DIR`, or prints every problem and fails.

#[path = "src/compiler/mod.rs"]
#[allow(dead_code)] // The crate's unit tests use the rest.
mod compiler;
#[path = "src/matcher/mod.rs"]
#[allow(dead_code)] // Only the library uses all of it.
mod matcher;
// The matcher uses these units. In the library, they are a generated table.
#[path = "src/compiler/units.rs"]
mod units;
#[path = "src/wait.rs"]
#[allow(dead_code)] // Only the library uses all of it.
mod wait;
#[path = "src/words/mod.rs"]
#[allow(dead_code)] // Only the library uses all of it.
mod words;

use std::path::PathBuf;
use std::{env, fs};

/// The variable that cargo sets if the feature of a language is on: `CARGO_FEATURE_ZH_HANS` for `zh-hans`.
fn feature_variable(tag: &str) -> String {
    format!("CARGO_FEATURE_{}", compiler::feature(tag).to_ascii_uppercase().replace('-', "_"))
}

fn main() {
    println!("cargo::rerun-if-changed=catalog");
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("catalog");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let is_compiled = |tag: &str| env::var_os(feature_variable(tag)).is_some();
    let output = match compiler::compile(&root, &is_compiled) {
        Ok(output) => output,
        Err(problems) => {
            for problem in &problems {
                println!("cargo::error={problem}");
            }
            // These lines are enough to make cargo fail. If the script failed too, cargo would print them twice.
            return;
        }
    };
    if output.stale_texts > 0 {
        let count = output.stale_texts;
        println!("cargo::warning=the English of {count} translations has changed: `cargo xtask stale` lists them");
    }
    let rust = output.rust.iter().map(|(name, rust)| (*name, rust.as_bytes()));
    let tables: [(&str, &[u8]); 9] = [
        ("patterns.bin", &output.tables.code),
        ("patterns.marks", &output.tables.word_marks),
        ("messages.bin", &output.messages),
        ("weights.bin", &output.words.0),
        ("words.txt", output.words.1.as_bytes()),
        ("text.txt", output.text.0.as_bytes()),
        ("text.ends", &output.text.1),
        ("docs.txt", output.docs.0.as_bytes()),
        ("docs.ends", &output.docs.1),
    ];
    for (name, content) in rust.chain(tables) {
        if let Err(error) = fs::write(out.join(name), content) {
            println!(
                "cargo::error={}: can't be written: {error}: check the target directory",
                out.join(name).display()
            );
            return;
        }
    }
}
