//! What `graph-benches` measures of code that runs.

use std::process::Stdio;

use graph_benches::Row;

use crate::cargo;

/// Builds the benchmarks, runs them and reads their lines.
pub fn rows() -> Result<Vec<Row>, String> {
    let mut command = cargo();
    command.args(["bench", "--quiet", "--package", "graph-benches", "--bench", "run"]);
    let out =
        command.stderr(Stdio::inherit()).output().map_err(|error| format!("cannot run cargo: {error}"))?;
    if !out.status.success() {
        return Err("the benchmarks did not run to their end".to_owned());
    }
    Ok(String::from_utf8_lossy(&out.stdout).lines().filter_map(Row::read).collect())
}
