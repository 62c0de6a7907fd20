//! Rules across parameters.

use graph_schema::{
    call::{self, Problem},
    model::Whose,
};

use super::bind::Bound;
use crate::protocol::Refusal;

/// Refuses a call that breaks a rule.
pub(super) fn check(bound: &Bound<'_>, whose: Whose) -> Result<(), Refusal> {
    match breaks(bound, Some(whose)).first() {
        Some(problem) => Err(Refusal::parameter(told(&problem.rule))),
        None => Ok(()),
    }
}

/// How much is wrong with a call, if it means this operation.
pub(super) fn broken(bound: &Bound<'_>) -> usize {
    let missing = bound.operation.params().filter(|(id, param)| param.required && !bound.has(*id)).count();
    missing + breaks(bound, None).len()
}

fn breaks(bound: &Bound<'_>, whose: Option<Whose>) -> Vec<Problem> {
    call::rules::broken(bound.operation, &|id| bound.has(id), whose)
}

/// As the platform says it: a sentence without marks around names.
fn told(rule: &str) -> String {
    let mut chars = rule.chars().filter(|c| *c != '`');
    chars.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(chars).collect()
}
