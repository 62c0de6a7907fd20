//! `cargo xtask fuzz [SECONDS] [TARGET..]`: runs each fuzz target, and prints what it did and found.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Command, Stdio},
};

use crate::{ROOT, cargo};

/// What runs the targets. Nothing here is unsafe code, so no sanitizer is needed, which would cost half of the speed.
const BUILD: [&str; 6] = ["+nightly", "fuzz", "build", "--sanitizer=none", "--fuzz-dir", "fuzz"];
const RUN: [&str; 6] = ["+nightly", "fuzz", "run", "--sanitizer=none", "--fuzz-dir", "fuzz"];

/// The longest input, in bytes.
const LONGEST: u32 = 8192;

pub(crate) fn fuzz(args: impl Iterator<Item = String>) -> bool {
    let mut chosen: Vec<String> = args.collect();
    let seconds = match chosen.first().and_then(|first| first.parse::<u32>().ok()) {
        Some(seconds) => {
            chosen.remove(0);
            seconds
        }
        None => 60,
    };
    let all = targets();
    if let Some(unknown) = chosen.iter().find(|name| !all.contains(name)) {
        eprintln!("error: unknown target `{unknown}`; there are {}", all.join(", "));
        return false;
    }
    if !has_tools() || !crate::run(nightly().args(BUILD)) {
        return false;
    }
    println!(
        "{:<16} {:>8} {:>12} {:>9} {:>10} {:>9}",
        "target", "seconds", "executions", "coverage", "new files", "findings"
    );
    let mut clean = true;
    for target in if chosen.is_empty() { &all } else { &chosen } {
        clean &= one(target, seconds);
    }
    clean
}

/// The names of the targets, sorted.
fn targets() -> Vec<String> {
    let folder = fs::read_dir(Path::new(ROOT).join("fuzz/fuzz_targets")).into_iter().flatten().flatten();
    let mut names: Vec<String> =
        folder.filter_map(|entry| Some(entry.path().file_stem()?.to_str()?.to_owned())).collect();
    names.sort();
    names
}

/// Cargo without the pinned toolchain: fuzzing needs nightly.
fn nightly() -> Command {
    let mut command = cargo();
    command.env_remove("RUSTUP_TOOLCHAIN").env_remove("CARGO");
    command
}

fn has_tools() -> bool {
    let works = |args: &[&str]| {
        let output = nightly().args(args).output();
        output.is_ok_and(|output| output.status.success())
    };
    if !works(&["+nightly", "--version"]) {
        eprintln!(
            "error: fuzzing needs the nightly toolchain; install it with `rustup toolchain install nightly`"
        );
        return false;
    }
    if !works(&["+nightly", "fuzz", "--version"]) {
        eprintln!(
            "error: fuzzing needs cargo-fuzz; install it with `cargo +nightly install cargo-fuzz --locked`"
        );
        return false;
    }
    true
}

/// Runs one target, and prints a row. Returns whether nothing was found.
fn one(target: &str, seconds: u32) -> bool {
    // What is found on the way stays out of the repository, and is where the next run starts.
    let (work, seeds) = (format!("fuzz/target/corpus/{target}"), format!("fuzz/corpus/{target}"));
    if let Err(error) = fs::create_dir_all(Path::new(ROOT).join(&work)) {
        eprintln!("error: cannot create `{work}`: {error}");
        return false;
    }
    let before = files(&work);
    let mut command = nightly();
    command.args(RUN).args([target, &work, &seeds, "--"]).args([
        format!("-max_total_time={seconds}"),
        format!("-max_len={LONGEST}"),
        "-dict=fuzz/json.dict".to_owned(),
        "-timeout=20".to_owned(),
        "-print_final_stats=1".to_owned(),
    ]);
    command.env("RUST_BACKTRACE", "0");
    let mut child = match command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn() {
        Ok(child) => child,
        Err(error) => {
            eprintln!("error: cannot run cargo-fuzz: {error}");
            return false;
        }
    };
    let mut run = Run::default();
    let lines = child.stderr.take().into_iter().flat_map(|text| BufReader::new(text).split(b'\n'));
    // Whoever stops reading would stop the run.
    for line in lines.map_while(Result::ok) {
        run.read(&String::from_utf8_lossy(&line));
    }
    let passed = child.wait().is_ok_and(|status| status.success());
    let new = files(&work).saturating_sub(before);
    let found = usize::from(!passed);
    println!("{target:<16} {seconds:>8} {:>12} {:>9} {new:>10} {found:>9}", run.executions, run.coverage);
    if !passed {
        run.print_finding(target);
    }
    passed
}

/// The number of files in a folder.
fn files(folder: &str) -> usize {
    fs::read_dir(Path::new(ROOT).join(folder)).map_or(0, Iterator::count)
}

/// What a run printed.
#[derive(Default)]
struct Run {
    executions: u64,
    coverage: u64,
    /// The file with the input that failed.
    finding: Option<String>,
    /// The panic, or the last lines if there was none.
    message: Vec<String>,
    panicked: bool,
    last: Vec<String>,
}

impl Run {
    fn read(&mut self, line: &str) {
        let word_after = |mark: &str| line.split_once(mark)?.1.split_whitespace().next();
        if let Some(coverage) = word_after(" cov: ").and_then(|word| word.parse().ok()) {
            self.coverage = coverage;
        }
        if let Some(executions) =
            word_after("stat::number_of_executed_units:").and_then(|word| word.parse().ok())
        {
            self.executions = executions;
        }
        if let Some(file) = word_after("Test unit written to ") {
            self.finding = Some(file.to_owned());
        }
        self.panicked |= line.contains("panicked at");
        if self.panicked && self.message.len() < 10 {
            self.message.push(line.to_owned());
        }
        self.last.push(line.to_owned());
        if self.last.len() > 10 {
            self.last.remove(0);
        }
    }

    fn print_finding(&self, target: &str) {
        let shown = if self.message.is_empty() { &self.last } else { &self.message };
        shown
            .iter()
            .take_while(|line| !line.starts_with("stack backtrace"))
            .for_each(|line| println!("    {line}"));
        let Some(file) = &self.finding else {
            println!(
                "  no input was written, as after a stack overflow: try the files of fuzz/target/corpus/{target}/"
            );
            return;
        };
        let file = file.split_once("/fuzz/").map_or(file.as_str(), |(_, rest)| rest);
        let file = format!("fuzz/{}", file.trim_start_matches("fuzz/"));
        println!("  input:     {file}");
        println!("  reproduce: cargo {} {target} {file}", RUN.join(" "));
        println!(
            "  keep:      cp {file} fuzz/corpus/{target}/, mend it, and cargo test -p graph-tests --test fuzzed"
        );
    }
}
