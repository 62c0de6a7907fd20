//! `graph import`: makes schema files from the platform's catalogue, and reports what could not be converted.

use std::{
    fs,
    io::{self, Write},
    path::PathBuf,
};

use clap::Args;
use graph_import::{Error, Imported, Options, Report, import};

use crate::{output::report_error, status::Status};

/// What to import, and where to.
#[derive(Args, Debug)]
pub struct ImportOptions {
    /// Folder with the specs of the catalogue, or the folder above it
    pub catalogue: PathBuf,
    /// Folder for graph.json and the files it lists
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// Import only these nodes, with the objects and enums that they use and the fields of the nodes in their answers
    #[arg(long, value_name = "NODE", value_delimiter = ',')]
    pub only: Option<Vec<String>>,
    /// With --only: nodes in answers have only an id
    #[arg(long, requires = "only")]
    pub shallow: bool,
    /// Write all that could not be converted, or not exactly, to this file
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    /// API version for paths, such as v25.0
    #[arg(long)]
    pub version: Option<String>,
}

pub fn run(options: &ImportOptions, out: &mut impl Write) -> io::Result<Status> {
    match imported(options) {
        Ok((imported, is_overlay_new)) => {
            print_report(&imported.report, options, out)?;
            print_next(&imported, options, is_overlay_new, out)?;
            Ok(Status::Success)
        }
        Err(error) => {
            report_error(&error.to_string());
            Ok(Status::CannotRun)
        }
    }
}

/// Imports and writes everything. Returns whether the overlay was written, too.
fn imported(options: &ImportOptions) -> Result<(Imported, bool), Error> {
    let selection =
        Options { only: options.only.clone(), shallow: options.shallow, version: options.version.clone() };
    let imported = import(&options.catalogue, &selection)?;
    imported.write(&options.out)?;
    let is_overlay_new = imported.write_overlay(&options.out)?;
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
    options: &ImportOptions,
    is_overlay_new: bool,
    out: &mut impl Write,
) -> io::Result<()> {
    let folder = options.out.display();
    let overlay = options.out.join("overlay.json");
    let overlay = overlay.display();
    writeln!(out, "wrote {} files to {folder}", imported.files.len())?;
    match is_overlay_new {
        true => writeln!(out, "wrote {overlay}: fill in permissions and error codes there")?,
        false => writeln!(out, "kept {overlay}, which was there")?,
    }
    writeln!(
        out,
        "\nnext:\n  graph schema check {overlay}\n  graph_client::graph_api!(\"{overlay}\");  // relative to your source file"
    )
}
