//! Changes of nodes and lists that real-time updates announce.

use graph_schema::model::{Connection, Node};
use serde_json::{Value, json};

use super::state::World;

/// A change of one field or connection of a node.
#[derive(Clone, Debug)]
pub(crate) struct Change {
    pub(crate) object: String,
    pub(crate) id: String,
    pub(crate) field: String,
    pub(crate) value: Option<Value>,
}

impl World {
    /// Records a change if the schema announces changes of this field.
    pub(crate) fn announce(&mut self, id: &str, field: &str, value: Option<Value>) {
        let Some(kind) = self.store.node(id) else { return };
        let node = &self.schema[kind];
        if !self.subscriptions.all().is_empty() && node.updates.iter().any(|known| known == field) {
            let object = object_name(node);
            self.changes.push(Change { object, id: id.to_owned(), field: field.to_owned(), value });
        }
    }

    /// Records that a person granted or revoked permissions.
    pub(crate) fn announce_permissions(&mut self, person: &str, permissions: Vec<String>, verb: &str) {
        for permission in permissions {
            let value = json!({ "verb": verb, "target_ids": [person] });
            self.changes.push(Change {
                object: "permissions".to_owned(),
                id: person.to_owned(),
                field: permission,
                value: Some(value),
            });
        }
    }
}

/// The object type of a node in the updates API.
pub(crate) fn object_name(node: &Node) -> String {
    node.update_object.clone().unwrap_or_else(|| node.name.to_lowercase())
}

/// The value of a change that adds an item to a connection or removes one.
pub(crate) fn list_change(connection: &Connection, item: Option<&str>, verb: &str) -> Value {
    let mut value = json!({ "verb": verb, "item": connection.name });
    if let Some(item) = item {
        value["id"] = item.into();
    }
    value
}
