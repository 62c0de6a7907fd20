//! `{result=name:$.data.*.id}`: what one item of a batch takes from another.

use std::collections::{BTreeMap, BTreeSet};

use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde_json::Value;

/// The names that a text refers to.
pub(super) fn names(text: &str) -> BTreeSet<String> {
    references(text).into_iter().map(|reference| reference.name).collect()
}

/// The text with what it refers to, percent-encoded, in place of its references.
pub(super) fn filled(text: &str, bodies: &BTreeMap<String, Option<Value>>) -> String {
    let mut out = String::new();
    let mut at = 0;
    for reference in references(text) {
        out.push_str(text.get(at..reference.from).unwrap_or_default());
        if let Some(Some(body)) = bodies.get(&reference.name) {
            let found: Vec<String> = find(body, &reference.path).into_iter().map(shown).collect();
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

/// Opening and closing bracket may be percent-encoded, as the rest of the text may be.
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
        let apart = reference.from >= end;
        end = end.max(reference.to);
        apart
    });
    found
}

/// A JSONPath of names, `*`, positions and `[*]`.
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

fn shown(value: &Value) -> String {
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
    fn references_are_filled() {
        let bodies = BTreeMap::from([(
            "a".to_owned(),
            Some(json!({ "data": [{ "id": "1" }, { "id": 2 }], "id": "x/y" })),
        )]);
        let check = |text: &str, expected: &str| assert_eq!(filled(text, &bodies), expected, "{text}");
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
