//! Why there is no result at all. What costs only a part of it is in the [report](crate::Report).

use std::{fmt, io, path::PathBuf};

/// Why nothing could be imported or written.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder could not be read or written.
    Io {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// The folder holds no specs.
    Empty {
        /// Where they were looked for.
        path: PathBuf,
    },
    /// A spec was asked for that the catalogue does not have.
    UnknownSpec {
        /// What was asked for.
        name: String,
        /// What may have been meant.
        meant: Option<String>,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { path, error } => write!(f, "`{}`: {error}", path.display()),
            Self::Empty { path } => write!(f, "`{}` holds no spec (no file `*.json`)", path.display()),
            Self::UnknownSpec { name, meant: Some(meant) } => {
                write!(f, "the catalogue has no `{name}`; did you mean `{meant}`?")
            }
            Self::UnknownSpec { name, meant: None } => write!(f, "the catalogue has no `{name}`"),
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
