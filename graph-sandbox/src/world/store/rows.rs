//! Nodes and lists as they are written down, in a file or as JSON.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Edge, Item, List, Record, Store};

/// A node as it is written down.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Row {
    pub(crate) node: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) owner: Option<String>,
    #[serde(default)]
    pub(crate) moment: i64,
    /// Whether `fields` is all there is; what is missing is made up otherwise.
    #[serde(default)]
    pub(crate) whole: bool,
    /// Whether it was made by a call or a file; it then has no lists but its own.
    #[serde(default = "yes")]
    pub(crate) made: bool,
    #[serde(default = "yes", skip_serializing_if = "is_true")]
    pub(crate) available: bool,
    #[serde(default)]
    pub(crate) fields: Map<String, Value>,
}

/// An item of a list as it is written down.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct ItemRow {
    pub(crate) key: u64,
    #[serde(default)]
    pub(crate) moment: i64,
    #[serde(default = "yes")]
    pub(crate) open: bool,
    #[serde(default)]
    pub(crate) by_app: bool,
    /// A node's id, or a value of its own.
    pub(crate) item: Value,
    /// Whether `item` names a node.
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
    /// Whether there is something that was not written down yet.
    pub(crate) fn has_news(&self) -> bool {
        !self.news.is_empty()
    }

    /// Whether a node that is gone would be made again.
    pub(crate) fn is_missed(&self, id: &str) -> bool {
        self.own.nodes.contains(id)
    }

    /// A node as it is written down; none if it was removed.
    pub(crate) fn row(&self, id: &str) -> Option<Row> {
        let record = self.records.get(id)?;
        Some(Row {
            node: self.generator.schema[record.node].name.clone(),
            owner: record.owner.clone(),
            moment: record.moment,
            whole: record.whole,
            made: record.bare,
            available: record.available,
            fields: record.values.clone(),
        })
    }

    /// Puts a node where it was, or removes it. A node that the schema does not have is left out.
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
                    values: row.fields,
                    whole: row.whole,
                    available: row.available,
                    bare: row.made,
                };
                self.records.insert(id.to_owned(), record);
            }
            None => drop(self.records.remove(id)),
        }
        self.own.nodes.insert(id.to_owned());
        self.news.nodes.insert(id.to_owned());
        Ok(())
    }

    /// The items of a list as they are written down.
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

    /// Puts a list where it was.
    pub(crate) fn put_list(&mut self, list: List, rows: Vec<ItemRow>) {
        let edge = |row: ItemRow| {
            let item = match row.item {
                Value::String(id) if row.is_node => Item::Node(id),
                value => Item::Value(value),
            };
            Edge { key: row.key, moment: row.moment, open: row.open, by_app: row.by_app, item }
        };
        self.edges.insert(list.clone(), rows.into_iter().map(edge).collect());
        self.own.lists.insert(list.clone());
        self.news.lists.insert(list);
    }
}
