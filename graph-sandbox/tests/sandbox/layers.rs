//! Checks the layers of the sources: a module uses only the modules before it.

use std::{fs, path::Path};

/// The modules of the crate, lowest first.
const LAYERS: &[&str] = &[
    "error", "protocol", "world", "keep", "graph", "login", "updates", "dispatch", "fault", "service",
    "http", "builder", "sandbox",
];
const WORLD: &[&str] = &["moment", "seed", "store"];
const GRAPH: &[&str] = &["access", "visit", "read", "write", "target"];

#[test]
fn modules_use_only_lower_layers() {
    check("src", "crate", LAYERS);
    check("src/world", "crate::world", WORLD);
    check("src/graph", "crate::graph", GRAPH);
}

/// Checks every use of `prefix::NAME` in a folder. Names that are not layers, such as types, are allowed.
fn check(folder: &str, prefix: &str, layers: &[&str]) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut wrong = Vec::new();
    for (own, layer) in layers.iter().enumerate() {
        for (file, text) in sources(&folder.join(layer)) {
            for used in used(&text, prefix) {
                if layers.iter().position(|layer| *layer == used).is_some_and(|used| used > own) {
                    wrong.push(format!("{file} uses {prefix}::{used}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The names directly below `prefix` in `use` declarations and paths.
fn used(text: &str, prefix: &str) -> Vec<String> {
    let code: String = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| [line, "\n"])
        .collect();
    let mut found = Vec::new();
    let start = format!("{prefix}::");
    for (at, _) in code.match_indices(&start) {
        let rest = &code[at + start.len()..];
        match rest.strip_prefix('{') {
            Some(group) => {
                let (mut depth, mut name) = (0, String::new());
                for c in group.chars() {
                    match c {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => found.push(std::mem::take(&mut name)),
                        c if depth == 0 => name.push(c),
                        _ => {}
                    }
                }
                found.push(name);
            }
            None => found.push(rest.to_owned()),
        }
    }
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    found.iter().map(|name| name.trim_start().chars().take_while(|c| is_name(*c)).collect()).collect()
}

/// The files of a module, which is a folder or a single file.
fn sources(module: &Path) -> Vec<(String, String)> {
    let read = |path: &Path| (path.display().to_string(), fs::read_to_string(path).unwrap());
    let file = module.with_extension("rs");
    if file.exists() {
        return vec![read(&file)];
    }
    let mut found = Vec::new();
    for entry in fs::read_dir(module).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => found.extend(sources(&path)),
            false => found.push(read(&path)),
        }
    }
    found
}
