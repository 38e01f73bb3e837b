//! Resolves names that one file defines and other files use: each becomes a number.

use crate::compiler::load::fields::At;
use crate::compiler::problem::{Problem, ProblemKind};
use crate::compiler::suggest::suggest;

/// Names of one kind, with their numbers.
pub(super) struct Names<'m> {
    /// The names, in the order of their numbers.
    pub(super) list: Vec<&'m str>,
    /// What problems call such a name.
    pub(super) what: &'static str,
    pub(super) unknown: ProblemKind,
    /// The file that defines the names.
    pub(super) file: &'static str,
    /// The names in that file, including those of faulty definitions. `None` if the file can't be read.
    pub(super) defined: Option<&'m [String]>,
}

impl<'m> Names<'m> {
    /// Whether the file can be read, and has no definition of this name, not even a faulty one.
    pub(super) fn lacks(&self, name: &str) -> bool {
        self.defined.is_some_and(|defined| !defined.iter().any(|known| known == name))
    }

    /// The number of a name. An unknown name is a problem.
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

    /// The numbers of the names in a list. Unknown and repeated names are problems.
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
