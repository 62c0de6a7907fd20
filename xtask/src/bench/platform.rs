//! Compile time of what is sent and received: the types of a slice of WhatsApp against the same by serde's derive, and
//! each API of the platform.

use std::{fs, path::Path};

use graph_benches::Row;

use super::{
    compile::{api, api_with, cpu, edit, size},
    scratch::{Job, Package, Scratch, write},
};
use crate::ROOT;

/// The types of the slice as one writes them with serde.
const SLICE_BY_HAND: &str = include_str!("../../../benches/compile/whatsapp_by_hand.rs");
const SERDE: &str = "serde = { version = \"1\", features = [\"derive\"] }\nserde_json = \"1\"\n";
const REQWEST: &str =
    "reqwest = { version = \"0.13\", default-features = false, features = [\"rustls-no-provider\"] }\n";

/// All rows.
pub fn rows(scratch: &Scratch, times: usize, by_hand: f64) -> Result<Vec<Row>, String> {
    let mut rows = slice(scratch)?;
    for name in names()? {
        let manifest = scratch.at(&format!("{name}.json"));
        write(&manifest, &format!("{{ \"extends\": \"{name}\", \"doc\": \"\" }}\n"))?;
        let package = api(scratch, &name, &manifest)?;
        let check = package.cold(Job::Check, times)?.cpu;
        let edited = package.edited(Job::Check, times, || edit(&manifest))?.cpu;
        let row = cpu(&format!("{name}: check, one node by hand"), check, Some(by_hand));
        rows.push(row.note(&size(&manifest)?));
        let row = cpu(&format!("{name}: check after an edit of the schema, its check"), edited, Some(check));
        rows.push(row.note("incremental"));
        for (job, what) in
            [(Job::Debug, "debug build"), (Job::Release, "release build"), (Job::Doc, "documentation")]
        {
            let built = package.cold(job, 1)?.cpu;
            rows.push(cpu(&format!("{name}: {what}, its check"), built, Some(check)));
        }
    }
    Ok(rows)
}

/// The types alone, and with the HTTP client that a program needs besides: rustc reads the metadata of its hundred crates.
fn slice(scratch: &Scratch) -> Result<Vec<Row>, String> {
    let manifest = Path::new(ROOT).join("tests/slices/whatsapp/graph.json");
    let manifest = manifest.canonicalize().map_err(|error| format!("{}: {error}", manifest.display()))?;
    let check =
        |packages| Package::in_turn(packages, Job::Check).map(|[ours, theirs]| [ours.cpu, theirs.cpu]);
    let row = |what, ours, theirs| {
        cpu(&format!("a slice of WhatsApp: check{what}, the same types by serde derive"), ours, Some(theirs))
    };
    let client = Package::path_without_features("graph-client");
    let ours = api_with(scratch, "whatsapp_types", &manifest, &client)?;
    let theirs = scratch.package("whatsapp_by_hand", SERDE, SLICE_BY_HAND)?;
    let [ours, theirs] = check([&ours, &theirs])?;
    let types = row("", ours, theirs).goal(0.25).note("ours has calls, checks and constructors besides");
    let ours = api(scratch, "whatsapp_slice", &manifest)?;
    let theirs = scratch.package(
        "whatsapp_by_hand_sent",
        &format!("{SERDE}{REQWEST}"),
        &format!("{SLICE_BY_HAND}\nuse reqwest as _;\n"),
    )?;
    let [ours, theirs] = check([&ours, &theirs])?;
    Ok(vec![types, row(" with an HTTP client", ours, theirs).note("both depend on reqwest")])
}

/// The names of the APIs of the platform, sorted.
pub fn names() -> Result<Vec<String>, String> {
    let folder = Path::new(ROOT).join("schema/platform");
    let wrong = |error: std::io::Error| format!("{}: {error}", folder.display());
    let mut names = Vec::new();
    for entry in fs::read_dir(&folder).map_err(wrong)? {
        let entry = entry.map_err(wrong)?;
        if entry.path().join("graph.json").exists() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}
