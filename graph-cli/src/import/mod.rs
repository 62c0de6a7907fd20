//! `graph import`: creates schema files from the platform's catalogue, or schema lines from recorded responses.

mod answers;
mod catalogue;
mod infer;
mod propose;

use std::{
    io::{self, Write},
    path::PathBuf,
};

use clap::Args;

use crate::{output::report_error, status::Status};

/// What to import, and where to.
#[derive(Args, Debug)]
#[command(group = clap::ArgGroup::new("what").args(["node", "object", "shape"]))]
pub struct ImportOptions {
    /// Folder with the specs of the catalogue, or its parent folder
    #[arg(required_unless_present = "from_answers", conflicts_with = "from_answers")]
    pub catalogue: Option<PathBuf>,
    /// Folder for graph.json and the files it lists
    #[arg(
        long,
        value_name = "DIR",
        required_unless_present = "from_answers",
        conflicts_with = "from_answers"
    )]
    pub out: Option<PathBuf>,
    /// Import only these nodes, with the objects and enums that they use, and the fields of the nodes in their
    /// responses
    #[arg(long, value_name = "NODE", value_delimiter = ',', conflicts_with = "from_answers")]
    pub only: Option<Vec<String>>,
    /// With --only: nodes in responses have only an id
    #[arg(long, requires = "only")]
    pub shallow: bool,
    /// Write a report of everything that could not be converted exactly to this file
    #[arg(long, value_name = "FILE", conflicts_with = "from_answers")]
    pub report: Option<PathBuf>,
    /// API version for paths, such as v25.0
    #[arg(long, conflicts_with = "from_answers")]
    pub version: Option<String>,
    /// Instead of a catalogue: files with one recorded response each, as JSON. Prints an overlay with the fields that
    /// the schema lacks
    #[arg(long, value_name = "FILES", num_args = 1.., requires = "what")]
    pub from_answers: Option<Vec<PathBuf>>,
    /// With --from-answers: a manifest, or a folder with a graph.json. Default: the built-in schema
    #[arg(long, value_name = "PATH", conflicts_with = "catalogue")]
    pub schema: Option<PathBuf>,
    /// With --from-answers: each response is this node, such as User
    #[arg(long, value_name = "NODE", conflicts_with = "catalogue")]
    pub node: Option<String>,
    /// With --from-answers: each response is this object, such as Location
    #[arg(long, value_name = "OBJECT", conflicts_with = "catalogue")]
    pub object: Option<String>,
    /// With --from-answers: each response is a page of this list, such as connection:User.likes
    #[arg(long = "as", value_name = "SHAPE", conflicts_with = "catalogue")]
    pub shape: Option<String>,
}

pub fn run(options: &ImportOptions, out: &mut impl Write) -> io::Result<Status> {
    match (&options.from_answers, &options.catalogue, &options.out) {
        (Some(files), ..) => answers::run(files, options, out),
        (None, Some(catalogue), Some(folder)) => catalogue::run(catalogue, folder, options, out),
        (None, ..) => {
            report_error("give the folder of the catalogue and --out, or use --from-answers");
            Ok(Status::CannotRun)
        }
    }
}
