//! Imports a small catalogue with every construct, compares the files and loads them.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{fs, path::Path};

use expect_test::{expect, expect_file};
use graph_import::{Error, Imported, Kind, Options, import};

fn imported(options: &Options) -> Imported {
    import(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/catalogue"), options).unwrap()
}

fn only(names: &[&str]) -> Options {
    Options { only: Some(names.iter().map(|name| (*name).to_owned()).collect()), ..Options::default() }
}

/// Parses the result, and the overlay over it. Fails if there are diagnostics.
fn schema(imported: &Imported) -> graph_schema::Schema {
    let files: Vec<_> = imported.files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let overlaid = [&[("overlay.json", imported.overlay.as_str())], files.as_slice()].concat();
    let overlaid = graph_schema::parse(&overlaid).into_result().unwrap();
    assert!(overlaid.permissions.iter().any(|permission| permission.name == "example_permission"));
    let loaded = graph_schema::parse(&files);
    let diagnostics: Vec<_> = loaded
        .diagnostics
        .iter()
        .map(|diagnostic| graph_schema::render::plain(diagnostic, &loaded.sources))
        .collect();
    assert!(diagnostics.is_empty(), "{}", diagnostics.join("\n\n"));
    loaded.schema
}

#[test]
fn a_catalogue_is_converted_to_files() {
    let imported = imported(&Options { version: Some("v25.0".into()), ..Options::default() });
    let names: Vec<_> = imported.files.iter().map(|(name, _)| name.as_str()).collect();
    expect![[r#"
        [
            "graph.json",
            "enums.json",
            "objects.json",
            "nodes/comet.json",
            "nodes/moon.json",
            "nodes/planet.json",
            "nodes/star.json",
        ]
    "#]]
    .assert_debug_eq(&names);
    for (name, text) in &imported.files {
        let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
        expect_file![golden].assert_eq(text);
    }
    schema(&imported);
}

#[test]
fn problems_are_reported() {
    let report = imported(&Options::default()).report;
    expect![[r#"
        malformed entries (7):
          Comet, field ?: expected an object, found a string
          Comet, field tail: "type" is missing
          Planet, POST #archive: no endpoint and no known name; omitted
          Torn: invalid JSON: EOF while parsing a list at line 2 column 0
          enum_types, enum Dust_grain: duplicate value "fine"
          enum_types, enum Dust_grain: expected a string, found a number
          enum_types, enum Moon_state: empty value; omitted
        unknown keys (2):
          Comet: "colour": "blue"
          Comet, field speed: "unit": "km/s"
        unknown methods (1):
          Planet, PUT visitors: `PUT`; omitted
        types with invalid syntax (1):
          Planet, field path: `set<string>`, imported as json
        duplicates (2):
          Planet, field visits: a duplicate; the first one is used
          enum_types, enum comet_state: a duplicate; the first one is used
        not supported by the schema language (1):
          Moon, POST landings: custom path `moon_landing`; omitted
        types in answers that the catalogue does not describe (5, no loss):
          Comet, GET tail: `success`, imported as json
          Moon, DELETE genDelete, return type: `MoonDelete`, imported as json
          Moon, GET itself: returns `MoonGet`; the fields of the node are used
          Planet, GET weather: `Weather`, imported as json
          Planet, field shape: `blob`, imported as json
        renamed types (1, no loss):
          Money: `MoneyObject` in the schema
    "#]]
    .assert_eq(&report.to_string());
    let counted: usize = Kind::ALL.iter().map(|kind| report.count(*kind)).sum();
    assert_eq!(counted, report.rows.len());
    assert_eq!(report.losses().count(), report.rows.iter().filter(|row| row.kind.is_loss()).count());
    assert!(report.losses().count() < counted);
}

#[test]
fn a_shallow_selection_has_objects_and_stubs_of_other_nodes() {
    let imported = imported(&Options { shallow: true, ..only(&["Planet"]) });
    let schema = schema(&imported);
    let nodes: Vec<_> = schema.nodes.iter().map(|node| node.name.as_str()).collect();
    let enums: Vec<_> = schema.enums.iter().map(|item| item.name.as_str()).collect();
    expect![[r#"
        (
            [
                "Moon",
                "Star",
                "Planet",
                "Dust",
                "MoneyObject",
                "Ring",
            ],
            [
                "PlanetKind",
                "PlanetMoonsPhase",
                "RingColour",
            ],
        )
    "#]]
    .assert_debug_eq(&(nodes, enums));
    let not_requested: Vec<_> = imported
        .report
        .rows
        .iter()
        .filter(|row| row.kind == Kind::NotRequested)
        .map(|row| &row.place)
        .collect();
    expect![[r#"
        [
            "GET moons",
            "POST #update, parameter star",
            "POST moons",
            "field moons",
            "field star",
        ]
    "#]]
    .assert_debug_eq(&not_requested);
    let planet = &imported.files.iter().find(|(name, _)| name == "nodes/planet.json").unwrap().1;
    assert!(planet.contains(r#""returns": { "id": "Id<Moon>" }"#), "{planet}");
    // Stubs have the names that the whole import would use, so a later import renames nothing.
    let stubs = &imported.files.iter().find(|(name, _)| name == "others.json").unwrap().1;
    expect![[r#"
        {
          "nodes": {
            "Moon": { "note": "Not imported; has only an id.", "fields": { "id": { "type": "Id<Moon>" } } },
            "Star": { "note": "Not imported; has only an id.", "fields": { "id": { "type": "Id<Star>" } } }
          }
        }
    "#]]
    .assert_eq(stubs);
    assert!(!imported.files.iter().any(|(name, _)| name == "nodes/moon.json"));
}

/// What comes with an answer has its fields, and nothing that can be called.
#[test]
fn a_selection_has_the_fields_of_what_is_answered() {
    let imported = imported(&only(&["Planet"]));
    let schema = schema(&imported);
    let mut nodes = String::new();
    for node in schema.nodes.iter().filter(|node| !node.is_object) {
        let (fields, connections) = (node.fields.len(), node.connections.len());
        nodes += &format!("{}: {fields} fields, {connections} connections\n", node.name);
    }
    expect![[r#"
        Moon: 4 fields, 0 connections
        Planet: 27 fields, 9 connections
        Star: 2 fields, 0 connections
    "#]]
    .assert_eq(&nodes);
    let rows = imported.report.rows.iter().filter(|row| row.kind == Kind::NotRequested);
    let rows: Vec<_> = rows.map(|row| format!("{}, {}: {}", row.spec, row.place, row.text)).collect();
    expect!["Moon, : imported with its fields; its connections and operations are not"]
        .assert_eq(&rows.join("\n"));
    let ready: Vec<_> =
        schema.nodes.iter().filter(|node| node.is_ready && !node.is_object).map(|node| &node.name).collect();
    assert_eq!(ready, ["Planet"]);
}

/// It does not matter that the object is sent, too, nor how it is called.
#[test]
fn nodes_in_answered_objects_have_fields() {
    let node = |apis: &str, ty: &str| {
        format!(
            r#"{{"apis":[{apis}],"fields":[{{"name":"id","type":"string"}},{{"name":"other","type":"{ty}"}}]}}"#
        )
    };
    let call = |method: &str, returns: &str, ty: &str| {
        format!(
            r#"{{"method":"{method}","endpoint":"e","return":"{returns}","params":[{{"name":"p","type":"{ty}"}}]}}"#
        )
    };
    let read = r#"{"method":"GET","name":"genGet","return":"Object","params":[]}"#;
    for object in ["AObject", "ZObject"] {
        let first =
            node(&format!("{},{}", call("GET", object, "int"), call("POST", "Object", object)), "int");
        let (second, third) = (node(read, "Third"), node(read, "int"));
        let object_spec = r#"{"apis":[],"fields":[{"name":"node","type":"list<Second>"}]}"#;
        let files =
            [("First", first.as_str()), ("Second", &second), ("Third", &third), (object, object_spec)];
        let files = files.map(|(name, text)| (name, text.as_bytes()));
        let schema = schema(&graph_import::import_texts(&files, &only(&["First"])).unwrap());
        let fields = |name: &str| schema.node(name).unwrap().1.fields.len();
        assert_eq!((fields("Second"), fields("Third")), (2, 1), "{object}");
    }
}

#[test]
fn all_unknown_specs_are_one_error() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/catalogue/specs");
    let names = ["Plnaet", "Moon", "Galaxy", "Coment", "Galaxy"];
    let error = import(&folder, &only(&names)).unwrap_err();
    assert!(matches!(&error, Error::UnknownSpecs { specs } if specs.len() == 3));
    expect![[r#"
        the catalogue has no spec `Plnaet`; did you mean `Planet`?
        the catalogue has no spec `Galaxy`
        the catalogue has no spec `Coment`; did you mean `Comet`?"#]]
    .assert_eq(&error.to_string());
}

#[test]
fn a_folder_without_specs_is_an_error() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/read");
    let error = import(&folder, &Options::default()).unwrap_err();
    assert!(matches!(error, Error::Empty { .. }), "{error}");
    let error = import(&folder.join("nowhere"), &Options::default()).unwrap_err();
    assert!(matches!(error, Error::Io { .. }), "{error}");
}

#[test]
fn repeated_imports_write_the_same_files() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("imported");
    let first = imported(&Options::default());
    first.write(&folder).unwrap();
    let second = imported(&Options::default());
    assert_eq!(first, second);
    second.write(&folder).unwrap();
    for (name, text) in &first.files {
        assert_eq!(fs::read_to_string(folder.join(name)).unwrap(), *text, "{name}");
    }
    let loaded = graph_schema::load(&folder);
    assert!(loaded.diagnostics.is_empty());
}

#[test]
fn an_overlay_works_after_the_next_import() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("overlaid");
    imported(&only(&["Planet"])).write(&folder.join("imported")).unwrap();
    let overlay = r#"{
      "extends": "imported/graph.json",
      "permissions": { "planet_reading": "Opens planets." },
      "nodes": {
        "Planet": {
          "doc": "A planet.",
          "fields": { "1d_rain": { "doc": "Rain of a day.", "permission": "planet_reading" } }
        },
        "Moon": { "fields": { "name": { "type": "string" } } }
      }
    }"#;
    fs::write(folder.join("graph.json"), overlay).unwrap();
    for options in [only(&["Planet"]), Options::default()] {
        imported(&options).write(&folder.join("imported")).unwrap();
        let schema = graph_schema::load(&folder).into_result().unwrap();
        let planet = schema.node("Planet").unwrap().1;
        assert_eq!(planet.doc, "A planet.");
        let rain = planet.field("1d_rain").unwrap();
        assert_eq!((rain.rust.as_str(), rain.doc.as_str()), ("_1d_rain", "Rain of a day."));
        assert!(matches!(&rain.permission.own, graph_schema::model::Requirement::Needs(_)));
        assert!(schema.node("Moon").unwrap().1.field("name").is_some());
    }
    assert_eq!(fs::read_to_string(folder.join("graph.json")).unwrap(), overlay);
}
