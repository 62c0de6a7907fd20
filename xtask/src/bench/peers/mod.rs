//! What other generators need for the same catalogue, in a workspace of their own: `benches/peers`.

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

/// Ours and what each peer takes for the same. A peer that does not build costs its own figures only.
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
    /// Cargo, in it.
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

    /// Writes the catalogue in a peer's words, or a document that holds nothing.
    fn convert(&self, document: &str, empty: bool) -> Result<(), String> {
        let mut convert = self.cargo();
        convert.args(["run", "--quiet", "--package", "convert", "--"]).arg(&self.catalogue).arg(document);
        convert.args(empty.then_some("--empty"));
        usage(&convert).map(|_| ())
    }
}

/// A row; without the peer's figure, it says why there is none.
fn row(name: &str, unit: Unit, ours: f64, peer: Result<f64, &str>) -> Row {
    match peer {
        Ok(peer) => Row::against(GROUP, name, unit, ours, peer),
        Err(why) => {
            Row::alone(GROUP, name, unit, ours).note(&format!("no figure of the peer: {}", short(why)))
        }
    }
}

/// What stands first in what cargo said, as a part of a line.
fn short(error: &str) -> &str {
    let said = error.lines().map(str::trim).find(|line| line.starts_with("error"));
    said.or_else(|| error.lines().next()).unwrap_or("it did not build").trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_peer_that_does_not_build_says_so_in_its_row() {
        let why = "\"cargo\" \"check\" failed:\n    Updating index\nerror: failed to get `cynic`\n\nCaused by: no network";
        let row = row("all, cynic", Unit::Cpu, 0.5, Err(why));
        assert_eq!((row.ours, row.other, row.ratio), (0.5, None, None));
        assert_eq!(row.note, "no figure of the peer: error: failed to get `cynic`");
    }
}
