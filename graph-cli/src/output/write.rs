//! Where results go, and in which form.

use std::{
    env, fs,
    io::{self, IsTerminal, Write},
    path::Path,
};

use super::report_error;
use crate::status::Status;

/// Writes a result to a file, or to standard output if there is no file.
pub fn write_to(file: Option<&Path>, text: &str, out: &mut impl Write) -> io::Result<Status> {
    match file.map(|path| (path, fs::write(path, text))) {
        None => write!(out, "{text}")?,
        Some((_, Ok(()))) => {}
        Some((path, Err(error))) => {
            report_error(&format!("cannot write `{}`: {error}", path.display()));
            return Ok(Status::CannotRun);
        }
    }
    Ok(Status::Success)
}

/// Whether to use colour: the stream is a terminal and `NO_COLOR` is not set.
pub fn use_colour(stream: &impl IsTerminal) -> bool {
    stream.is_terminal() && env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}
