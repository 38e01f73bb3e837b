//! `retry.toml`: the retry policies.

use super::fields::{At, Fields};
use crate::compiler::enums::{self, JITTERS};
use crate::compiler::problem::{Problem, ProblemKind};

#[derive(Debug)]
pub struct Policy {
    pub name: At<String>,
    pub source: At<String>,
    /// `None` for `retry = false`.
    pub numbers: Option<PolicyNumbers>,
}

#[derive(Debug)]
pub struct PolicyNumbers {
    pub initial_delay_ms: u32,
    /// In thousandths.
    pub factor: u32,
    pub max_delay_ms: u32,
    pub attempts_min: u8,
    pub attempts: u8,
    /// An index into `enums::JITTERS`.
    pub jitter: usize,
    pub server_wait: bool,
    /// In thousandths.
    pub server_wait_jitter: u16,
    pub immediate_first: bool,
    pub hold_rate_ms: u32,
}

/// Returns the names of all policies, and the policies that could be read.
pub fn read(fields: &mut Fields<'_>, problems: &mut Vec<Problem>) -> (Option<Vec<String>>, Vec<Policy>) {
    let before = problems.len();
    let Some(mut table) = fields.table("policies", "policies".into(), problems) else {
        if problems.len() == before {
            problems.push(fields.place().problem(
                ProblemKind::NoPolicy,
                "there is no retry policy",
                "add `[policies.never]`",
            ));
        }
        return Default::default();
    };
    let names = table.rest();
    let policies = table.named_tables("the policy", problems, |name, table, problems| {
        let retry = table.required::<bool>("retry", problems);
        let source = table.required("source", problems);
        let numbers = match retry {
            Some(At { value: true, .. }) => read_numbers(table, problems),
            _ => None,
        };
        Some(Policy { name, source: source?, numbers })
    });
    (Some(names), policies)
}

fn read_numbers(table: &mut Fields<'_>, problems: &mut Vec<Problem>) -> Option<PolicyNumbers> {
    let initial = table.required::<u32>("initial_delay_ms", problems);
    let factor = table.required::<f64>("factor", problems);
    let max = table.required::<u32>("max_delay_ms", problems);
    let attempts = table.required::<u8>("attempts", problems);
    let attempts_min = table.optional::<u8>("attempts_min", problems);
    let jitter = table.required::<String>("jitter", problems);
    let server_wait = table.required::<bool>("server_wait", problems);
    let server_wait_jitter = table.optional::<f64>("server_wait_jitter", problems);
    let immediate_first = table.flag("immediate_first", problems);
    let hold = table.optional::<u32>("hold_rate_ms", problems);
    let (initial, factor, max, attempts) = (initial?, factor?, max?, attempts?);
    let (jitter, server_wait) = (jitter?, server_wait?);
    if !(1.0..=10.0).contains(&factor.value) {
        problems.push(factor.place.problem(
            ProblemKind::PolicyFactor,
            format!("the factor {} is out of range", factor.value),
            "use 1.0 to 10.0",
        ));
    }
    if initial.value > max.value {
        problems.push(max.place.problem(
            ProblemKind::PolicyCap,
            format!("the cap {} is below the first delay {}", max.value, initial.value),
            "raise `max_delay_ms` or lower `initial_delay_ms`",
        ));
    }
    if attempts.value == 0 {
        problems.push(attempts.place.problem(
            ProblemKind::PolicyAttempts,
            "a policy can't have 0 attempts",
            "use at least 1, or `retry = false`",
        ));
    }
    if let Some(min) = attempts_min.as_ref().filter(|min| min.value > attempts.value) {
        problems.push(min.place.problem(
            ProblemKind::PolicyAttempts,
            format!("`attempts_min` is {}, more than `attempts`", min.value),
            format!("lower it to {} at most, or raise `attempts`", attempts.value),
        ));
    }
    if let Some(part) = server_wait_jitter.as_ref().filter(|part| !(0.0..=1.0).contains(&part.value)) {
        problems.push(part.place.problem(
            ProblemKind::PolicyJitter,
            format!("`server_wait_jitter` is {}, out of range", part.value),
            "use 0.0 to 1.0, a fraction of the server's wait",
        ));
    }
    let jitter = enums::find(&jitter, &JITTERS, ProblemKind::UnknownJitter, "jitter", problems);
    Some(PolicyNumbers {
        initial_delay_ms: initial.value,
        factor: (factor.value * 1000.0).round() as u32,
        max_delay_ms: max.value,
        attempts_min: attempts_min.map_or(attempts.value, |min| min.value),
        attempts: attempts.value,
        jitter: jitter.unwrap_or(0),
        server_wait: server_wait.value,
        server_wait_jitter: server_wait_jitter.map_or(0, |part| (part.value * 1000.0).round() as u16),
        immediate_first,
        hold_rate_ms: hold.map_or(0, |hold| hold.value),
    })
}
