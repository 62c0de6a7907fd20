//! `graph schema docs`: writes the reference of a schema as a static site.

use std::{
    io::{self, Write},
    path::Path,
};

use graph_reference::Site;

use crate::{output::report_error, schema, status::Status};

pub fn run(path: Option<&Path>, folder: &Path, out: &mut impl Write) -> io::Result<Status> {
    let schema = match schema::usable(path) {
        Ok(schema) => schema,
        Err(status) => return Ok(status),
    };
    let site = Site::new(&schema);
    if let Err(error) = site.write(folder) {
        report_error(&error.to_string());
        return Ok(Status::CannotRun);
    }
    writeln!(out, "wrote {} files to {}", site.pages().len(), folder.display())?;
    writeln!(out, "open {}", folder.join("index.html").display())?;
    Ok(Status::Success)
}
