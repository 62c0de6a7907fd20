//! A hundred selections over the whole catalogue, against the same structs with serde's derive, or as cynic
//! fragments.

use std::{collections::BTreeMap, path::Path};

use graph_benches::{Row, Unit};
use serde::Deserialize;

use super::scratch::{Job, Package, Scratch};
use crate::cargo;

const SELECTIONS: usize = 100;
const FIELDS: usize = 10;
/// Field names that would need a rename.
const KEYWORDS: &[&str] = &["type", "ref", "match", "move", "use", "in", "for", "where", "static", "final"];

/// A field as its name and Rust type.
type Field = (String, &'static str);

/// Ten fields of a node.
pub struct Selection {
    /// Its name in the catalogue.
    node: String,
    /// Its module in Rust.
    module: String,
    fields: Vec<Field>,
}

/// Compares both in a crate that depends on the API.
pub fn row(scratch: &Scratch, api: &Package, manifest: &Path, times: usize) -> Result<Row, String> {
    let selections = selections(manifest)?;
    let ours = ours(scratch, api, &selections)?;
    let other = source(&selections, |_| "#[derive(serde::Deserialize)]\n".to_owned(), |kind| kind);
    let other =
        scratch.package("derived", "serde = { version = \"1\", features = [\"derive\"] }\n", &other)?;
    let (ours, other) = (ours.cold(Job::Check, times)?.cpu, other.cold(Job::Check, times)?.cpu);
    let name = "100 selections of 10 fields on the whole catalogue, serde's derive";
    Ok(Row::against("compile", name, Unit::Cpu, ours, other)
        .goal(1.0 / 3.0)
        .note("the catalogue is a dependency; serde checks nothing"))
}

/// A package with the selections, which depends on a package with an API.
pub fn ours(scratch: &Scratch, api: &Package, selections: &[Selection]) -> Result<Package, String> {
    let client = Package::path("graph-client");
    let crates = format!("graph-client = {client}\nwhole = {{ path = {:?} }}\n", api.folder);
    let attributes =
        |of: &Selection| format!("#[derive(graph_client::Fields)]\n#[graph(node = whole::{})]\n", of.module);
    scratch.package("selections", &crates, &source(selections, attributes, |kind| kind))
}

/// The same as fragments of cynic.
pub fn fragments(selections: &[Selection]) -> String {
    let attributes = |of: &Selection| {
        let node = &of.node;
        format!("#[derive(cynic::QueryFragment)]\n#[cynic(graphql_type = {node:?}, rename_all = \"None\")]\n")
    };
    // GraphQL has only 32-bit integers.
    source(selections, attributes, |kind| if kind == "i64" { "i32" } else { kind })
}

fn source(
    selections: &[Selection],
    attributes: impl Fn(&Selection) -> String,
    kind: impl Fn(&'static str) -> &'static str,
) -> String {
    let mut out = String::new();
    for (number, selection) in selections.iter().enumerate() {
        let fields: String = selection
            .fields
            .iter()
            .map(|(name, of)| format!("    pub {name}: Option<{}>,\n", kind(of)))
            .collect();
        out += &format!("{}pub struct Selection{number} {{\n{fields}}}\n\n", attributes(selection));
    }
    out
}

/// A hundred selections, from the nodes with at least ten plain fields.
pub fn selections(manifest: &Path) -> Result<Vec<Selection>, String> {
    let mut graph = cargo();
    graph.args(["run", "--quiet", "--package", "graph-cli", "--", "schema", "list", "--json"]).arg(manifest);
    let listed = graph.output().map_err(|error| format!("cannot run cargo: {error}"))?;
    let mut nodes: BTreeMap<String, Vec<Field>> = BTreeMap::new();
    for line in String::from_utf8_lossy(&listed.stdout).lines() {
        if let Some((node, field)) = field(line) {
            nodes.entry(node).or_default().push(field);
        }
    }
    let mut selections = Vec::with_capacity(SELECTIONS);
    for (node, fields) in nodes {
        let Some(module) = module(&node) else { continue };
        selections.extend(fields.chunks_exact(FIELDS).map(|ten| Selection {
            node: node.clone(),
            module: module.clone(),
            fields: ten.to_vec(),
        }));
    }
    if selections.len() < SELECTIONS {
        return Err(format!("the schema has fields for only {} selections", selections.len()));
    }
    selections.truncate(SELECTIONS);
    Ok(selections)
}

/// A row of `graph schema list --json`, as far as it is needed.
#[derive(Deserialize)]
struct Listed {
    kind: String,
    node: Option<String>,
    name: Option<String>,
    #[serde(rename = "type")]
    ty: Option<String>,
    #[serde(default)]
    unasked: bool,
}

/// The node and the field of a row, if it is a field with a simple type and name. The columns of breakdowns come unasked
/// and are not in the catalogue.
fn field(line: &str) -> Option<(String, Field)> {
    let row: Listed = serde_json::from_str(line).ok()?;
    let kind = match row.ty?.as_str() {
        "string" | "DateTime" => "String",
        "integer" => "i64",
        "number" => "f64",
        "boolean" => "bool",
        _ => return None,
    };
    let name = row.name?;
    let is_plain = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    if row.kind != "field" || row.unasked || !is_plain || KEYWORDS.contains(&name.as_str()) {
        return None;
    }
    Some((row.node?, (name, kind)))
}

/// `PagePost` as `page_post`. `None` for names with consecutive capitals or digits.
fn module(node: &str) -> Option<String> {
    let mut out = String::new();
    let mut capital = true;
    for c in node.chars() {
        match c {
            'A'..='Z' if !capital || out.is_empty() => {
                out.extend((!out.is_empty()).then_some('_'));
                out.push(c.to_ascii_lowercase());
                capital = true;
            }
            'a'..='z' => {
                out.push(c);
                capital = false;
            }
            _ => return None,
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_parsed() {
        let line = r#"{"kind":"field","node":"PagePost","name":"id","type":"string"}"#;
        assert_eq!(field(line), Some(("PagePost".to_owned(), ("id".to_owned(), "String"))));
        assert_eq!(field(&line.replace("string", "[string]")), None);
    }

    #[test]
    fn plain_node_names_become_modules() {
        assert_eq!(module("PagePost").as_deref(), Some("page_post"));
        assert_eq!(module("CPASPost"), None);
    }

    #[test]
    fn fragments_match_the_selections() {
        let fields = vec![("id".to_owned(), "String"), ("size".to_owned(), "i64")];
        let of = Selection { node: "PagePost".to_owned(), module: "page_post".to_owned(), fields };
        let theirs = fragments(&[of]);
        assert!(theirs.contains("graphql_type = \"PagePost\""), "{theirs}");
        assert!(
            theirs.contains("pub id: Option<String>") && theirs.contains("pub size: Option<i32>"),
            "{theirs}"
        );
    }
}
