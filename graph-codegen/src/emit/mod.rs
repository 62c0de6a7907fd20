//! Tokens. Decisions were made in `plan`; a template here has no conditions.

mod answer;
mod arguments;
mod checked;
mod connection;
mod constructor;
mod docs;
mod enums;
mod errors;
mod fields;
mod forms;
mod never;
mod node;
mod operation;
mod permission;
mod ready;
mod updates;

use graph_schema::model::{Node, Schema};
use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::Scope;

/// The API of a schema: the items of the module in which they are put.
///
/// `runtime` is the path of the crate `graph-client`, as the caller of the macro sees it;
/// `mark` makes the one exported macro's name its own, and is best a hash of the schema.
pub fn api(schema: &Schema, runtime: &TokenStream, mark: &str) -> TokenStream {
    let scope = Scope::root(schema);
    let facts = errors::api(schema);
    let permissions = permission::module(scope.inner(), mark);
    let never = never::module(schema);
    let enums = schema.enums.iter().map(enums::item);
    let ready = schema.nodes().map(|(id, node)| ready::item(id, node, scope));
    let nodes = schema.nodes.iter().map(|node| node::module(node, scope));
    quote! {
        #[doc(hidden)]
        pub use #runtime::__rt;
        #facts
        __rt::api_types! {}
        #permissions
        #never
        #(#enums)*
        #(#ready)*
        #(#nodes)*
    }
}

/// The path of a node for people: `/v2.6/{messenger}`.
fn node_path(schema: &Schema, node: &Node) -> String {
    let version = node.version.as_ref().or(schema.version.as_ref()).map(|version| format!("/{version}"));
    format!("{}/{{{}}}", version.unwrap_or_default(), node.module)
}
