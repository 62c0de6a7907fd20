//! What passes the check compiles: no two items of the generated code have one name, whatever the names of the schema.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "generated_names/defined.rs"]
mod defined;
#[path = "generated_names/invented.rs"]
mod invented;
#[path = "generated_names/values.rs"]
mod values;

use graph_codegen::plan;

/// The names that a module of a connection or operation defines, and that are not in the table from which they are given.
fn outside_the_table(schema: &graph_schema::model::Schema, file: &syn::File) -> Vec<String> {
    let mut outside = Vec::new();
    let mut compare = |node: &str, module: &str, table: &graph_schema::reserved::Names| {
        let module = format!("{node}::{module}");
        let names = defined::in_module(file, &module);
        // Otherwise the comparison says nothing.
        assert!(!names.is_empty(), "{module} is empty or named otherwise");
        let names = names.into_iter().filter(|name| !table.contains(name));
        outside.extend(names.map(|name| format!("{module}::{name}")));
    };
    for node in &schema.nodes {
        let name = graph_codegen::names::member(&node.module);
        let name = name.as_str();
        for connection in &node.connections {
            let module = graph_codegen::names::connection_module(&connection.name);
            compare(name, module.as_str(), &plan::names_in_connection(connection));
        }
        for operation in node.operations.iter().filter(|operation| operation.variant_of.is_none()) {
            let module = graph_codegen::names::connection_module(&operation.name);
            compare(name, module.as_str(), &plan::names_in_operation(operation));
        }
    }
    outside
}

/// The names that generated code of a schema defines twice; nothing if the check refuses the schema.
fn twice(text: &str) -> Option<Vec<String>> {
    let loaded = graph_schema::parse(&[("graph.json", text)]);
    let refused = loaded.diagnostics.has_errors();
    // What is generated from a schema with mistakes has to be free of more of them, too.
    let code = graph_codegen::api(&loaded.schema, "mark");
    let file = syn::parse_str(&code).unwrap_or_else(|error| panic!("{error}\n{text}\n{code}"));
    let twice = defined::twice(&file);
    assert_eq!(outside_the_table(&loaded.schema, &file), Vec::<String>::new(), "{text}");
    assert!(!refused || twice.is_empty(), "after repair: {twice:?} in {text}");
    (!refused).then_some(twice)
}

#[test]
fn invented_schemas() {
    let mut compiled = 0;
    for seed in 0..200 {
        let text = invented::schema(seed);
        let Some(twice) = twice(&text) else { continue };
        assert!(twice.is_empty(), "seed {seed}: {twice:?} in {text}");
        compiled += 1;
    }
    // Otherwise the test says nothing.
    assert!(compiled > 40, "{compiled}");
}

#[test]
fn invented_values() {
    let mut compiled = 0;
    for seed in 0..400 {
        let text = values::schema(seed);
        let Some(twice) = twice(&text) else { continue };
        assert!(twice.is_empty(), "seed {seed}: {twice:?} in {text}");
        compiled += 1;
    }
    assert!(compiled > 40, "{compiled}");
}

#[test]
fn schemas_of_the_tests() {
    for folder in [
        "schema-errors",
        "extension",
        "own",
        "imported",
        "names",
        "hostile",
        "lists",
        "paths",
        "hosts",
        "slices/forms",
        "slices/whatsapp",
    ] {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        for entry in std::fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|ext| ext == "json") {
                let loaded = graph_schema::load(&path);
                let code = graph_codegen::api(&loaded.schema, "mark");
                let file =
                    syn::parse_str(&code).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
                assert_eq!(defined::twice(&file), Vec::<String>::new(), "{}", path.display());
                let outside = outside_the_table(&loaded.schema, &file);
                assert_eq!(outside, Vec::<String>::new(), "{}", path.display());
            }
        }
    }
}
