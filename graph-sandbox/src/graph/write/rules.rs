//! Rules across parameters.

use graph_schema::{
    call::{self, Problem},
    model::{ParamId, Scalar, Type, Whose},
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
    call::rules::broken(bound.operation, bound, whose)
}

impl call::rules::Sent for Bound<'_> {
    fn has(&self, param: ParamId) -> bool {
        Bound::has(self, param)
    }

    fn plain(&self, param: ParamId) -> Option<String> {
        if let Some(received) = &self.received {
            return received.values.get(param.0)?.as_deref().map(call::plain);
        }
        let text = self.texts.get(param.0)?.clone()?;
        match (&self.operation.param(param).ty, text.as_str()) {
            (Type::Scalar(Scalar::Boolean), "1") => Some("true".to_owned()),
            (Type::Scalar(Scalar::Boolean), "0" | "") => Some("false".to_owned()),
            _ => Some(text),
        }
    }
}

/// The rule as a message of the platform: a sentence without backticks.
fn message(rule: &str) -> String {
    let mut chars = rule.chars().filter(|c| *c != '`');
    chars.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(chars).collect()
}
