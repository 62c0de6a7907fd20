//! `graph drift`: compares recorded answers with the schema.

mod arguments;
mod decode;
mod delivery;
mod finding;
mod report;
mod scalar;
mod shaped;
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

pub use self::arguments::DriftOptions;
use self::{
    decode::Decoder,
    finding::{Finding, Kind},
    report::{File, Total},
};
use crate::{output::report_error, schema, status::Status};

pub fn run(options: &DriftOptions, out: &mut impl Write) -> io::Result<Status> {
    let schema = match schema::usable(options.schema.as_deref()) {
        Ok(schema) => schema,
        Err(status) => return Ok(status),
    };
    let shape = match shape(&schema, options) {
        Ok(shape) => shape,
        Err(reason) => {
            report_error(&reason);
            return Ok(Status::CannotRun);
        }
    };
    let mut total = Total::default();
    let mut unreadable = false;
    for path in &options.files {
        let text = match fs::read(path) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(error) => {
                report_error(&format!("cannot read `{}`: {error}", path.display()));
                unreadable = true;
                continue;
            }
        };
        let file = decode(&schema, &shape, &text, path.display().to_string());
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
    Ok(match (unreadable, total.is_failure()) {
        (true, _) => Status::CannotRun,
        (false, true) => Status::Failure,
        (false, false) => Status::Success,
    })
}

/// What each answer is.
enum Shape<'a> {
    Node(NodeId),
    List(&'a Connection),
    Delivery,
}

fn shape<'a>(schema: &'a Schema, options: &DriftOptions) -> Result<Shape<'a>, String> {
    if options.webhook {
        return Ok(Shape::Delivery);
    }
    if let Some(name) = &options.node {
        return node(schema, name, Some(false)).map(Shape::Node);
    }
    if let Some(name) = &options.object {
        return node(schema, name, Some(true)).map(Shape::Node);
    }
    let shape = options.shape.as_deref().unwrap_or("");
    let place = shape.strip_prefix("connection:").and_then(|place| place.split_once('.'));
    let Some((owner, name)) = place else {
        return Err(format!("invalid shape `{shape}`; expected --as connection:User.likes"));
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

fn decode(schema: &Schema, shape: &Shape<'_>, text: &str, name: String) -> File {
    let mut decoder = Decoder::new(schema);
    let parsed = match shape {
        Shape::Delivery => text::one_or_lines(text),
        Shape::Node(_) | Shape::List(_) => text::json(text),
    };
    match parsed {
        Ok(Value::Object(members)) if members.get("error").is_some_and(Value::is_object) => {
            decoder.note(Kind::Failed, "the file contains an error response");
        }
        Ok(value) => match shape {
            Shape::Node(id) => decoder.read(&Type::Node(*id), &value),
            Shape::Delivery => decoder.deliveries(&value),
            Shape::List(connection) => decoder.page(&connection.item, connection.summary, &value),
        },
        Err(error) => decoder.note(Kind::Failed, format!("invalid JSON: {error}")),
    }
    let Decoder { findings, known, keys, .. } = decoder;
    File { name, findings, known, keys }
}

/// The number of findings of a kind.
fn count(findings: &[Finding], kind: Kind) -> usize {
    findings.iter().filter(|finding| finding.kind == kind).count()
}
