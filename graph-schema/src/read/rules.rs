//! Reads permission and token rules: one for everyone, or one each for the current user, friends and others.

use super::object::{Object, names, wrong_kind};
use crate::list::List as _;
use crate::{
    diagnostic::{Diagnostic, Diagnostics, code, source::Spanned, suggest},
    json::{Json, Kind},
    raw::{Grants, Name, PermissionExpr, PermissionRule, TokenRule},
};

/// Reads what is required besides permissions: `"task": "CREATE_CONTENT"`, `"feature": "human_agent"`.
pub(super) fn grants(object: &mut Object<'_, '_>) -> Grants {
    Grants { tasks: object.names("task"), features: object.names("feature") }
}

pub(super) fn permission_rule(json: &Json, diags: &mut Diagnostics) -> Option<PermissionRule> {
    if has_misspelled_target(json, "a permission rule", diags) {
        return None;
    }
    if !is_per_target(json) {
        return permission(json, diags).map(PermissionRule::Everybody);
    }
    let mut object = Object::new(json, "a permission rule", diags)?;
    let [own, friend, other] = ["self", "friend", "other"].map(|key| object.take(key));
    object.finish();
    let mut read = |json: Option<&Json>| json.and_then(|json| permission(json, diags));
    Some(PermissionRule::PerTarget { own: read(own), friend: read(friend), other: read(other) })
}

/// Reports a key that is meant to be a target.
fn has_misspelled_target(json: &Json, what: &str, diags: &mut Diagnostics) -> bool {
    let Some((key, meant)) = misspelled_target(json) else { return false };
    diags.push(
        Diagnostic::error(code::UNKNOWN_KEY, format!("unknown key \"{}\" in {what}", key.value))
            .at(key.span, "not a valid key here")
            .suggest(Some(meant))
            .help("a rule by target has the keys \"self\", \"friend\" and \"other\""),
    );
    true
}

/// The first key of an object that has none of the keys of a rule, if a target is meant by it.
fn misspelled_target(json: &Json) -> Option<(&Name, &'static str)> {
    const KEYS: [&str; 6] = ["self", "friend", "other", "any", "all", "widens"];
    let Kind::Object(members) = &json.kind else { return None };
    if members.iter().any(|member| KEYS.contains(&member.key.value.as_str())) {
        return None;
    }
    members.iter().find_map(|member| {
        let meant = match member.key.value.to_ascii_lowercase().as_str() {
            "me" | "own" | "user" | "myself" | "owner" => Some("self"),
            "friends" => Some("friend"),
            "others" | "anyone" | "anybody" | "everybody" | "everyone" => Some("other"),
            key => suggest(key, ["self", "friend", "other"])
                .and_then(|meant| KEYS.into_iter().find(|key| *key == meant)),
        };
        Some((&member.key, meant?))
    })
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
        Kind::Array(items) => Some(items.iter().filter_map(|item| member(item, diags)).list()),
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
    if has_misspelled_target(json, "a token rule", diags) {
        return None;
    }
    if !is_per_target(json) {
        return Some(TokenRule::Everybody(names(json, "token", diags)));
    }
    let mut object = Object::new(json, "a token rule", diags)?;
    let [own, friend, other] = ["self", "friend", "other"].map(|key| object.take(key));
    object.finish();
    let mut read = |json: Option<&Json>| json.map(|json| names(json, "token", diags));
    Some(TokenRule::PerTarget { own: read(own), friend: read(friend), other: read(other) })
}
