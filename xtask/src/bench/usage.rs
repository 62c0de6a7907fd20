//! CPU time and memory of a command.

use std::{
    env,
    process::{Command, ExitCode, Stdio},
};

/// The flag that makes this program run a command and print its usage.
pub const FLAG: &str = "--usage-of";
const MARK: &str = "usage";

/// The resources that a command and its child processes used.
#[derive(Clone, Copy, Debug)]
pub struct Usage {
    /// Seconds of CPU time in user mode, of all processes together.
    pub cpu: f64,
    /// Peak memory of the largest process, in bytes.
    pub memory: f64,
}

/// Runs a command and measures it. The system reports the peak memory of the largest child that a process ever
/// had, so each command gets its own parent process: this program with [`FLAG`].
pub fn usage(command: &Command) -> Result<Usage, String> {
    let program =
        env::current_exe().map_err(|error| format!("cannot find the path of this program: {error}"))?;
    let mut parent = Command::new(program);
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
    let numbers: Vec<f64> = line.unwrap_or("").split_whitespace().filter_map(|n| n.parse().ok()).collect();
    match numbers[..] {
        [cpu, memory] if out.status.success() => Ok(Usage { cpu, memory }),
        _ => Err(format!("{command:?} failed:\n{}", String::from_utf8_lossy(&out.stderr))),
    }
}

/// Runs the command after [`FLAG`], and prints its usage.
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
    eprintln!("resource usage is only available on Unix");
    None
}
