//! `graph schema expand`: prints formatted code.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use std::fs;

use support::{fine, folder, graph};

#[test]
fn code_is_printed_formatted() {
    let all = fine(&["schema", "expand"]);
    assert!(all.contains("\npub mod user {\n") && all.contains("\npub struct User {\n"));
    assert!(all.contains("pub birthday: __rt::Option<__rt::Birthday>,"));
    assert!(syn::parse_file(&all).is_ok());

    let one = fine(&["schema", "expand", "--node", "AgeRange"]);
    assert!(one.contains("pub struct AgeRange {") && one.contains("pub mod age_range {"), "{one}");
    assert!(!one.contains("pub mod user {") && one.len() < all.len() / 20, "{}", one.len());
    let two = fine(&["schema", "expand", "--node", "AgeRange,Event"]);
    assert!(two.contains("pub struct AgeRange {") && two.contains("pub mod event {"));
}

#[test]
fn code_is_written_to_a_file() {
    let own = r#"{ "nodes": { "Moon": { "fields": { "name": { "type": "string" } } } } }"#;
    let folder = folder("expand", &[("graph.json", own)]);
    let to = folder.join("api.rs");
    assert_eq!(fine(&["schema", "expand", folder.to_str().unwrap(), "--out", to.to_str().unwrap()]), "");
    assert!(fs::read_to_string(&to).unwrap().contains("pub struct Moon {"));
    let nowhere = folder.join("no/where.rs");
    let (status, _, err) = graph(&["schema", "expand", "--out", nowhere.to_str().unwrap()]);
    assert!(status == 2 && err.contains("cannot write"), "{err}");
}

#[test]
fn an_unknown_node_suggests_a_similar_one() {
    let (status, out, err) = graph(&["schema", "expand", "--node", "Usr"]);
    assert_eq!((status, out.as_str()), (2, ""));
    assert!(err.contains("did you mean `User`?"), "{err}");
}
