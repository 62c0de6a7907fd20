//! Storage of nodes as JSON objects, and of the items of their connections.

mod rows;

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

use graph_schema::{
    Schema,
    model::{Connection, NodeId},
};
use serde_json::{Map, Value};

pub(crate) use rows::{ItemRow, Row};

use super::seed::{Generator, Made, START, Subject, What, special};

/// All nodes and connections.
#[derive(Debug)]
pub(crate) struct Store {
    pub(crate) generator: Generator,
    records: HashMap<String, Record>,
    edges: BTreeMap<List, Vec<Edge>>,
    /// Seconds of simulated time since [`START`].
    pub(crate) passed: i64,
    pub(crate) made: u64,
    /// What calls changed; the rest can be regenerated from the seed.
    pub(crate) changed: Changed,
    /// The changes that are not in the database.
    pub(crate) unsaved: Changed,
}

/// A connection of a node: the node's id and the connection's name.
pub(crate) type List = (String, String);

/// The names of changed nodes and lists.
#[derive(Clone, Debug, Default)]
pub(crate) struct Changed {
    pub(crate) nodes: BTreeSet<String>,
    pub(crate) lists: BTreeSet<List>,
}

impl Changed {
    fn is_empty(&self) -> bool {
        self.nodes.is_empty() && self.lists.is_empty()
    }
}

#[derive(Clone, Debug)]
struct Record {
    node: NodeId,
    owner: Option<String>,
    moment: i64,
    values: Map<String, Value>,
    /// Whether `values` is complete; otherwise the missing fields are generated on first access.
    whole: bool,
    available: bool,
    bare: bool,
}

/// An item of a connection.
#[derive(Clone, Debug)]
pub(crate) struct Edge {
    /// Unique within the connection; used in cursors.
    pub(crate) key: u64,
    /// Its creation time.
    pub(crate) moment: i64,
    /// Whether everybody may see it.
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
    pub(crate) fn new(generator: Generator) -> Self {
        let mut records = HashMap::new();
        for (node, ids) in generator.pools() {
            let owned = generator.is_person(node);
            for (at, id) in ids.iter().enumerate() {
                let owner = owned.then(|| id.clone());
                let record = Record {
                    node,
                    owner,
                    moment: START - 86_400 * (30 + at as i64),
                    values: Map::new(),
                    whole: false,
                    available: true,
                    bare: false,
                };
                records.insert(id.clone(), record);
            }
        }
        let mut store = Self {
            generator,
            records,
            edges: BTreeMap::new(),
            passed: 0,
            made: 0,
            changed: Changed::default(),
            unsaved: Changed::default(),
        };
        let page = store.schema().node("Page").map(|(id, _)| id);
        if let Some(page) = page {
            store.add(special::UNLIKED_PAGE, page, None, Map::new());
            if let Some(record) = store.records.get_mut(special::UNLIKED_PAGE) {
                record.bare = false;
            }
        }
        store
    }

    fn schema(&self) -> Arc<Schema> {
        Arc::clone(&self.generator.schema)
    }

    /// The node type of an id.
    pub(crate) fn node(&self, id: &str) -> Option<NodeId> {
        self.records.get(id).map(|record| record.node)
    }

    /// The person or Page that a node belongs to.
    pub(crate) fn owner(&self, id: &str) -> Option<String> {
        self.records.get(id).and_then(|record| record.owner.clone())
    }

    /// Whether a node is available.
    pub(crate) fn is_available(&self, id: &str) -> bool {
        self.records.get(id).is_some_and(|record| record.available)
    }

    /// Makes a node unavailable.
    pub(crate) fn hide(&mut self, id: &str) {
        if let Some(record) = self.records.get_mut(id) {
            record.available = false;
        }
    }

    /// Sets the owner of a node.
    pub(crate) fn give(&mut self, id: &str, owner: &str) {
        if let Some(record) = self.records.get_mut(id) {
            record.owner = Some(owner.to_owned());
        }
    }

    /// The node with a vanity name.
    pub(crate) fn by_username(&mut self, name: &str) -> Option<String> {
        let people = self.generator.people.ids.iter();
        // Candidates are found by generated username first, so that not every person is loaded.
        let called: Vec<String> = people.filter(|id| self.generator.username(id) == name).cloned().collect();
        let named =
            |object: &Map<String, Value>| object.get("username").and_then(Value::as_str) == Some(name);
        called.into_iter().find(|id| self.object(id).is_some_and(named))
    }

