//! The links of the guide and of the documents in the repository lead to files and headings that exist.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// The text with what `{{#include ..}}` names.
fn read(file: &Path) -> String {
    let text = fs::read_to_string(file).unwrap();
    match text.trim().strip_prefix("{{#include ").and_then(|rest| rest.strip_suffix("}}")) {
        Some(included) => fs::read_to_string(file.parent().unwrap().join(included)).unwrap(),
        None => text,
    }
}

/// The lines outside of code blocks.
fn prose(text: &str) -> impl Iterator<Item = &str> {
    let mut is_code = false;
    text.lines().filter(move |line| {
        let is_fence = line.trim_start().starts_with("```");
        is_code ^= is_fence;
        !is_code && !is_fence
    })
}

/// The anchors of the headings, as they are made by forges and by mdBook.
fn anchors(text: &str) -> BTreeSet<String> {
    let headings = prose(text).filter(|line| line.starts_with('#'));
    headings
        .map(|line| {
            let heading = line.trim_start_matches('#').trim().to_lowercase();
            let kept = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
            kept.map(|c| if c == ' ' { '-' } else { c }).collect()
        })
        .collect()
}

/// The targets of `[text](target)`.
fn links(line: &str) -> impl Iterator<Item = &str> {
    line.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(target, _)| target)
}

fn documents(root: &Path) -> Vec<PathBuf> {
    let folders = ["", "docs", "guide/pages", "benches", "graph-client", "graph-sandbox", "graph-platform"];
    let files = folders.iter().flat_map(|folder| fs::read_dir(root.join(folder)).unwrap());
    files
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|is| is == "md"))
        .collect()
}

#[test]
fn links_lead_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let (mut count, mut wrong) = (0, Vec::new());
    for file in documents(root) {
        let text = read(&file);
        for target in prose(&text).flat_map(links).filter(|target| !target.contains("://")) {
            count += 1;
            let target = target.split(' ').next().unwrap();
            let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
            let to = if path.is_empty() { file.clone() } else { file.parent().unwrap().join(path) };
            let is_there =
                to.exists() && (anchor.is_empty() || to.is_dir() || anchors(&read(&to)).contains(anchor));
            if !is_there {
                wrong.push(format!("{}: {target}", file.strip_prefix(root).unwrap().display()));
            }
        }
    }
    assert!(wrong.is_empty(), "these links lead nowhere:\n{}", wrong.join("\n"));
    assert!(count > 80, "only {count} links were found");
}

#[test]
fn every_page_is_in_the_summary_and_tested() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let summary = fs::read_to_string(root.join("pages/SUMMARY.md")).unwrap();
    let tested = fs::read_to_string(root.join("src/lib.rs")).unwrap();
    for page in fs::read_dir(root.join("pages")).unwrap() {
        let name = page.unwrap().file_name().into_string().unwrap();
        if name == "SUMMARY.md" {
            continue;
        }
        assert!(summary.contains(&format!("({name})")), "SUMMARY.md does not list {name}");
        let text = fs::read_to_string(root.join("pages").join(&name)).unwrap();
        let has_code = text.contains("```rust");
        assert!(!has_code || tested.contains(&format!("\"{name}\"")), "src/lib.rs does not test {name}");
    }
}

/// The blocks of Rust code.
fn rust(text: &str) -> Vec<Vec<&str>> {
    let mut blocks = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.starts_with("```rust") {
            blocks.push(lines.by_ref().take_while(|line| *line != "```").collect());
        }
    }
    blocks
}

/// The code of the README is what is compiled and run as documentation tests of `src/readme.md`.
#[test]
fn the_code_of_the_readme_is_tested() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (readme, tested) = (read(&folder.join("../README.md")), read(&folder.join("src/readme.md")));
    let mut tested = rust(&tested).into_iter();
    // The schema of its own has a file beside it, and is a test elsewhere.
    for shown in rust(&readme).into_iter().filter(|block| !block.concat().contains("graph_api!")) {
        let tested: Vec<&str> =
            tested.next().unwrap().into_iter().filter(|line| !line.starts_with("# ")).collect();
        assert_eq!(tested, shown);
    }
    assert_eq!(tested.next(), None);
}
