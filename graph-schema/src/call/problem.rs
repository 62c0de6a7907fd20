//! What keeps a call from being sent, in words.

use std::fmt;

/// What kind of mistake a [`Problem`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ProblemKind {
    /// There is no operation of this name.
    UnknownOperation,
    /// The node has no target of this name, or none was named.
    UnknownTarget,
    /// A target has too few or too many arguments, or one that is wrong.
    TargetArgument,
    /// The target is not of the only kind that the operation is about.
    Whose,
    /// A node has no field of this name, or a field has none inside.
    UnknownField,
    /// The operation has no parameter of this name.
    UnknownParam,
    /// A parameter was given a second time.
    GivenTwice,
    /// A parameter that the call must have was not given.
    Missing,
    /// A special case of a list has another value for this parameter.
    Fixed,
    /// A part of the path that would address something else.
    PathPart,
    /// A value is not of the parameter's type.
    Type,
    /// A text has too few or too many characters.
    Length,
    /// A number is too low or too high.
    Range,
    /// The rule of this name is broken.
    AtLeastOne,
    /// The rule of this name is broken.
    ExactlyOne,
    /// The rule of this name is broken.
    NotTogether,
    /// The rule of this name is broken.
    OnlyWith,
    /// The rule of this name is broken.
    OnlyOn,
}

/// One mistake in a call. As text it names what it is about, the rule and the remedy, such as
/// "`score` must be at least 0, -1 was given; give 0 or more".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What kind of mistake it is.
    pub kind: ProblemKind,
    /// The parameters that it is about, by their names; none where it is about operation or target.
    pub params: Vec<String>,
    /// What is wrong, and the rule that says so.
    pub rule: String,
    /// What to do.
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
        write!(f, "{}; {}", self.rule, self.remedy)
    }
}

impl std::error::Error for Problem {}

/// "did you mean", or else another remedy.
pub(super) fn meant(found: Option<&str>, otherwise: impl FnOnce() -> String) -> String {
    found.map_or_else(otherwise, |name| format!("did you mean `{name}`?"))
}

/// Names as a list: `` `a`, `b` ``.
pub(super) fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}
