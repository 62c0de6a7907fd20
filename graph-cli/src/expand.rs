//! `graph schema expand`: the Rust code that is generated from a schema.

use std::{
    fs,
    io::{self, Write},
    path::Path,
};

use graph_schema::{Schema, suggest};
use quote::quote;
use syn::{File, Item, Type};

use crate::{
    schema,
    status::{Status, complain},
};

/// What makes the names of exported macros an API's own; the macro takes a hash of the schema here.
const MARK: &str = "expanded";

pub fn run(
    path: Option<&Path>,
    nodes: &[String],
    to: Option<&Path>,
    out: &mut impl Write,
) -> io::Result<Status> {
    let schema = match schema::usable(path) {
        Ok(schema) => schema,
        Err(status) => return Ok(status),
    };
    for name in nodes {
        if schema.node(name).is_none() {
            let names = schema.nodes.iter().map(|node| node.name.as_str());
            let near = suggest(name, names).map(|near| format!("; did you mean `{near}`?"));
            complain(&format!("the schema has no node `{name}`{}", near.unwrap_or_default()));
            return Ok(Status::Unusable);
        }
    }
    let tokens = graph_codegen::api(&schema, &quote!(::graph_client), MARK);
    let text = match syn::parse2::<File>(tokens.clone()) {
        Ok(mut file) => {
            if !nodes.is_empty() {
                file.items.retain(|item| is_of(item, &schema, nodes));
            }
            prettyplease::unparse(&file)
        }
        // It is shown all the same: whoever asks wants to see what is wrong with it.
        Err(error) => {
            complain(&format!("the code cannot be formatted: {error}"));
            tokens.to_string()
        }
    };
    match to {
        None => write!(out, "{text}")?,
        Some(path) => {
            if let Err(error) = fs::write(path, text) {
                complain(&format!("cannot write `{}`: {error}", path.display()));
                return Ok(Status::Unusable);
            }
        }
    }
    Ok(Status::Fine)
}

/// Whether an item is the module or the struct of one of the nodes, or something of that struct.
fn is_of(item: &Item, schema: &Schema, nodes: &[String]) -> bool {
    let wanted = || nodes.iter().filter_map(|name| schema.node(name)).map(|(_, node)| node);
    match item {
        Item::Mod(module) => wanted().any(|node| module.ident == node.module),
        Item::Struct(item) => wanted().any(|node| item.ident == node.name),
        Item::Impl(item) => match &*item.self_ty {
            Type::Path(path) => wanted().any(|node| path.path.is_ident(&node.name)),
            _ => false,
        },
        _ => false,
    }
}
