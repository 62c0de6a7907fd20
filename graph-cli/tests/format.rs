//! `graph schema fmt`: formats files without changing values.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use std::{fs, path::Path};

use serde_json::Value;
use support::{fine, folder, graph, project};

const MESSY: &str = r#"{"enums":{"Kind":{"words":["BIG","SMALL"],"doc":"A kind."}},
  "files": ["user.json"], "$schema": "x"}"#;
const USER: &str = r#"{
"fields": { "z": { "doc": "Z.", "type": "string" }, "a": { "type": "Kind" } },
"node": "User" }"#;

fn json(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn a_manifest_is_formatted_with_the_files_it_lists() {
    let folder = folder("fmt", &[("graph.json", MESSY), ("user.json", USER)]);
    let path = folder.to_str().unwrap();
    let (status, out, err) = graph(&["schema", "fmt", path, "--check"]);
    assert_eq!((status, err.as_str()), (1, ""));
    for file in ["graph.json", "user.json"] {
        assert!(out.contains(&format!("would format {}", folder.join(file).display())), "{out}");
    }
    assert_eq!(fs::read_to_string(folder.join("user.json")).unwrap(), USER);

    let out = fine(&["schema", "fmt", path]);
    assert!(out.contains("formatted ") && out.contains("graph.json"), "{out}");
    assert_eq!(
        fs::read_to_string(folder.join("user.json")).unwrap(),
        r#"{
  "node": "User",
  "fields": {
    "z": { "type": "string", "doc": "Z." },
    "a": { "type": "Kind" }
  }
}
"#
    );
    assert_eq!(json(&folder.join("graph.json")), serde_json::from_str::<Value>(MESSY).unwrap());
    assert_eq!(fine(&["schema", "fmt", path, "--check"]), "");
    assert_eq!(fine(&["schema", "fmt", path]), "");
}

#[test]
fn invalid_files_are_skipped() {
    let files = [
        ("graph.json", r#"{"files":["a.json","b.json","gone.json"]}"#),
        ("a.json", "{ \"a\": }"),
        ("b.json", "{}"),
    ];
    let folder = folder("fmt-broken", &files);
    let (status, out, err) = graph(&["schema", "fmt", folder.to_str().unwrap()]);
    assert_eq!(status, 2);
    assert!(err.contains("error[G0002]") && err.contains("a.json:1:8"), "{err}");
    assert!(err.contains("gone.json"), "{err}");
    assert!(out.contains("graph.json\n") && out.contains("b.json\n"), "{out}");
    assert_eq!(fs::read_to_string(folder.join("a.json")).unwrap(), "{ \"a\": }");
    let (status, _, err) = graph(&["schema", "fmt", "/nowhere/graph.json"]);
    assert_eq!(status, 2, "{err}");
}

/// Every schema in the repository, including invalid ones that are JSON.
#[test]
fn no_value_of_any_schema_changes() {
    let mut seen = 0;
    for place in
        ["schema", "schema/nodes", "tests/schema-errors", "tests/extension", "tests/own", "schema/meta"]
    {
        let Ok(files) = fs::read_dir(project(place)) else { continue };
        for file in files {
            let path = file.unwrap().path();
            let Ok(text) = fs::read_to_string(&path) else { continue };
            if path.extension().is_none_or(|ending| ending != "json") {
                continue;
            }
            let Ok(formatted) = graph_schema::format::format("x.json", &text) else { continue };
            let value = |text: &str| -> Value { serde_json::from_str(text).unwrap() };
            assert_eq!(value(&formatted), value(&text), "{}", path.display());
            assert_eq!(
                graph_schema::format::format("x.json", &formatted).unwrap(),
                formatted,
                "formatting again changes {}",
                path.display()
            );
            seen += 1;
        }
    }
    assert!(seen > 50, "{seen}");
}

#[test]
fn names_keep_their_order() {
    let before = graph_schema::load(&project("schema")).into_result().unwrap();
    let mut files: Vec<(String, String)> = Vec::new();
    let manifest = json(&project("schema/graph.json"));
    let listed = manifest["files"].as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned());
    for name in ["graph.json".to_owned()].into_iter().chain(listed) {
        let text = fs::read_to_string(project("schema").join(&name)).unwrap();
        files.push((name.clone(), graph_schema::format::format(&name, &text).unwrap()));
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let after = graph_schema::parse(&files).into_result().unwrap();
    assert_eq!(graph_schema::diff::compare(&before, &after).list, []);
    let names = |schema: &graph_schema::Schema| -> Vec<String> {
        let mut names: Vec<String> =
            schema.permissions.iter().map(|permission| permission.name.clone()).collect();
        names.extend(schema.enums.iter().flat_map(|item| item.words.iter().map(|(word, _)| word.clone())));
        for node in &schema.nodes {
            names.extend(node.fields.iter().map(|field| format!("{}.{}", node.name, field.name)));
            for connection in &node.connections {
                names.push(connection.name.clone());
                let params = connection.operations.iter().flat_map(|operation| &operation.params);
                names.extend(params.map(|param| param.name.clone()));
            }
        }
        names
    };
    assert!(names(&before).len() > 500);
    assert_eq!(names(&after), names(&before));
}
