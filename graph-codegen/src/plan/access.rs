//! Permissions and tokens: which rules ask for nothing, and which can never be met.

use graph_schema::model::{PerTarget, Requirement};

use crate::{code::Name, names};

/// Whether a rule asks for no permission, whoever's data it is.
pub(crate) fn demands_nothing(rule: &PerTarget<Requirement>) -> bool {
    rule.each().into_iter().all(is_nothing)
}

/// Whether two requirements are met by the same permissions.
pub(crate) fn is_same(one: &Requirement, other: &Requirement) -> bool {
    one == other || (is_nothing(one) && is_nothing(other))
}

fn is_nothing(requirement: &Requirement) -> bool {
    match requirement {
        Requirement::None | Requirement::Unknown | Requirement::Widens(_) => true,
        Requirement::Needs(all) => all.is_empty(),
        Requirement::Never => false,
    }
}

/// Why something is never available.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Never {
    /// No permission gives access.
    Permission,
    /// No access token gives access.
    Token,
    /// The connection cannot be listed.
    List,
}

impl Never {
    /// The names of the trait and the type: `never_email`, `Email`.
    pub(crate) fn names(self, subject: &str) -> (Name, Name) {
        let suffix = match self {
            Self::Permission => "",
            Self::Token => "_token",
            Self::List => "_list",
        };
        (names::member(&format!("never_{subject}{suffix}")), names::camel(&format!("{subject}{suffix}")))
    }
}
