//! cynic: fragments that are checked against a GraphQL schema.

use std::path::Path;

use graph_benches::{Row, Unit};

use super::{Peers, TIMES, row};
use crate::bench::{
    scratch::{Job, Package, Scratch, median, touch, write},
    selections,
    usage::Usage,
};

/// The same hundred selections for both. Both have the catalogue in a crate that is built beforehand. cynic's schema
/// is parsed beforehand too, which is the cheapest setup for it.
pub fn rows(
    scratch: &Scratch,
    peers: &Peers,
    api: &Package,
    whole: Usage,
    manifest: &Path,
) -> Result<Vec<Row>, String> {
    let selections = selections::selections(manifest)?;
    let ours = selections::ours(scratch, api, &selections)?.cold(Job::Check, TIMES)?;
    let cynic = cynic(peers, &selections::fragments(&selections));
    let against = |what: &str, unit, ours, other: fn(&Cynic) -> f64| {
        let other = cynic.as_ref().map(other).map_err(String::as_str);
        row(what, unit, ours, other)
    };
    let selected = "100 selections of 10 fields on the whole catalogue";
    Ok(vec![
        against(&format!("{selected}, cynic"), Unit::Cpu, ours.cpu, |cynic| cynic.fragments.cpu)
            .goal(1.0 / 15.0)
            .note("in both, the catalogue is a dependency, built beforehand and not measured"),
        against(&format!("{selected}: memory of rustc, cynic"), Unit::Bytes, ours.memory, |cynic| {
            cynic.fragments.memory
        }),
        against("whole catalogue: check, cynic's schema module", Unit::Cpu, whole.cpu, |cynic| {
            cynic.schema.cpu
        })
        .note("the dependency of these selections; cynic has names and types, ours also calls and enums"),
        against(
            "whole catalogue: memory of rustc, cynic's schema module",
            Unit::Bytes,
            whole.memory,
            |cynic| cynic.schema.memory,
        ),
    ])
}

struct Cynic {
    schema: Usage,
    fragments: Usage,
}

fn cynic(peers: &Peers, fragments: &str) -> Result<Cynic, String> {
    peers.convert("cynic-schema/catalogue.graphql", false)?;
    write(&peers.folder.join("cynic/fragments.rs"), fragments)?;
    let check = |package: &str, folder: &str| {
        let check = peers.check(package);
        let source = peers.folder.join(folder).join("src/lib.rs");
        // The first run builds the dependencies.
        super::usage(&check)?;
        median(folder, "Check", TIMES, &check, || touch(&source))
    };
    let schema = check("peer-cynic-schema", "cynic-schema")?;
    Ok(Cynic { schema, fragments: check("peer-cynic", "cynic")? })
}
