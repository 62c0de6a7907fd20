//! Errors from starting a sandbox.

use std::{fmt, io, net::IpAddr};

/// An error from starting or controlling a sandbox.
#[derive(Debug)]
pub struct Error(Cause);

#[derive(Debug)]
enum Cause {
    /// The sandbox cannot listen on the address.
    Listen(IpAddr, io::Error),
    Io(io::Error),
    Schema(String),
    /// A file or a setting.
    Other(String),
}

impl Error {
    pub(crate) fn listening(address: IpAddr, error: io::Error) -> Self {
        Self(Cause::Listen(address, error))
    }

    pub(crate) fn schema(text: String) -> Self {
        Self(Cause::Schema(text))
    }

    pub(crate) fn file(text: String) -> Self {
        Self(Cause::Other(text))
    }

    pub(crate) fn setting(text: String) -> Self {
        Self(Cause::Other(text))
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Self(Cause::Io(error))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Cause::Listen(address, _) => write!(f, "the sandbox cannot listen on {address}"),
            Cause::Io(_) => f.write_str("the server of the sandbox cannot be started"),
            Cause::Other(text) => f.write_str(text),
            Cause::Schema(text) => write!(f, "the schema has errors\n\n{text}"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0 {
            Cause::Listen(_, error) | Cause::Io(error) => Some(error),
            Cause::Schema(_) | Cause::Other(_) => None,
        }
    }
}
