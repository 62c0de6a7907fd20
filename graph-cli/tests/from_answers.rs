//! `graph import --from-answers`: schema lines for what recorded answers have and the schema lacks.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use expect_test::expect;
use support::{folder, graph, lines};

const SCHEMA: &str = r#"{
  "nodes": {
    "Person": {
      "fields": { "name": { "type": "string" }, "home": { "type": "Home" }, "friend": { "type": "Ref<Person>" } },
      "connections": { "pets": { "item": "Pet" } }
    },
    "Pet": { "fields": { "id": { "type": "Id<Pet>" } } },
    "PersonJob": { "fields": { "id": { "type": "Id<PersonJob>" } } }
  },
  "objects": { "Home": { "fields": { "street": { "type": "string" } } } }
}"#;

/// The status, the overlay and the notes, with the paths of this machine left out.
fn proposed(name: &str, what: &[&str], answers: &[(&str, &str)]) -> (i32, String, String) {
    let files = [&[("graph.json", SCHEMA)], answers].concat();
    let folder = folder(&format!("from-answers-{name}"), &files);
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let paths: Vec<String> = answers.iter().map(|(name, _)| path(name)).collect();
    let mut arguments = vec!["import", "--from-answers"];
    arguments.extend(paths.iter().map(String::as_str));
    let schema = path("graph.json");
    arguments.extend(["--schema", &schema]);
    arguments.extend(what);
    let (status, overlay, notes) = graph(&arguments);
    if !overlay.is_empty() {
        // What is proposed is a schema, and has what the answers have.
        std::fs::write(folder.join("overlay.json"), &overlay).unwrap();
        let (status, checked, err) = graph(&["schema", "check", &path("overlay.json")]);
        assert_eq!((status, err.as_str()), (0, ""), "{checked}\n{overlay}");
    }
    let without = |text: String| text.replace(&format!("{}/", folder.display()), "");
    (status, without(overlay), without(notes))
}

