//! `graph schema check`: reports all errors and warnings of a schema.

use std::{
    io::{self, Write},
    path::Path,
};

use clap::ValueEnum;
use graph_schema::{
    Loaded,
    diagnostic::{Diagnostic, Severity},
    render,
    source::Sources,
};
use serde::Serialize;

use crate::{output::use_colour, schema, status::Status};

/// How problems are printed.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum ProblemFormat {
    /// With the source line and a caret; in colour on a terminal
    Text,
    /// One line per problem: `file:line:column: error[code]: ...`
    Short,
    /// One JSON object per line
    Json,
}

pub fn run(path: Option<&Path>, format: ProblemFormat, out: &mut impl Write) -> io::Result<Status> {
    let loaded = schema::read(path);
    let sources = &loaded.sources;
    let render = if use_colour(&io::stdout()) { render::colour } else { render::plain };
    for problem in loaded.diagnostics.iter() {
        match format {
            ProblemFormat::Text => writeln!(out, "{}\n", render(problem, sources))?,
            ProblemFormat::Short => writeln!(out, "{}", render::short(problem, sources))?,
            ProblemFormat::Json => {
                writeln!(out, "{}", serde_json::to_string(&Problem::new(problem, sources))?)?
            }
        }
    }
    if matches!(format, ProblemFormat::Text) {
        writeln!(out, "{}", summary(path, &loaded))?;
    }
    Ok(schema::status(&loaded))
}

fn summary(path: Option<&Path>, loaded: &Loaded) -> String {
    let what = match (schema::path(path), schema::apis().first()) {
        (Some(path), _) => format!("`{}`", path.display()),
        (None, Some(api)) => format!("the schema of `{api}`"),
        (None, None) => "the built-in schema".to_owned(),
    };
    let errors = loaded.diagnostics.iter().filter(|problem| problem.severity == Severity::Error).count();
    let warnings = loaded.diagnostics.len() - errors;
    let mut text = match errors {
        0 => {
            let schema = &loaded.schema;
            let objects = schema.nodes.iter().filter(|node| node.is_object).count();
            let parts = [
                count(schema.nodes.len() - objects, "node"),
                count(objects, "object"),
                count(schema.enums.len(), "enum"),
                count(schema.permissions.len(), "permission"),
            ];
            format!("{what} is valid: {}", parts.join(", "))
        }
        _ => format!(
            "{what} has {}; run `graph explain CODE` for the rule behind a code",
            count(errors, "error")
        ),
    };
    if warnings > 0 {
        text += &format!("; {}", count(warnings, "warning"));
    }
    text
}

fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

/// One problem as JSON. `file`, `line`, `column` and `label` are `null` if it has no place.
#[derive(Serialize)]
struct Problem<'a> {
    code: String,
    severity: &'static str,
    title: &'a str,
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    label: Option<&'a str>,
    help: &'a [String],
}

impl<'a> Problem<'a> {
    fn new(problem: &'a Diagnostic, sources: &'a Sources) -> Self {
        let place = problem.primary.as_ref();
        let at = place.map(|place| sources.line_column(place.span));
        Self {
            code: problem.code.to_string(),
            severity: match problem.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
            },
            title: &problem.title,
            file: place.and_then(|place| sources.get(place.span.file)).map(|file| file.name.as_str()),
            line: at.map(|at| at.line),
            column: at.map(|at| at.column),
            label: place.map(|place| place.value.as_str()),
            help: &problem.help,
        }
    }
}
