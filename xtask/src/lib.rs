//! The tasks that need the built catalog, as a library so that tests can run them.

#![cfg(feature = "built")]

pub mod alerts;
pub mod api;
pub mod coverage;
pub mod dependent;
pub mod export;
pub mod instructions;
pub mod man;
pub mod outputs;
pub mod package;
pub mod reference;
pub mod regexes;
pub mod size;
pub mod words;

// The parser of patterns from the library's build: the export writes the same patterns as regular expressions.
#[path = "../../src/matcher/mod.rs"]
#[allow(dead_code)]
mod matcher;
#[path = "../../src/compiler"]
mod compiler {
    pub mod patterns {
        #[allow(dead_code)]
        pub mod language;
        pub mod regex;
    }
    #[allow(dead_code)]
    pub mod problem;
}
#[path = "../../src/wait.rs"]
#[allow(dead_code)]
mod wait;
/// The units of time of the built library.
mod units {
    use std::sync::LazyLock;

    use openai_error_catalog::export;

    use crate::matcher::unit::Unit;

    pub static UNITS: LazyLock<Vec<Unit>> =
        LazyLock::new(|| export::units().iter().map(|unit| Unit { nanos: unit.nanos, names: unit.names }).collect());
    pub static OTHER_UNITS: LazyLock<Vec<&'static str>> = LazyLock::new(|| export::other_units().to_vec());
}

use std::path::PathBuf;

/// The repository's root.
#[must_use]
pub fn root() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.parent().map_or(here.clone(), PathBuf::from)
}

/// An error with a message for the person who ran the command.
pub type Result<T> = std::result::Result<T, String>;
