//! `graph schema list`: lists everything in a schema, as tables or as one JSON object per line.

mod operation;
mod row;
mod rows;
mod table;
mod value;

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
    Ok(Status::Success)
}
