//! What rust-analyzer costs in a program that uses the platform, against the same program by hand.

use std::{fs, path::Path, process::Command};

use graph_benches::{Row, Unit};

use super::{
    first_build::{self, BY_HAND, BY_HAND_CRATES, OURS},
    scratch::{Scratch, median},
};
use crate::ROOT;

const GROUP: &str = "tools";
const TIMES: usize = 3;
/// Loads the program, resolves the names of all crates, and infers the types of `main`.
const COMMAND: [&str; 7] =
    ["--quiet", "analysis-stats", "--only", "main", "--no-test", "--skip-const-eval", "--skip-data-layout"];

/// All rows, or none if the toolchain has no rust-analyzer.
pub fn rows(scratch: &Scratch) -> Result<Vec<Row>, String> {
    if let Some(components) = missing() {
        eprintln!(
            "rust-analyzer is not measured: it needs a component. Run `rustup component add {components}`"
        );
        return Ok(Vec::new());
    }
    let all = features()?;
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let by_hand = Program::new(scratch, "analyzer_by_hand", BY_HAND_CRATES, BY_HAND)?.analyzed()?;
    let mut rows = Vec::new();
    for (name, what, features) in [
        ("analyzer_whatsapp", "WhatsApp", &["whatsapp"][..]),
        ("analyzer_all", "all APIs of the platform", &all),
    ] {
        let crates = first_build::our_crates(features);
        let ours = Program::new(scratch, name, &crates, OURS)?.analyzed()?;
        let name = format!("rust-analyzer, a program with {what}");
        let row = |what: &str, unit, ours, by_hand| {
            Row::against(GROUP, &format!("{name}{what}, by hand"), unit, ours, by_hand)
        };
        let untyped = format!("expressions without a type: {} and {}", ours.untyped, by_hand.untyped);
        rows.push(row("", Unit::Cpu, ours.cpu, by_hand.cpu).note(&untyped));
        rows.push(row(": memory", Unit::Bytes, ours.memory, by_hand.memory));
    }
    Ok(rows)
}

/// What rust-analyzer did with a program.
struct Analyzed {
    cpu: f64,
    memory: f64,
    /// The number of expressions of `main` that have no type. With them, the rest is too cheap.
    untyped: usize,
}

/// A package with a program, and a target folder of its own.
struct Program {
    name: String,
    command: Command,
}

impl Program {
    fn new(scratch: &Scratch, name: &str, crates: &str, source: &str) -> Result<Self, String> {
        let package = first_build::program(scratch, name, crates, source)?;
        let mut command = Command::new("rust-analyzer");
        command.args(COMMAND).arg(&package.folder).current_dir(&package.folder);
        // It runs cargo, for what build scripts and macros are compiled to.
        command.env("CARGO_TARGET_DIR", scratch.at("target-analyzer").join(name));
        Ok(Self { name: name.to_owned(), command })
    }

    fn analyzed(&mut self) -> Result<Analyzed, String> {
        // The first run compiles the macros.
        let out = self.command.output().map_err(|error| format!("cannot run {:?}: {error}", self.command))?;
        let text = [out.stdout, out.stderr].concat();
        let text = String::from_utf8_lossy(&text);
        let untyped = untyped(&text).ok_or_else(|| format!("{:?} failed:\n{text}", self.command))?;
        let usage = median(&self.name, "analysis", TIMES, &self.command, || Ok(()))?;
        Ok(Analyzed { cpu: usage.cpu, memory: usage.memory, untyped })
    }
}

/// The number in `  exprs: 74, ??ty: 0 (0%), ..`.
fn untyped(output: &str) -> Option<usize> {
    let line = output.lines().find_map(|line| line.trim_start().strip_prefix("exprs: "))?;
    let (_, rest) = line.split_once("??ty: ")?;
    rest.split(' ').next()?.parse().ok()
}

/// The components that this toolchain lacks.
fn missing() -> Option<&'static str> {
    let output = |program: &str, argument: &str| {
        let out = Command::new(program).arg(argument).output().ok().filter(|out| out.status.success())?;
        Some(String::from_utf8_lossy(&out.stdout).trim().to_owned())
    };
    // Without the source of the standard library, most types are unknown, and a part of the work is not done.
    let has_sources = output("rustc", "--print=sysroot")
        .is_some_and(|sysroot| Path::new(&sysroot).join("lib/rustlib/src/rust/library").exists());
    match output("rust-analyzer", "--version") {
        None => Some("rust-analyzer rust-src"),
        Some(_) => (!has_sources).then_some("rust-src"),
    }
}

/// The features of the platform that are APIs: the folders of their schemas.
fn features() -> Result<Vec<String>, String> {
    let mut names = super::platform::names()?;
    let manifest = Path::new(ROOT).join("graph-platform/Cargo.toml");
    let manifest =
        fs::read_to_string(&manifest).map_err(|error| format!("{}: {error}", manifest.display()))?;
    names.retain(|name| manifest.contains(&format!("\n{name} = [")));
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_output_says_what_has_no_type() {
        let output = "Body lowering: 134.81ms, 14mb\n  exprs: 74, ??ty: 3 (4%), ?ty: 0 (0%), !ty: 0\n  pats: 12, ??ty: 1 (8%)\n";
        assert_eq!(untyped(output), Some(3));
        assert_eq!(untyped("error: no workspace"), None);
    }
}
