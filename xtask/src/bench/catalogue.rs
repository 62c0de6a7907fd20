//! Imports the platform's catalogue as schemas of several sizes.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;

use super::scratch::write;
use crate::cargo;

/// The number of nodes to import.
#[derive(Clone, Copy)]
pub enum Size {
    /// This number of nodes, evenly spread over the alphabet.
    Nodes(usize),
    /// All nodes.
    All,
}

/// Which nodes get a ready struct.
#[derive(Clone, Copy)]
pub enum Ready {
    /// No node.
    None,
    /// All nodes.
    All,
}

/// Imports a part of the catalogue with `graph import`. Returns the path of the manifest.
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
    let text = with_ready(&text, ready).map_err(|error| format!("{}: {error}", manifest.display()))?;
    write(&manifest, &text)?;
    Ok(manifest)
}

/// The names of the nodes in the catalogue, sorted.
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

/// Changes the list of ready structs in a manifest.
fn with_ready(manifest: &str, ready: Ready) -> serde_json::Result<String> {
    let mut manifest: Value = serde_json::from_str(manifest)?;
    if let Some(members) = manifest.as_object_mut() {
        match ready {
            Ready::None => drop(members.insert("ready".to_owned(), Value::Array(Vec::new()))),
            // Without the key, all nodes get one.
            Ready::All => drop(members.remove("ready")),
        }
    }
    serde_json::to_string_pretty(&manifest)
}

fn absolute(path: &Path) -> Result<PathBuf, String> {
    // The commands run in other folders.
    path.canonicalize().map_err(|error| format!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const MANIFEST: &str = "{\n  \"ready\": [\n    \"A\", \"B\"\n  ],\n  \"files\": []\n}\n";

    #[test]
    fn the_ready_list_is_replaced() {
        let manifest = |ready| serde_json::from_str::<Value>(&with_ready(MANIFEST, ready).unwrap()).unwrap();
        assert_eq!(manifest(Ready::None), json!({ "ready": [], "files": [] }));
        assert_eq!(manifest(Ready::All), json!({ "files": [] }));
    }

    #[test]
    fn a_part_is_spread_evenly() {
        let nodes: Vec<String> = (0..993).map(|number| number.to_string()).collect();
        let some = spread(&nodes, 30);
        assert!((28..=30).contains(&some.len()), "{}", some.len());
    }
}
