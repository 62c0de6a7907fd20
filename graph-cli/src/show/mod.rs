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
        report_error(&unknown(&schema, name));
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
