//! The items of connections, generated on first access.

use std::sync::Arc;

use graph_schema::model::Connection;
use serde_json::Value;

use super::nodes::{Record, Store};
use crate::world::seed::{Made, Subject, What, special};

/// An item of a connection.
#[derive(Clone, Debug)]
pub(crate) struct Edge {
    /// Unique within the connection; used in cursors.
    pub(crate) key: u64,
    /// Its creation time.
    pub(crate) moment: i64,
    /// Whether everyone may see it.
    pub(crate) open: bool,
    /// Whether a call of the app created it.
    pub(crate) by_app: bool,
    /// The item itself.
    pub(crate) item: Item,
}

/// The value of an item.
#[derive(Clone, Debug)]
pub(crate) enum Item {
    /// A node, by id.
    Node(String),
    /// A value that exists only in this list.
    Value(Value),
}

impl Edge {
    /// The id of the item, if it has one.
    pub(crate) fn id(&self) -> Option<&str> {
        match &self.item {
            Item::Node(id) => Some(id),
            Item::Value(Value::String(id)) => Some(id),
            Item::Value(value) => value.get("id").and_then(Value::as_str),
        }
    }
}

impl Store {
    /// Whether two people are friends, by the changed list or else by the generated one.
    pub(crate) fn are_friends(&self, one: &str, other: &str) -> bool {
        let list = (one.to_owned(), special::FRIENDS.to_owned());
        match self.changed.lists.contains(&list) {
            true => self.edges.get(&list).into_iter().flatten().any(|edge| edge.id() == Some(other)),
            false => self.generator.people.are_friends(one, other),
        }
    }

    /// The items of a connection, for modification.
    pub(crate) fn edit(&mut self, id: &str, connection: &Connection) -> &mut Vec<Edge> {
        self.edges(id, connection);
        let list = (id.to_owned(), connection.name.clone());
        self.mark_list_changed(list.clone());
        self.edges.entry(list).or_default()
    }

    /// The items of a connection, newest first.
    pub(crate) fn edges(&mut self, id: &str, connection: &Connection) -> &[Edge] {
        let key = (id.to_owned(), connection.name.clone());
        if !self.edges.contains_key(&key) {
            let made = self.starting_items(id, connection);
            let edges =
                made.into_iter().enumerate().map(|(at, made)| self.starting_edge(id, at, made)).collect();
            self.edges.insert(key.clone(), edges);
        }
        self.edges.entry(key).or_default()
    }

    fn starting_items(&self, id: &str, connection: &Connection) -> Vec<Made> {
        match self.records.get(id) {
            // What the platform computes for a node, such as the rows of a report, is there although a call made the node.
            Some(record) if !record.from_call || self.generator.computes(record.node, connection) => {
                let subject = Subject {
                    id,
                    node: record.node,
                    owner: record.owner.as_deref(),
                    moment: record.moment,
                    complete: self.generator.is_complete(id),
                    from_call: false,
                };
                self.generator.items(&subject, connection)
            }
            _ => Vec::new(),
        }
    }

    fn starting_edge(&mut self, owner: &str, at: usize, made: Made) -> Edge {
        let item = match made.what {
            What::Known(id) => Item::Node(id),
            What::Inline(value) => Item::Value(value),
            What::New { id, node, values } => {
                let owner = self.owner(owner).unwrap_or_else(|| owner.to_owned());
                let record = Record {
                    node,
                    owner: Some(owner),
                    moment: made.moment,
                    values: Arc::new(values),
                    whole: false,
                    available: true,
                    from_call: false,
                };
                // Two connections of one node may generate the same item.
                self.records.entry(id.clone()).or_insert(record);
                Item::Node(id)
            }
        };
        // Older items have lower keys.
        Edge { key: (1 << 20) - at as u64, moment: made.moment, open: made.open, by_app: false, item }
    }

    /// The nodes in whose lists a node is.
    pub(crate) fn holders(&self, id: &str) -> Vec<String> {
        let has =
            |edges: &[Edge]| edges.iter().any(|edge| matches!(&edge.item, Item::Node(known) if known == id));
        self.edges.iter().filter(|(_, edges)| has(edges)).map(|((owner, _), _)| owner.clone()).collect()
    }

    /// Inserts an item at the head of a connection.
    pub(crate) fn append(&mut self, id: &str, connection: &Connection, item: Item) {
        let moment = self.now();
        self.made += 1;
        let edge = Edge { key: (1 << 20) + self.made, moment, open: true, by_app: true, item };
        self.edit(id, connection).insert(0, edge);
    }
}
