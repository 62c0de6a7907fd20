//! Reads permission and token rules: one for everybody, or one each for the current user, friends and others.

use super::object::{Object, names, wrong_kind};
use crate::{
    diagnostic::{Diagnostic, Diagnostics, code, source::Spanned},
    json::{Json, Kind},
    raw::{PermissionExpr, PermissionRule, TokenRule},
};

pub(super) fn permission_rule(json: &Json, diags: &mut Diagnostics) -> Option<PermissionRule> {
    if !is_per_target(json) {
        return permission(json, diags).map(PermissionRule::Everybody);
    }
    let mut object = Object::new(json, "a permission rule", diags)?;
    let [own, friend, other] = ["self", "friend", "other"].map(|key| object.take(key));
    object.finish();
    let mut read = |json: Option<&Json>| json.and_then(|json| permission(json, diags));
    Some(PermissionRule::PerTarget { own: read(own), friend: read(friend), other: read(other) })
}

fn is_per_target(json: &Json) -> bool {
    ["self", "friend", "other"].iter().any(|key| json.get(key).is_some())
}

fn permission(json: &Json, diags: &mut Diagnostics) -> Option<PermissionExpr> {
    match &json.kind {
        Kind::String(name) => Some(match name.as_str() {
            "none" => PermissionExpr::None,
            "never" => PermissionExpr::Never,
            "unknown" => PermissionExpr::Unknown,
            _ => PermissionExpr::Name(Spanned::new(name.clone(), json.span)),
        }),
        Kind::Object(_) => {
            let mut object = Object::new(json, "a permission expression", diags)?;
            let [any, all, widens] = ["any", "all", "widens"].map(|key| object.take(key));
            object.finish();
            match (any, all, widens) {
                (Some(list), None, None) => Some(PermissionExpr::Any(members(list, diags)?, list.span)),
                (None, Some(list), None) => Some(PermissionExpr::All(members(list, diags)?)),
                (None, None, Some(inner)) => {
                    Some(PermissionExpr::Widens(Box::new(permission(inner, diags)?)))
                }
                _ => {
                    wrong_kind(
                        diags,
                        json,
                        "a permission expression",
                        "an object with exactly one of \"any\", \"all\" and \"widens\"",
                    );
                    None
                }
            }
        }
        _ => {
            wrong_kind(
                diags,
                json,
                "\"permission\"",
                "the name of a permission, or {\"any\": [..]}, {\"all\": [..]}, {\"widens\": ..}, {\"self\": .., \"friend\": ..}",
            );
            None
        }
    }
}

fn members(json: &Json, diags: &mut Diagnostics) -> Option<Vec<PermissionExpr>> {
    match &json.kind {
        Kind::Array(items) => Some(items.iter().filter_map(|item| member(item, diags)).collect()),
        _ => {
            wrong_kind(diags, json, "the value of \"any\" or \"all\"", "a list of permissions");
            None
        }
    }
}

/// Reads an element of a list: a permission or a nested list. Keywords are only allowed outside lists.
fn member(json: &Json, diags: &mut Diagnostics) -> Option<PermissionExpr> {
    let read = permission(json, diags)?;
    match read {
        PermissionExpr::Name(_) | PermissionExpr::Any(..) | PermissionExpr::All(_) => Some(read),
        PermissionExpr::None
        | PermissionExpr::Never
        | PermissionExpr::Unknown
        | PermissionExpr::Widens(_) => {
            diags.push(
                Diagnostic::error(code::BAD_RULE, "keyword in a list of permissions")
                    .at(json.span, "only allowed as the whole permission expression"),
            );
            None
        }
    }
}

pub(super) fn token_rule(json: &Json, diags: &mut Diagnostics) -> Option<TokenRule> {
    if !is_per_target(json) {
        return Some(TokenRule::Everybody(names(json, "token", diags)));
    }
    let mut object = Object::new(json, "a token rule", diags)?;
    let [own, friend, other] = ["self", "friend", "other"].map(|key| object.take(key));
    object.finish();
    let mut read = |json: Option<&Json>| json.map(|json| names(json, "token", diags));
    Some(TokenRule::PerTarget { own: read(own), friend: read(friend), other: read(other) })
}
