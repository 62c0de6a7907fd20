//! What the `graph` command costs: its start, a sandbox, the reference and the import of the catalogue.

use std::{
    env,
    ffi::OsStr,
    fs,
    io::{self, BufRead, BufReader, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Instant,
};

use graph_benches::{Row, Unit};
use serde_json::Value;

use super::{
    catalogue, run_time,
    scratch::Scratch,
    usage::{Usage, usage},
};
use crate::{ROOT, cargo};

const GROUP: &str = "tools";
/// How often a short command runs.
const RUNS: usize = 101;
/// How often a sandbox starts.
const STARTS: usize = 31;

/// All rows. Those of the catalogue only if it is given.
pub fn rows(scratch: &Scratch, catalogue: Option<&Path>) -> Result<Vec<Row>, String> {
    let graph = build()?;
    let sandbox = Sandbox::start(&graph)?;
    let mut rows = starts(&graph, &sandbox)?;
    drop(sandbox);
    rows.push(until_a_sandbox_answers(&graph)?);
    rows.extend(run_time::rows("sandbox", &[&graph.display().to_string()])?);
    if let Some(catalogue) = catalogue {
        rows.extend(of_catalogue(&graph, scratch, catalogue)?);
    }
    Ok(rows)
}

/// Builds the release binary.
fn build() -> Result<PathBuf, String> {
    let mut build = cargo();
    build.args(["build", "--quiet", "--release", "--package", "graph-cli"]);
    let done = build.status().map_err(|error| format!("cannot run cargo: {error}"))?;
    if !done.success() {
        return Err("`graph` does not build".to_owned());
    }
    let target = env::var_os("CARGO_TARGET_DIR").map_or(Path::new(ROOT).join("target"), PathBuf::from);
    let graph = target.join("release").join(format!("graph{}", env::consts::EXE_SUFFIX));
    graph.canonicalize().map_err(|error| format!("{}: {error}", graph.display()))
}

/// The start of the command, and a whole call, beside curl.
fn starts(graph: &Path, sandbox: &Sandbox) -> Result<Vec<Row>, String> {
    let curl = |args: &[&str]| command("curl", args);
    let get = |mut command: Command| {
        command.env("GRAPH_TOKEN", &sandbox.token);
        command
    };
    let pairs = [
        ("`graph --help`, `curl --version`", command(graph, &["--help"]), curl(&["--version"])),
        (
            "`graph get me` of a sandbox, `curl` of the same",
            get(command(graph, &["get", "me", "--host", &sandbox.url, "--fields", "id,name"])),
            curl(&[
                "--silent",
                "--fail",
                "--header",
                &format!("Authorization: Bearer {}", sandbox.token),
                &format!("{}/me?fields=id,name", sandbox.url),
            ]),
        ),
    ];
    let row = |(name, ours, other): (&str, Command, Command)| {
        let (ours, other) = in_turn(ours, other)?;
        Ok(Row::against(GROUP, name, Unit::Seconds, ours, other).note(&format!("medians of {RUNS}")))
    };
    pairs.into_iter().map(row).collect()
}

fn command(program: impl AsRef<OsStr>, args: &[&str]) -> Command {
    let mut command = Command::new(program);
    // Without the settings of whoever runs this.
    command.args(args).env_remove("GRAPH_PROFILE").stdin(Stdio::null()).stdout(Stdio::null());
    command
}

/// Runs two commands in turn. Returns the median time of each, in seconds.
fn in_turn(mut ours: Command, mut other: Command) -> Result<(f64, f64), String> {
    let (mut our_times, mut other_times) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        our_times.push(time(&mut ours)?);
        other_times.push(time(&mut other)?);
    }
    Ok((median(our_times), median(other_times)))
}

fn time(command: &mut Command) -> Result<f64, String> {
    let started = Instant::now();
    let status = command.status().map_err(|error| format!("cannot run {command:?}: {error}"))?;
    let took = started.elapsed().as_secs_f64();
    if status.success() { Ok(took) } else { Err(format!("{command:?} failed")) }
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
}

fn until_a_sandbox_answers(graph: &Path) -> Result<Row, String> {
    let mut times = Vec::with_capacity(STARTS);
    for _ in 0..STARTS {
        let started = Instant::now();
        let sandbox = Sandbox::start(graph)?;
        sandbox.answers()?;
        times.push(started.elapsed().as_secs_f64());
    }
    let row = Row::alone(GROUP, "`graph sandbox --json` until it answers", Unit::Seconds, median(times));
    Ok(row.note(&format!("median of {STARTS}; until the answer to a read")))
}

/// Its import, and the site of its reference.
fn of_catalogue(graph: &Path, scratch: &Scratch, catalogue: &Path) -> Result<Vec<Row>, String> {
    let catalogue = catalogue.canonicalize().map_err(|error| format!("{}: {error}", catalogue.display()))?;
    let (schema, site) = (scratch.at("tools-schema"), scratch.at("tools-site"));
    for folder in [&schema, &site] {
        if folder.exists() {
            fs::remove_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        }
    }
    let nodes = format!("{} nodes", catalogue::nodes(&catalogue)?.len());
    let mut import = command(graph, &["import"]);
    import.arg(&catalogue).arg("--out").arg(&schema).args(["--version", "v25.0"]);
    let mut rows = of_usage("import of the catalogue", &nodes, usage(&import)?);
    let mut docs = command(graph, &["schema", "docs"]);
    docs.arg(schema.join("graph.json")).arg("--out").arg(&site);
    rows.extend(of_usage("site of the catalogue's reference", &nodes, usage(&docs)?));
    Ok(rows)
}

fn of_usage(name: &str, note: &str, usage: Usage) -> Vec<Row> {
    vec![
        Row::alone(GROUP, name, Unit::Cpu, usage.cpu).note(note),
        Row::alone(GROUP, &format!("{name}, memory"), Unit::Bytes, usage.memory),
    ]
}

/// A sandbox in a process of its own.
struct Sandbox {
    child: Child,
    url: String,
    token: String,
}

impl Sandbox {
    fn start(graph: &Path) -> Result<Self, String> {
        let mut command = command(graph, &["sandbox", "--json"]);
        let mut child = command
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("cannot run {command:?}: {error}"))?;
        let mut line = String::new();
        let read = child.stdout.take().map(|out| BufReader::new(out).read_line(&mut line));
        let mut sandbox = Self { child, url: String::new(), token: String::new() };
        read.transpose().map_err(|error| format!("{command:?}: {error}"))?;
        let facts: Value = serde_json::from_str(&line).map_err(|error| format!("{command:?}: {error}"))?;
        let text = |pointer: &str| facts.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
        sandbox.url = text("/url").ok_or("the sandbox printed no URL")?;
        sandbox.token = text("/tokens/user").ok_or("the sandbox printed no token")?;
        Ok(sandbox)
    }

    /// Reads a profile.
    fn answers(&self) -> Result<(), String> {
        let address = self.url.trim_start_matches("http://");
        let request = format!(
            "GET /me HTTP/1.1\r\nhost: {address}\r\nauthorization: Bearer {}\r\nconnection: close\r\n\r\n",
            self.token
        );
        let answer = || {
            let mut stream = TcpStream::connect(address)?;
            stream.write_all(request.as_bytes())?;
            io::read_to_string(stream)
        };
        let answer = answer().map_err(|error| format!("{}: {error}", self.url))?;
        if answer.starts_with("HTTP/1.1 200") {
            Ok(())
        } else {
            Err(format!("the sandbox answered: {answer}"))
        }
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        // It may have ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
