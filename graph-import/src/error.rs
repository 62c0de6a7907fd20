//! Fatal errors. Problems with parts of a catalogue are in the [report](crate::Report).

use std::{fmt, io, path::PathBuf};

use graph_schema::render::printable;

use crate::report::Report;

/// A failed import.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder could not be read or written.
    Io {
        /// The file or folder.
        path: PathBuf,
        /// The cause.
        error: io::Error,
    },
    /// The path is no folder.
    NotAFolder {
        /// The path.
        path: PathBuf,
    },
    /// A file cannot be written, because something else has its name: a folder, a pipe or a device.
    NotAFile {
        /// The path.
        path: PathBuf,
    },
    /// No spec of the folder can be read.
    Unreadable {
        /// The folder.
        path: PathBuf,
        /// Why, for each spec.
        report: Report,
    },
    /// The folder contains no specs.
    Empty {
        /// The folder.
        path: PathBuf,
    },
    /// Requested specs are not in the catalogue.
    UnknownSpecs {
        /// All of them, in the order of the request.
        specs: Vec<UnknownSpec>,
    },
}

/// A requested spec that is not in the catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnknownSpec {
    /// The requested name.
    pub name: String,
    /// A similar name in the catalogue.
    pub meant: Option<String>,
}

impl fmt::Display for UnknownSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the catalogue has no spec `{}`", printable(&self.name))?;
        match &self.meant {
            Some(meant) => write!(f, "; did you mean `{}`?", printable(meant)),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { path, error } => write!(f, "`{}`: {error}", path.display()),
            Self::NotAFolder { path } => {
                write!(
                    f,
                    "`{}` is not a folder; name the folder with the specs of the catalogue",
                    path.display()
                )
            }
            Self::NotAFile { path } => {
                write!(
                    f,
                    "`{}` is not a file and cannot be replaced by one; choose another folder",
                    path.display()
                )
            }
            Self::Unreadable { path, report } => {
                write!(f, "no spec in `{}` can be read\n{}", path.display(), report.to_string().trim_end())
            }
            Self::Empty { path } => write!(f, "`{}` contains no specs (`*.json` files)", path.display()),
            Self::UnknownSpecs { specs } => {
                let lines: Vec<_> = specs.iter().map(UnknownSpec::to_string).collect();
                f.write_str(&lines.join("\n"))
            }
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { error, .. } => Some(error),
            Self::NotAFolder { .. }
            | Self::NotAFile { .. }
            | Self::Unreadable { .. }
            | Self::Empty { .. }
            | Self::UnknownSpecs { .. } => None,
        }
    }
}
