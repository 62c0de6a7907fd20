//! A hundred selections over the whole catalogue, against as many structs with serde's derive, and the same as
//! fragments of cynic.

use std::{collections::BTreeMap, path::Path};

use graph_benches::{Row, Unit};

use super::scratch::{Job, Package, Scratch};
use crate::cargo;

const SELECTIONS: usize = 100;
const FIELDS: usize = 10;
/// What a selection would have to say more for.
const KEYWORDS: &[&str] = &["type", "ref", "match", "move", "use", "in", "for", "where", "static", "final"];

/// A field as its name and Rust type.
type Field = (String, &'static str);

/// Ten fields of a node.
pub struct Selection {
    /// As the catalogue spells it.
    node: String,
    /// What its module is called in Rust.
    module: String,
    fields: Vec<Field>,
}

/// Both in the crate of a user; the API is a dependency.
pub fn row(scratch: &Scratch, api: &Package, manifest: &Path, times: usize) -> Result<Row, String> {
    let selections = selections(manifest)?;
    let ours = ours(scratch, api, &selections)?;
    let other = source(&selections, |_| "#[derive(serde::Deserialize)]\n".to_owned(), |kind| kind);
    let other =
        scratch.package("derived", "serde = { version = \"1\", features = [\"derive\"] }\n", &other)?;
    let (ours, other) = (ours.cold(Job::Check, times)?.cpu, other.cold(Job::Check, times)?.cpu);
    let name = "100 selections of 10 fields on the whole catalogue, the same with serde's derive";
    Ok(Row::against("compile", name, Unit::Cpu, ours, other)
        .goal(1.0 / 3.0)
        .note("the catalogue is a dependency; serde's are checked against nothing"))
}

/// A package with the selections, on one that holds an API.
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
    // GraphQL has no other integers.
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

/// A hundred of them, from all nodes that have ten plain fields.
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
        return Err(format!("the schema has fields for {} selections only", selections.len()));
    }
    selections.truncate(SELECTIONS);
    Ok(selections)
}

/// The node and the field of a line of `graph schema list --json`, if it is one that both can take.
fn field(line: &str) -> Option<(String, Field)> {
    let member = |name: &str| {
        let (_, value) = line.split_once(&format!("\"{name}\":\""))?;
        value.split_once('"').map(|(value, _)| value)
    };
    let kind = match member("type")? {
        "string" | "DateTime" => "String",
        "integer" => "i64",
        "number" => "f64",
        "boolean" => "bool",
        _ => return None,
    };
    let name = member("name")?;
    let plain = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    if member("kind")? != "field" || !plain || KEYWORDS.contains(&name) {
        return None;
    }
    Some((member("node")?.to_owned(), (name.to_owned(), kind)))
}

/// `PagePost` as `page_post`; none for what has no such plain name.
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
    fn fields_are_read_from_the_list() {
        let line = r#"{"kind":"field","node":"PagePost","name":"id","type":"string"}"#;
        assert_eq!(field(line), Some(("PagePost".to_owned(), ("id".to_owned(), "String"))));
        assert_eq!(field(&line.replace("string", "[string]")), None);
    }

    #[test]
    fn a_node_s_module_is_known_if_its_name_is_plain() {
        assert_eq!(module("PagePost").as_deref(), Some("page_post"));
        assert_eq!(module("CPASPost"), None);
    }

    #[test]
    fn everybody_gets_the_same_selections() {
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
