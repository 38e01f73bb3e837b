//! Checks that scopes fit the retry policies.

use super::checker::Checker;
use crate::compiler::enums::{self, SCOPES, TIME};
use crate::compiler::load::errors::Error;
use crate::compiler::load::fields::At;
use crate::compiler::load::messages::Message;
use crate::compiler::problem::{Place, ProblemKind};

impl Checker<'_> {
    pub(super) fn scope(&mut self, scope: &At<String>) -> Option<usize> {
        enums::find(scope, &SCOPES, ProblemKind::UnknownScope, "scope", self.problems)
    }

    /// Checks that an error asks for a change only if waiting can't end it, and vice versa.
    pub(super) fn scope_fits(&mut self, place: &Place, scope: usize, retry: usize) {
        let Some(policy) = self.catalog.policies.get(retry) else { return };
        let waits = SCOPES[scope] == TIME;
        if waits != policy.numbers.is_some() {
            let fix = match waits {
                true => format!("set `scope` to what has to change: {}", SCOPES[..SCOPES.len() - 1].join(", ")),
                false => format!("write `scope = \"{TIME}\"`, or a policy that never retries"),
            };
            self.problem(
                place,
                ProblemKind::ScopeAgainstPolicy,
                format!("the scope `{}` contradicts the policy `{}`", SCOPES[scope], policy.name.value),
                fix,
            );
        }
    }

    /// The scope of a message: its own, or `time` if its policy retries and the entry's doesn't. `None` if it is the
    /// same as the entry's.
    pub(super) fn message_scope(&mut self, error: &Error, message: &Message, retry: Option<usize>) -> Option<usize> {
        let own = message.scope.as_ref().and_then(|scope| self.scope(scope));
        let of_entry = error.scope.as_ref().and_then(|scope| SCOPES.iter().position(|known| *known == scope.value));
        if message.scope.is_some() && own.is_none() {
            return None;
        }
        let retry = match (retry, &message.retry, &error.retry) {
            (Some(retry), ..) => retry,
            (None, None, Some(of_entry)) => self.policies.list.iter().position(|known| *known == of_entry.value)?,
            _ => return None,
        };
        let waits = self.catalog.policies.get(retry).is_some_and(|policy| policy.numbers.is_some());
        let scope = own.or_else(|| if waits { SCOPES.iter().position(|known| *known == TIME) } else { None });
        let place = message.scope.as_ref().or(message.retry.as_ref());
        if let (Some(place), Some(scope)) = (place, scope.or(of_entry)) {
            self.scope_fits(&place.place, scope, retry);
        }
        scope.filter(|scope| Some(*scope) != of_entry)
    }
}
