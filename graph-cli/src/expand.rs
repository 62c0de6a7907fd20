//! `graph schema expand`: prints the Rust code that is generated from a schema.

use std::{
    io::{self, Write},
    path::Path,
};

use graph_schema::{Schema, suggest};
use syn::{Attribute, Expr, ExprLit, File, Item, Lit, Meta, Type, parse_quote, visit_mut::VisitMut};

use crate::{
    output::{report_error, write_to},
    schema,
    status::Status,
};

/// The suffix of exported macro names. `graph_api!` uses a hash of the schema, to keep APIs apart.
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
            report_error(&format!("the schema has no node `{name}`{}", near.unwrap_or_default()));
            return Ok(Status::CannotRun);
        }
    }
    let code = graph_codegen::api(&schema, MARK);
    let code = format!("#[doc(hidden)] pub use ::graph_client::__rt; {code}");
    let text = match syn::parse_str::<File>(&code) {
        Ok(mut file) => {
            if !nodes.is_empty() {
                file.items.retain(|item| is_of(item, &schema, nodes));
            }
            DocLines.visit_file_mut(&mut file);
            prettyplease::unparse(&file)
        }
        // Print it unformatted, so that the mistake can be seen.
        Err(error) => {
            report_error(&format!("cannot format the code: {error}"));
            code
        }
    };
    write_to(to, &text, out)
}

/// Whether an item is the module, the struct or an impl of one of the nodes.
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

/// Splits doc attributes into one per line.
struct DocLines;

impl VisitMut for DocLines {
    fn visit_attributes_mut(&mut self, attributes: &mut Vec<Attribute>) {
        let lines = std::mem::take(attributes).into_iter().flat_map(|attribute| match doc(&attribute) {
            Some(text) => text.lines().map(|line| parse_quote!(#[doc = #line])).collect(),
            None => vec![attribute],
        });
        *attributes = lines.collect();
    }
}

/// The text of a doc attribute.
fn doc(attribute: &Attribute) -> Option<String> {
    let Meta::NameValue(pair) = &attribute.meta else { return None };
    match &pair.value {
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) if pair.path.is_ident("doc") => Some(text.value()),
        _ => None,
    }
}