    /// The fields of a node that are set, generated on first access.
    pub(crate) fn object(&mut self, id: &str) -> Option<&Map<String, Value>> {
        let record = self.records.get_mut(id)?;
        if !record.whole {
            let subject = Subject {
                id,
                node: record.node,
                owner: record.owner.as_deref(),
                moment: record.moment,
                complete: self.generator.is_complete(id),
                bare: record.bare,
            };
            let mut values = self.generator.fields(&subject);
            values.append(&mut record.values);
            record.values = values;
            record.whole = true;
        }
        Some(&record.values)
    }

    /// Changes fields of a node.
    pub(crate) fn change(&mut self, id: &str, values: Map<String, Value>) {
        if self.object(id).is_some()
            && let Some(record) = self.records.get_mut(id)
        {
            record.values.extend(values);
            self.mark_changed(id);
        }
    }

    /// Adds a node that a call created.
    pub(crate) fn add(&mut self, id: &str, node: NodeId, owner: Option<String>, values: Map<String, Value>) {
        let moment = self.now();
        let record = Record { node, owner, moment, values, whole: false, available: true, bare: true };
        self.records.insert(id.to_owned(), record);
        self.mark_changed(id);
    }

    /// Removes a node and its occurrences in lists. Returns those lists.
    pub(crate) fn remove(&mut self, id: &str) -> Vec<List> {
        let removed = self.records.remove(id);
        self.mark_changed(id);
        // A node that a call created is not regenerated, so its removal need not be remembered.
        if removed.is_some_and(|record| record.bare) {
            self.changed.nodes.remove(id);
        }
        let mut lost = Vec::new();
        for (list, edges) in &mut self.edges {
            let before = edges.len();
            edges.retain(|edge| !matches!(&edge.item, Item::Node(known) if known == id));
            if edges.len() < before {
                lost.push(list.clone());
            }
        }
        for list in &lost {
            self.mark_list_changed(list.clone());
        }
        self.edges.retain(|(owner, _), _| owner != id);
        self.changed.lists.retain(|(owner, _)| owner != id);
        self.unsaved.lists.retain(|(owner, _)| owner != id);
        lost
    }

    fn mark_changed(&mut self, id: &str) {
        self.changed.nodes.insert(id.to_owned());
        self.unsaved.nodes.insert(id.to_owned());
    }

    /// A changed list is not regenerated, so its generated items are stored as well.
    fn mark_list_changed(&mut self, list: List) {
        if !self.changed.lists.contains(&list) {
            let items: Vec<String> = self
                .edges
                .get(&list)
                .into_iter()
                .flatten()
                .filter_map(|edge| match &edge.item {
                    Item::Node(id) => Some(id.clone()),
                    Item::Value(_) => None,
                })
                .collect();
            for id in &items {
                if !self.generator.is_from_the_start(id) {
                    self.mark_changed(id);
                }
            }
            self.changed.lists.insert(list.clone());
        }
        self.unsaved.lists.insert(list);
    }

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
            Some(record) if !record.bare => {
                let subject = Subject {
                    id,
                    node: record.node,
                    owner: record.owner.as_deref(),
                    moment: record.moment,
                    complete: self.generator.is_complete(id),
                    bare: false,
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
                    values,
                    whole: false,
                    available: true,
                    bare: false,
                };
                // Two connections of one node may generate the same item.
                self.records.entry(id.clone()).or_insert(record);
                Item::Node(id)
            }
        };
        // Older items have lower keys.
        Edge { key: (1 << 20) - at as u64, moment: made.moment, open: made.open, by_app: false, item }
    }

    /// Advances the simulated time by one minute, for each created object.
    pub(crate) fn tick(&mut self) -> i64 {
        self.passed += 60;
        self.now()
    }

    /// Inserts an item at the head of a connection.
    pub(crate) fn append(&mut self, id: &str, connection: &Connection, item: Item) {
        let moment = self.now();
        self.made += 1;
        let edge = Edge { key: (1 << 20) + self.made, moment, open: true, by_app: true, item };
        self.edit(id, connection).insert(0, edge);
    }

    /// An unused id.
    pub(crate) fn fresh_id(&mut self, node: Option<NodeId>, owner: &str) -> String {
        loop {
            self.made += 1;
            let number = self.generator.number(&["made", &self.made.to_string()]);
            let id = match node {
                Some(node) => special::id(&self.generator.schema, node, owner, number),
                None => number.to_string(),
            };
            if !self.records.contains_key(&id) {
                return id;
            }
        }
    }

    /// The simulated time. It advances only when something is created, so that responses are reproducible.
    pub(crate) fn now(&self) -> i64 {
        START + self.passed
    }
}
