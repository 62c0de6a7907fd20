//! Names that a schema may not use, or that get a `_`, because every generated API has an item of that name.
//!
//! The checks, the code generator and the reference all take them from here.

use crate::list::List as _;
mod case;
mod names;

pub use case::{camel, member};
pub use names::{Names, fixed, of_operation};

use crate::model::{PermissionId, Schema};

/// Types of the root module: no node, object or enum may have such a name.
pub const ROOT_TYPES: &[&str] = &["At", "Call", "Get", "List", "Listed", "WithArgs"];

/// Modules of the root module: no node may have such a module.
pub const ROOT_MODULES: &[&str] = &["never", "permission", "value"];

/// Types of a node's module: no other type may go by such a name there.
pub const NODE_TYPES: &[&str] = &["Id", "Node", "Updated"];

/// Modules of a node's module: a connection or operation with such a name gets a `_` suffix.
pub const NODE_MODULES: &[&str] = &["fields", "args"];

/// Methods of every node: connections, operations and parameters with such a name get a `_` suffix.
pub const NODE_METHODS: &[&str] = &["get", "fields", "with_args", "clone", "eq"];

/// Paging setters that every list has: a parameter of such a name replaces the common one.
pub const PAGING_SETTERS: &[&str] = &["limit", "after", "before", "since", "until", "offset"];

/// Methods of every list: operations with such a name get a `_` suffix, and so do parameters unless they are [paging
/// setters](PAGING_SETTERS).
pub const LIST_METHODS: &[&str] =
    &["limit", "after", "before", "since", "until", "offset", "select", "with_args", "clone", "eq"];

/// Methods of every value that is sent: setters with such a name get a `_` suffix.
pub const VALUE_METHODS: &[&str] = &["new", "clone", "eq", "fmt", "into", "default"];

/// Methods of the arguments of every field: parameters with such a name get a `_` suffix.
pub const ARGUMENT_METHODS: &[&str] = &["clone", "eq"];

/// Operations that every connection has: no other may have such a name.
pub const CONNECTION_OPERATIONS: &[&str] = &["list"];

/// Items of the root module of an API with webhooks: no type may have such a name there.
pub const WEBHOOK_TYPES: &[&str] = &["Webhooks"];

/// Modules of the root module of an API with webhooks: no node may have such a module there.
pub const WEBHOOK_MODULES: &[&str] = &["webhooks"];

/// The variant for events that the schema does not know.
pub const OTHER_EVENT: &str = "Other";

/// Items of the module of permissions: no permission may have such a name.
pub const PERMISSION_ITEMS: &[&str] = &["name"];

/// Words that start a path: no member may have such a name.
pub const PATH_WORDS: &[&str] = &["self", "super", "crate"];

/// The name of "any of these permissions": `user_photos_or_user_status`. No permission may have it.
#[must_use]
pub fn any_of(schema: &Schema, permissions: &[PermissionId]) -> String {
    let mut names: Vec<&str> = permissions.iter().map(|id| schema[*id].name.as_str()).list();
    names.sort_unstable();
    names.dedup();
    names.join("_or_")
}

/// The most members of a rule such as `at_least_one`: each has a method for each of the others.
pub const MOST_ALTERNATIVES: usize = 32;
