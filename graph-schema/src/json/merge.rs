//! Merges an overlay into a schema: objects are merged, everything else is replaced.

use super::{Json, Kind};

/// Merges `upper` over `lower`. Objects are merged key by key, in the order of `lower` followed by new keys of
/// `upper`. Any other value comes from `upper`, with its span.
pub fn merge(lower: Json, upper: Json) -> Json {
    match (lower.kind, upper.kind) {
        (Kind::Object(mut members), Kind::Object(above)) => {
            for member in above {
                match members.iter().position(|below| below.key.value == member.key.value) {
                    Some(at) => {
                        let below = members.remove(at);
                        let value = match is_another_form(&below.key.value, &below.value, &member.value) {
                            true => member.value,
                            false => merge(below.value, member.value),
                        };
                        members.insert(at, super::Member { key: below.key, value });
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
