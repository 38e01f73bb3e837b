//! The catalog's compiler: TOML files -> checked model -> Rust tables.
//!
//! `build.rs` runs it; the unit tests of the crate do too. No part of it is in
//! a dependent's library.

pub mod check;
mod emit;
mod fields;
pub mod graph;
pub mod model;
pub mod pattern;
pub mod pattern_set;
mod problem;
mod program;
pub mod read;
#[cfg(test)]
mod regex;
mod trie;
#[allow(dead_code)] // The unit tests of the crate have the tables of the library.
pub mod units;
pub mod words;

use std::path::Path;

pub use emit::Output;
pub use problem::Problem;

/// Compiles the catalog under `root`. An error is the list of all problems,
/// sorted by place.
pub fn compile(root: &Path) -> Result<Output, Vec<Problem>> {
    let mut reader = read::Reader::new(root);
    let model = reader.read();
    let mut problems = reader.problems;
    let checked = check::check(model, &mut problems);
    if problems.is_empty() {
        match words::of(&checked, &[]) {
            Ok(table) => return Ok(emit::emit(&checked, &table)),
            Err(problem) => problems.extend(problem),
        }
    }
    problems.sort();
    problems.dedup();
    Err(problems)
}

#[cfg(test)]
mod tests;
