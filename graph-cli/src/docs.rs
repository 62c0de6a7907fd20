//! `graph schema docs`: writes the reference of a schema as a static site.

use std::{
    io::{self, Write},
    path::Path,
};

use graph_reference::Site;

use crate::{output::report_error, schema, status::Status};

pub fn run(path: Option<&Path>, folder: &Path, out: &mut impl Write) -> io::Result<Status> {
    let site = match (path, schema::apis()) {
        (None, names @ [_, _, ..]) => {
            let schemas =
                names.iter().filter_map(|name| Some((name.as_str(), graph_schema::embedded(name)?)));
            let schemas: Vec<_> = schemas.collect();
            let apis: Vec<_> = schemas.iter().map(|(name, loaded)| (*name, &loaded.schema)).collect();
            Site::of_apis(&apis)
        }
        (path, _) => match schema::usable(path) {
            Ok(schema) => Site::new(&schema),
            Err(status) => return Ok(status),
        },
    };
    if let Err(error) = site.write(folder) {
        report_error(&error.to_string());
        return Ok(Status::CannotRun);
    }
    writeln!(out, "wrote {} files to {}", site.pages().len(), folder.display())?;
    writeln!(out, "open {}", folder.join("index.html").display())?;
    Ok(Status::Success)
}
