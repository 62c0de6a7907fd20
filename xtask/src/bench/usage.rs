//! What a command takes of the machine.

use std::{
    env,
    process::{Command, ExitCode, Stdio},
};

/// The first argument of a copy of this program that runs a command and tells what it took.
pub const FLAG: &str = "--usage-of";
const MARK: &str = "usage";

/// What a command and all that it started took.
#[derive(Clone, Copy, Debug)]
pub struct Usage {
    /// Seconds of the processor in user mode: of all its processes together.
    pub cpu: f64,
    /// Bytes of memory at the peak of the largest process.
    pub memory: f64,
}

/// Runs a command to its end. The system tells the memory of the largest child that a process ever had,
/// so each command gets a parent of its own: a copy of this program.
pub fn usage(command: &Command) -> Result<Usage, String> {
    let myself = env::current_exe().map_err(|error| format!("this program has no path: {error}"))?;
    let mut parent = Command::new(myself);
    parent.arg(FLAG).arg(command.get_program()).args(command.get_args());
    if let Some(folder) = command.get_current_dir() {
        parent.current_dir(folder);
    }
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => parent.env(name, value),
            None => parent.env_remove(name),
        };
    }
    let out = parent.stdin(Stdio::null()).stderr(Stdio::piped()).output();
    let out = out.map_err(|error| format!("cannot run {command:?}: {error}"))?;
    let text = String::from_utf8_lossy(&out.stdout);
    let line = text.lines().find_map(|line| line.strip_prefix(MARK));
    let figures: Vec<f64> = line.unwrap_or("").split_whitespace().filter_map(|n| n.parse().ok()).collect();
    match figures[..] {
        [cpu, memory] if out.status.success() => Ok(Usage { cpu, memory }),
        _ => Err(format!("{command:?} failed:\n{}", String::from_utf8_lossy(&out.stderr))),
    }
}

/// What the copy does: runs the command, prints what it took.
pub fn run(mut args: impl Iterator<Item = String>) -> ExitCode {
    let Some(program) = args.next() else { return ExitCode::FAILURE };
    match Command::new(program).args(args).status() {
        Ok(status) if status.success() => match of_children() {
            Some(Usage { cpu, memory }) => {
                println!("{MARK} {cpu} {memory}");
                ExitCode::SUCCESS
            }
            None => ExitCode::FAILURE,
        },
        _ => ExitCode::FAILURE,
    }
}

#[cfg(unix)]
fn of_children() -> Option<Usage> {
    use nix::sys::resource::{UsageWho, getrusage};

    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).ok()?;
    let cpu = usage.user_time().tv_sec() as f64 + usage.user_time().tv_usec() as f64 / 1e6;
    let unit = if cfg!(target_vendor = "apple") { 1.0 } else { 1024.0 };
    Some(Usage { cpu, memory: usage.max_rss() as f64 * unit })
}

#[cfg(not(unix))]
fn of_children() -> Option<Usage> {
    eprintln!("what a command took is known on Unix only");
    None
}
