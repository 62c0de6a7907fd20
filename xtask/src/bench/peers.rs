//! What another generator needs for the same catalogue, in a workspace of its own: `benches/peers`.

use std::{path::Path, process::Command};

use graph_benches::{Row, Unit};

use super::{
    catalogue::{Ready, Size, import},
    compile,
    scratch::{Job, Scratch},
    usage::{Usage, usage},
};
use crate::ROOT;

const GROUP: &str = "peers";

/// Ours, without ready structs and with them, against progenitor. Its side is compiled once: it takes minutes.
pub fn rows(scratch: &Scratch, catalogue: &Path) -> Result<Vec<Row>, String> {
    let ours = |name: &str, ready| {
        let manifest = import(catalogue, Size::All, ready, &scratch.at(&format!("schema-{name}")))?;
        compile::api(scratch, name, &manifest)?.cold(Job::Check, 3)
    };
    let (whole, ready) = (ours("whole", Ready::None)?, ours("ready", Ready::All)?);
    let progenitor = progenitor(scratch, catalogue)?;
    let against = |what: &str, unit, ours, other| {
        Row::against(GROUP, &format!("whole catalogue{what}, progenitor"), unit, ours, other)
    };
    Ok(vec![
        against(": check", Unit::Cpu, whole.cpu, progenitor.cpu).goal(1.0 / 30.0).note("progenitor once"),
        against(" with ready structs: check", Unit::Cpu, ready.cpu, progenitor.cpu).goal(1.0 / 15.0),
        against(": memory of rustc", Unit::Bytes, whole.memory, progenitor.memory).goal(0.1),
        against(" with ready structs: memory of rustc", Unit::Bytes, ready.memory, progenitor.memory)
            .goal(0.1),
    ])
}

/// What it depends on is built with a document that holds nothing; then the whole one is put in its place.
fn progenitor(scratch: &Scratch, catalogue: &Path) -> Result<Usage, String> {
    let catalogue = catalogue.canonicalize().map_err(|error| format!("{}: {error}", catalogue.display()))?;
    let document = "progenitor/openapi.json";
    let target = scratch.at("target-peers");
    let convert = || {
        let mut convert = cargo(&target);
        convert.args(["run", "--quiet", "--package", "convert", "--"]).arg(&catalogue).arg(document);
        convert
    };
    let mut check = cargo(&target);
    check.args(["check", "--quiet", "--package", "peer-progenitor"]);
    usage(convert().arg("--empty"))?;
    usage(&check)?;
    usage(&convert())?;
    usage(&check)
}

fn cargo(target: &Path) -> Command {
    let mut cargo = Command::new("cargo");
    cargo.current_dir(Path::new(ROOT).join("benches/peers"));
    cargo.env("CARGO_TARGET_DIR", target).env("CARGO_INCREMENTAL", "0");
    cargo
}
