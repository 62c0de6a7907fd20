//! progenitor: a client generated from an OpenAPI document.

use graph_benches::{Row, Unit};

use super::{Peers, row};
use crate::bench::usage::{Usage, usage};

/// Compares ours without and with ready structs. progenitor is compiled once, since it takes minutes.
pub fn rows(peers: &Peers, whole: Usage, ready: Usage) -> Vec<Row> {
    let progenitor = progenitor(peers);
    if let Ok(Usage { cpu, memory }) = &progenitor {
        eprintln!("progenitor, Check: {cpu:.2} s, {:.0} MB", memory / 1e6);
    }
    let against = |what: &str, unit, ours, other: fn(&Usage) -> f64| {
        let other = progenitor.as_ref().map(other).map_err(String::as_str);
        row(&format!("whole catalogue{what}, progenitor"), unit, ours, other)
    };
    vec![
        against(": check", Unit::Cpu, whole.cpu, |other| other.cpu)
            .goal(1.0 / 30.0)
            .note("progenitor: one run"),
        against(" with ready structs: check", Unit::Cpu, ready.cpu, |other| other.cpu).goal(1.0 / 15.0),
        against(": memory of rustc", Unit::Bytes, whole.memory, |other| other.memory).goal(0.1),
        against(" with ready structs: memory of rustc", Unit::Bytes, ready.memory, |other| other.memory)
            .goal(0.1),
    ]
}

/// Builds the dependencies with a nearly empty document, then measures the whole one.
fn progenitor(peers: &Peers) -> Result<Usage, String> {
    let document = "progenitor/openapi.json";
    let check = peers.check("peer-progenitor");
    peers.convert(document, true)?;
    usage(&check)?;
    peers.convert(document, false)?;
    usage(&check)
}
