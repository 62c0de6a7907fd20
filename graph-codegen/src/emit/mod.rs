//! Writes the code of an API. `plan` has made the decisions; the templates here have no conditions.

mod answer;
mod arguments;
mod checked;
mod connection;
mod constructor;
mod described;
mod docs;
mod enums;
mod errors;
mod field_args;
mod fields;
mod forms;
mod given;
mod makers;
mod never;
mod node;
mod operation;
mod permission;
mod ready;
mod record;
mod scope;
mod types;
mod union;
mod updates;
mod value;
mod webhooks;

use graph_schema::model::{Node, Schema};

use scope::Scope;

use crate::{
    code::code,
    plan::{self, Values},
};

/// The API of a schema: the items of a module, as source text.
///
/// The text refers to the runtime of the crate `graph-client` as `__rt`; the caller, who knows the path of that crate,
/// imports it under this name. `mark` makes the name of the exported macro unique; a hash of the schema is a good
/// choice.
pub fn api(schema: &Schema, mark: &str) -> String {
    let never_cases = never::cases(schema);
    let never_names = never::names_of(&never_cases);
    let values = Values::new(schema);
    let scope = Scope::root(schema, &values, &never_names);
    let facts = errors::api(schema);
    // Without a node there is no call.
    let types = (!schema.nodes.is_empty()).then(|| code!(__rt::api_types! {}));
    let args = plan::any_arguments(&schema.nodes).then(|| code!(__rt::args_types! {}));
    let permissions = permission::module(scope.inner(), mark);
    let never = never::module(&never_cases, &never_names);
    let enums = schema.enums.iter().map(enums::item);
    let ready = schema.nodes().map(|(id, node)| match values.is_shaped(id) {
        true => record::item(id, node, scope),
        false => ready::item(id, node, scope),
    });
    let unions = schema.unions().map(|(id, union)| union::item(id, union, scope));
    let nodes = schema.nodes().map(|(id, node)| node::module(id, node, scope));
    let makers = makers::modules(scope);
    let webhooks = webhooks::module(scope);
    let all = code! {
        #facts
        #types
        #args
        #permissions
        #never
        #(#enums)*
        #(#ready)*
        #(#unions)*
        #makers
        #(#nodes)*
        #webhooks
    };
    all.into_string()
}

/// The path of a node in documentation: `/v2.6/{messenger}`.
fn node_path(schema: &Schema, node: &Node) -> String {
    let version = schema.version_of(node).map(|version| format!("/{version}"));
    format!("{}/{{{}}}", version.unwrap_or_default(), node.module)
}
