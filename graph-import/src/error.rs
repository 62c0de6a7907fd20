//! Fatal errors. Problems with parts of a catalogue are in the [report](crate::Report).

use std::{fmt, io, path::PathBuf};

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
    /// The folder contains no specs.
    Empty {
        /// The folder.
        path: PathBuf,
    },
    /// A requested spec is not in the catalogue.
    UnknownSpec {
        /// The requested name.
        name: String,
        /// A similar name in the catalogue.
        meant: Option<String>,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { path, error } => write!(f, "`{}`: {error}", path.display()),
            Self::Empty { path } => write!(f, "`{}` contains no specs (`*.json` files)", path.display()),
            Self::UnknownSpec { name, meant: Some(meant) } => {
                write!(f, "the catalogue has no spec `{name}`; did you mean `{meant}`?")
            }
            Self::UnknownSpec { name, meant: None } => write!(f, "the catalogue has no spec `{name}`"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { error, .. } => Some(error),
            Self::Empty { .. } | Self::UnknownSpec { .. } => None,
        }
    }
}
