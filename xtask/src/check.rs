//! `cargo xtask check`: lists the problems of the catalog that stop the build or a release.

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

/// The problems that the build reports. If there are none, the problems that would only stop a release.
pub fn problems(catalog: &Path, last_day: &str) -> Vec<Problem> {
    match compile(catalog, &|_| true) {
        Ok(_) => before_release(&load::Reader::new(catalog).read(), last_day),
        Err(problems) => problems,
    }
}

/// Tomorrow in UTC: east of Greenwich, a contributor's date may already be that.
fn tomorrow() -> String {
    let today = Timestamp::now().to_zoned(TimeZone::UTC).date();
    today.tomorrow().unwrap_or(today).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The clock can't make this test fail later: a date in the past stays in the past.
    #[test]
    fn the_catalog_could_be_released() {
        let problems = problems(&crate::repository::catalog(), &tomorrow());
        assert!(problems.is_empty(), "`cargo xtask check`: {problems:#?}");
    }
}
