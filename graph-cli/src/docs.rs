//! `graph schema docs`: a schema as a site.

use std::{
    io::{self, Write},
    path::Path,
};

use graph_reference::Site;

use crate::{
    schema,
    status::{Status, complain},
};

pub fn run(path: Option<&Path>, folder: &Path, out: &mut impl Write) -> io::Result<Status> {
    let schema = match schema::usable(path) {
        Ok(schema) => schema,
        Err(status) => return Ok(status),
    };
    let site = Site::new(&schema);
    if let Err(error) = site.write(folder) {
        complain(&error.to_string());
        return Ok(Status::Unusable);
    }
    writeln!(out, "wrote {} files to {}", site.pages().len(), folder.display())?;
    writeln!(out, "begin with {}", folder.join("index.html").display())?;
    Ok(Status::Fine)
}
