//! Problems that prevent a call from being sent.

use std::fmt;

use crate::diagnostic::render::printable;

/// The kind of a [`Problem`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ProblemKind {
    /// No operation has this name.
    UnknownOperation,
    /// The node has no target of this name, or no target is set.
    UnknownTarget,
    /// A target has too few, too many or invalid arguments.
    TargetArgument,
    /// The operation does not apply to this kind of target.
    Whose,
    /// A node has no field of this name, or a field has no nested fields.
    UnknownField,
    /// A field is sent without being asked, and cannot be requested.
    Unasked,
    /// The operation has no parameter of this name.
    UnknownParam,
    /// A parameter is set more than once.
    GivenTwice,
    /// A required parameter is not set.
    Missing,
    /// A special case of a list fixes this parameter to another value, or it is always the same.
    Fixed,
    /// An object has no member of this name.
    UnknownMember,
    /// A path segment would change the meaning of the path.
    PathPart,
    /// A value is not of the parameter's type.
    Type,
    /// A string is too short or too long.
    Length,
    /// A number is out of range.
    Range,
    /// The rule of this name is violated.
    AtLeastOne,
    /// The rule of this name is violated.
    ExactlyOne,
    /// The rule of this name is violated.
    NotTogether,
    /// The rule of this name is violated.
    Together,
    /// The rule of this name is violated.
    OnlyWith,
    /// The rule of this name is violated.
    OnlyOn,
}

/// A problem in a call. Displays as the rule and the remedy, such as
/// "`score` must be at least 0, but is -1; use 0 or more".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The kind of problem.
    pub kind: ProblemKind,
    /// The names of the affected parameters; empty if it concerns the operation or target.
    pub params: Vec<String>,
    /// What is wrong.
    pub rule: String,
    /// How to fix it.
    pub remedy: String,
}

impl Problem {
    pub(super) fn new(kind: ProblemKind, rule: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { kind, params: Vec::new(), rule: rule.into(), remedy: remedy.into() }
    }

    pub(super) fn about(mut self, param: &str) -> Self {
        self.params.push(param.to_owned());
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; {}", printable(&self.rule), printable(&self.remedy))
    }
}

impl std::error::Error for Problem {}

/// Returns a "did you mean" remedy, or else another one.
pub(super) fn did_you_mean(found: Option<&str>, otherwise: impl FnOnce() -> String) -> String {
    found.map_or_else(otherwise, |name| format!("did you mean `{name}`?"))
}

/// Formats names as a list: `` `a`, `b` ``.
pub(super) fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

/// Formats values given as JSON text as alternatives: `` `IMAGE` or `VIDEO` ``.
pub(super) fn either(values: &[String]) -> String {
    let plain = |json: &String| format!("`{}`", super::plain(json));
    match values {
        [others @ .., last] if !others.is_empty() => {
            let others: Vec<String> = others.iter().map(plain).collect();
            format!("{} or {}", others.join(", "), plain(last))
        }
        _ => values.iter().map(plain).collect(),
    }
}

/// Whether the plain text of a value is one of the values given as JSON text.
pub(super) fn is_one_of(text: &str, values: &[String]) -> bool {
    values.iter().any(|json| super::plain(json) == text)
}

#[cfg(test)]
mod tests {
    use super::{Problem, ProblemKind};

    #[test]
    fn a_problem_is_one_line() {
        let problem = Problem::new(ProblemKind::UnknownParam, "unknown `a\nb`", "use `\u{1b}[2J`");
        assert_eq!(problem.to_string(), r"unknown `a\nb`; use `\u{1b}[2J`");
    }
}
