//! A hundred selections over the whole catalogue, against as many structs with serde's derive.

use std::{collections::BTreeMap, path::Path};

use graph_benches::{Row, Unit};

use super::scratch::{Job, Package, Scratch};
use crate::cargo;

const SELECTIONS: usize = 100;
const FIELDS: usize = 10;
/// What a selection would have to say more for.
const KEYWORDS: &[&str] = &["type", "ref", "match", "move", "use", "in", "for", "where", "static", "final"];

/// The fields that a struct of ten is made of, as node, name and Rust type.
type Field = (String, &'static str);

/// Both in the crate of a user; the API is a dependency.
pub fn row(scratch: &Scratch, api: &Package, manifest: &Path, times: usize) -> Result<Row, String> {
    let structs = structs(manifest)?;
    if structs.len() < SELECTIONS {
        return Err(format!("the schema has fields for {} selections only", structs.len()));
    }
    let client = Package::path("graph-client");
    let crates = format!("graph-client = {client}\nwhole = {{ path = {:?} }}\n", api.folder);
    let ours =
        source(&structs, |node| format!("#[derive(graph_client::Fields)]\n#[graph(node = whole::{node})]\n"));
    let ours = scratch.package("selections", &crates, &ours)?;
    let other = source(&structs, |_| "#[derive(serde::Deserialize)]\n".to_owned());
    let other =
        scratch.package("derived", "serde = { version = \"1\", features = [\"derive\"] }\n", &other)?;
    let (ours, other) = (ours.cold(Job::Check, times)?.cpu, other.cold(Job::Check, times)?.cpu);
    let name = "100 selections of 10 fields on the whole catalogue, the same with serde's derive";
    Ok(Row::against("compile", name, Unit::Cpu, ours, other)
        .goal(1.0 / 3.0)
        .note("the catalogue is a dependency; serde's are checked against nothing"))
}

fn source(structs: &[(String, Vec<Field>)], attributes: impl Fn(&str) -> String) -> String {
    let mut out = String::new();
    for (number, (node, fields)) in structs.iter().take(SELECTIONS).enumerate() {
        let fields: String =
            fields.iter().map(|(name, kind)| format!("    pub {name}: Option<{kind}>,\n")).collect();
        out += &format!("{}pub struct Selection{number} {{\n{fields}}}\n\n", attributes(node));
    }
    out
}

/// Tens of fields of one node each.
fn structs(manifest: &Path) -> Result<Vec<(String, Vec<Field>)>, String> {
    let mut graph = cargo();
    graph.args(["run", "--quiet", "--package", "graph-cli", "--", "schema", "list", "--json"]).arg(manifest);
    let listed = graph.output().map_err(|error| format!("cannot run cargo: {error}"))?;
    let mut nodes: BTreeMap<String, Vec<Field>> = BTreeMap::new();
    for line in String::from_utf8_lossy(&listed.stdout).lines() {
        if let Some((node, field)) = field(line) {
            nodes.entry(node).or_default().push(field);
        }
    }
    let tens = |(node, fields): (String, Vec<Field>)| {
        let tens: Vec<_> = fields.chunks_exact(FIELDS).map(|ten| (node.clone(), ten.to_vec())).collect();
        tens
    };
    Ok(nodes.into_iter().flat_map(tens).collect())
}

/// The node's module and the field of a line of `graph schema list --json`, if it is one that both can take.
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
    Some((module(member("node")?)?, (name.to_owned(), kind)))
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
        assert_eq!(field(line), Some(("page_post".to_owned(), ("id".to_owned(), "String"))));
        assert_eq!(field(&line.replace("string", "[string]")), None);
        assert_eq!(field(&line.replace("PagePost", "CPASPost")), None);
    }
}
