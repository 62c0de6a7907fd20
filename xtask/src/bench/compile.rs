//! Compile time of schemas. Each one is a package with a single `graph_api!`; its dependencies are built
//! beforehand.

use std::{fs, path::Path};

use graph_benches::{Row, Unit};
use graph_schema::call;

use super::{
    catalogue::{Ready, Size, import},
    platform,
    scratch::{Job, Package, Scratch},
    selections,
    usage::Usage,
};

const GROUP: &str = "compile";
const TIMES: usize = 3;
const BY_HAND: &str = include_str!("../../../benches/compile/by_hand.rs");

/// All rows, including those of the catalogue if it is given.
pub fn rows(scratch: &Scratch, catalogue: Option<&Path>) -> Result<Vec<Row>, String> {
    let by_hand = by_hand(scratch)?;
    let empty = scratch.package("empty", "", "")?.cold(Job::Check, TIMES)?.cpu;
    let own = scratch.at("builtin.json");
    super::scratch::write(&own, "{ \"extends\": \"builtin\", \"doc\": \"\" }\n")?;
    let builtin = api(scratch, "builtin", &own)?;
    let mut rows = vec![
        cpu("empty crate, nothing", empty, None).note("the overhead of cargo and rustc"),
        cpu("one node by hand with serde and reqwest, empty crate", by_hand, Some(empty)),
    ];
    rows.extend(sizes("built-in schema", &builtin, &own, by_hand)?);
    rows.extend(platform::rows(scratch, TIMES, by_hand)?);
    if let Some(catalogue) = catalogue {
        rows.extend(of_catalogue(scratch, catalogue, by_hand)?);
    }
    rows.push(macros(scratch)?);
    Ok(rows)
}

/// The rows of the platform alone.
pub fn of_platform(scratch: &Scratch) -> Result<Vec<Row>, String> {
    platform::rows(scratch, TIMES, by_hand(scratch)?)
}

/// The check of one node by hand.
fn by_hand(scratch: &Scratch) -> Result<f64, String> {
    let crates = "reqwest = { version = \"0.13\", default-features = false, features = [\"json\"] }\nserde = { version = \"1\", features = [\"derive\"] }\n";
    Ok(scratch.package("by_hand", crates, BY_HAND)?.cold(Job::Check, TIMES)?.cpu)
}

fn of_catalogue(scratch: &Scratch, catalogue: &Path, by_hand: f64) -> Result<Vec<Row>, String> {
    let import = |name: &str, size, ready| {
        let manifest = import(catalogue, size, ready, &scratch.at(&format!("schema-{name}")))?;
        Ok::<_, String>((api(scratch, name, &manifest)?, manifest))
    };
    let (thirty, _) = import("thirty", Size::Nodes(30), Ready::All)?;
    let (hundred, _) = import("hundred", Size::Nodes(100), Ready::None)?;
    let (whole, whole_schema) = import("whole", Size::All, Ready::None)?;
    let (ready, ready_schema) = import("ready", Size::All, Ready::All)?;
    let hundred = hundred.cold(Job::Check, TIMES)?.cpu;
    let mut rows = vec![cpu(
        "30 nodes with ready structs: check, one node by hand",
        thirty.cold(Job::Check, TIMES)?.cpu,
        Some(by_hand),
    )];
    rows.extend(sizes("whole catalogue", &whole, &whole_schema, by_hand)?);
    rows.extend(sizes("whole catalogue with ready structs", &ready, &ready_schema, by_hand)?);
    let all = whole.cold(Job::Check, TIMES)?.cpu;
    rows.push(
        cpu("whole catalogue, 100 of its nodes", all, Some(hundred)).goal(11.0).note("10 times the nodes"),
    );
    rows.push(selections::row(scratch, &whole, &whole_schema, TIMES)?);
    Ok(rows)
}

/// A package with only an API, with the default features of `graph-client`.
pub fn api(scratch: &Scratch, name: &str, manifest: &Path) -> Result<Package, String> {
    api_with(scratch, name, manifest, &Package::path("graph-client"))
}

/// A package with only an API, and `graph-client` as a dependency in TOML.
pub fn api_with(scratch: &Scratch, name: &str, manifest: &Path, client: &str) -> Result<Package, String> {
    scratch.package(
        name,
        &format!("graph-client = {client}\n"),
        &format!("graph_client::graph_api!({:?});\n", manifest.display().to_string()),
    )
}

/// The rows for check, debug and release builds, and for a check after an edit.
fn sizes(name: &str, package: &Package, manifest: &Path, by_hand: f64) -> Result<Vec<Row>, String> {
    let row = |what: &str, ours, other| cpu(&format!("{name}: {what}"), ours, Some(other));
    let Usage { cpu: check, memory } = package.cold(Job::Check, TIMES)?;
    let nothing = package.no_op(Job::Check)?.cpu;
    let debug = package.cold(Job::Debug, TIMES)?.cpu;
    let release = package.cold(Job::Release, TIMES)?.cpu;
    let edited = package.edited(Job::Check, TIMES, || edit(manifest))?.cpu;
    Ok(vec![
        row("check, one node by hand", check, by_hand).note(&size(manifest)?),
        row("debug build, its check", debug, check).goal(1.2),
        row("release build, its check", release, check).goal(1.4),
        row("check after an edit of the schema, its check", edited, check).note("incremental"),
        row("check with nothing changed, its check", nothing, check),
        Row::alone(GROUP, &format!("{name}: memory of rustc in check"), Unit::Bytes, memory),
    ])
}

/// How much a schema describes.
pub fn size(manifest: &Path) -> Result<String, String> {
    let schema = graph_schema::load(manifest).into_result()?;
    let operations = call::operations(&schema).count();
    let choices = schema.enums.len() + schema.unions.len();
    let fields: usize = schema.nodes.iter().map(|node| node.fields.len()).sum();
    let nodes = schema.nodes.len();
    Ok(format!(
        "{operations} operations, {nodes} nodes and objects, {choices} enums and unions, {fields} fields"
    ))
}

/// Edits the `doc` of a schema, which changes no generated item.
pub fn edit(manifest: &Path) -> Result<(), String> {
    let wrong = |error| format!("{}: {error}", manifest.display());
    let text = fs::read_to_string(manifest).map_err(wrong)?;
    fs::write(manifest, text.replacen("\"doc\": \"", "\"doc\": \"Edited. ", 1)).map_err(wrong)
}

/// The first build of the macros with their dependencies.
fn macros(scratch: &Scratch) -> Result<Row, String> {
    let crates = format!("graph-macros = {}\n", Package::path("graph-macros"));
    let mut ours = scratch.package("macros", &crates, "")?;
    let mut other = scratch.package("derive", "serde_derive = \"1\"\n", "")?;
    let clean = |package: &mut Package| package.clean(Job::Check, scratch.at("target-clean"));
    // In alternation: a, b, b, a.
    let first = (clean(&mut ours)?.cpu, clean(&mut other)?.cpu);
    let second = (clean(&mut other)?.cpu, clean(&mut ours)?.cpu);
    let (ours, other) = (first.0.min(second.1), first.1.min(second.0));
    let name = "graph-macros with dependencies from scratch, serde_derive";
    Ok(cpu(name, ours, Some(other)).goal(1.0).note("the better of two runs each"))
}

/// A row of CPU time.
pub fn cpu(name: &str, ours: f64, other: Option<f64>) -> Row {
    match other {
        Some(other) => Row::against(GROUP, name, Unit::Cpu, ours, other),
        None => Row::alone(GROUP, name, Unit::Cpu, ours),
    }
}
