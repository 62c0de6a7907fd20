//! progenitor, which makes a client from an OpenAPI document.

use graph_benches::{Row, Unit};

use super::{Peers, row};
use crate::bench::usage::{Usage, usage};

/// Ours, without ready structs and with them. Its side is compiled once: it takes minutes.
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
        against(": check", Unit::Cpu, whole.cpu, |other| other.cpu).goal(1.0 / 30.0).note("progenitor once"),
        against(" with ready structs: check", Unit::Cpu, ready.cpu, |other| other.cpu).goal(1.0 / 15.0),
        against(": memory of rustc", Unit::Bytes, whole.memory, |other| other.memory).goal(0.1),
        against(" with ready structs: memory of rustc", Unit::Bytes, ready.memory, |other| other.memory)
            .goal(0.1),
    ]
}

/// What it depends on is built with a document that holds nothing; then the whole one is put in its place.
fn progenitor(peers: &Peers) -> Result<Usage, String> {
    let document = "progenitor/openapi.json";
    let check = peers.check("peer-progenitor");
    peers.convert(document, true)?;
    usage(&check)?;
    peers.convert(document, false)?;
    usage(&check)
}
