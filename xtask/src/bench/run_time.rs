//! Runs the benchmarks of `graph-benches`.

use std::process::Stdio;

use graph_benches::Row;

use crate::cargo;

/// Builds and runs one of the benchmarks, and parses its output.
pub fn rows(bench: &str, args: &[&str]) -> Result<Vec<Row>, String> {
    let mut command = cargo();
    command.args(["bench", "--quiet", "--package", "graph-benches", "--bench", bench, "--"]).args(args);
    let out =
        command.stderr(Stdio::inherit()).output().map_err(|error| format!("cannot run cargo: {error}"))?;
    if !out.status.success() {
        return Err(format!("the benchmark `{bench}` failed"));
    }
    Ok(String::from_utf8_lossy(&out.stdout).lines().filter_map(Row::from_json).collect())
}
