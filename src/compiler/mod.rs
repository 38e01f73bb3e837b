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
pub mod problem;
mod program;
pub mod read;
#[cfg(test)]
pub mod regex;
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

/// What the build lets pass and a release must not have: texts that are older than the English that they translate,
/// and checks of the facts that are dated after `today`. Whoever edits the English need not know the other languages
/// to build, and a build must not depend on the clock.
pub fn before_release(model: &model::Model, today: &str) -> Vec<Problem> {
    let stale = check::translations::translations(model).into_iter().filter_map(|translation| translation.problem());
    let mut problems: Vec<Problem> = stale.chain(check::future_dates(model, today)).collect();
    problems.sort();
    problems
}
