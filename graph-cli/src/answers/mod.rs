//! Recorded answers, read by a schema as the client reads them.

mod decode;
mod delivery;
mod finding;
mod list;
mod scalar;
mod shaped;
mod text;

use graph_schema::{
    Schema,
    model::{Connection, NodeId, Type},
    suggest,
};
use serde_json::Value;

pub use self::{
    decode::{Decoder, Unknown},
    finding::{Finding, Kind, kind_of},
    list::is_part_of_page,
};

/// What each answer is.
pub enum Shape<'a> {
    Node(NodeId),
    List(&'a Connection),
    Delivery,
}

impl<'a> Shape<'a> {
    /// The shape that options name: a node, an object, or a list as in `connection:User.likes`.
    pub fn named(
        schema: &'a Schema,
        of_node: Option<&str>,
        of_object: Option<&str>,
        of_list: Option<&str>,
    ) -> Result<Self, String> {
        if let Some(name) = of_node {
            return node(schema, name, Some(false)).map(Self::Node);
        }
        if let Some(name) = of_object {
            return node(schema, name, Some(true)).map(Self::Node);
        }
        let shape = of_list.unwrap_or("");
        let place = shape.strip_prefix("connection:").and_then(|place| place.split_once('.'));
        let Some((owner, name)) = place else {
            return Err(format!("invalid shape `{shape}`; expected --as connection:User.likes"));
        };
        let owner = node(schema, owner, None)?;
        let connections = &schema[owner].connections;
        connections.iter().find(|connection| connection.name == name).map(Self::List).ok_or_else(|| {
            let near = suggest(name, connections.iter().map(|connection| connection.name.as_str()));
            let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
            format!("`{}` has no connection `{name}`{near}", schema[owner].name)
        })
    }

    /// Parses the text of an answer.
    pub fn parse(&self, text: &str) -> Result<Value, String> {
        let parsed = match self {
            Self::Delivery => text::one_or_lines(text),
            Self::Node(_) | Self::List(_) => text::json(text),
        };
        match parsed {
            Ok(Value::Object(members)) if members.get("error").is_some_and(Value::is_object) => {
                Err("the file contains an error response".to_owned())
            }
            Ok(value) => Ok(value),
            Err(error) => Err(format!("invalid JSON: {error}")),
        }
    }
}

fn node(schema: &Schema, name: &str, is_object: Option<bool>) -> Result<NodeId, String> {
    let fits = |wanted: bool| is_object.is_none_or(|is_object| is_object == wanted);
    let what = if is_object == Some(true) { "object" } else { "node" };
    match schema.node(name) {
        Some((id, node)) if fits(node.is_object) => Ok(id),
        Some((_, node)) => {
            let (is, flag) = if node.is_object { ("an object", "--object") } else { ("a node", "--node") };
            Err(format!("`{name}` is {is}; write {flag} {name}"))
        }
        None => {
            let names = schema.nodes.iter().map(|node| node.name.as_str());
            let near = suggest(name, names).map(|near| format!("; did you mean `{near}`?"));
            Err(format!("the schema has no {what} `{name}`{}", near.unwrap_or_default()))
        }
    }
}

impl Decoder<'_> {
    /// Reads an answer.
    pub fn answer(&mut self, shape: &Shape<'_>, value: &Value) {
        match shape {
            Shape::Node(id) => self.read(&Type::Node(*id), value),
            Shape::Delivery => self.deliveries(value),
            Shape::List(connection) => self.page(&connection.item, connection.summary, value),
        }
    }
}
