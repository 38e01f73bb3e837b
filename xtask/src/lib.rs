//! The tasks that need the built catalog, as a library so that tests can run them.

#![cfg(feature = "built")]

pub mod api;
pub mod coverage;
pub mod dependent;
pub mod docs;
pub mod files;
pub mod instructions;
pub mod package;
pub mod process;
pub mod repository;
pub mod size;

// The program's words for statuses: the reference has the same.
#[path = "../../src/bin/openai-errors/pages/statuses.rs"]
mod statuses;

// The parser of patterns from the library's build: the export writes the same patterns as regular expressions.
#[path = "../../src/matcher/mod.rs"]
#[allow(dead_code)]
mod matcher;
#[path = "../../src/compiler"]
mod compiler {
    pub mod patterns {
        pub mod regex;
        #[allow(dead_code)]
        pub mod syntax;
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

pub use repository::{Result, root};
