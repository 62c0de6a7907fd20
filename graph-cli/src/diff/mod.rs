//! `graph schema diff`: lists the changes between two schemas, and which of them break code.

mod git;

use std::{
    io::{self, Write},
    path::Path,
};

use graph_schema::{
    Loaded,
    diff::{Change, Changes, Verdict, compare},
};
use serde::Serialize;

use crate::{output::report_error, schema, status::Status};

pub fn run(
    old: &str,
    new: Option<&str>,
    revision: Option<&str>,
    json: bool,
    out: &mut impl Write,
) -> io::Result<Status> {
    let read = match (revision, new) {
        (Some(revision), None) => {
            git::path(revision, Path::new(old)).and_then(|before| Ok((before, named(old)?)))
        }
        (None, Some(new)) => named(old).and_then(|before| Ok((before, named(new)?))),
        (Some(_), Some(_)) => Err("--git compares a path with its own past; give one path only".to_owned()),
        (None, None) => {
            Err("nothing to compare with; name a second schema, or a revision with --git".to_owned())
        }
    };
    let (before, after) = match read {
        Ok(both) => both,
        Err(reason) => {
            report_error(&reason);
            return Ok(Status::CannotRun);
        }
    };
    // A schema with errors cannot be compared.
    let (Ok(before), Ok(after)) = (schema::checked(before), schema::checked(after)) else {
        return Ok(Status::CannotRun);
    };
    let changes = compare(&before, &after);
    match json {
        true => as_json(&changes, out)?,
        false => as_text(&changes, out)?,
    }
    Ok(if changes.verdict() == Verdict::Major { Status::Failure } else { Status::Success })
}

/// Loads a schema by its name on the command line: `builtin`, a path, or `REVISION:PATH`.
fn named(name: &str) -> Result<Loaded, String> {
    if name == "builtin" {
        return Ok(graph_schema::builtin());
    }
    let path = Path::new(name);
    match name.split_once(':') {
        Some((revision, inside)) if !path.exists() => git::object(revision, inside),
        _ => Ok(graph_schema::load(path)),
    }
}

fn as_text(changes: &Changes, out: &mut impl Write) -> io::Result<()> {
    let groups = [
        (Verdict::Major, "Breaking"),
        (Verdict::Minor, "Additions (not breaking)"),
        (Verdict::Patch, "No effect on code"),
    ];
    for (verdict, title) in groups {
        let list: Vec<&Change> = changes.list.iter().filter(|change| change.verdict == verdict).collect();
        if list.is_empty() {
            continue;
        }
        writeln!(out, "{title} ({})", list.len())?;
        for change in list {
            writeln!(out, "  {:10}  {change}", change.kind.name())?;
        }
        writeln!(out)?;
    }
    match changes.list.len() {
        0 => writeln!(out, "no changes"),
        count => writeln!(
            out,
            "{count} change{}: this is a {} version",
            if count == 1 { "" } else { "s" },
            changes.verdict().name()
        ),
    }
}

#[derive(Serialize)]
struct Row<'a> {
    kind: &'static str,
    place: &'a str,
    what: &'a str,
    verdict: &'static str,
    breaking: bool,
}

#[derive(Serialize)]
struct Summary {
    kind: &'static str,
    changes: usize,
    breaking: usize,
    verdict: &'static str,
}

fn as_json(changes: &Changes, out: &mut impl Write) -> io::Result<()> {
    for change in &changes.list {
        let row = Row {
            kind: change.kind.name(),
            place: &change.place,
            what: &change.what,
            verdict: change.verdict.name(),
            breaking: change.is_breaking(),
        };
        writeln!(out, "{}", serde_json::to_string(&row)?)?;
    }
    let summary = Summary {
        kind: "summary",
        changes: changes.list.len(),
        breaking: changes.list.iter().filter(|change| change.is_breaking()).count(),
        verdict: changes.verdict().name(),
    };
    writeln!(out, "{}", serde_json::to_string(&summary)?)
}
