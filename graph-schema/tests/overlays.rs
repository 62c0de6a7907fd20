//! Layers of a schema: what an overlay removes and adds, and nodes that are spread over files.

use graph_schema::{Loaded, parse, render};

const BASE: &str = r#"{
  "host": "https://api.planets.example",
  "ready": ["Planet"],
  "nodes": {
    "Planet": {
      "fields": { "name": { "type": "string", "permission": "names" }, "kind": { "type": "Kind" } },
      "connections": { "moons": { "item": "Moon" }, "rings": { "item": "Ring" } }
    },
    "Moon": { "fields": { "name": { "type": "string" } } },
    "Ring": { "fields": { "width": { "type": "integer" } } }
  },
  "enums": { "Kind": { "words": ["ROCK", "GAS"] } },
  "permissions": { "names": "Read names." }
}"#;

fn over(overlay: &str) -> Loaded {
    let manifest = format!(r#"{{ "extends": "base.json", {overlay} }}"#);
    parse(&[("graph.json", &manifest), ("base.json", BASE)])
}

fn shown(loaded: &Loaded) -> String {
    let all = loaded.diagnostics.iter().map(|diagnostic| render::plain(diagnostic, &loaded.sources));
    all.collect::<Vec<_>>().join("\n")
}

#[test]
fn null_removes_a_member() {
    let schema = over(r#""nodes": { "Planet": { "connections": { "rings": null }, "fields": { "name": { "permission": null } } }, "Ring": null }"#)
        .into_result()
        .unwrap();
    let (_, planet) = schema.node("Planet").unwrap();
    assert!(planet.connection("rings").is_none() && planet.connection("moons").is_some());
    assert!(schema.node("Ring").is_none());
    assert!(planet.field("name").unwrap().permission.own.needs().is_empty());
}

#[test]
fn what_still_refers_to_a_removed_item_is_an_error() {
    let loaded = over(r#""enums": { "Kind": null }"#);
    let text = shown(&loaded);
    assert!(text.contains("unknown type `Kind`") && text.contains("removed here"), "{text}");
}

#[test]
fn nothing_cannot_be_removed() {
    let text = shown(&over(r#""nodes": { "Plannet": null }"#));
    assert!(text.contains("`Plannet` is removed, but is not there"), "{text}");
    assert!(text.contains("did you mean `Planet`?"), "{text}");
}

#[test]
fn names_with_a_ready_struct_are_added() {
    let schema = over(r#""ready": ["Moon"]"#).into_result().unwrap();
    let ready: Vec<&str> =
        schema.nodes.iter().filter(|node| node.is_ready).map(|node| node.name.as_str()).collect();
    assert_eq!(ready, ["Planet", "Moon"]);
}

#[test]
fn a_node_may_be_spread_over_files() {
    let manifest = r#"{ "host": "https://x.example", "files": ["a.json", "b.json"] }"#;
    let first =
        r#"{ "nodes": { "Planet": { "doc": "A planet.", "fields": { "name": { "type": "string" } } } } }"#;
    let second = r#"{ "node": "Planet", "fields": { "mass": { "type": "number" } }, "connections": { "moons": { "item": "Planet" } } }"#;
    let schema =
        parse(&[("graph.json", manifest), ("a.json", first), ("b.json", second)]).into_result().unwrap();
    let (_, planet) = schema.node("Planet").unwrap();
    assert_eq!((planet.fields.len(), planet.connections.len(), planet.doc.as_str()), (2, 1, "A planet."));

    let again = r#"{ "nodes": { "Planet": { "doc": "Other.", "fields": { "name": { "type": "url" } } } } }"#;
    let text = shown(&parse(&[("graph.json", manifest), ("a.json", first), ("b.json", again)]));
    for wanted in ["`Planet.doc` is defined twice", "`Planet.name` is defined twice"] {
        assert!(text.contains(wanted), "{text}");
    }
}
