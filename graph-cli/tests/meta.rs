//! `graph schema meta`: the JSON Schema with the names of a schema.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use std::fs;

use boon::{Compiler, Schemas};
use serde_json::{Value, json};
use support::{fine, folder, graph, project};

/// The validation error of each file.
fn validate(meta: &Value, files: &[Value]) -> Vec<Option<String>> {
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler.add_resource("meta.json", meta.clone()).unwrap();
    let root = compiler.compile("meta.json", &mut schemas).unwrap_or_else(|error| panic!("{error}"));
    files.iter().map(|file| schemas.validate(file, root).err().map(|error| error.to_string())).collect()
}

fn of(path: &str) -> Value {
    serde_json::from_str(&fine(&["schema", "meta", path])).unwrap()
}

/// The suggested words of a definition, with their descriptions.
fn suggestions(meta: &Value, definition: &str) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let words = meta["definitions"][definition]["allOf"][0]["anyOf"][0]["anyOf"].as_array().unwrap();
    words.iter().map(|word| (text(&word["const"]), text(&word["description"]))).collect()
}

#[test]
fn names_of_the_merged_schema_are_suggested_with_descriptions() {
    let meta = of(project("tests/extension").to_str().unwrap());
    let types = suggestions(&meta, "type");
    for name in ["string", "EventPrivacy", "Wrapping", "Gift", "Id<Gift>", "Ref<Page>", "Connection<Album>"] {
        assert!(types.iter().any(|(known, _)| known == name), "{name}");
    }
    assert!(types.contains(&("Id<User>".into(), "A person's profile.".into())));
    for place in ["permissionExpression", "permissionTerm"] {
        let permissions = suggestions(&meta, place);
        assert!(
            permissions.contains(&("user_taste".into(), "Grants access to the person's favorites.".into())),
            "{place}"
        );
        assert!(permissions.iter().any(|(name, _)| name == "friends_birthday"), "{place}");
    }
    // The members of a node, for overlay files.
    let user = &meta["definitions"]["sections"]["properties"]["nodes"]["properties"]["User"];
    assert_eq!(user["description"], "A person's profile.");
    let fields = &user["allOf"][0]["properties"]["fields"]["properties"];
    assert_eq!(fields["birthday"]["description"], "The person's birthday; the year may be hidden.");
    assert_eq!(
        user["allOf"][0]["properties"]["connections"]["properties"]["gifts"]["description"],
        "Gifts given and received."
    );
    assert!(meta["definitions"]["sections"]["properties"]["enums"]["properties"]["Wrapping"].is_object());
}

#[test]
fn it_accepts_the_same_files_as_the_general_json_schema() {
    let files: Vec<Value> =
        graph_schema_files::FILES.iter().map(|(_, text)| serde_json::from_str(text).unwrap()).collect();
    let general: Value = serde_json::from_str(graph_schema_files::META).unwrap();
    let builtin: Value = serde_json::from_str(&fine(&["schema", "meta"])).unwrap();
    assert_eq!(validate(&builtin, &files), vec![None; files.len()]);

    let node = |body: Value| json!({ "nodes": { "User": body } });
    let other = |body: Value| json!({ "nodes": { "Gift": body } });
    let cases = [
        // Names that are being added.
        other(json!({ "fields": { "id": { "type": "Id<Gift>" } } })),
        node(json!({ "fields": { "new": { "type": "Wrapping", "permission": "user_taste" } } })),
        node(json!({ "fields": { "birthday": { "deprecated": "it goes" } } })),
        node(json!({ "connections": { "events": { "token": "user" } } })),
        json!({ "enums": { "EventPrivacy": { "words": { "CLOSED": "Older ones." } } }, "permissions": { "email": "It." } }),
        // Errors, also in items with a known name.
        node(json!({ "fields": { "birthday": { "typ": "string" } } })),
        node(json!({ "fields": { "birthday": { "type": "id<user" } } })),
        node(json!({ "fields": { "birthday": { "permission": { "any": ["none", "email"] } } } })),
        node(json!({ "connections": { "events": { "paging": "pages" } } })),
        node(json!({ "field": {} })),
        json!({ "enums": { "EventPrivacy": { "word": [] } } }),
        json!({ "nodes": { "user": {} } }),
    ];
    let (ours, theirs) = (validate(&builtin, &cases), validate(&general, &cases));
    for ((case, ours), theirs) in cases.iter().zip(&ours).zip(&theirs) {
        assert_eq!(ours.is_some(), theirs.is_some(), "{case}: {ours:?} and {theirs:?}");
    }
    assert_eq!(ours.iter().filter(|error| error.is_some()).count(), 7);
}

#[test]
fn an_empty_schema_has_a_json_schema() {
    let folder = folder("meta-empty", &[("graph.json", "{}")]);
    let meta = of(folder.to_str().unwrap());
    assert_eq!(
        validate(&meta, &[json!({ "permissions": { "a": "" } }), json!({ "nope": 1 })])
            .iter()
            .flatten()
            .count(),
        1
    );
}

#[test]
fn the_json_schema_is_written_to_a_file() {
    let folder = folder("meta-file", &[]);
    let to = folder.join("names.schema.json");
    fine(&["schema", "meta", "--out", to.to_str().unwrap()]);
    assert_eq!(fs::read_to_string(&to).unwrap(), fine(&["schema", "meta"]));
    let (status, _, err) = graph(&["schema", "meta", "--out", folder.to_str().unwrap()]);
    assert_eq!(status, 2);
    assert!(err.contains("cannot write"), "{err}");
}
