//! `graph schema fmt`: formats schema files.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use graph_schema::format::format;
use serde_json::Value;

use crate::{output::report_error, status::Status};

pub fn run(path: Option<&Path>, check: bool, out: &mut impl Write) -> io::Result<Status> {
    let path = path.unwrap_or(Path::new("."));
    let manifest = if path.is_dir() { path.join("graph.json") } else { path.to_owned() };
    let mut files = vec![manifest.clone()];
    let mut at = 0;
    let (mut changed, mut status) = (Vec::new(), Status::Success);
    while let Some(file) = files.get(at).cloned() {
        at += 1;
        let text = match fs::read_to_string(&file) {
            Ok(text) => text,
            Err(error) => {
                report_error(&format!("cannot read `{}`: {error}", file.display()));
                status = Status::CannotRun;
                continue;
            }
        };
        if file == manifest {
            files.extend(listed(&text, &manifest));
        }
        match format(&file.display().to_string(), &text) {
            Ok(formatted) if formatted == text => {}
            Ok(formatted) => changed.push((file, formatted)),
            // Continue with the other files.
            Err(problems) => {
                let _ = writeln!(io::stderr(), "{problems}\n");
                status = Status::CannotRun;
            }
        }
    }
    for (file, formatted) in &changed {
        let shown = file.display();
        if check {
            writeln!(out, "would format {shown}")?;
            continue;
        }
        if let Err(error) = fs::write(file, formatted) {
            report_error(&format!("cannot write `{shown}`: {error}"));
            return Ok(Status::CannotRun);
        }
        writeln!(out, "formatted {shown}")?;
    }
    Ok(match status {
        Status::Success if check && !changed.is_empty() => Status::Failure,
        status => status,
    })
}

/// The files listed in a manifest; their paths are relative to it.
fn listed(text: &str, manifest: &Path) -> Vec<PathBuf> {
    let json: Option<Value> = serde_json::from_str(text.trim_start_matches('\u{feff}')).ok();
    let files = json.as_ref().and_then(|json| json.get("files")).and_then(Value::as_array);
    let folder = manifest.parent().unwrap_or(Path::new(""));
    let mut paths: Vec<PathBuf> =
        files.into_iter().flatten().filter_map(Value::as_str).map(|name| folder.join(name)).collect();
    paths.dedup();
    paths
}