#[test]
fn types_are_inferred_from_all_answers() {
    let first = r#"{
      "id": "4", "name": "Ann", "age": 30, "height": 1, "verified": true, "since": "2026-04-15T10:00:00+0000",
      "born": "1980-12-06", "link": "https://example.com/ann", "size": 5, "page_id": 17841400000000001,
      "nothing": null, "empty": [], "tags": ["a"], "job": {"id": "9", "place": {"city": "Rome", "lat": 41}},
      "picture": {"data": {"url": "https://example.com/a.jpg", "width": 50}}, "scores": {"2025": 3, "2026": 4},
      "days": {"2026-04-15": [{"at": 9}], "2026-04-16": []},
      "home": {"street": "A", "room": 3}, "either": {"a": 1}, "gone": false, "1st": "x", "{}": 1,
      "friend": {"id": "5", "name": "Bo", "age": 3},
      "pets": {"data": [{"id": "7", "kind": "cat"}], "paging": {"cursors": {"after": "x"}}},
      "photos": {"data": [{"id": "8", "tall": true}], "paging": {}}
    }"#;
    let second = r#"{
      "height": 1.5, "size": "large", "job": {"title": "cook", "place": {"lat": 41.5}}, "either": [1], "gone": {"x": 1},
      "tags": [], "empty": null, "photos": {"data": []}, "home": [],
      "pets": {"count": 3}
    }"#;
    let (status, overlay, notes) =
        proposed("types", &["--node", "Person"], &[("a.json", first), ("b.json", second)]);
    expect![[r#"
        {
          "extends": "graph.json",
          "nodes": {
            "Person": {
              "fields": {
                "1st": { "type": "string", "name": "_1st" },
                "age": { "type": "integer" },
                "born": { "type": "Date" },
                "days": { "type": "{[PersonDays]}" },
                "either": { "type": "json" },
                "empty": { "type": "[json]" },
                "gone": { "type": "PersonGone" },
                "height": { "type": "number" },
                "id": { "type": "Id<Person>" },
                "job": { "type": "PersonJob2" },
                "link": { "type": "url" },
                "nothing": { "type": "json" },
                "page_id": { "type": "string" },
                "photos": { "type": "[PersonPhotos]" },
                "picture": { "type": "Picture" },
                "scores": { "type": "{integer}" },
                "since": { "type": "DateTime" },
                "size": { "type": "string" },
                "tags": { "type": "[string]" },
                "verified": { "type": "boolean" }
              }
            },
            "Pet": {
              "fields": { "kind": { "type": "string" } }
            }
          },
          "objects": {
            "Home": {
              "fields": { "room": { "type": "integer" } }
            },
            "PersonDays": {
              "fields": { "at": { "type": "integer" } }
            },
            "PersonGone": {
              "fields": { "x": { "type": "integer" } }
            },
            "PersonJob2": {
              "fields": {
                "id": { "type": "string" },
                "place": { "type": "PersonJob2Place" },
                "title": { "type": "string" }
              }
            },
            "PersonJob2Place": {
              "fields": {
                "city": { "type": "string" },
                "lat": { "type": "number" }
              }
            },
            "PersonPhotos": {
              "fields": {
                "id": { "type": "string" },
                "tall": { "type": "boolean" }
              }
            }
          }
        }
    "#]]
    .assert_eq(&overlay);
    expect![[r#"
        note: 31 fields from 2 responses
        note: left out `{}` of `Person`: not a valid name for a field
        note: not proposed: 1 value that the types of the schema cannot represent; `graph drift` shows them
    "#]]
    .assert_eq(&notes);
    assert_eq!(status, 0);

    // With the overlay, only what was not proposed is unknown.
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("from-answers-types");
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let (overlay, first, second) = (path("overlay.json"), path("a.json"), path("b.json"));
    let (status, drift, _) =
        graph(&["drift", "--json", "--node", "Person", "--schema", &overlay, &first, &second]);
    assert_eq!(status, 0, "{drift}");
    let unknown: Vec<_> = lines(&drift)
        .iter()
        .filter(|row| row["kind"] == "unknown field")
        .map(|row| row["path"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(unknown, ["friend.age", "[\"{}\"]"]);
}

#[test]
fn bad_files_are_named_with_the_place() {
    let answers = [
        ("good.json", r#"{"age": 3}"#),
        ("torn.json", "{\n  \"age\": 3,\n"),
        ("error.json", r#"{"error": {"code": 190}}"#),
        ("page.json", r#"{"data": [{"age": 3}]}"#),
        ("list.json", "[1]"),
    ];
    let (status, overlay, notes) = proposed("bad", &["--node", "Person"], &answers);
    assert_eq!(status, 2);
    assert!(overlay.contains(r#""age": { "type": "integer" }"#), "{overlay}");
    expect![[r#"
        error: `torn.json`: invalid JSON: EOF while parsing a value at line 3 column 0
        error: `error.json`: the file contains an error response
        error: `page.json`: a page of a list, not a `Person`; write --as connection:NODE.LIST
        error: `list.json`: expected an object, found a list
        note: 1 field from 1 response
    "#]]
    .assert_eq(&notes);
}

#[test]
fn pages_of_a_list_have_its_items() {
    let page =
        r#"{"data": [{"id": "7", "kind": "cat"}, {"kind": "dog", "age": 3}], "paging": {"next": "x"}}"#;
    let (status, overlay, notes) = proposed("page", &["--as", "connection:Person.pets"], &[("a.json", page)]);
    assert_eq!((status, notes.as_str()), (0, "note: 2 fields from 1 response\n"), "{overlay}");
    assert!(overlay.contains(r#""Pet""#) && !overlay.contains(r#""Person""#), "{overlay}");
    // The same again: nothing is missing.
    let (status, overlay, notes) =
        proposed("again", &["--as", "connection:Person.pets"], &[("a.json", r#"{"data": [{"id": "7"}]}"#)]);
    assert_eq!((status, notes.as_str()), (0, "note: 0 fields from 1 response\n"));
    assert!(!overlay.contains("nodes"), "{overlay}");
}

#[test]
fn the_shape_of_the_answers_is_required() {
    let (status, overlay, notes) = proposed("shapeless", &[], &[("a.json", "{}")]);
    assert_eq!((status, overlay.as_str()), (2, ""));
    assert!(notes.contains("--node"), "{notes}");
    let (status, _, notes) = proposed("unknown", &["--node", "Persn"], &[("a.json", "{}")]);
    assert_eq!(status, 2);
    assert!(notes.contains("did you mean `Person`?"), "{notes}");
    let (status, _, notes) = graph(&["import", "--node", "Person", "specs", "--out", "x"]);
    assert_eq!(status, 2);
    assert!(notes.contains("'--node <NODE>' cannot be used with"), "{notes}");
}
