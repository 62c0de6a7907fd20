//! The names of one module that are in use.

use std::collections::BTreeSet;

use graph_schema::{model::Operation, reserved};

/// Names that earlier operations of the same module use.
pub(super) struct Taken(BTreeSet<String>);

impl Taken {
    /// Starts with the names of the operations, whose marker types are in the module too.
    pub(super) fn of(operations: &[Operation]) -> Self {
        let names = operations.iter().map(|operation| operation.name.clone());
        Self(names.chain(reserved::CONNECTION_OPERATIONS.iter().map(|name| (*name).to_owned())).collect())
    }

    /// The name, prefixed with its operation's name if it is in use.
    pub(super) fn free(&mut self, operation: &str, name: &str) -> String {
        let name = if self.0.contains(name) { format!("{operation}_{name}") } else { name.to_owned() };
        self.0.insert(name.clone());
        name
    }
}
