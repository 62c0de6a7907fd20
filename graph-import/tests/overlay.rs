//! The example overlay works with an import of the nodes that it describes.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{fs, path::Path};

use expect_test::expect_file;
use graph_import::{Options, import};
use graph_schema::model::{Method, Requirement};

#[test]
fn the_example_overlay_extends_an_import() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("example");
    let only = Some(["User", "Page", "Post", "PagePost"].map(str::to_owned).to_vec());
    let options = Options { only, version: Some("v25.0".into()), ..Options::default() };
    let imported = import(&here.join("tests/people"), &options).unwrap();
    assert_eq!(imported.report.losses().count(), 0, "{}", imported.report);
    imported.write(&folder.join("imported")).unwrap();
    fs::copy(here.join("../examples/overlay/graph.json"), folder.join("graph.json")).unwrap();

    let schema = graph_schema::load(&folder).into_result().unwrap();
    let user = schema.node("User").unwrap().1;
    assert_eq!(user.targets[0].name, "me");
    assert!(matches!(user.field("email").unwrap().permission.friend, Requirement::Never));
    let page = schema.node("Page").unwrap().1;
    let create = &page.connection("feed").unwrap().operations[0];
    assert_eq!((create.method, create.errors[0].code), (Method::Post, 506));
    // Both permissions, and the imported parameters.
    assert!(matches!(&create.permission.own, Requirement::Needs(all) if all.len() == 2));
    assert!(create.params.iter().any(|param| param.name == "targeting"));
    // A node of a list, with its fields. Only requested nodes have a ready struct.
    let comment = schema.node("Comment").unwrap().1;
    assert_eq!((comment.fields.len(), comment.is_ready, user.is_ready), (2, false, true));
    assert_eq!(schema.version.as_deref(), Some("v25.0"));
}

/// It is valid, has a place for each permission of the requested nodes, and is never written twice.
#[test]
fn an_import_has_a_first_overlay() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    for only in [Some(vec!["Page".to_owned(), "PagePost".to_owned()]), None] {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("template");
        drop(fs::remove_dir_all(&folder));
        let is_whole = only.is_none();
        let imported = import(&here.join("tests/people"), &Options { only, ..Options::default() }).unwrap();
        imported.write(&folder).unwrap();
        assert!(imported.write_overlay(&folder).unwrap());
        if !is_whole {
            expect_file!["golden_overlay.json"].assert_eq(&imported.overlay);
        }
        let loaded = graph_schema::load(&folder.join("overlay.json"));
        assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
        let page = loaded.schema.node("Page").unwrap().1;
        assert_eq!((page.doc.as_str(), page.is_ready), ("To do: what `Page` is.", true));
        let user = loaded.schema.node("User").map(|(_, user)| user.doc.as_str());
        assert_eq!(user, is_whole.then_some("To do: what `User` is."));

        fs::write(folder.join("overlay.json"), "mine").unwrap();
        assert!(!imported.write_overlay(&folder).unwrap());
        assert_eq!(fs::read_to_string(folder.join("overlay.json")).unwrap(), "mine");
    }
}
