//! Prints the findings of each file, and the totals.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::count;
use crate::answers::{Finding, Kind};

/// The findings in one file.
pub struct File {
    pub name: String,
    pub findings: Vec<Finding>,
    pub known: usize,
    pub keys: usize,
}

/// The totals of all files.
#[derive(Default)]
pub struct Total {
    files: usize,
    clean: usize,
    counts: [usize; Kind::ALL.len()],
    known: usize,
    keys: usize,
}

impl Total {
    pub fn add(&mut self, file: &File) {
        self.files += 1;
        self.clean += usize::from(file.findings.is_empty());
        for (sum, kind) in self.counts.iter_mut().zip(Kind::ALL) {
            *sum += count(&file.findings, kind);
        }
        self.known += file.known;
        self.keys += file.keys;
    }

    pub fn is_failure(&self) -> bool {
        self.counts.iter().zip(Kind::ALL).any(|(count, kind)| *count > 0 && kind.is_failure())
    }
}

pub fn file_as_text(file: &File, out: &mut impl Write) -> io::Result<()> {
    let File { name, findings, known, keys } = file;
    writeln!(out, "{name}: {known} of {keys} keys known")?;
    for kind in Kind::ALL {
        for finding in findings.iter().filter(|finding| finding.kind == kind) {
            let place = if finding.path.is_empty() { "(root)" } else { &finding.path };
            writeln!(out, "  {:13}  {place}: {}", kind.name(), finding.what)?;
        }
    }
    Ok(())
}

pub fn total_as_text(total: &Total, out: &mut impl Write) -> io::Result<()> {
    let Total { files, clean, counts, known, keys } = total;
    writeln!(out, "\n{files} file{}, {clean} without findings", if *files == 1 { "" } else { "s" })?;
    for (count, kind) in counts.iter().zip(Kind::ALL).filter(|(count, _)| **count > 0) {
        writeln!(out, "  {:13}  {count}", kind.name())?;
    }
    let percent = if *keys == 0 { 100.0 } else { *known as f64 * 100.0 / *keys as f64 };
    writeln!(out, "  {:13}  {known} of {keys} ({percent:.1} %)", "keys known")
}

#[derive(Serialize)]
struct Row<'a> {
    kind: &'static str,
    file: &'a str,
    path: &'a str,
    what: &'a str,
}

pub fn file_as_json(file: &File, out: &mut impl Write) -> io::Result<()> {
    for finding in &file.findings {
        let Finding { kind, path, what } = finding;
        let row = Row { kind: kind.name(), file: &file.name, path, what };
        writeln!(out, "{}", serde_json::to_string(&row)?)?;
    }
    let row = json!({ "kind": "file", "file": file.name, "findings": file.findings.len(), "known": file.known, "keys": file.keys });
    writeln!(out, "{row}")
}

pub fn total_as_json(total: &Total, out: &mut impl Write) -> io::Result<()> {
    let Total { files, clean, counts, known, keys } = total;
    let counts: Map<String, Value> = counts
        .iter()
        .zip(Kind::ALL)
        .map(|(count, kind)| (kind.name().replace(' ', "_"), json!(count)))
        .collect();
    let row = json!({ "kind": "summary", "files": files, "clean": clean, "known": known, "keys": keys, "counts": counts });
    writeln!(out, "{row}")
}
