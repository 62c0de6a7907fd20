//! Development tasks of this repository: `cargo xtask`.

mod bench;
mod fuzz;

use std::{
    env,
    process::{Command, ExitCode},
};

const USAGE: &str = "\
cargo xtask ci       run all checks of CI
cargo xtask bless    update all expected test outputs; review the diff before you commit it
cargo xtask bench    run the benchmarks and print a table; see benches/README.md
    --only run|compile|platform|first|analyzer|peers|scale|tools
    --items N            with `--only scale`: the items of the longest list, by default ten million
    --catalogue DIR      also compile the platform's published catalogue
    --peers              also compile it with other generators; needs --catalogue, takes minutes
    --json               print one line of JSON per row
cargo xtask fuzz     run fuzz targets, each for a minute (needs nightly and cargo-fuzz): [SECONDS] [TARGET..]
cargo xtask soak     load and kill a sandbox with a database file, look for lost writes, and measure the memory of
                     both sides: [SECONDS] [CONNECTIONS]";

fn main() -> ExitCode {
    let task = env::args().nth(1);
    if task.as_deref() == Some(bench::usage::FLAG) {
        return bench::usage::run(env::args().skip(2));
    }
    let succeeded = match task.as_deref() {
        Some("ci") => run(Command::new("bash").arg(".ci/run")),
        Some("bless") => bless(),
        Some("bench") => bench::bench(env::args().skip(2)),
        Some("fuzz") => fuzz::fuzz(env::args().skip(2)),
        Some("soak") => soak(env::args().skip(2)),
        Some("help" | "--help" | "-h") => {
            println!("{USAGE}");
            true
        }
        other => {
            if let Some(other) = other {
                eprintln!("error: unknown task `{other}`");
            }
            eprintln!("{USAGE}");
            false
        }
    };
    if succeeded { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn bless() -> bool {
    let tests = |args: &[&str]| {
        let mut command = cargo();
        command.arg("test").args(args).env("UPDATE_EXPECT", "1").env("TRYBUILD", "overwrite");
        run(&mut command)
    };
    // Another test of `wire` reads the cases that this one writes, so it runs first.
    tests(&["--package", "graph-tests", "--test", "wire", "every_call"]) && tests(&["--workspace"])
}

fn soak(args: impl Iterator<Item = String>) -> bool {
    let mut command = cargo();
    command.args(["run", "--release", "--package", "graph-sandbox", "--example", "soak", "--"]).args(args);
    run(&mut command)
}

/// The folder of the workspace.
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// Cargo in the folder of the workspace.
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
