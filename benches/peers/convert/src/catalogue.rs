//! Reads the files of the catalogue.

use std::{
    collections::{BTreeMap, BTreeSet},
    error::Error,
    fs,
    path::Path,
};

use serde::Deserialize;
use serde_json::Value;

/// A catalogue.
pub struct Catalogue {
    /// Sorted by name.
    pub nodes: Vec<Node>,
    /// The words of each enum.
    pub enums: BTreeMap<String, Vec<String>>,
}

/// A file that describes a node.
#[derive(Deserialize)]
pub struct Node {
    /// The name of the file.
    #[serde(skip)]
    pub name: String,
    #[serde(default)]
    pub fields: Vec<Member>,
    #[serde(default, rename = "apis")]
    pub calls: Vec<Call>,
}

/// A field or a parameter.
#[derive(Deserialize)]
pub struct Member {
    pub name: String,
    #[serde(rename = "type")]
    pub kind: String,
    #[serde(default)]
    pub required: bool,
}

/// An operation.
#[derive(Deserialize)]
pub struct Call {
    pub method: String,
    /// The edge; empty for a call on the node itself.
    #[serde(default)]
    pub endpoint: String,
    #[serde(rename = "return")]
    pub answer: String,
    #[serde(default)]
    pub params: Vec<Member>,
}

#[derive(Deserialize)]
struct Enum {
    name: String,
    #[serde(default)]
    values: Vec<Value>,
}

/// A parsed type.
pub enum Type {
    Text,
    Integer,
    Unsigned,
    Number,
    Boolean,
    Any,
    Enum(String),
    Node(String),
    List(Box<Type>),
    Map(Box<Type>),
}

/// Reads a folder of specs, or one that contains a folder `specs`.
pub fn read(folder: &Path) -> Result<Catalogue, Box<dyn Error>> {
    let specs = if folder.join("specs").is_dir() { folder.join("specs") } else { folder.to_owned() };
    let mut nodes = Vec::new();
    let mut enums = BTreeMap::new();
    for file in fs::read_dir(&specs).map_err(|error| format!("{}: {error}", specs.display()))? {
        let path = file?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()?.strip_suffix(".json")) else {
            continue;
        };
        let text = fs::read_to_string(&path)?;
        if name == "enum_types" {
            for Enum { name, values } in serde_json::from_str::<Vec<Enum>>(&text)? {
                let words: BTreeSet<String> = values.iter().map(word).collect();
                enums.insert(name, words.into_iter().collect());
            }
        } else {
            let node: Node =
                serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))?;
            nodes.push(Node { name: name.to_owned(), ..node });
        }
    }
    nodes.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(Catalogue { nodes, enums })
}

fn word(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

impl Catalogue {
    /// Parses a type. Unknown types are arbitrary JSON.
    pub fn kind(&self, spelling: &str) -> Type {
        let spelling = spelling.trim();
        if let Some(item) = inside(spelling, "list") {
            return Type::List(Box::new(self.kind(item)));
        }
        if let Some(both) = inside(spelling, "map") {
            let value = both.split_once(',').map_or(both, |(_, value)| value);
            return Type::Map(Box::new(self.kind(value)));
        }
        match spelling {
            "string" | "datetime" | "file" => Type::Text,
            "int" => Type::Integer,
            "unsigned int" => Type::Unsigned,
            "float" => Type::Number,
            "bool" => Type::Boolean,
            name if self.enums.contains_key(name) => Type::Enum(name.to_owned()),
            name if self.nodes.binary_search_by(|node| node.name.as_str().cmp(name)).is_ok() => {
                Type::Node(name.to_owned())
            }
            _ => Type::Any,
        }
    }
}

/// The content of `list<..>`; empty for a bare `list`.
fn inside<'a>(spelling: &'a str, of: &str) -> Option<&'a str> {
    let rest = spelling.strip_prefix(of)?.trim();
    if rest.is_empty() { Some(rest) } else { rest.strip_prefix('<')?.strip_suffix('>') }
}
