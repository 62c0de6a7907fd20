//! Permissions and tokens: which rules ask for nothing, and which can never be met.

use graph_schema::{
    model::{PerTarget, Requirement},
    table::{Set, Table},
};

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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Never {
    /// No permission gives access.
    Permission,
    /// No access token gives access.
    Token,
    /// The connection cannot be listed.
    List,
    /// The list lacks a parameter that it requires.
    Missing,
}

impl Never {
    /// The name of the trait without `never_`.
    fn name(self, subject: &str) -> String {
        let suffix = match self {
            Self::Permission => "",
            Self::Token => "_token",
            Self::List => "_list",
            Self::Missing => "_missing",
        };
        format!("{subject}{suffix}")
    }
}

/// A kind and a subject as a key, sorted by kind.
pub(crate) fn key(kind: Never, subject: &str) -> String {
    format!("{} {subject}", kind as u8)
}

/// The names of what is never available: of a trait and a type for each, `never_email` and `Email`.
#[derive(Debug, Default)]
pub(crate) struct NeverNames(Table<(Name, Name)>);

impl NeverNames {
    /// Names each subject. Two that are the same in Rust are numbered: `a` that is closed to all tokens, and `a_token`.
    pub(crate) fn new<'a>(subjects: impl Iterator<Item = (Never, &'a str)>) -> Self {
        let mut used = Set::default();
        used.insert("Nobody");
        let mut all = Table::default();
        for (kind, subject) in subjects {
            let name = kind.name(subject);
            let mut free = name.clone();
            let mut number = 2;
            loop {
                let (of_trait, of_type) = (names::member(&format!("never_{free}")), names::camel(&free));
                let items = [of_trait.to_string(), of_type.to_string()];
                if items.iter().all(|item| !used.contains(item)) {
                    used.extend(&items);
                    all.insert(&key(kind, subject), (of_trait, of_type));
                    break;
                }
                free = format!("{name}{number}");
                number += 1;
            }
        }
        Self(all)
    }

    /// The trait and the type of a subject.
    pub(crate) fn of(&self, kind: Never, subject: &str) -> (Name, Name) {
        let known = self.0.get(&key(kind, subject)).cloned();
        known.unwrap_or_else(|| {
            let name = kind.name(subject);
            (names::member(&format!("never_{name}")), names::camel(&name))
        })
    }
}
