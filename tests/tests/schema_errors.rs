//! Broken schemas and their diagnostics. Bless with `UPDATE_EXPECT=1`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::{collections::BTreeSet, fs, path::PathBuf};

use graph_schema::{Loaded, code, render};

fn cases() -> Vec<PathBuf> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/schema-errors");
    let entries = fs::read_dir(folder).unwrap();
    let mut cases: Vec<PathBuf> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ext| ext == "json"))
        .collect();
    cases.sort();
    cases
}

fn load(case: &PathBuf) -> Loaded {
    let name = case.file_name().unwrap().to_str().unwrap();
    graph_schema::parse(&[(name, &fs::read_to_string(case).unwrap())])
}

#[test]
fn diagnostics_match() {
    for case in cases() {
        let loaded = load(&case);
        assert!(
            loaded.diagnostics.has_errors(),
            "{}: a case has at least one error, also if it shows a warning",
            case.display()
        );
        let texts: Vec<String> =
            loaded.diagnostics.iter().map(|diagnostic| render::plain(diagnostic, &loaded.sources)).collect();
        let text = without_builtin_lines(&(texts.join("\n\n") + "\n"));
        expect_test::expect_file![case.with_extension("txt")].assert_eq(&text);
    }
}

/// Line numbers of the built-in schema as `N`: they change with every edit of it.
fn without_builtin_lines(text: &str) -> String {
    let mut is_builtin = false;
    let mut lines = Vec::new();
    for line in text.split('\n') {
        let is_place = line.trim_start().starts_with("--> ") || line.trim_start().starts_with("::: ");
        if is_place || line.is_empty() {
            is_builtin = line.contains(" <builtin>/");
        }
        let hide = |text: &str| text.replace(|c: char| c.is_ascii_digit(), "N");
        lines.push(match line.find(if is_place { ".json:" } else { "|" }) {
            Some(at) if is_builtin && is_place => line[..at].to_owned() + &hide(&line[at..]),
            Some(at) if is_builtin => hide(&line[..at]) + &line[at..],
            _ => line.to_owned(),
        });
    }
    lines.join("\n")
}

#[test]
fn every_code_has_a_case() {
    let mut shown = BTreeSet::new();
    for case in cases() {
        let name = case.file_stem().unwrap().to_str().unwrap().to_owned();
        let codes: BTreeSet<String> =
            load(&case).diagnostics.iter().map(|diagnostic| diagnostic.code.to_string()).collect();
        let own = name.split('_').next().unwrap().to_owned();
        assert!(codes.contains(&own), "{name} shows {codes:?}");
        shown.insert(own);
    }
    let all: BTreeSet<String> = code::ALL.iter().map(|(code, _)| code.to_string()).collect();
    assert_eq!(shown, all);
}

#[test]
fn every_diagnostic_has_a_location() {
    for case in cases() {
        for diagnostic in load(&case).diagnostics.iter() {
            assert!(diagnostic.primary.is_some(), "{}: {} has no place", case.display(), diagnostic.title);
            let place = diagnostic.primary.as_ref().map_or("", |place| place.value.as_str());
            assert!(
                !place.is_empty() || !diagnostic.help.is_empty(),
                "{}: {}",
                case.display(),
                diagnostic.title
            );
        }
    }
}

/// Truncated text must not panic, and code can still be generated from the rest.
#[test]
fn truncated_schemas_do_not_panic() {
    let texts = cases().into_iter().map(|case| fs::read_to_string(case).unwrap());
    let builtin = graph_schema_files_text();
    for text in texts.chain([builtin]) {
        // An overlay reads the whole built-in schema each time.
        let cuts = if text.contains("\"builtin\"") { 5 } else { 60 };
        let step = (text.len() / cuts).max(1);
        for cut in (0..text.len()).step_by(step).filter(|cut| text.is_char_boundary(*cut)) {
            let loaded = graph_schema::parse(&[("graph.json", &text[..cut])]);
            for diagnostic in loaded.diagnostics.iter() {
                let _ =
                    (render::plain(diagnostic, &loaded.sources), render::short(diagnostic, &loaded.sources));
            }
            let _ = graph_codegen::api(&loaded.schema, "mark");
        }
    }
}

fn graph_schema_files_text() -> String {
    fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../schema/nodes/user.json")).unwrap()
}
