//! Rules across parameters.

use graph_schema::{
    call::{self, Problem},
    model::Whose,
};

use super::bind::Bound;
use crate::protocol::Refusal;

/// Refuses a call that violates a rule.
pub(super) fn check(bound: &Bound<'_>, whose: Whose) -> Result<(), Refusal> {
    match broken_rules(bound, Some(whose)).first() {
        Some(problem) => Err(Refusal::parameter(message(&problem.rule))),
        None => Ok(()),
    }
}

/// The number of violations, if a call means this operation.
pub(super) fn violations(bound: &Bound<'_>) -> usize {
    let missing = bound.operation.params().filter(|(id, param)| param.required && !bound.has(*id)).count();
    missing + broken_rules(bound, None).len()
}

fn broken_rules(bound: &Bound<'_>, whose: Option<Whose>) -> Vec<Problem> {
    call::rules::broken(bound.operation, &|id| bound.has(id), whose)
}

/// The rule as a message of the platform: a sentence without backticks.
fn message(rule: &str) -> String {
    let mut chars = rule.chars().filter(|c| *c != '`');
    chars.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(chars).collect()
}
