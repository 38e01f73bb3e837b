//! The names of the variants of the library's enums. Each list is in the order of its enum.

use super::load::fields::At;
use super::problem::{Problem, ProblemKind};
use super::suggest::suggest;

/// `Category`.
pub const CATEGORIES: [&str; 4] = ["client", "server", "capacity", "network"];

/// `Scope`.
pub const SCOPES: [&str; 7] = ["request", "key", "account", "model", "network", "server", TIME];

/// The scope of the errors that a retry can end. No other error has it.
pub const TIME: &str = "time";

/// `Jitter`.
pub const JITTERS: [&str; 4] = ["none", "full", "less", "more"];

/// `ExampleKind`.
pub const EXAMPLE_KINDS: [&str; 2] = ["json", "shell"];

/// `MetricKind`.
pub const METRIC_KINDS: [&str; 2] = ["ratio", "seconds"];

/// `FieldKind`.
pub const WAIT_KINDS: [&str; 3] = ["duration", "milliseconds", "date"];

/// The index of `name` in `list`. If the list doesn't contain it, reports a problem of the kind `unknown`. `what` says
/// in the problem what the list contains.
pub fn find(
    name: &At<String>,
    list: &[&'static str],
    unknown: ProblemKind,
    what: &str,
    problems: &mut Vec<Problem>,
) -> Option<usize> {
    let found = list.iter().position(|known| *known == name.value);
    if found.is_none() {
        problems.push(name.place.problem(
            unknown,
            format!("unknown {what} `{}`", name.value),
            suggest(&name.value, list.iter().copied()),
        ));
    }
    found
}
