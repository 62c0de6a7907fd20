//! The platform's catalogue as schemas of several sizes.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::scratch::write;
use crate::cargo;

/// How many nodes of it.
#[derive(Clone, Copy)]
pub enum Size {
    /// So many, from all over the alphabet.
    Nodes(usize),
    /// All of them.
    All,
}

/// Which nodes have a struct with all their fields.
#[derive(Clone, Copy)]
pub enum Ready {
    /// None: each is read as the struct that its user writes.
    None,
    /// All of them.
    All,
}

/// Imports a part of the catalogue with `graph import`; gives the manifest of what was written.
pub fn import(catalogue: &Path, size: Size, ready: Ready, out: &Path) -> Result<PathBuf, String> {
    let catalogue = absolute(catalogue)?;
    let mut graph = cargo();
    graph.args(["run", "--quiet", "--package", "graph-cli", "--", "import"]).arg(&catalogue);
    graph.arg("--out").arg(out).args(["--version", "v25.0"]);
    if let Size::Nodes(count) = size {
        graph.arg("--only").arg(spread(&nodes(&catalogue)?, count).join(","));
    }
    let done = graph.output().map_err(|error| format!("cannot run cargo: {error}"))?;
    if !done.status.success() {
        return Err(format!("`graph import` failed:\n{}", String::from_utf8_lossy(&done.stderr)));
    }
    let manifest = out.join("graph.json");
    let text = fs::read_to_string(&manifest).map_err(|error| format!("{}: {error}", manifest.display()))?;
    write(&manifest, &with_ready(&text, ready))?;
    Ok(manifest)
}

/// The names of the catalogue's nodes, in order.
pub fn nodes(catalogue: &Path) -> Result<Vec<String>, String> {
    let specs = if catalogue.join("specs").is_dir() { catalogue.join("specs") } else { catalogue.to_owned() };
    let files = fs::read_dir(&specs).map_err(|error| format!("{}: {error}", specs.display()))?;
    let mut nodes: Vec<String> = files
        .flatten()
        .filter_map(|file| Some(file.file_name().to_str()?.strip_suffix(".json")?.to_owned()))
        .filter(|name| name != "enum_types")
        .collect();
    nodes.sort();
    Ok(nodes)
}

fn spread(nodes: &[String], count: usize) -> Vec<String> {
    let step = nodes.len().div_ceil(count.max(1)).max(1);
    nodes.iter().step_by(step).cloned().collect()
}

/// The manifest has a line, or some, with the nodes that have a ready struct.
fn with_ready(manifest: &str, ready: Ready) -> String {
    let Some((before, behind)) = manifest.split_once("\"ready\"") else { return manifest.to_owned() };
    let Some((_, behind)) = behind.split_once("],") else { return manifest.to_owned() };
    match ready {
        Ready::None => format!("{before}\"ready\": [],{behind}"),
        // All is what a manifest means that says nothing.
        Ready::All => format!("{}{}", before.trim_end(), behind),
    }
}

fn absolute(path: &Path) -> Result<PathBuf, String> {
    // Cargo runs us where it was called.
    path.canonicalize().map_err(|error| format!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MANIFEST: &str = "{\n  \"ready\": [\n    \"A\", \"B\"\n  ],\n  \"files\": []\n}\n";

    #[test]
    fn ready_is_what_was_asked_for() {
        assert_eq!(with_ready(MANIFEST, Ready::None), "{\n  \"ready\": [],\n  \"files\": []\n}\n");
        assert_eq!(with_ready(MANIFEST, Ready::All), "{\n  \"files\": []\n}\n");
    }

    #[test]
    fn a_part_is_from_everywhere() {
        let nodes: Vec<String> = (0..993).map(|number| number.to_string()).collect();
        let some = spread(&nodes, 30);
        assert!((28..=30).contains(&some.len()), "{}", some.len());
    }
}
