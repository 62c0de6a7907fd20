//! The exit status of a command.

use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// The command succeeded.
    Success,
    /// The server or a check reported a failure: an error response, or a schema with errors.
    Failure,
    /// The command could not run: wrong usage, or an input that could not be read.
    CannotRun,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(match status {
            Status::Success => 0,
            Status::Failure => 1,
            Status::CannotRun => 2,
        })
    }
}
