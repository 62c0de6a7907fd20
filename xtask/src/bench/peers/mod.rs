//! Compile time of the same catalogue with other generators, in the separate workspace `benches/peers`.

mod cynic;
mod progenitor;

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use graph_benches::{Row, Unit};

use super::{
    catalogue::{Ready, Size, import},
    compile,
    scratch::{Job, Scratch},
    usage::usage,
};
use crate::ROOT;

const GROUP: &str = "peers";
const TIMES: usize = 3;

/// Measures ours and each peer. If a peer does not build, only its own values are missing.
pub fn rows(scratch: &Scratch, catalogue: &Path) -> Result<Vec<Row>, String> {
    let catalogue = catalogue.canonicalize().map_err(|error| format!("{}: {error}", catalogue.display()))?;
    let ours = |name: &str, ready| {
        let manifest = import(&catalogue, Size::All, ready, &scratch.at(&format!("schema-{name}")))?;
        Ok::<_, String>((compile::api(scratch, name, &manifest)?, manifest))
    };
    let (whole, manifest) = ours("whole", Ready::None)?;
    let (ready, _) = ours("ready", Ready::All)?;
    let peers = Peers {
        folder: Path::new(ROOT).join("benches/peers"),
        target: scratch.at("target-peers"),
        catalogue,
    };
    let taken = whole.cold(Job::Check, TIMES)?;
    let mut rows = cynic::rows(scratch, &peers, &whole, taken, &manifest)?;
    rows.extend(progenitor::rows(&peers, taken, ready.cold(Job::Check, TIMES)?));
    Ok(rows)
}

/// The workspace of the peers.
struct Peers {
    folder: PathBuf,
    target: PathBuf,
    catalogue: PathBuf,
}

impl Peers {
    /// Cargo in this workspace.
    fn cargo(&self) -> Command {
        let mut cargo = Command::new("cargo");
        cargo.current_dir(&self.folder);
        cargo.env("CARGO_TARGET_DIR", &self.target).env("CARGO_INCREMENTAL", "0");
        cargo
    }

    fn check(&self, package: &str) -> Command {
        let mut check = self.cargo();
        check.args(["check", "--quiet", "--package", package]);
        check
    }

    /// Writes the catalogue in a peer's format, or a document with a single empty node.
    fn convert(&self, document: &str, empty: bool) -> Result<(), String> {
        let mut convert = self.cargo();
        convert.args(["run", "--quiet", "--package", "convert", "--"]).arg(&self.catalogue).arg(document);
        convert.args(empty.then_some("--empty"));
        usage(&convert).map(|_| ())
    }
}

/// A row. If the peer failed, the note says why.
fn row(name: &str, unit: Unit, ours: f64, peer: Result<f64, &str>) -> Row {
    match peer {
        Ok(peer) => Row::against(GROUP, name, unit, ours, peer),
        Err(reason) => {
            Row::alone(GROUP, name, unit, ours).note(&format!("the peer failed: {}", summary(reason)))
        }
    }
}

/// The first error in the output of cargo.
fn summary(error: &str) -> &str {
    let message = error.lines().map(str::trim).find(|line| line.starts_with("error"));
    message.or_else(|| error.lines().next()).unwrap_or("it does not build").trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_row_of_a_failed_peer_has_the_error() {
        let why = "\"cargo\" \"check\" failed:\n    Updating index\nerror: failed to get `cynic`\n\nCaused by: no network";
        let row = row("all, cynic", Unit::Cpu, 0.5, Err(why));
        assert_eq!((row.ours, row.other, row.ratio), (0.5, None, None));
        assert_eq!(row.note, "the peer failed: error: failed to get `cynic`");
    }
}
