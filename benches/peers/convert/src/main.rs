//! `convert CATALOGUE OUT [--empty]` writes the platform's catalogue as OpenAPI 3.0, or in the schema language
//! of GraphQL if OUT ends in `.graphql`.
//!
//! Where the catalogue can be said in several ways, the one is taken that is less work for a generator than
//! the real API would be: a list of nodes answers one node, times are text, parameters that are JSON are text.

mod catalogue;
mod graphql;
mod names;
mod openapi;

use std::{env, error::Error, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = env::args().skip(1).collect();
    let (catalogue, out, empty) = match &args[..] {
        [catalogue, out] => (catalogue, out, false),
        [catalogue, out, flag] if flag == "--empty" => (catalogue, out, true),
        _ => return Err("usage: convert CATALOGUE OUT [--empty]".into()),
    };
    let mut catalogue = catalogue::read(catalogue.as_ref())?;
    if empty {
        // One node without anything: what a generator needs is built, and next to nothing more.
        catalogue.nodes.truncate(1);
        catalogue.nodes.iter_mut().for_each(|node| (node.fields, node.calls) = Default::default());
        catalogue.enums.clear();
    }
    let document = if out.ends_with(".graphql") {
        graphql::document(&catalogue)
    } else {
        serde_json::to_string_pretty(&openapi::document(&catalogue))?
    };
    fs::write(out, document)?;
    let (nodes, calls) =
        (catalogue.nodes.len(), catalogue.nodes.iter().map(|node| node.calls.len()).sum::<usize>());
    println!("wrote {nodes} nodes with {calls} operations to {out}");
    Ok(())
}
