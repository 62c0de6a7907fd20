//! `graph drift`: compares recorded answers with the schema.

mod arguments;
mod report;

use std::{
    fs,
    io::{self, Write},
};

use graph_schema::Schema;

pub use self::arguments::DriftOptions;
use self::report::{File, Total};
use crate::{
    answers::{Decoder, Finding, Kind, Shape},
    output::report_error,
    schema,
    status::Status,
};

pub fn run(options: &DriftOptions, out: &mut impl Write) -> io::Result<Status> {
    let schema = match schema::usable(options.schema.as_deref()) {
        Ok(schema) => schema,
        Err(status) => return Ok(status),
    };
    let shape = match options.shape(&schema) {
        Ok(shape) => shape,
        Err(reason) => {
            report_error(&reason);
            return Ok(Status::CannotRun);
        }
    };
    let mut total = Total::default();
    let mut unreadable = false;
    for path in &options.files {
        let text = match fs::read(path) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(error) => {
                report_error(&format!("cannot read `{}`: {error}", path.display()));
                unreadable = true;
                continue;
            }
        };
        let file = decode(&schema, &shape, &text, path.display().to_string());
        total.add(&file);
        match options.json {
            true => report::file_as_json(&file, out)?,
            false => report::file_as_text(&file, out)?,
        }
    }
    match options.json {
        true => report::total_as_json(&total, out)?,
        false => report::total_as_text(&total, out)?,
    }
    Ok(match (unreadable, total.is_failure()) {
        (true, _) => Status::CannotRun,
        (false, true) => Status::Failure,
        (false, false) => Status::Success,
    })
}

fn decode(schema: &Schema, shape: &Shape<'_>, text: &str, name: String) -> File {
    let mut decoder = Decoder::new(schema);
    match shape.parse(text) {
        Ok(value) => decoder.answer(shape, &value),
        Err(problem) => decoder.note(Kind::Failed, problem),
    }
    let Decoder { findings, known, keys, .. } = decoder;
    File { name, findings, known, keys }
}

/// The number of findings of a kind.
fn count(findings: &[Finding], kind: Kind) -> usize {
    findings.iter().filter(|finding| finding.kind == kind).count()
}
