//! What all checks share: the model, the names in it, and the problems found.

use super::names::Names;
use crate::compiler::load::model::Model;
use crate::compiler::problem::{Place, Problem, ProblemKind};

/// The catalog while it is checked.
pub(super) struct Checker<'m> {
    pub(super) model: &'m Model,
    pub(super) problems: &'m mut Vec<Problem>,
    pub(super) codes: Names<'m>,
    pub(super) policies: Names<'m>,
    pub(super) sources: Names<'m>,
    pub(super) links: Names<'m>,
    pub(super) values: Names<'m>,
}

impl<'m> Checker<'m> {
    pub(super) fn new(model: &'m Model, problems: &'m mut Vec<Problem>) -> Self {
        let defined = &model.defined;
        let names = |unknown, what, file, list, defined: &'m Option<Vec<String>>| {
            let defined = defined.as_deref();
            Names { unknown, what, file, list, defined }
        };
        Checker {
            model,
            problems,
            codes: names(
                ProblemKind::UnknownCode,
                "code",
                "the files of catalog/errors",
                model.errors.iter().map(|e| e.slug.as_str()).collect(),
                &defined.codes,
            ),
            policies: names(
                ProblemKind::UnknownPolicy,
                "retry policy",
                "catalog/retry.toml",
                model.policies.iter().map(|p| p.name.value.as_str()).collect(),
                &defined.policies,
            ),
            sources: names(
                ProblemKind::UnknownSource,
                "source",
                "catalog/sources.toml",
                model.sources.iter().map(|s| s.id.value.as_str()).collect(),
                &defined.sources,
            ),
            links: names(
                ProblemKind::UnknownLink,
                "link",
                "catalog/links.toml",
                model.links.iter().map(|l| l.id.value.as_str()).collect(),
                &defined.links,
            ),
            values: names(
                ProblemKind::UnknownValue,
                "value",
                "catalog/values.toml",
                model.values.iter().map(|v| v.name.value.as_str()).collect(),
                &defined.values,
            ),
        }
    }

    pub(super) fn problem(
        &mut self,
        place: &Place,
        kind: ProblemKind,
        what: impl Into<String>,
        fix: impl Into<String>,
    ) {
        self.problems.push(place.problem(kind, what, fix));
    }
}
