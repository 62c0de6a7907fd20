//! Members at a path below others, such as `body.text`.

use std::collections::BTreeMap;

use serde_json::Value;

/// The part of a name below a path: `text` of `body.text` below `body`.
pub(super) fn below<'a>(name: &'a str, path: &str) -> Option<&'a str> {
    name.strip_prefix(path)?.strip_prefix('.')
}

/// Inserts a member into the object at a path: `new` into the object `body`. If the path leads to anything but an
/// object, the whole path becomes the name of the member.
pub(super) fn insert(rest: &mut BTreeMap<String, Value>, path: &str, key: &str, value: Value) {
    match object_at(rest, path) {
        Some(members) => members.insert(key.to_owned(), value),
        None => rest.insert(format!("{path}.{key}"), value),
    };
}

/// Removes what was inserted for a name of the schema, and the objects that are empty then.
pub(super) fn remove(rest: &mut BTreeMap<String, Value>, name: &str) {
    rest.remove(name);
    if let Some((first, below)) = name.split_once('.')
        && rest.get_mut(first).is_some_and(|value| is_empty_without(value, below))
    {
        rest.remove(first);
    }
}

/// Removes what is at a path. Returns whether an object without members is left.
fn is_empty_without(value: &mut Value, path: &str) -> bool {
    let Some(members) = value.as_object_mut() else { return false };
    match path.split_once('.') {
        None => drop(members.remove(path)),
        Some((first, below)) => {
            if members.get_mut(first).is_some_and(|value| is_empty_without(value, below)) {
                members.remove(first);
            }
        }
    }
    members.is_empty()
}

/// The object at a path, which is created if nothing is there.
fn object_at<'a>(
    rest: &'a mut BTreeMap<String, Value>,
    path: &str,
) -> Option<&'a mut serde_json::Map<String, Value>> {
    let empty = || Value::Object(serde_json::Map::new());
    let mut parts = path.split('.');
    let first = parts.next()?;
    let mut members = rest.entry(first.to_owned()).or_insert_with(empty).as_object_mut()?;
    for part in parts {
        members = members.entry(part).or_insert_with(empty).as_object_mut()?;
    }
    Some(members)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_below_another_keeps_its_place_or_its_path() {
        let mut rest = BTreeMap::from([("taken".to_owned(), Value::from(1))]);
        for (value, (path, key)) in [
            ("body", "a"),
            ("body", "b.c"),
            ("body.x", "d"),
            ("body.a", "e"),
            ("taken", "f"),
            ("taken.x", "g"),
        ]
        .into_iter()
        .enumerate()
        {
            insert(&mut rest, path, key, value.into());
        }
        assert_eq!(
            serde_json::to_value(rest).unwrap(),
            serde_json::json!({
                "body": { "a": 0, "b.c": 1, "x": { "d": 2 } },
                "body.a.e": 3, "taken": 1, "taken.f": 4, "taken.x.g": 5
            })
        );
    }

    #[test]
    fn what_is_removed_leaves_no_empty_object() {
        let mut rest = BTreeMap::new();
        insert(&mut rest, "body.x", "a", 1.into());
        insert(&mut rest, "body", "b", 2.into());
        rest.insert("c".to_owned(), 3.into());
        remove(&mut rest, "body.y.a");
        remove(&mut rest, "c.d");
        remove(&mut rest, "body.x.a");
        assert_eq!(serde_json::to_value(&rest).unwrap(), serde_json::json!({ "body": { "b": 2 }, "c": 3 }));
        remove(&mut rest, "body.b");
        remove(&mut rest, "c");
        assert!(rest.is_empty(), "{rest:?}");
    }
}
