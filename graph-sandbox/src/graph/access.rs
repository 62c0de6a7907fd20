//! Access checks: token kinds and permissions.

use std::collections::BTreeSet;

use graph_schema::{
    Schema,
    model::{Connection, Field, PermissionId, PermissionRule, Requirement, TokenKinds, Whose},
};

use crate::{protocol::Refusal, world::Caller};

/// Why a requirement is not met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Missing {
    /// No permission grants access.
    Never,
    /// One permission of each of these lists is required.
    Permissions(Vec<Vec<String>>),
}

/// Checks a requirement against the granted permissions.
pub(crate) fn meets(
    schema: &Schema,
    requirement: &Requirement,
    granted: &BTreeSet<String>,
) -> Result<(), Missing> {
    match requirement {
        Requirement::None | Requirement::Unknown | Requirement::Widens(_) => Ok(()),
        Requirement::Never => Err(Missing::Never),
        Requirement::Needs(all) => {
            let names =
                |any: &Vec<PermissionId>| any.iter().map(|id| schema[*id].name.clone()).collect::<Vec<_>>();
            let lacking: Vec<_> =
                all.iter().map(names).filter(|any| !any.iter().any(|name| granted.contains(name))).collect();
            if lacking.is_empty() { Ok(()) } else { Err(Missing::Permissions(lacking)) }
        }
    }
}

/// Whether a list is complete: false if a missing permission would widen it.
pub(crate) fn is_wide(
    schema: &Schema,
    rule: &PermissionRule,
    whose: Whose,
    granted: &BTreeSet<String>,
) -> bool {
    match rule.of(whose) {
        Some(Requirement::Widens(list)) => list.iter().any(|id| granted.contains(&schema[*id].name)),
        _ => true,
    }
}

/// Whether a field is visible to the caller.
pub(crate) fn shows(
    schema: &Schema,
    field: &Field,
    caller: &Caller,
    whose: Whose,
    granted: &BTreeSet<String>,
) -> bool {
    let kind_fits = field.token.of(whose).is_none_or(|kinds| accepts(*kinds, caller));
    kind_fits
        && field.permission.of(whose).is_none_or(|requirement| meets(schema, requirement, granted).is_ok())
}

pub(crate) fn accepts(kinds: TokenKinds, caller: &Caller) -> bool {
    kinds.none || caller.kind.is_some_and(|kind| kinds.accepts(kind))
}

/// Refuses a token of a kind that a call does not accept.
pub(crate) fn kind(kinds: Option<&TokenKinds>, caller: &Caller) -> Result<(), Refusal> {
    let Some(kinds) = kinds.copied() else { return Ok(()) };
    if accepts(kinds, caller) {
        return Ok(());
    }
    Err(match caller.kind {
        None => Refusal::new(104, "An access token is required to request this resource."),
        Some(kind) => {
            let article = if kind.name() == "app" { "an" } else { "a" };
            let message =
                format!("(#10) This call accepts {kinds}, and was made with {article} {} token", kind.name());
            Refusal::new(10, message).status(403)
        }
    })
}

/// Refuses a call with a missing permission.
pub(crate) fn permission(
    schema: &Schema,
    rule: &PermissionRule,
    whose: Whose,
    granted: &BTreeSet<String>,
) -> Result<(), Refusal> {
    let Some(requirement) = rule.of(whose) else { return Ok(()) };
    meets(schema, requirement, granted).map_err(|missing| match missing {
        Missing::Never => Refusal::permission("No permission grants access to this data of another person"),
        Missing::Permissions(all) => {
            let names: Vec<_> = all.iter().map(|any| any.join(" or ")).collect();
            Refusal::permission(format!("Requires extended permission: {}", names.join(", ")))
        }
    })
}

/// Refuses to list a connection.
pub(crate) fn list(
    schema: &Schema,
    connection: &Connection,
    rule: &PermissionRule,
    whose: Whose,
    granted: &BTreeSet<String>,
    id: &str,
) -> Result<(), Refusal> {
    let closed = rule.of(whose) == Some(&Requirement::Never);
    if closed && connection.items_are == Whose::Friend {
        let message = format!(
            "(#604) Can't lookup all {} of {id}; can only lookup for the logged in user",
            connection.name
        );
        return Err(Refusal::new(604, message));
    }
    permission(schema, rule, whose, granted)
}
