//! Chores of this repository: `cargo xtask`.

use std::{
    env,
    process::{Command, ExitCode},
};

const USAGE: &str = "\
cargo xtask ci       everything that must pass, as CI runs it
cargo xtask bless    rewrites every expectation; read the difference before you commit it
cargo xtask bench    the benchmarks; read ratios within one run
cargo xtask fuzz     a minute of each fuzz target (needs nightly and cargo-fuzz)";

fn main() -> ExitCode {
    let chore = env::args().nth(1);
    let done = match chore.as_deref() {
        Some("ci") => run(Command::new("bash").arg(".ci/run")),
        Some("bless") => bless(),
        Some("bench") => run(cargo().args(["bench", "--package", "graph-benches"])),
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

fn cargo() -> Command {
    Command::new("cargo")
}

fn run(command: &mut Command) -> bool {
    match command.current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/..")).status() {
        Ok(status) => status.success(),
        Err(error) => {
            eprintln!("error: cannot run {:?}: {error}", command.get_program());
            false
        }
    }
}
