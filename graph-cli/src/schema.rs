//! Loads the schema that a command works on.

use std::{
    io::{self, Write},
    path::Path,
    sync::OnceLock,
};

use graph_schema::{Loaded, Schema, code, render};

use crate::{output::use_colour, profile, status::Status};

/// The shipped schemas that `--api` names.
static APIS: OnceLock<Vec<String>> = OnceLock::new();

/// Sets the shipped schemas for commands without a path. All commands but the sandbox use the first one.
pub fn use_apis(names: &[String]) {
    // Set once, from the command line.
    let _ = APIS.set(names.to_vec());
}

/// The names of `--api`.
pub fn apis() -> &'static [String] {
    APIS.get().map_or(&[], Vec::as_slice)
}

/// The path of the schema, from the options or else from the profile.
pub fn path(option: Option<&Path>) -> Option<&Path> {
    option.or_else(|| profile::current().schema.as_deref().filter(|_| apis().is_empty()))
}

/// Reads the schema at a path; without one, that of `--api` or of the profile, or else the built-in schema.
pub fn read(path: Option<&Path>) -> Loaded {
    let path = self::path(path);
    let shipped = || apis().first().and_then(|name| graph_schema::embedded(name));
    path.map_or_else(|| shipped().unwrap_or_else(graph_schema::builtin), graph_schema::load)
}

/// The status that the diagnostics of a schema lead to.
pub fn status(loaded: &Loaded) -> Status {
    // A diagnostic without a place is about the path on the command line.
    let mut problems = loaded.diagnostics.iter();
    if problems.any(|problem| problem.code == code::UNREADABLE && problem.primary.is_none()) {
        return Status::CannotRun;
    }
    if loaded.diagnostics.has_errors() { Status::Failure } else { Status::Success }
}

/// Loads a schema without errors. Otherwise prints the errors.
pub fn usable(path: Option<&Path>) -> Result<Schema, Status> {
    checked(read(path))
}

/// Takes a schema without errors. Otherwise prints the errors.
pub fn checked(loaded: Loaded) -> Result<Schema, Status> {
    let status = status(&loaded);
    if status == Status::Success {
        return Ok(loaded.schema);
    }
    let mut err = io::stderr().lock();
    let render = if use_colour(&err) { render::colour } else { render::plain };
    for problem in loaded.diagnostics.iter() {
        let _ = writeln!(err, "{}\n", render(problem, &loaded.sources));
    }
    Err(status)
}
