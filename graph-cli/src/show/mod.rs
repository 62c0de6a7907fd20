//! `graph schema show`: details of an operation, field, connection, node, enum, permission or error code.

mod text;

use std::{
    io::{self, Write},
    path::Path,
};

use graph_reference::{card, find, unknown};

use crate::{output::report_error, schema, status::Status};

pub fn run(name: &str, path: Option<&Path>, json: bool, out: &mut impl Write) -> io::Result<Status> {
    let schema = match schema::usable(path) {
        Ok(schema) => schema,
        Err(status) => return Ok(status),
    };
    let found = find(&schema, name);
    if found.is_empty() {
        let elsewhere: Vec<&str> = match path {
            Some(_) => Vec::new(),
            None => graph_schema::shipped().filter(|api| has(api, name)).collect(),
        };
        let message = match elsewhere.first() {
            Some(api) => format!(
                "this schema has nothing called `{name}`, but `{}` has: add `--api {api}`",
                elsewhere.join("`, `")
            ),
            None => unknown(&schema, name),
        };
        report_error(&message);
        return Ok(Status::CannotRun);
    }
    for (at, subject) in found.iter().enumerate() {
        let card = card(&schema, subject);
        if json {
            writeln!(out, "{}", serde_json::to_string(&card)?)?;
            continue;
        }
        if at > 0 {
            writeln!(out)?;
        }
        text::print(&card, out)?;
    }
    Ok(Status::Success)
}

/// Whether a shipped schema has something of this name.
fn has(api: &str, name: &str) -> bool {
    graph_schema::embedded(api).is_some_and(|loaded| !find(&loaded.schema, name).is_empty())
}
