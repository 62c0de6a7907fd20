//! The schema reader, the diagnostics and the code generator do not panic on any text.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let loaded = graph_schema::parse(&[("graph.json", text)]);
    for diagnostic in loaded.diagnostics.iter() {
        let _ = graph_schema::render::plain(diagnostic, &loaded.sources);
        let _ = graph_schema::render::short(diagnostic, &loaded.sources);
    }
    let _ = graph_codegen::api(&loaded.schema, "mark");
});
