//! `graph import`: schema files from a catalogue, and what of it could not be taken.

use std::io::{self, Write};

use graph_import::{Imported, Options, import};

use crate::{
    arguments::ImportOptions,
    status::{Status, complain},
};

pub fn run(options: &ImportOptions, out: &mut impl Write) -> io::Result<Status> {
    let taken = Options { only: options.only.clone(), version: options.version.clone() };
    let imported = import(&options.catalogue, &taken).and_then(|imported| {
        imported.write(&options.out)?;
        Ok(imported)
    });
    match imported {
        Ok(imported) => {
            report(&imported, options, out)?;
            Ok(Status::Fine)
        }
        Err(error) => {
            complain(&error.to_string());
            Ok(Status::Unusable)
        }
    }
}

fn report(imported: &Imported, options: &ImportOptions, out: &mut impl Write) -> io::Result<()> {
    if !imported.report.is_empty() {
        writeln!(out, "{}\n", imported.report)?;
    }
    let folder = options.out.display();
    writeln!(out, "wrote {} files to {folder}", imported.files.len())?;
    writeln!(
        out,
        "use it with graph_client::graph_api!(\"{folder}/graph.json\"), the path relative to your file"
    )
}
