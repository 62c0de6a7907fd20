//! Runs the run-time benchmarks of `graph-benches`.

use std::process::Stdio;

use graph_benches::Row;

use crate::cargo;

/// Builds and runs the benchmarks, and parses their output.
pub fn rows() -> Result<Vec<Row>, String> {
    let mut command = cargo();
    command.args(["bench", "--quiet", "--package", "graph-benches", "--bench", "run"]);
    let out =
        command.stderr(Stdio::inherit()).output().map_err(|error| format!("cannot run cargo: {error}"))?;
    if !out.status.success() {
        return Err("the benchmarks failed".to_owned());
    }
    Ok(String::from_utf8_lossy(&out.stdout).lines().filter_map(Row::from_json).collect())
}
