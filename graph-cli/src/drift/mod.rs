//! `graph drift`: recorded answers against the schema.

mod decode;
mod finding;
mod report;
mod scalar;
mod text;

use std::{
    fs,
    io::{self, Write},
};

use graph_schema::{
    Schema,
    model::{Connection, NodeId, Type},
    suggest,
};
use serde_json::Value;

use self::{
    decode::Decoder,
    finding::{Finding, Kind},
    report::{File, Total},
};
use crate::{
    arguments::DriftOptions,
    schema,
    status::{Status, complain},
};

pub fn run(options: &DriftOptions, out: &mut impl Write) -> io::Result<Status> {
    let schema = match schema::usable(options.schema.as_deref()) {
        Ok(schema) => schema,
        Err(status) => return Ok(status),
    };
    let shape = match shape(&schema, options) {
        Ok(shape) => shape,
        Err(why) => {
            complain(&why);
            return Ok(Status::Unusable);
        }
    };
    let mut total = Total::default();
    let mut unreadable = false;
    for path in &options.files {
        let text = match fs::read(path) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(error) => {
                complain(&format!("cannot read `{}`: {error}", path.display()));
                unreadable = true;
                continue;
            }
        };
        let file = decoded(&schema, &shape, &text, path.display().to_string());
        total.add(&file);
        match options.json {
            true => report::file_as_json(&file, out)?,
            false => report::file_as_text(&file, out)?,
        }
    }
    match options.json {
        true => report::total_as_json(&total, out)?,
        false => report::total_as_text(&total, out)?,
    }
    Ok(match (unreadable, total.is_grave()) {
        (true, _) => Status::Unusable,
        (false, true) => Status::Wrong,
        (false, false) => Status::Fine,
    })
}

/// What the answers are.
enum Shape<'a> {
    Node(NodeId),
    List(&'a Connection),
}

fn shape<'a>(schema: &'a Schema, options: &DriftOptions) -> Result<Shape<'a>, String> {
    if let Some(name) = &options.node {
        return node(schema, name, Some(false)).map(Shape::Node);
    }
    if let Some(name) = &options.object {
        return node(schema, name, Some(true)).map(Shape::Node);
    }
    let shape = options.shape.as_deref().unwrap_or("");
    let place = shape.strip_prefix("connection:").and_then(|place| place.split_once('.'));
    let Some((owner, name)) = place else {
        return Err(format!("`{shape}` is no shape of an answer; write --as connection:User.likes"));
    };
    let owner = node(schema, owner, None)?;
    let connections = &schema[owner].connections;
    connections.iter().find(|connection| connection.name == name).map(Shape::List).ok_or_else(|| {
        let near = suggest(name, connections.iter().map(|connection| connection.name.as_str()));
        let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        format!("`{}` has no connection `{name}`{near}", schema[owner].name)
    })
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

fn decoded(schema: &Schema, shape: &Shape<'_>, text: &str, name: String) -> File {
    let mut decoder = Decoder::new(schema);
    match text::json(text) {
        Ok(Value::Object(members)) if members.get("error").is_some_and(Value::is_object) => {
            decoder.note(Kind::Failed, "it is an error of the platform");
        }
        Ok(value) => match shape {
            Shape::Node(id) => decoder.read(&Type::Node(*id), &value),
            Shape::List(connection) => decoder.page(&connection.item, connection.summary, &value),
        },
        Err(error) => decoder.note(Kind::Failed, format!("it is no JSON: {error}")),
    }
    let Decoder { found, known, keys, .. } = decoder;
    File { name, found, known, keys }
}

/// How many findings of a kind there are.
fn count(found: &[Finding], kind: Kind) -> usize {
    found.iter().filter(|finding| finding.kind == kind).count()
}
