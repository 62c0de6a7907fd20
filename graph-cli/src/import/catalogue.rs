//! Imports a catalogue and says what was written.

use std::{
    fs,
    io::{self, Write},
    path::Path,
};

use graph_import::{Error, Imported, Options, Report, import};

use super::ImportOptions;
use crate::{output::report_error, status::Status};

pub fn run(
    catalogue: &Path,
    folder: &Path,
    options: &ImportOptions,
    out: &mut impl Write,
) -> io::Result<Status> {
    match imported(catalogue, folder, options) {
        Ok((imported, is_overlay_new)) => {
            print_report(&imported.report, options, out)?;
            print_next(&imported, folder, is_overlay_new, out)?;
            Ok(Status::Success)
        }
        Err(error) => {
            report_error(&error.to_string());
            Ok(Status::CannotRun)
        }
    }
}

/// Imports and writes everything. Returns whether the overlay was written, too.
fn imported(catalogue: &Path, folder: &Path, options: &ImportOptions) -> Result<(Imported, bool), Error> {
    let selection =
        Options { only: options.only.clone(), shallow: options.shallow, version: options.version.clone() };
    let imported = import(catalogue, &selection)?;
    imported.write(folder)?;
    let is_overlay_new = imported.write_overlay(folder)?;
    if let Some(path) = &options.report {
        let failed = |error| Error::Io { path: path.clone(), error };
        fs::write(path, imported.report.to_string()).map_err(failed)?;
    }
    Ok((imported, is_overlay_new))
}

/// How many rows of each kind are printed.
const EXAMPLES: usize = 3;

fn print_report(report: &Report, options: &ImportOptions, out: &mut impl Write) -> io::Result<()> {
    if report.is_empty() {
        return Ok(());
    }
    writeln!(out, "{}", report.summary(EXAMPLES))?;
    let (losses, rows) = (report.losses().count(), report.rows.len());
    match &options.report {
        Some(path) => writeln!(out, "wrote all {rows} to {}", path.display()),
        None => writeln!(out, "{losses} of {rows} are losses; --report FILE writes all of them"),
    }
}

fn print_next(
    imported: &Imported,
    folder: &Path,
    is_overlay_new: bool,
    out: &mut impl Write,
) -> io::Result<()> {
    let overlay = folder.join("overlay.json");
    let overlay = overlay.display();
    writeln!(out, "wrote {} files to {}", imported.files.len(), folder.display())?;
    match is_overlay_new {
        true => writeln!(out, "wrote {overlay}: fill in permissions and error codes there")?,
        false => writeln!(out, "kept the existing {overlay}")?,
    }
    writeln!(
        out,
        "\nnext:\n  graph schema check {overlay}\n  graph_client::graph_api!(\"{overlay}\");  // relative to your source file"
    )
}
