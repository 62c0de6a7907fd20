//! Nodes and lists in the form that the database and JSON exports store.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{
    lists::{Edge, Item},
    nodes::{List, Record, Store},
};

/// A stored node.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Row {
    pub(crate) node: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) owner: Option<String>,
    #[serde(default)]
    pub(crate) moment: i64,
    /// Whether `fields` is complete; otherwise the missing fields are generated.
    #[serde(default)]
    pub(crate) whole: bool,
    /// Whether it was created by a call or an import; its connections are then empty unless stored.
    #[serde(default = "yes")]
    pub(crate) made: bool,
    #[serde(default = "yes", skip_serializing_if = "is_true")]
    pub(crate) available: bool,
    #[serde(default)]
    pub(crate) fields: Map<String, Value>,
}

/// A stored item of a list.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct ItemRow {
    pub(crate) key: u64,
    #[serde(default)]
    pub(crate) moment: i64,
    #[serde(default = "yes")]
    pub(crate) open: bool,
    #[serde(default)]
    pub(crate) by_app: bool,
    /// The id of a node, or a value.
    pub(crate) item: Value,
    /// Whether `item` is the id of a node.
    #[serde(default)]
    pub(crate) is_node: bool,
}

fn yes() -> bool {
    true
}

fn is_true(value: &bool) -> bool {
    *value
}

impl Store {
    /// Whether there are changes that are not in the database.
    pub(crate) fn has_unsaved(&self) -> bool {
        !self.unsaved.is_empty()
    }

    /// Whether a removed node would be regenerated from the seed.
    pub(crate) fn would_be_regenerated(&self, id: &str) -> bool {
        self.changed.nodes.contains(id)
    }

    /// A node to store; `None` if it was removed.
    pub(crate) fn row(&self, id: &str) -> Option<Row> {
        let record = self.records.get(id)?;
        Some(Row {
            node: self.generator.schema[record.node].name.clone(),
            owner: record.owner.clone(),
            moment: record.moment,
            whole: record.whole,
            made: record.from_call,
            available: record.available,
            fields: Map::clone(&record.values),
        })
    }

    /// Restores a node, or removes it.
    ///
    /// # Errors
    ///
    /// The schema has no such node type.
    pub(crate) fn put(&mut self, id: &str, row: Option<Row>) -> Result<(), String> {
        match row {
            Some(row) => {
                let Some((node, _)) = self.generator.schema.node(&row.node) else {
                    return Err(format!("the schema has no node {}", row.node));
                };
                let record = Record {
                    node,
                    owner: row.owner,
                    moment: row.moment,
                    values: Arc::new(row.fields),
                    whole: row.whole,
                    available: row.available,
                    from_call: row.made,
                };
                self.records.insert(id.to_owned(), record);
            }
            None => drop(self.records.remove(id)),
        }
        self.changed.nodes.insert(id.to_owned());
        self.unsaved.nodes.insert(id.to_owned());
        Ok(())
    }

    /// The items of a list to store.
    pub(crate) fn rows(&self, list: &List) -> Vec<ItemRow> {
        let edges = self.edges.get(list).into_iter().flatten();
        let row = |edge: &Edge| {
            let (item, is_node) = match &edge.item {
                Item::Node(id) => (Value::from(id.as_str()), true),
                Item::Value(value) => (value.clone(), false),
            };
            ItemRow {
                key: edge.key,
                moment: edge.moment,
                open: edge.open,
                by_app: edge.by_app,
                item,
                is_node,
            }
        };
        edges.map(row).collect()
    }

    /// Restores a list.
    pub(crate) fn put_list(&mut self, list: List, rows: Vec<ItemRow>) {
        let edge = |row: ItemRow| {
            let item = match row.item {
                Value::String(id) if row.is_node => Item::Node(id),
                value => Item::Value(value),
            };
            Edge { key: row.key, moment: row.moment, open: row.open, by_app: row.by_app, item }
        };
        self.edges.insert(list.clone(), rows.into_iter().map(edge).collect());
        self.changed.lists.insert(list.clone());
        self.unsaved.lists.insert(list);
    }
}
