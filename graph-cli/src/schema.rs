//! The schema that a command speaks of.

use std::{
    io::{self, Write},
    path::Path,
};

use graph_schema::{Loaded, Schema, code, render};

use crate::status::{self, Status};

/// Reads the schema at a path; without one, the built-in schema.
pub fn read(path: Option<&Path>) -> Loaded {
    path.map_or_else(graph_schema::builtin, graph_schema::load)
}

/// Whether the schema can be used.
pub fn status(loaded: &Loaded) -> Status {
    // What is named by no file is what the command line named.
    let mut problems = loaded.diagnostics.iter();
    if problems.any(|problem| problem.code == code::UNREADABLE && problem.primary.is_none()) {
        return Status::Unusable;
    }
    if loaded.diagnostics.has_errors() { Status::Wrong } else { Status::Fine }
}

/// The schema of a command that works with it; otherwise its errors go to the standard error.
pub fn usable(path: Option<&Path>) -> Result<Schema, Status> {
    checked(read(path))
}

/// A schema without errors; otherwise they go to the standard error.
pub fn checked(loaded: Loaded) -> Result<Schema, Status> {
    let status = status(&loaded);
    if status == Status::Fine {
        return Ok(loaded.schema);
    }
    let mut err = io::stderr().lock();
    let render = if status::wants_colour(&err) { render::colour } else { render::plain };
    for problem in loaded.diagnostics.iter() {
        let _ = writeln!(err, "{}\n", render(problem, &loaded.sources));
    }
    Err(status)
}
