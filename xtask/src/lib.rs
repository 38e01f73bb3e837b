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

// The program's module for statuses, so that the reference has the same words.
#[path = "../../src/bin/openai-errors/pages/statuses.rs"]
mod statuses;

// The compiler's parser of patterns, so that the export reads them in the same way to write them as regular expressions.
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
/// The modules above expect the units of time here. They come from the built library.
mod units {
    use std::sync::LazyLock;

    use openai_error_catalog::export;

    use crate::matcher::unit::Unit;

    pub static UNITS: LazyLock<Vec<Unit>> =
        LazyLock::new(|| export::units().iter().map(|unit| Unit { nanos: unit.nanos, names: unit.names }).collect());
    pub static OTHER_UNITS: LazyLock<Vec<&'static str>> = LazyLock::new(|| export::other_units().to_vec());
}

pub use repository::{Result, root};
