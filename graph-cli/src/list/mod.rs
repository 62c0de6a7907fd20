//! `graph schema list`: what a schema describes, as rows; one JSON object a line, or tables.

mod operation;
mod row;
mod rows;
mod table;

use std::{
    io::{self, Write},
    path::Path,
};

use crate::{schema, status::Status};

pub fn run(path: Option<&Path>, json: bool, out: &mut impl Write) -> io::Result<Status> {
    let schema = match schema::usable(path) {
        Ok(schema) => schema,
        Err(status) => return Ok(status),
    };
    let rows = rows::of(&schema);
    if json {
        for row in &rows {
            writeln!(out, "{}", serde_json::to_string(row)?)?;
        }
    } else {
        table::print(&rows, out)?;
    }
    Ok(Status::Fine)
}
