//! Names that one file defines and others use: each becomes a number.

use crate::compiler::load::fields::At;
use crate::compiler::problem::{Problem, ProblemKind};
use crate::compiler::suggest::suggest;

/// Names of one kind, with their numbers.
pub(super) struct Names<'m> {
    /// In the order of their numbers.
    pub(super) list: Vec<&'m str>,
    /// What the names are of, for problems.
    pub(super) what: &'static str,
    pub(super) unknown: ProblemKind,
    /// Where they are defined, and which: also those with faults. `None` if the file can't be read.
    pub(super) file: &'static str,
    pub(super) defined: Option<&'m [String]>,
}

impl<'m> Names<'m> {
    /// Whether the catalog doesn't define this name, not even with faults.
    pub(super) fn lacks(&self, name: &str) -> bool {
        self.defined.is_some_and(|defined| !defined.iter().any(|known| known == name))
    }

    /// The number of a name.
    pub(super) fn find(&self, name: &At<String>, problems: &mut Vec<Problem>) -> Option<usize> {
        let found = self.list.iter().position(|known| *known == name.value);
        if found.is_none() && self.lacks(&name.value) {
            problems.push(name.place.problem(
                self.unknown,
                format!("unknown {} `{}`", self.what, name.value),
                format!("{} ({})", suggest(&name.value, self.list.iter().copied()), self.file),
            ));
        }
        found
    }

    /// The numbers of the names of a list.
    pub(super) fn find_all(&self, names: &[At<String>], problems: &mut Vec<Problem>) -> Vec<usize> {
        let mut found = Vec::new();
        for name in names {
            if let Some(number) = self.find(name, problems) {
                if found.contains(&number) {
                    problems.push(name.place.problem(
                        ProblemKind::RepeatedName,
                        format!("`{}` is listed twice", name.value),
                        "remove one of them",
                    ));
                }
                found.push(number);
            }
        }
        found
    }
}
