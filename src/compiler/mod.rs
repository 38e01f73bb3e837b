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
#[allow(unused_imports)] // The build script calls it.
pub use emit::feature;
pub use problem::Problem;

/// Compiles the catalog under `root` with the texts of the languages that `is_compiled` says, by their tags. An error
/// is the list of all problems, sorted by place: those of the other languages too.
pub fn compile(root: &Path, is_compiled: &dyn Fn(&str) -> bool) -> Result<Output, Vec<Problem>> {
    let mut reader = read::Reader::new(root);
    let model = reader.read();
    let mut problems = reader.problems;
    let checked = check::check(model, &mut problems);
    if problems.is_empty() {
        let locales = &checked.model.locales;
        let compiled: Vec<usize> = (0..locales.len()).filter(|&at| is_compiled(&locales[at].tag.value)).collect();
        match words::of(&checked, &[]) {
            Ok(table) => return Ok(emit::emit(&checked, &compiled, &table)),
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
