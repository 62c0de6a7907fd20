//! `graph completions` and `graph man`: completion scripts and manual pages.

use std::{
    fs,
    io::{self, Write},
    path::Path,
};

use clap::Command;
use clap_complete::Shell;

use crate::{output::report_error, status::Status};

/// Prints the completion script of a shell.
pub fn completions(shell: Shell, mut command: Command, out: &mut impl Write) -> io::Result<Status> {
    let name = command.get_name().to_owned();
    // Write to memory first: the generator panics if the output is closed.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, name, &mut script);
    out.write_all(&script)?;
    Ok(Status::Success)
}

/// Writes a manual page for each command into a folder.
pub fn man(command: Command, folder: &Path, out: &mut impl Write) -> io::Result<Status> {
    let written = fs::create_dir_all(folder).and_then(|()| clap_mangen::generate_to(command, folder));
    if let Err(error) = written {
        report_error(&format!("cannot write to `{}`: {error}", folder.display()));
        return Ok(Status::CannotRun);
    }
    writeln!(out, "read them with `man -l {}`", folder.join("graph.1").display())?;
    Ok(Status::Success)
}
