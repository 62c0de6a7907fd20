//! Runs an async command to its end.

use std::{future::Future, io};

use crate::{output::report_error, status::Status};

/// Why a command ends early.
pub enum Exit {
    /// The output could not be written.
    Output(io::Error),
    /// The error has been reported; the process ends with this status.
    Reported(Status),
}

impl From<io::Error> for Exit {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl From<Status> for Exit {
    fn from(status: Status) -> Self {
        Self::Reported(status)
    }
}

/// Reports why a command cannot run.
pub fn cannot_run(reason: &str) -> Exit {
    report_error(reason);
    Exit::Reported(Status::CannotRun)
}

/// Runs a future on a single-threaded runtime.
pub fn block_on<F: Future<Output = Result<Status, Exit>>>(future: F) -> io::Result<Status> {
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            report_error(&format!("cannot start the async runtime: {error}"));
            return Ok(Status::CannotRun);
        }
    };
    match runtime.block_on(future) {
        Ok(status) | Err(Exit::Reported(status)) => Ok(status),
        Err(Exit::Output(error)) => Err(error),
    }
}
