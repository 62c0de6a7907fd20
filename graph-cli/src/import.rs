//! `graph import`: makes schema files from the platform's catalogue, and reports what could not be converted.

use std::{
    fs,
    io::{self, Write},
    path::PathBuf,
};

use clap::Args;
use graph_import::{Error, Imported, Options, import};

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
    let selection =
        Options { only: options.only.clone(), shallow: options.shallow, version: options.version.clone() };
    let imported = import(&options.catalogue, &selection).and_then(|imported| {
        imported.write(&options.out)?;
        if let Some(path) = &options.report {
            let failed = |error| Error::Io { path: path.clone(), error };
            fs::write(path, imported.report.to_string()).map_err(failed)?;
        }
        Ok(imported)
    });
    match imported {
        Ok(imported) => {
            print(&imported, options, out)?;
            Ok(Status::Success)
        }
        Err(error) => {
            report_error(&error.to_string());
            Ok(Status::CannotRun)
        }
    }
}

/// How many rows of each kind are printed.
const EXAMPLES: usize = 3;

fn print(imported: &Imported, options: &ImportOptions, out: &mut impl Write) -> io::Result<()> {
    let report = &imported.report;
    if !report.is_empty() {
        writeln!(out, "{}", report.summary(EXAMPLES))?;
        let (losses, rows) = (report.losses().count(), report.rows.len());
        match &options.report {
            Some(path) => writeln!(out, "wrote all {rows} to {}", path.display())?,
            None => writeln!(out, "{losses} of {rows} are losses; --report FILE writes all of them")?,
        }
    }
    let folder = options.out.display();
    writeln!(out, "wrote {} files to {folder}", imported.files.len())?;
    writeln!(
        out,
        "use them with graph_client::graph_api!(\"{folder}/graph.json\"); the path is relative to your source file"
    )
}
