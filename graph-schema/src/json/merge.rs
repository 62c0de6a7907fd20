//! Merges an overlay into a schema: objects are merged, everything else is replaced.

use std::{collections::HashMap, mem};

use super::{Json, Kind};
use crate::diagnostic::{Diagnostic, Diagnostics, code};

/// Keys whose values are objects of named things. What is no object there is a mistake, and replaces nothing.
const SECTIONS: &[&str] = &[
    "nodes",
    "objects",
    "enums",
    "unions",
    "variants",
    "permissions",
    "errors",
    "fields",
    "connections",
    "operations",
    "params",
    "targets",
    "names",
    "lists",
    "args",
    "webhooks",
];

/// Merges `upper` over `lower`. Objects are merged key by key, in the order of `lower` followed by new keys of
/// `upper`. Any other value comes from `upper`, with its span.
pub fn merge(lower: Json, upper: Json, diags: &mut Diagnostics) -> Json {
    match (lower.kind, upper.kind) {
        (Kind::Object(mut members), Kind::Object(above)) => {
            let places: HashMap<String, usize> =
                members.iter().enumerate().map(|(at, member)| (member.key.value.clone(), at)).collect();
            for member in above {
                match places.get(&member.key.value).and_then(|at| members.get_mut(*at)) {
                    Some(below) => {
                        let (key, value) = (below.key.value.as_str(), &mut below.value);
                        let lower =
                            Json { span: value.span, kind: mem::replace(&mut value.kind, Kind::Null) };
                        *value = match is_another_form(key, &lower, &member.value) {
                            true => member.value,
                            false if is_no_section(key, &lower, &member.value, diags) => lower,
                            false => merge(lower, member.value, diags),
                        };
                    }
                    None => members.push(member),
                }
            }
            Json { span: lower.span, kind: Kind::Object(members) }
        }
        // An invalid value was already reported; keep the lower one.
        (lower_kind, Kind::Bad) => Json { span: lower.span, kind: lower_kind },
        (_, kind) => Json { span: upper.span, kind },
    }
}

/// Reports a value that would replace all of a section. Without it, everything that refers to the section would be
/// reported as well.
fn is_no_section(key: &str, lower: &Json, upper: &Json, diags: &mut Diagnostics) -> bool {
    // In "updates", "fields" are a choice of names.
    let is_section = SECTIONS.contains(&key)
        && matches!(&lower.kind, Kind::Object(members) if members.iter().all(|member| member.key.value != "except"));
    let is_wrong = is_section && !matches!(upper.kind, Kind::Object(_) | Kind::Bad);
    if is_wrong {
        diags.push(
            Diagnostic::error(code::WRONG_KIND, format!("\"{key}\" must be an object"))
                .at(upper.span, format!("found {}", upper.describe())),
        );
    }
    is_wrong
}

/// Returns whether a permission has another form than the lower one. `{"any": [..]}` and `{"self": ..}` share no
/// keys, and merging them would be invalid.
fn is_another_form(key: &str, lower: &Json, upper: &Json) -> bool {
    const COMBINED: &[&str] = &["any", "all", "widens"];
    const BY_TARGET: &[&str] = &["self", "friend", "other"];
    let has_only = |json: &Json, keys: &[&str]| match &json.kind {
        Kind::Object(members) => {
            !members.is_empty() && members.iter().all(|member| keys.contains(&member.key.value.as_str()))
        }
        _ => false,
    };
    // Another member with this name, such as a field, has the keys of neither form.
    key == "permission"
        && (has_only(upper, COMBINED) || has_only(upper, BY_TARGET) && has_only(lower, COMBINED))
}
