//! `{result=name:$.data.*.id}`: references to the responses of earlier batch items.

use std::collections::{BTreeMap, BTreeSet};

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
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

const OPEN: &[u8] = b"{result=";

/// The references in a text. The text is a query or a form, and the platform searches it after decoding: any character
/// of a reference may be percent-encoded.
fn references(text: &str) -> Vec<Reference> {
    let meant = decoded(text);
    let (bytes, places): (Vec<u8>, Vec<usize>) = meant.into_iter().unzip();
    let place = |at: usize| places.get(at).copied().unwrap_or(text.len());
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        let Some(inside) = rest.strip_prefix(OPEN) else {
            at += 1;
            continue;
        };
        // Without an end here, later references have none either.
        let Some(end) = inside.iter().position(|byte| *byte == b'}') else { break };
        let after = at + OPEN.len() + end + 1;
        let inside = String::from_utf8_lossy(inside.get(..end).unwrap_or_default());
        if let Some((name, path)) = inside.split_once(':') {
            let (name, path) = (name.trim().to_owned(), path.trim().to_owned());
            found.push(Reference { from: place(at), to: place(after), name, path });
        }
        at = after;
    }
    found
}

/// The decoded bytes of a query or a form, each with the place in the text where it starts.
fn decoded(text: &str) -> Vec<(u8, usize)> {
    let digit = |byte: Option<&u8>| byte.and_then(|byte| char::from(*byte).to_digit(16));
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let (value, length) = match (byte, digit(bytes.get(at + 1)), digit(bytes.get(at + 2))) {
            (b'%', Some(high), Some(low)) => (u8::try_from(high * 16 + low).unwrap_or_default(), 3),
            (b'+', ..) => (b' ', 1),
            _ => (*byte, 1),
        };
        out.push((value, at));
        at += length;
    }
    out
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
        check("{result=a}{result=a:$.id}", "{result=a}x%2Fy");
        // However it is encoded: the platform looks for references in the decoded text.
        check("m=%7bresult%3da:$.id%7d", "m=x%2Fy");
        check("m={result%3Da%3A$.id}", "m=x%2Fy");
        check("m=%7B%72esult=%61:%24.id}", "m=x%2Fy");
        check("m={result=+a+:+$.id+}&n=%C3%A9{result=a:$.data[0].id}%", "m=x%2Fy&n=%C3%A91%");
        // It is decoded once.
        check("m=%257Bresult=a:$.id%257D", "m=%257Bresult=a:$.id%257D");
        check("é{result=a:é}é", "éé");
        assert_eq!(names("{result=a:$.id}{result=b:$}"), BTreeSet::from(["a".to_owned(), "b".to_owned()]));
    }
}
