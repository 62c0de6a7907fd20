//! Chores of this repository: `cargo xtask`.

mod bench;

use std::{
    env,
    process::{Command, ExitCode},
};

const USAGE: &str = "\
cargo xtask ci       everything that must pass, as CI runs it
cargo xtask bless    rewrites every expectation; read the difference before you commit it
cargo xtask bench    a table of figures against what people would use in their place; read the ratios
    --only run|compile|peers
    --catalogue DIR      what compiling the platform's published catalogue costs, too
    --peers              and what other generators need for it; needs --catalogue, takes minutes
    --json               a line of JSON for each row
cargo xtask fuzz     a minute of each fuzz target (needs nightly and cargo-fuzz)";

fn main() -> ExitCode {
    let chore = env::args().nth(1);
    if chore.as_deref() == Some(bench::usage::FLAG) {
        return bench::usage::run(env::args().skip(2));
    }
    let done = match chore.as_deref() {
        Some("ci") => run(Command::new("bash").arg(".ci/run")),
        Some("bless") => bless(),
        Some("bench") => bench::bench(env::args().skip(2)),
        Some("fuzz") => fuzz(),
        Some("help" | "--help" | "-h") => {
            println!("{USAGE}");
            true
        }
        other => {
            if let Some(other) = other {
                eprintln!("error: there is no chore `{other}`");
            }
            eprintln!("{USAGE}");
            false
        }
    };
    if done { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn bless() -> bool {
    let tests = |args: &[&str]| {
        let mut command = cargo();
        command.arg("test").args(args).env("UPDATE_EXPECT", "1").env("TRYBUILD", "overwrite");
        run(&mut command)
    };
    // The cases of `wire` are read by a test beside the one that writes them.
    tests(&["--package", "graph-tests", "--test", "wire", "every_call"]) && tests(&["--workspace"])
}

fn fuzz() -> bool {
    ["schema_text", "answer"].iter().all(|target| {
        let mut command = cargo();
        // The pinned compiler is no nightly one.
        command.env_remove("RUSTUP_TOOLCHAIN").env_remove("CARGO");
        let args = ["+nightly", "fuzz", "run", "--fuzz-dir", "fuzz", target, "--", "-max_total_time=60"];
        run(command.args(args))
    })
}

/// The folder of the workspace.
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// Cargo, in the workspace.
fn cargo() -> Command {
    let mut command = Command::new("cargo");
    command.current_dir(ROOT);
    command
}

fn run(command: &mut Command) -> bool {
    match command.current_dir(ROOT).status() {
        Ok(status) => status.success(),
        Err(error) => {
            eprintln!("error: cannot run {:?}: {error}", command.get_program());
            false
        }
    }
}
