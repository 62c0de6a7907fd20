//! Checks that the JSON Schema for editors matches the reader of schema files: the same keys in the same places, the
//! same keywords, the same types.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

use boon::{Compiler, SchemaIndex, Schemas};
use graph_schema::{code, diagnostic::Diagnostic, model::Scalar};
use serde_json::{Value, json};

/// One kind of object: its definition in the JSON Schema, a valid body, and a file with
/// `BODY` in place of such an object.
const PLACES: &[(&str, &str, &str)] = &[
    ("sections", r#"{}"#, r#"BODY"#),
    ("nodeFile", r#"{ "node": "N" }"#, r#"BODY"#),
    ("node", r#"{}"#, r#"{ "nodes": { "N": BODY } }"#),
    ("object", r#"{}"#, r#"{ "objects": { "O": BODY } }"#),
    ("objectField", r#"{ "type": "string" }"#, r#"{ "objects": { "O": { "fields": { "f": BODY } } } }"#),
    ("union", r#"{ "tag": "type", "variants": { "a": {} } }"#, r#"{ "unions": { "U": BODY } }"#),
    ("variant", r#"{}"#, r#"{ "unions": { "U": { "tag": "type", "variants": { "a": BODY } } } }"#),
    ("enum", r#"{ "words": ["A"] }"#, r#"{ "enums": { "E": BODY } }"#),
    ("word", r#"{}"#, r#"{ "enums": { "E": { "words": { "A": BODY } } } }"#),
    ("permissionObject", r#"{}"#, r#"{ "permissions": { "p": BODY } }"#),
    ("errorCode", r#"{ "name": "Unknown" }"#, r#"{ "errors": { "1": BODY } }"#),
    ("target", r#"{}"#, r#"{ "node": "N", "targets": { "me": BODY } }"#),
    (
        "listVariant",
        r#"{}"#,
        r#"{ "node": "N", "connections": { "c": { "item": "string", "lists": { "v": BODY } } } }"#,
    ),
    ("updates", r#"{}"#, r#"{ "node": "N", "updates": BODY }"#),
    ("webhook", r#"{ "messaging": "json" }"#, r#"{ "webhooks": { "page": BODY } }"#),
    (
        "webhookField",
        r#"{ "type": "string" }"#,
        r#"{ "webhooks": { "page": { "fields": { "feed": BODY } } } }"#,
    ),
    (
        "job",
        r#"{ "state": "s", "done": "D", "every": 5 }"#,
        r#"{ "node": "N", "fields": { "s": { "type": "string" } }, "job": BODY }"#,
    ),
    ("except", r#"{ "except": [] }"#, r#"{ "node": "N", "updates": { "fields": BODY } }"#),
    ("exceptTypes", r#"{ "except": [] }"#, r#"{ "ready": BODY }"#),
    ("field", r#"{ "type": "string" }"#, r#"{ "node": "N", "fields": { "f": BODY } }"#),
    ("connection", r#"{ "item": "string" }"#, r#"{ "node": "N", "connections": { "c": BODY } }"#),
    (
        "operation",
        r#"{ "method": "GET", "returns": "success" }"#,
        r#"{ "node": "N", "operations": { "o": BODY } }"#,
    ),
    (
        "operation",
        r#"{ "method": "GET", "returns": "success" }"#,
        r#"{ "node": "N", "connections": { "c": { "item": "string", "operations": { "o": BODY } } } }"#,
    ),
    (
        "param",
        r#"{ "type": "string" }"#,
        r#"{ "node": "N", "connections": { "c": { "item": "string", "params": { "p": BODY } } } }"#,
    ),
    (
        "param",
        r#"{ "type": "string" }"#,
        r#"{ "node": "N", "operations": { "o": { "method": "POST", "returns": "success", "params": { "p": BODY } } } }"#,
    ),
    (
        "operationError",
        r#"{ "name": "Unknown" }"#,
        r#"{ "node": "N", "operations": { "o": { "method": "POST", "returns": "success", "errors": { "1": BODY } } } }"#,
    ),
    (
        "permissionTargets",
        r#"{ "self": "none" }"#,
        r#"{ "node": "N", "fields": { "f": { "type": "string", "permission": BODY } } }"#,
    ),
    (
        "permissionCombination",
        r#"{ "any": ["p", "q"] }"#,
        r#"{ "permissions": { "p": "", "q": "" }, "nodes": { "N": { "fields": { "f": { "type": "string", "permission": BODY } } } } }"#,
    ),
    (
        "tokenTargets",
        r#"{ "self": "app" }"#,
        r#"{ "node": "N", "fields": { "f": { "type": "string", "token": BODY } } }"#,
    ),
];

/// A definition with fixed keywords, and a file with `WORD` in place of one.
const WORDS: &[(&str, &str)] = &[
    (
        "field/properties/presence",
        r#"{ "node": "N", "fields": { "f": { "type": "string", "presence": "WORD" } } }"#,
    ),
    (
        "connection/properties/items_are",
        r#"{ "node": "N", "connections": { "c": { "item": "string", "items_are": "WORD" } } }"#,
    ),
    (
        "connection/properties/paging",
        r#"{ "node": "N", "connections": { "c": { "item": "string", "paging": "WORD" } } }"#,
    ),
    (
        "operation/properties/method",
        r#"{ "node": "N", "operations": { "o": { "method": "WORD", "returns": "success" } } }"#,
    ),
    (
        "param/properties/in",
        r#"{ "node": "N", "connections": { "c": { "item": "string", "params": { "p": { "type": "string", "in": "WORD" } } } } }"#,
    ),
    (
        "param/properties/encoding",
        r#"{ "node": "N", "connections": { "c": { "item": "string", "params": { "p": { "type": "string", "encoding": "WORD" } } } } }"#,
    ),
    (
        "operation/properties/body",
        r#"{ "node": "N", "operations": { "o": { "method": "POST", "returns": "success", "body": "WORD" } } }"#,
    ),
    (
        "objectField/properties/presence",
        r#"{ "objects": { "O": { "fields": { "f": { "type": "string", "presence": "WORD" } } } } }"#,
    ),
    ("pattern", r#"{ "objects": { "O": { "fields": { "f": { "type": "string", "pattern": "WORD" } } } } }"#),
    ("pattern", r#"{ "unions": { "U": { "variants": { "a": { "type": "string", "pattern": "WORD" } } } } }"#),
    ("errorCode/properties/retry", r#"{ "errors": { "1": { "name": "Unknown", "retry": "WORD" } } }"#),
    ("empty", r#"{ "node": "N", "empty": "WORD" }"#),
    ("whose", r#"{ "node": "N", "targets": { "me": { "whose": "WORD" } } }"#),
    (
        "whose",
        r#"{ "node": "N", "operations": { "o": { "method": "GET", "returns": "success", "params": { "p": { "type": "string", "only_on": "WORD" } } } } }"#,
    ),
    ("token", r#"{ "node": "N", "fields": { "f": { "type": "string", "token": "WORD" } } }"#),
];

struct Meta {
    text: Value,
    schemas: Schemas,
    root: SchemaIndex,
}

fn meta() -> Meta {
    let text: Value = serde_json::from_str(graph_schema_files::META).unwrap();
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler.add_resource("meta.json", text.clone()).unwrap();
    let root = compiler.compile("meta.json", &mut schemas).unwrap_or_else(|error| panic!("{error}"));
    Meta { text, schemas, root }
}

impl Meta {
    fn refusal(&self, file: &str) -> Option<String> {
        let file = serde_json::from_str(file).unwrap_or_else(|error| panic!("{error}: {file}"));
        self.schemas.validate(&file, self.root).err().map(|error| error.to_string())
    }

    fn keys(&self, definition: &str) -> BTreeSet<String> {
        self.text["definitions"][definition]["properties"].as_object().unwrap().keys().cloned().collect()
    }
}

fn problems(file: &str, code: code::Code) -> Vec<Diagnostic> {
    graph_schema::parse(&[("graph.json", file)])
        .diagnostics
        .iter()
        .filter(|problem| problem.code == code)
        .cloned()
        .collect()
}

/// Returns the parts of a text in double quotes.
fn quoted(text: &str) -> BTreeSet<String> {
    text.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Returns the file with one more key in the body.
fn with_key(body: &str, file: &str, key: &str) -> String {
    let mut body: Value = serde_json::from_str(body).unwrap();
    body.as_object_mut().unwrap().entry(key).or_insert(json!({}));
    file.replace("BODY", &body.to_string())
}

#[test]
fn accepts_every_file_of_the_builtin_schema() {
    let meta = meta();
    for (name, text) in graph_schema_files::FILES {
        assert_eq!(meta.refusal(text), None, "{name}");
    }
    assert_eq!(meta.refusal(include_str!("../extension/graph.json")), None);
}

#[test]
fn rejects_unknown_keys() {
    let meta = meta();
    for (definition, body, file) in PLACES {
        let fine = file.replace("BODY", body);
        assert_eq!(meta.refusal(&fine), None, "{definition}");
        assert!(graph_schema::parse(&[("graph.json", &fine)]).diagnostics.is_empty(), "{definition}");
        let unknown = with_key(body, file, "qqqqqqqqqqqq");
        assert!(meta.refusal(&unknown).is_some(), "{definition} takes an unknown key");
        assert_eq!(problems(&unknown, code::UNKNOWN_KEY).len(), 1, "{definition}");
    }
}

#[test]
fn keys_match_the_reader() {
    let meta = meta();
    let every: BTreeSet<String> = PLACES.iter().flat_map(|(definition, ..)| meta.keys(definition)).collect();
    for (definition, body, file) in PLACES {
        let keys = meta.keys(definition);
        for key in &every {
            let taken = problems(&with_key(body, file, key), code::UNKNOWN_KEY).is_empty();
            // A node inside `nodes` has the same body as a node file, whose own two keys have no meaning there. With
            // `node`, a section file becomes a node file.
            let is_node_key =
                matches!((*definition, key.as_str()), ("node", "$schema" | "node") | ("sections", "node"));
            // A combination and a rule per target are distinguished by their keys.
            let other_form = matches!(
                (*definition, key.as_str()),
                ("permissionCombination" | "permissionTargets", "self" | "friend" | "other")
            );
            if !is_node_key && !other_form {
                assert_eq!(taken, keys.contains(key), "`{key}` in {definition}");
            }
        }
        // Takes the reader's own list of keys, so that none is missing here.
        let unknown = problems(&with_key(body, file, "qqqqqqqqqqqq"), code::UNKNOWN_KEY);
        let mut listed = quoted(&unknown[0].help[0]);
        if *definition == "node" {
            listed.remove("node");
        }
        assert_eq!(listed, keys.into_iter().filter(|key| key != "$schema").collect(), "{definition}");
    }
}

#[test]
fn every_closed_object_has_a_case() {
    let tested: BTreeSet<&str> = PLACES.iter().map(|(definition, ..)| *definition).collect();
    for (name, definition) in meta().text["definitions"].as_object().unwrap() {
        if definition.get("properties").is_some() {
            assert_eq!(definition["additionalProperties"], json!(false), "{name} takes any key");
            assert!(
                tested.contains(name.as_str()) || matches!(name.as_str(), "rule" | "memberRule"),
                "{name} is not tested"
            );
        }
    }
}

#[test]
fn keywords_match_the_reader() {
    let meta = meta();
    for (place, file) in WORDS {
        let known = meta
            .text
            .pointer(&format!("/definitions/{place}/enum"))
            .unwrap_or_else(|| panic!("{place} has no words"));
        let known: BTreeSet<String> =
            known.as_array().unwrap().iter().map(|word| word.as_str().unwrap().to_owned()).collect();
        let wrong = file.replace("WORD", "qqqqqqqqqqqq");
        assert!(meta.refusal(&wrong).is_some(), "{place}");
        let listed = problems(&wrong, code::UNKNOWN_WORD);
        assert_eq!(quoted(&listed[0].primary.as_ref().unwrap().value), known, "{place}");
        for word in &known {
            assert_eq!(meta.refusal(&file.replace("WORD", word)), None, "{place}: {word}");
        }
    }
}

#[test]
fn rule_kinds_match_the_reader() {
    let meta = meta();
    let file = |rule: &str| {
        let params = r#""a": { "type": "string" }, "b": { "type": "string" }"#;
        format!(
            r#"{{ "node": "N", "operations": {{ "o": {{ "method": "POST", "returns": "success", "params": {{ {params} }}, "rules": [{rule}] }} }} }}"#
        )
    };
    let mut known = meta.keys("rule");
    // `name` is not a kind; it accompanies one.
    assert!(known.remove("name"));
    for kind in &known {
        let fine = file(&format!(r#"{{ "{kind}": ["a", "b"] }}"#));
        assert_eq!(meta.refusal(&fine), None, "{kind}");
        assert!(graph_schema::parse(&[("graph.json", &fine)]).diagnostics.is_empty(), "{kind}");
        assert!(meta.refusal(&file(&format!(r#"{{ "{kind}": ["a"] }}"#))).is_some(), "{kind}");
    }
    let sides = file(r#"{ "not_together": ["a", ["b"]], "name": "ab" }"#);
    assert_eq!(meta.refusal(&sides), None);
    assert!(graph_schema::parse(&[("graph.json", &sides)]).diagnostics.is_empty());
    let wrong = file(r#"{ "qqqqqqqqqqqq": ["a", "b"] }"#);
    assert!(meta.refusal(&wrong).is_some());
    assert_eq!(quoted(&problems(&wrong, code::BAD_RULE)[0].primary.as_ref().unwrap().value), known);
}

#[test]
fn rule_kinds_of_objects_match_the_reader() {
    let meta = meta();
    let file = |rule: &str| {
        let fields = r#""a": { "type": "string" }, "b": { "type": "string" }"#;
        format!(r#"{{ "objects": {{ "O": {{ "fields": {{ {fields} }}, "rules": [{rule}] }} }} }}"#)
    };
    let known = meta.keys("memberRule");
    for kind in &known {
        let fine = file(&format!(r#"{{ "{kind}": ["a", "b"] }}"#));
        assert_eq!(meta.refusal(&fine), None, "{kind}");
        assert!(graph_schema::parse(&[("graph.json", &fine)]).diagnostics.is_empty(), "{kind}");
        for wrong in [r#"["a"]"#, r#"["a", "a"]"#, r#"["a", ["a", "b"]]"#] {
            let wrong = file(&format!(r#"{{ "{kind}": {wrong} }}"#));
            assert!(meta.refusal(&wrong).is_some(), "{wrong}");
            assert!(graph_schema::parse(&[("graph.json", &wrong)]).diagnostics.has_errors(), "{wrong}");
        }
    }
    let wrong = file(r#"{ "qqqqqqqqqqqq": ["a", "b"] }"#);
    assert!(meta.refusal(&wrong).is_some());
    assert_eq!(quoted(&problems(&wrong, code::BAD_RULE)[0].primary.as_ref().unwrap().value), known);
}

/// What the reader takes or refuses about values that are sent.
#[test]
fn values_match_the_reader() {
    let meta = meta();
    let fine = [
        include_str!("../slices/forms/graph.json"),
        include_str!("../slices/whatsapp/interactive.json"),
        include_str!("../slices/whatsapp/messages.json"),
        include_str!("../slices/whatsapp/template.json"),
        include_str!("../slices/whatsapp/incoming.json"),
        include_str!("../slices/whatsapp/graph.json"),
        r#"{ "objects": { "O": { "fields": { "a.b": { "type": "string", "name": "_ab" }, "A": { "const": 1 } } } } }"#,
    ];
    for file in fine {
        assert_eq!(meta.refusal(file), None, "{file}");
    }
    for file in [
        r#"{ "unions": { "U": { "variants": {} } } }"#,
        r#"{ "unions": { "U": { "tag": "", "variants": { "a": {} } } } }"#,
        r#"{ "unions": { "U": { "tag": "t", "variants": { "": {} } } } }"#,
        r#"{ "unions": { "U": { "tag": "t", "module": "value", "variants": { "a": {} } } } }"#,
        r#"{ "unions": { "U": { "tag": "t", "variants": { "a": { "name": "a" } } } } }"#,
        r#"{ "unions": { "U": { "tag": "t", "variants": { "a": { "name": "Other" } } } } }"#,
        r#"{ "unions": { "U": { "tag": "t", "variants": { "a": { "function": "A" } } } } }"#,
        r#"{ "unions": { "U": { "tag": "t", "variants": { "a": { "function": "a::b::c" } } } } }"#,
        r#"{ "unions": { "U": { "variants": { "a": { "type": "string", "max_bytes": -1 } } } } }"#,
        r#"{ "objects": { "O": { "function": "row" } } }"#,
        r#"{ "objects": { "O": { "fields": { "f": { "type": "string", "at": "a..b" } } } } }"#,
        r#"{ "objects": { "O": { "fields": { "f": { "type": "[string]", "add": "Add" } } } } }"#,
        r#"{ "objects": { "O": { "fields": { "f": { "type": "string", "required": 1 } } } } }"#,
    ] {
        assert!(meta.refusal(file).is_some(), "{file}");
        assert!(graph_schema::parse(&[("graph.json", file)]).diagnostics.has_errors(), "{file}");
    }
}

#[test]
fn types_match_the_reader() {
    let meta = meta();
    let scalars: BTreeSet<&str> = meta.text["definitions"]["scalar"]["enum"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_str)
        .collect();
    assert_eq!(scalars, Scalar::ALL.iter().map(|(name, _)| *name).collect());
    let file =
        |ty: &str| format!(r#"{{ "nodes": {{ "N": {{ "fields": {{ "f": {{ "type": "{ty}" }} }} }} }} }}"#);
    let good =
        ["string", "N", "[N]", "Id<N>", "Ref< N >", "Connection<N>", " [ { Ref<N> } ] ", "{[[boolean]]}"];
    let bad = ["", "[string", "string]", "[string}", "Id<>", "Id<[N]>", "List<N>", "a b", "[]", "N?"];
    for ty in good.into_iter().chain(scalars) {
        assert_eq!(meta.refusal(&file(ty)), None, "{ty}");
        assert!(problems(&file(ty), code::TYPE_SYNTAX).is_empty(), "{ty}");
    }
    for ty in bad {
        assert!(meta.refusal(&file(ty)).is_some(), "{ty}");
        assert!(!problems(&file(ty), code::TYPE_SYNTAX).is_empty(), "{ty}");
    }
}

#[test]
fn rejects_names_unusable_in_rust() {
    let meta = meta();
    for file in [
        r#"{ "node": "user" }"#,
        r#"{ "nodes": { "Age_Range": {} } }"#,
        r#"{ "node": "N", "fields": { "firstName": { "type": "string" } } }"#,
        r#"{ "node": "N", "fields": { "first__name": { "type": "string" } } }"#,
        r#"{ "node": "N", "connections": { "photos/uploaded": { "item": "string" } } }"#,
        r#"{ "permissions": { "Email": "" } }"#,
    ] {
        assert!(meta.refusal(file).is_some(), "{file}");
        assert!(!problems(file, code::BAD_NAME).is_empty(), "{file}");
    }
    for code in ["x", "1-", "190/", "1.5"] {
        let file = format!(r#"{{ "errors": {{ "{code}": {{ "name": "Unknown" }} }} }}"#);
        assert!(meta.refusal(&file).is_some(), "{code}");
        assert!(!problems(&file, code::BAD_ERROR_CODE).is_empty(), "{code}");
    }
}

#[test]
fn every_key_has_a_description() {
    let definitions = &meta().text["definitions"];
    for (name, definition) in definitions.as_object().unwrap() {
        for (key, property) in definition["properties"].as_object().into_iter().flatten() {
            assert!(
                property.get("description").is_some() || property.get("$ref").is_some(),
                "`{key}` in {name}"
            );
            if let Some(target) =
                property["$ref"].as_str().and_then(|target| target.strip_prefix("#/definitions/"))
            {
                assert!(definitions[target].get("description").is_some(), "{target}");
            }
        }
    }
}
