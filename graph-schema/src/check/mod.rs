//! Rules of the language that need the resolved model; one family a file.

mod limits;
mod names;
mod params;

use crate::{diagnostic::Diagnostics, model::Schema, raw::Document};

/// Runs every rule.
pub(crate) fn all(raw: &Document, schema: &Schema, diags: &mut Diagnostics) {
    names::check(raw, schema, diags);
    params::check(raw, schema, diags);
    limits::check(raw, diags);
}

/// Every operation of the files, whatever it hangs on.
fn operations(raw: &Document) -> impl Iterator<Item = &crate::raw::Operation> {
    raw.nodes.iter().flat_map(|node| {
        node.operations.iter().chain(node.connections.iter().flat_map(|connection| &connection.operations))
    })
}

/// Every parameter of the files.
fn params_of(raw: &Document) -> impl Iterator<Item = &crate::raw::Param> {
    let lists = raw.nodes.iter().flat_map(|node| &node.connections).flat_map(|connection| &connection.params);
    operations(raw).flat_map(|operation| &operation.params).chain(lists)
}
