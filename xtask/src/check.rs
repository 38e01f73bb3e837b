//! `cargo xtask check`: the problems of the catalog, for the build and for a release.

use std::path::Path;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::compiler::{Problem, before_release, compile, load};
use crate::repository::Result;

pub fn run(catalog: &Path) -> Result<()> {
    let problems = problems(catalog, &tomorrow());
    for problem in &problems {
        eprintln!("{problem}");
    }
    match problems.len() {
        0 => Ok(()),
        1 => Err("the catalog has 1 problem".to_owned()),
        count => Err(format!("the catalog has {count} problems")),
    }
}

/// The problems that the build reports; if there are none, those that a release must not have.
pub fn problems(catalog: &Path, last_day: &str) -> Vec<Problem> {
    match compile(catalog, &|_| true) {
        Ok(_) => before_release(&load::Reader::new(catalog).read(), last_day),
        Err(problems) => problems,
    }
}

/// The latest date anywhere on earth: in the east the next day begins before it does in UTC.
fn tomorrow() -> String {
    let today = Timestamp::now().to_zoned(TimeZone::UTC).date();
    today.tomorrow().unwrap_or(today).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Once this passes for a catalog, it always passes: dates in the past stay in the past.
    #[test]
    fn the_catalog_could_be_released() {
        let problems = problems(&crate::repository::catalog(), &tomorrow());
        assert!(problems.is_empty(), "`cargo xtask check`: {problems:#?}");
    }
}
