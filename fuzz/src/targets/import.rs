//! Specs of the platform's catalogue: what is imported is a schema without mistakes.

use graph_import::{Options, import_texts};

use super::wire::one_line;

/// Starts each file; its name follows on the same line.
const FILE: &str = "--- ";

pub fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let files: Vec<(&str, &[u8])> = text
        .split(FILE)
        .filter_map(|file| file.split_once('\n'))
        .map(|(name, text)| (name, text.as_bytes()))
        .collect();
    let first = files.first().map(|(name, _)| (*name).to_owned());
    let first: Vec<String> = first.into_iter().collect();
    for (only, shallow) in [(None, false), (Some(first.clone()), false), (Some(first), true)] {
        let options = Options { only, shallow, version: Some("v25.0".to_owned()) };
        match import_texts(&files, &options) {
            Ok(imported) => {
                let report = imported.report.to_string();
                report.lines().for_each(|line| one_line(line, "a row of the report"));
                check(&imported.files);
                let overlay = ("overlay.json".to_owned(), imported.overlay.clone());
                check(&[&[overlay], imported.files.as_slice()].concat());
                assert_eq!(
                    import_texts(&files, &options).map(|again| again.files).ok(),
                    Some(imported.files)
                );
            }
            Err(error) => one_line(&error.to_string(), "an error"),
        }
    }
}

fn check(files: &[(String, String)]) {
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let loaded = graph_schema::parse(&files);
    if let Some(diagnostic) = loaded.diagnostics.iter().next() {
        panic!("{}", graph_schema::render::plain(diagnostic, &loaded.sources));
    }
    let code = graph_codegen::api(&loaded.schema, "mark");
    if let Err(error) = syn::parse_file(&code) {
        panic!("the generated code is not valid Rust: {error}");
    }
}
