//! Compares permission and token rules.

use super::{Both, ChangeKind, Changes, Verdict};
use crate::model::{PerTarget, PermissionId, PermissionRule, Requirement, Schema, TokenKinds, Whose};

/// The kinds of target, with their names in messages.
const PEOPLE: [(Whose, &str); 3] =
    [(Whose::Own, "the current user"), (Whose::Friend, "friends"), (Whose::Other, "others")];

impl Both<'_> {
    pub(super) fn permission(
        self,
        place: &str,
        (old, new): (&PermissionRule, &PermissionRule),
        changes: &mut Changes,
    ) {
        let each = PEOPLE.map(|(whose, people)| {
            let old = old.of(whose).map(|requirement| RequiredPermissions::new(requirement, self.old));
            let new = new.of(whose).map(|requirement| RequiredPermissions::new(requirement, self.new));
            (people, old, new)
        });
        self::each(place, ChangeKind::Permission, "permission", each, changes);
    }

    pub(super) fn token(
        self,
        place: &str,
        (old, new): (&PerTarget<TokenKinds>, &PerTarget<TokenKinds>),
        changes: &mut Changes,
    ) {
        let each = PEOPLE.map(|(whose, people)| {
            (people, old.of(whose).copied().map(AcceptedTokens), new.of(whose).copied().map(AcceptedTokens))
        });
        self::each(place, ChangeKind::Token, "token", each, changes);
    }
}

/// A condition of a call.
trait Condition: PartialEq {
    /// Returns whether every caller that satisfies `old` satisfies this condition.
    fn follows_from(&self, old: &Self) -> bool;
    fn text(&self) -> String;
}

/// Adds changes per kind of target, merging those that are equal.
fn each<C: Condition>(
    place: &str,
    kind: ChangeKind,
    what: &str,
    people: [(&str, Option<C>, Option<C>); 3],
    changes: &mut Changes,
) {
    let mut merged: Vec<(String, Verdict, Vec<&str>)> = Vec::new();
    for (person, old, new) in people {
        let (Some(old), Some(new)) = (old, new) else { continue };
        if old == new {
            continue;
        }
        let verdict = if new.follows_from(&old) { Verdict::Minor } else { Verdict::Major };
        let text = format!("{what} changed from `{}` to `{}`", old.text(), new.text());
        match merged.iter_mut().find(|(known, grade, _)| *known == text && *grade == verdict) {
            Some((_, _, people)) => people.push(person),
            None => merged.push((text, verdict, vec![person])),
        }
    }
    for (text, verdict, people) in merged {
        let whom = if people.len() == 3 { String::new() } else { format!(" for {}", people.join(" and ")) };
        changes.add(kind, verdict, place, format!("{text}{whom}"));
    }
}

/// The required permissions by name, because ids of two schemas cannot be compared.
#[derive(PartialEq)]
enum RequiredPermissions {
    Nothing,
    Unknown,
    Never,
    Widens(Vec<String>),
    All(Vec<Vec<String>>),
}

impl RequiredPermissions {
    fn new(requirement: &Requirement, schema: &Schema) -> Self {
        let names = |ids: &[PermissionId]| {
            let mut names: Vec<String> = ids.iter().map(|id| schema[*id].name.clone()).collect();
            names.sort_unstable();
            names
        };
        match requirement {
            Requirement::None => Self::Nothing,
            Requirement::Unknown => Self::Unknown,
            Requirement::Never => Self::Never,
            Requirement::Widens(ids) => Self::Widens(names(ids)),
            Requirement::Needs(all) => Self::All(all.iter().map(|any| names(any)).collect()),
        }
    }
}

impl Condition for RequiredPermissions {
    fn follows_from(&self, old: &Self) -> bool {
        match (self, old) {
            (_, Self::Never) | (Self::Nothing | Self::Unknown | Self::Widens(_), _) => true,
            (Self::Never, _) => false,
            (Self::All(new), Self::All(old)) => {
                new.iter().all(|any| old.iter().any(|known| known.iter().all(|name| any.contains(name))))
            }
            (Self::All(new), Self::Nothing | Self::Unknown | Self::Widens(_)) => new.is_empty(),
        }
    }

    fn text(&self) -> String {
        match self {
            Self::Nothing => "none".to_owned(),
            Self::Unknown => "unknown".to_owned(),
            Self::Never => "never".to_owned(),
            Self::Widens(names) => format!("more with {}", names.join(" or ")),
            Self::All(all) => {
                let each: Vec<String> = all.iter().map(|any| any.join(" or ")).collect();
                each.join(", and ")
            }
        }
    }
}

/// The accepted kinds of token.
#[derive(PartialEq)]
struct AcceptedTokens(TokenKinds);

impl Condition for AcceptedTokens {
    fn follows_from(&self, old: &Self) -> bool {
        let (new, old) = (self.0, old.0);
        [(old.user, new.user), (old.app, new.app), (old.page, new.page), (old.none, new.none)]
            .iter()
            .all(|(before, after)| !before || *after)
    }

    fn text(&self) -> String {
        self.0.to_string()
    }
}
