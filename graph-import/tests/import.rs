//! A small catalogue of every form there is, imported, compared and loaded.

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

/// The result as a schema that has nothing wrong with it.
fn schema(imported: &Imported) -> graph_schema::Schema {
    let files: Vec<_> = imported.files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
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
fn the_whole_catalogue_becomes_files() {
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
fn what_is_not_understood_is_reported() {
    let report = imported(&Options::default()).report;
    expect![[r#"
        not of the form of a catalogue (6):
          Comet, field ?: text instead of an object
          Comet, field tail: "type" is missing
          Planet, POST #archive: neither an endpoint nor a known name; left out
          Torn: not JSON: EOF while parsing a list at line 2 column 0
          enum_types, enum Dust_grain: a number among the words
          enum_types, enum Dust_grain: the word "fine" a second time
        keys of unknown meaning (2):
          Comet: "colour": "blue"
          Comet, field speed: "unit": "km/s"
        unknown methods (1):
          Planet, PUT visitors: `PUT`; left out
        types that cannot be understood (1):
          Planet, field path: `set<string>`, taken as json
        described twice (2):
          Planet, field visits: the first one is taken
          enum_types, enum comet_state: the first one is taken
        without words in the schema language (1):
          Moon, POST landings: a path of its own, `moon_landing`; left out
        types that the catalogue does not describe (5, nothing is lost):
          Comet, GET tail: `success`, taken as json
          Moon, DELETE genDelete, answer: `MoonDelete`, taken as json
          Moon, GET itself: answers `MoonGet`; the fields of the node are taken
          Planet, GET weather: `Weather`, taken as json
          Planet, field shape: `blob`, taken as json
        types under another name (1, nothing is lost):
          Money: `MoneyObject` in the schema
    "#]]
    .assert_eq(&report.to_string());
    let counted: usize = Kind::ALL.iter().map(|kind| report.count(*kind)).sum();
    assert_eq!(counted, report.rows.len());
    assert_eq!(report.losses().count(), report.rows.iter().filter(|row| row.kind.is_loss()).count());
    assert!(report.losses().count() < counted);
}

#[test]
fn a_part_takes_its_objects_along_and_leaves_other_nodes() {
    let imported = imported(&only(&["Planet"]));
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
                "PlanetmoonsPhase",
                "RingColour",
            ],
        )
    "#]]
    .assert_debug_eq(&(nodes, enums));
    let not_taken: Vec<_> =
        imported.report.rows.iter().filter(|row| row.kind == Kind::NotTaken).map(|row| &row.place).collect();
    expect![[r#"
        [
            "GET moons",
            "POST #update, parameter star",
            "POST moons",
            "field moons",
            "field star",
        ]
    "#]]
    .assert_debug_eq(&not_taken);
    let planet = &imported.files.iter().find(|(name, _)| name == "nodes/planet.json").unwrap().1;
    assert!(planet.contains(r#""returns": { "id": "Id<Moon>" }"#), "{planet}");
    // Nodes that were not asked for keep their names: whoever asks for them later changes nothing here.
    let others = &imported.files.iter().find(|(name, _)| name == "others.json").unwrap().1;
    expect![[r#"
        {
          "nodes": {
            "Moon": { "note": "Not imported: only its id is known.", "fields": { "id": { "type": "Id<Moon>" } } },
            "Star": { "note": "Not imported: only its id is known.", "fields": { "id": { "type": "Id<Star>" } } }
          }
        }
    "#]].assert_eq(others);
    assert!(!imported.files.iter().any(|(name, _)| name == "nodes/moon.json"));
}

#[test]
fn a_misspelt_spec_is_an_error() {
    let check = |name: &str, expected: expect_test::Expect| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/catalogue/specs");
        let error = import(&folder, &only(&["Moon", name])).unwrap_err();
        assert!(matches!(error, Error::UnknownSpec { .. }));
        expected.assert_eq(&error.to_string());
    };
    check("Plnaet", expect!["the catalogue has no `Plnaet`; did you mean `Planet`?"]);
    check("Galaxy", expect!["the catalogue has no `Galaxy`"]);
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
fn files_are_written_and_the_same_each_time() {
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
fn a_layer_of_ones_own_outlives_the_next_import() {
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
