//! Proposes schema lines for the fields that recorded answers have and the schema lacks.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use graph_schema::model::Schema;
use serde_json::Value;

use super::{ImportOptions, propose::Proposal};
use crate::{
    answers::{Decoder, Kind, Shape, kind_of},
    output::{note, report_error},
    schema,
    status::Status,
};

pub fn run(files: &[PathBuf], options: &ImportOptions, out: &mut impl Write) -> io::Result<Status> {
    let schema = match schema::usable(options.schema.as_deref()) {
        Ok(schema) => schema,
        Err(status) => return Ok(status),
    };
    let named =
        Shape::named(&schema, options.node.as_deref(), options.object.as_deref(), options.shape.as_deref());
    let shape = match named {
        Ok(shape) => shape,
        Err(reason) => {
            report_error(&reason);
            return Ok(Status::CannotRun);
        }
    };
    let mut decoder = Decoder::new(&schema);
    decoder.unknown = Some(Vec::new());
    let (mut good, mut bad) = (0_usize, 0_usize);
    for path in files {
        match answer(&schema, &shape, path) {
            Ok(value) => {
                decoder.answer(&shape, &value);
                good += 1;
            }
            Err(problem) => {
                report_error(&format!("`{}`: {problem}", path.display()));
                bad += 1;
            }
        }
    }
    let failed = decoder.findings.iter().filter(|finding| finding.kind == Kind::Failed).count();
    let unfit = failed + decoder.homeless;
    let unknown = decoder.unknown.take().unwrap_or_default();
    let proposal = Proposal::of(&schema, unknown);
    out.write_all(proposal.overlay(&extended(options)).as_bytes())?;
    note(&format!("{} from {}", counted(proposal.fields, "field"), counted(good, "response")));
    for place in &proposal.unnamed {
        note(&format!("left out {place}: not a valid name for a field"));
    }
    if unfit > 0 {
        let values = counted(unfit, "value");
        note(&format!(
            "not proposed: {values} that the types of the schema cannot represent; `graph drift` shows them"
        ));
    }
    Ok(if bad > 0 { Status::CannotRun } else { Status::Success })
}

fn counted(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

fn has_data(value: &Value) -> bool {
    value.get("data").is_some_and(Value::is_array)
}

/// Reads an answer, or says why it is none.
fn answer(schema: &Schema, shape: &Shape<'_>, path: &Path) -> Result<Value, String> {
    let bytes = fs::read(path).map_err(|error| format!("cannot be read: {error}"))?;
    let value = shape.parse(&String::from_utf8_lossy(&bytes))?;
    let data = has_data(&value);
    match shape {
        _ if !value.is_object() && !matches!(shape, Shape::List(_) if value.is_array()) => {
            Err(format!("expected an object, found {}", kind_of(&value)))
        }
        Shape::Node(id) if data && schema[*id].field("data").is_none() => {
            let name = &schema[*id].name;
            Err(format!("a page of a list, not a `{name}`; write --as connection:NODE.LIST"))
        }
        Shape::List(_) if !data && value.is_object() => {
            Err("not a page of a list: \"data\" is missing; write --node or --object".to_owned())
        }
        _ => Ok(value),
    }
}

/// What the overlay extends.
fn extended(options: &ImportOptions) -> String {
    match schema::path(options.schema.as_deref()) {
        Some(path) if path.is_dir() => path.join("graph.json").display().to_string(),
        Some(path) => path.display().to_string(),
        None => schema::apis().first().cloned().unwrap_or_else(|| "builtin".to_owned()),
    }
}
