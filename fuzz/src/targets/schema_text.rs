//! The text of a schema: read, checked, rendered, formatted, compared with itself, and generated as Rust.

use super::wire::one_line;

/// A line that separates the files of one schema.
const NEXT_FILE: &str = "\n---\n";

pub fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let parts: Vec<&str> = text.split(NEXT_FILE).collect();
    let names: Vec<String> = (0..parts.len()).map(|at| format!("part{at}.json")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(String::as_str).zip(parts.iter().copied()).collect();

    let loaded = graph_schema::parse(&files);
    for diagnostic in loaded.diagnostics.iter() {
        assert!(!graph_schema::render::plain(diagnostic, &loaded.sources).is_empty());
        assert!(!graph_schema::render::for_compiler(diagnostic, &loaded.sources).is_empty());
        one_line(&graph_schema::render::short(diagnostic, &loaded.sources), "a diagnostic");
    }
    format(&files);
    // The built-in schema takes a second, and is compiled anyway.
    if text.contains("builtin") {
        return;
    }
    // The valid part of a schema is generated, so this holds for schemas with mistakes, too.
    let code = graph_codegen::api(&loaded.schema, "mark");
    if let Err(error) = syn::parse_file(&code) {
        panic!("the generated code is not valid Rust: {error}");
    }
    if loaded.diagnostics.has_errors() {
        return;
    }
    let same = graph_schema::diff::compare(&loaded.schema, &loaded.schema);
    assert!(same.list.is_empty(), "a schema differs from itself: {:?}", same.list);
}

/// The layout of a file is stable, and changes nothing.
fn format(files: &[(&str, &str)]) {
    for (name, text) in files {
        let Ok(formatted) = graph_schema::format::format(name, text) else { continue };
        assert_eq!(graph_schema::format::format(name, &formatted).as_ref(), Ok(&formatted));
    }
}
