//! The catalog's compiler: TOML files -> checked catalog -> Rust tables.
//!
//! `build.rs` runs it, and so do the unit tests of the crate. It is not part of
//! the library that dependents link.

pub mod check;
pub mod enums;
mod generate;
pub mod load;
pub mod patterns;
pub mod problem;
mod suggest;
pub mod words;

use std::path::Path;

pub use generate::Output;
#[allow(unused_imports)] // The build script calls it.
pub use generate::feature;
pub use problem::Problem;

/// Compiles the catalog under `root`. The output has the texts of the languages for whose tags `is_compiled` is true.
/// All languages are checked. If there are problems, returns all of them, sorted by place.
pub fn compile(root: &Path, is_compiled: &dyn Fn(&str) -> bool) -> Result<Output, Vec<Problem>> {
    let mut reader = load::Reader::new(root);
    let catalog = reader.read();
    let mut problems = reader.problems;
    let checked = check::check(catalog, &mut problems);
    if problems.is_empty() {
        let locales = &checked.catalog.locales;
        let compiled: Vec<usize> = (0..locales.len()).filter(|&at| is_compiled(&locales[at].tag.value)).collect();
        match words::of(&checked, &[]) {
            Ok(table) => return Ok(generate::generate(&checked, &compiled, &table)),
            Err(problem) => problems.extend(problem),
        }
    }
    problems.sort();
    problems.dedup();
    Err(problems)
}

/// The problems that a build allows, but a release must not have: translations that are older than their English, and
/// facts checked on a date after `today`, which is written as `2026-11-20`. A contributor who edits the English must be
/// able to build without knowing the other languages, and a build must not depend on the clock.
pub fn before_release(catalog: &load::catalog::Catalog, today: &str) -> Vec<Problem> {
    let stale = check::fingerprints::translations(catalog).into_iter().filter_map(|translation| translation.problem());
    let mut problems: Vec<Problem> = stale.chain(check::dates::future_dates(catalog, today)).collect();
    problems.sort();
    problems
}
