//! The data that all checks share: the catalog, the names in it, and the problems that were found.

use super::references::Names;
use crate::compiler::load::catalog::Catalog;
use crate::compiler::problem::{Place, Problem, ProblemKind};

/// The catalog while it is checked. Each check is a method.
pub(super) struct Checker<'m> {
    pub(super) catalog: &'m Catalog,
    pub(super) problems: &'m mut Vec<Problem>,
    pub(super) codes: Names<'m>,
    pub(super) policies: Names<'m>,
    pub(super) sources: Names<'m>,
    pub(super) links: Names<'m>,
    pub(super) values: Names<'m>,
}

impl<'m> Checker<'m> {
    pub(super) fn new(catalog: &'m Catalog, problems: &'m mut Vec<Problem>) -> Self {
        let defined = &catalog.defined;
        Checker {
            catalog,
            problems,
            codes: Names {
                list: catalog.errors.iter().map(|entry| entry.slug.as_str()).collect(),
                what: "code",
                unknown: ProblemKind::UnknownCode,
                file: "the files of catalog/errors",
                defined: defined.codes.as_deref(),
            },
            policies: Names {
                list: catalog.policies.iter().map(|policy| policy.name.value.as_str()).collect(),
                what: "retry policy",
                unknown: ProblemKind::UnknownPolicy,
                file: "catalog/retry.toml",
                defined: defined.policies.as_deref(),
            },
            sources: Names {
                list: catalog.sources.iter().map(|source| source.id.value.as_str()).collect(),
                what: "source",
                unknown: ProblemKind::UnknownSource,
                file: "catalog/sources.toml",
                defined: defined.sources.as_deref(),
            },
            links: Names {
                list: catalog.links.iter().map(|link| link.id.value.as_str()).collect(),
                what: "link",
                unknown: ProblemKind::UnknownLink,
                file: "catalog/links.toml",
                defined: defined.links.as_deref(),
            },
            values: Names {
                list: catalog.values.iter().map(|value| value.name.value.as_str()).collect(),
                what: "value",
                unknown: ProblemKind::UnknownValue,
                file: "catalog/values.toml",
                defined: defined.values.as_deref(),
            },
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
