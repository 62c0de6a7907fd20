//! The guide to the schema language: its examples are valid, its program compiles, and no key is missing.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

use graph_client::Describe;
use serde_json::{Value, json};

const GUIDE: &str = include_str!("../../docs/schema.md");

/// The blocks of a language, without the indentation of a list.
fn blocks(language: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut lines = GUIDE.lines();
    while let Some(line) = lines.next() {
        let indent = line.len() - line.trim_start().len();
        if line.trim_start() == format!("```{language}") {
            let block = lines.by_ref().take_while(|line| line.trim_start() != "```");
            blocks.push(block.map(|line| format!("{}\n", line.get(indent..).unwrap_or(""))).collect());
        }
    }
    blocks
}

#[test]
fn examples_are_valid() {
    let blocks = blocks("json");
    assert!(blocks.len() > 15, "{}", blocks.len());
    for block in blocks {
        let manifest = ("graph.json", block.as_str());
        // A file of one node is listed in a manifest.
        let listed = ("graph.json", r#"{ "files": ["node.json"] }"#);
        let loaded = match block.starts_with("{\n  \"node\":") {
            true => graph_schema::parse(&[listed, ("node.json", &block)]),
            false => graph_schema::parse(&[manifest]),
        };
        assert!(!loaded.schema.nodes.is_empty() || !block.contains("\"node"), "{block}");
        if let Err(problems) = loaded.into_result() {
            panic!("{problems}\n{block}");
        }
        let code = graph_codegen::api(&graph_schema::parse(&[manifest]).schema, "mark");
        syn::parse_str::<syn::File>(&code).unwrap_or_else(|error| panic!("{error}: {block}"));
    }
}

#[test]
fn the_first_call_is_what_the_guide_shows() {
    // [the program of the guide]
    mod api {
        graph_client::graph_api!("../guide/graph.json");
    }
    use api::{Card, person};

    let call = person::me().gifts().create("4", Card::new("For you").line("with love"));
    // [end]
    let body: Value = serde_json::from_str(&call.json_body().unwrap()).unwrap();
    assert_eq!(body, json!({ "to": "4", "card": { "text": "For you", "lines": ["with love"] } }));

    let plain = |text: &str| text.lines().map(str::trim).collect::<Vec<_>>().join("\n");
    let here = include_str!("schema_guide.rs");
    let (_, program) = here.split_once("// [the program of the guide]\n").unwrap();
    let (program, _) = program.split_once("    // [end]").unwrap();
    assert_eq!(plain(&blocks("rust")[0]), plain(program).trim_end());
    expect_test::expect_file!["../guide/graph.json"].assert_eq(&blocks("json")[0]);
}

#[test]
fn every_key_is_in_the_guide() {
    let meta: Value = serde_json::from_str(graph_schema_files::META).unwrap();
    let definitions = meta["definitions"].as_object().unwrap();
    let keys = definitions.values().filter_map(|definition| definition["properties"].as_object());
    let keys: BTreeSet<&String> = keys.flat_map(|properties| properties.keys()).collect();
    let missing: Vec<_> = keys.into_iter().filter(|key| !GUIDE.contains(&format!("\"{key}\""))).collect();
    // Rules are shown without quotes.
    let missing: Vec<_> = missing.into_iter().filter(|key| !GUIDE.contains(&format!("`{key}`"))).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
