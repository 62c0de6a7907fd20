//! `{result=name:$.data.*.id}`: references to the responses of earlier batch items.

use std::collections::{BTreeMap, BTreeSet};

use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde_json::Value;

/// The names of the items that a text refers to.
pub(super) fn names(text: &str) -> BTreeSet<String> {
    references(text).into_iter().map(|reference| reference.name).collect()
}

/// Replaces the references in a text by the percent-encoded values they refer to.
pub(super) fn replaced(text: &str, bodies: &BTreeMap<String, Option<Value>>) -> String {
    let mut out = String::new();
    let mut at = 0;
    for reference in references(text) {
        out.push_str(text.get(at..reference.from).unwrap_or_default());
        if let Some(Some(body)) = bodies.get(&reference.name) {
            let found: Vec<String> = find(body, &reference.path).into_iter().map(value_text).collect();
            out.extend(utf8_percent_encode(&found.join(","), NON_ALPHANUMERIC));
        }
        at = reference.to;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

struct Reference {
    from: usize,
    to: usize,
    name: String,
    path: String,
}

/// The delimiters of a reference, which may be percent-encoded.
const BRACKETS: &[(&str, &str)] = &[("{result=", "}"), ("%7Bresult%3D", "%7D"), ("%7Bresult=", "%7D")];

fn references(text: &str) -> Vec<Reference> {
    let mut found: Vec<Reference> = Vec::new();
    for (open, close) in BRACKETS {
        for (from, _) in text.match_indices(open) {
            let inside = text.get(from + open.len()..).unwrap_or_default();
            let Some(end) = inside.find(close) else { continue };
            let inside_text = percent_decode_str(inside.get(..end).unwrap_or_default()).decode_utf8_lossy();
            let Some((name, path)) = inside_text.split_once(':') else { continue };
            let to = from + open.len() + end + close.len();
            found.push(Reference { from, to, name: name.trim().to_owned(), path: path.trim().to_owned() });
        }
    }
    found.sort_by_key(|reference| reference.from);
    let mut end = 0;
    found.retain(|reference| {
        let is_disjoint = reference.from >= end;
        end = end.max(reference.to);
        is_disjoint
    });
    found
}

/// Evaluates a JSONPath of names, `*`, indexes and `[*]`.
fn find<'v>(body: &'v Value, path: &str) -> Vec<&'v Value> {
    let path = path.strip_prefix('$').unwrap_or(path).replace('[', ".").replace(']', "");
    let mut found = vec![body];
    for step in path.split('.').map(|step| step.trim_matches(['\'', '"'])).filter(|step| !step.is_empty()) {
        found = found
            .into_iter()
            .flat_map(|value| -> Vec<&Value> {
                match (step, value) {
                    ("*", Value::Array(values)) => values.iter().collect(),
                    ("*", Value::Object(values)) => values.values().collect(),
                    (_, Value::Array(values)) => {
                        step.parse::<usize>().ok().and_then(|at| values.get(at)).into_iter().collect()
                    }
                    (_, value) => value.get(step).into_iter().collect(),
                }
            })
            .collect();
    }
    found
}

fn value_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn references_are_replaced() {
        let bodies = BTreeMap::from([(
            "a".to_owned(),
            Some(json!({ "data": [{ "id": "1" }, { "id": 2 }], "id": "x/y" })),
        )]);
        let check = |text: &str, expected: &str| assert_eq!(replaced(text, &bodies), expected, "{text}");
        check("?ids={result=a:$.data.*.id}&z", "?ids=1%2C2&z");
        check("{result=a:$.data[1].id}{result=a:$.data[*].id}", "21%2C2");
        check("%7Bresult%3Da%3A%24.id%7D", "x%2Fy");
        check("{result=a:$['id']}", "x%2Fy");
        check("{result=b:$.id}", "");
        check("{result=a:$.none}", "");
        check("{result=a", "{result=a");
        assert_eq!(names("{result=a:$.id}{result=b:$}"), BTreeSet::from(["a".to_owned(), "b".to_owned()]));
    }
}
