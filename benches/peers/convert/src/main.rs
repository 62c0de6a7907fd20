//! `convert CATALOGUE OUT [--empty]` converts the platform's catalogue to OpenAPI 3.0, or to a GraphQL schema if OUT
//! ends in `.graphql`.
//!
//! Where there are several ways to express something, it uses the one that is less work for a generator: a list of
//! nodes returns one node, times are strings, and JSON parameters are strings.

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
        // A single empty node: enough to build the dependencies of a generator, and little more.
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
