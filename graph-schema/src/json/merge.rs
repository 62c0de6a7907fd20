//! Laying one schema over another: objects merge, everything else is replaced.

use super::{Json, Kind};

/// `upper` over `lower`: what both are objects of is merged key by key, in the order of `lower`
/// and then of `upper`; anything else comes from `upper`, with its own place.
pub fn lay_over(lower: Json, upper: Json) -> Json {
    match (lower.kind, upper.kind) {
        (Kind::Object(mut members), Kind::Object(above)) => {
            for member in above {
                match members.iter().position(|below| below.key.value == member.key.value) {
                    Some(at) => {
                        let below = members.remove(at);
                        let value = match is_another_form(&below.key.value, &below.value, &member.value) {
                            true => member.value,
                            false => lay_over(below.value, member.value),
                        };
                        members.insert(at, super::Member { key: below.key, value });
                    }
                    None => members.push(member),
                }
            }
            Json { span: lower.span, kind: Kind::Object(members) }
        }
        // What could not be read was reported already; the layer below stays in force.
        (lower_kind, Kind::Bad) => Json { span: lower.span, kind: lower_kind },
        (_, kind) => Json { span: upper.span, kind },
    }
}

/// Whether a permission is said in another way than below: `{"any": [..]}` and `{"self": ..}` have no keys in
/// common, and both together say nothing.
fn is_another_form(key: &str, lower: &Json, upper: &Json) -> bool {
    const COMBINED: &[&str] = &["any", "all", "widens"];
    const BY_TARGET: &[&str] = &["self", "friend", "other"];
    let has_only = |json: &Json, keys: &[&str]| match &json.kind {
        Kind::Object(members) => {
            !members.is_empty() && members.iter().all(|member| keys.contains(&member.key.value.as_str()))
        }
        _ => false,
    };
    // A member of that name, such as a field, has neither's keys.
    key == "permission"
        && (has_only(upper, COMBINED) || has_only(upper, BY_TARGET) && has_only(lower, COMBINED))
}
