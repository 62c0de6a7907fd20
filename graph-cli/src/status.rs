//! How a command ended, and how it says what went wrong.

use std::{
    env, fs,
    io::{self, IsTerminal, Write},
    path::Path,
    process::ExitCode,
};

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// As it should.
    Fine,
    /// The schema has errors.
    Wrong,
    /// Wrong usage, or something could not be read or started.
    Unusable,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(match status {
            Status::Fine => 0,
            Status::Wrong => 1,
            Status::Unusable => 2,
        })
    }
}

/// Says on the standard error what went wrong. Where even that cannot be written, nothing can be said.
pub fn complain(text: &str) {
    let _ = writeln!(io::stderr(), "error: {text}");
}

/// Writes what a command made: to a file, or where there is none, to the standard output.
pub fn written(text: &str, to: Option<&Path>, out: &mut impl Write) -> io::Result<Status> {
    match to.map(|path| (path, fs::write(path, text))) {
        None => write!(out, "{text}")?,
        Some((_, Ok(()))) => {}
        Some((path, Err(error))) => {
            complain(&format!("cannot write `{}`: {error}", path.display()));
            return Ok(Status::Unusable);
        }
    }
    Ok(Status::Fine)
}

/// Whether a stream wants colour: a terminal, unless `NO_COLOR` says otherwise.
pub fn wants_colour(stream: &impl IsTerminal) -> bool {
    stream.is_terminal() && env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}
