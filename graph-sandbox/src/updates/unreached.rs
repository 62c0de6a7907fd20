//! Why a callback URL was not reached.

use std::fmt;

/// Why there is no response of a callback URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Unreached {
    /// There was no connection, or no complete response.
    Silent,
    /// The host is on another machine.
    Elsewhere(String),
}

impl fmt::Display for Unreached {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Silent => f.write_str("no response"),
            Self::Elsewhere(host) => write!(
                f,
                "{host} is not on this machine, and the sandbox calls no other. Use an address of 127.0.0.1, or start the sandbox with --callbacks-anywhere (Builder::callbacks_anywhere)"
            ),
        }
    }
}
