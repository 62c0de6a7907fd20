//! What exists: nodes as JSON objects, and the items of their connections.

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

/// Everything that exists.
#[derive(Debug)]
pub(crate) struct Store {
    pub(crate) generator: Generator,
    records: HashMap<String, Record>,
    edges: BTreeMap<List, Vec<Edge>>,
    /// Seconds that have passed since the start.
    pub(crate) passed: i64,
    pub(crate) made: u64,
    /// What calls changed, which no seed makes again.
    pub(crate) own: Own,
    /// What of it was not written down yet.
    pub(crate) news: Own,
}

/// A connection of a node: the node's id and the connection's name.
pub(crate) type List = (String, String);

/// Nodes and lists by name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Own {
    pub(crate) nodes: BTreeSet<String>,
    pub(crate) lists: BTreeSet<List>,
}

impl Own {
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
    /// Whether `values` is all there is, not only what is known so far.
    whole: bool,
    available: bool,
    bare: bool,
}

/// An item of a connection.
#[derive(Clone, Debug)]
pub(crate) struct Edge {
    /// A number of its own within the connection, for cursors.
    pub(crate) key: u64,
    /// When it was made.
    pub(crate) moment: i64,
    /// Whether everybody may see it.
    pub(crate) open: bool,
    /// Whether a call of the app made it.
    pub(crate) by_app: bool,
    /// What it is.
    pub(crate) item: Item,
}

/// What an item of a connection is.
#[derive(Clone, Debug)]
pub(crate) enum Item {
    /// A node, by id.
    Node(String),
    /// A value that is nothing outside the list.
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
            own: Own::default(),
            news: Own::default(),
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

    /// What an id names.
    pub(crate) fn node(&self, id: &str) -> Option<NodeId> {
        self.records.get(id).map(|record| record.node)
    }

    /// The person or Page that a node belongs to.
    pub(crate) fn owner(&self, id: &str) -> Option<String> {
        self.records.get(id).and_then(|record| record.owner.clone())
    }

    /// Whether a node may be looked at by anybody.
    pub(crate) fn is_available(&self, id: &str) -> bool {
        self.records.get(id).is_some_and(|record| record.available)
    }

    /// Makes a node show nothing.
    pub(crate) fn hide(&mut self, id: &str) {
        if let Some(record) = self.records.get_mut(id) {
            record.available = false;
        }
    }

    /// Sets whose a node is.
    pub(crate) fn give(&mut self, id: &str, owner: &str) {
        if let Some(record) = self.records.get_mut(id) {
            record.owner = Some(owner.to_owned());
        }
    }

    /// The node with a vanity name.
    pub(crate) fn by_username(&mut self, name: &str) -> Option<String> {
        let people = self.generator.people.ids.iter();
        // Only whom the name could belong to is looked at: a sandbox has a thousand people.
        let called: Vec<String> = people.filter(|id| self.generator.username(id) == name).cloned().collect();
        let named =
            |object: &Map<String, Value>| object.get("username").and_then(Value::as_str) == Some(name);
        called.into_iter().find(|id| self.object(id).is_some_and(named))
    }

    /// The fields of a node that are set.
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
            self.changed(id);
        }
    }

    /// Adds a node that a call makes.
    pub(crate) fn add(&mut self, id: &str, node: NodeId, owner: Option<String>, values: Map<String, Value>) {
        let moment = self.now();
        let record = Record { node, owner, moment, values, whole: false, available: true, bare: true };
        self.records.insert(id.to_owned(), record);
        self.changed(id);
    }

    /// Removes a node, and the items that are this node: those of which lists.
    pub(crate) fn remove(&mut self, id: &str) -> Vec<List> {
        let removed = self.records.remove(id);
        self.changed(id);
        // No seed makes again what a call made.
        if removed.is_some_and(|record| record.bare) {
            self.own.nodes.remove(id);
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
            self.changed_list(list.clone());
        }
        self.edges.retain(|(owner, _), _| owner != id);
        self.own.lists.retain(|(owner, _)| owner != id);
        self.news.lists.retain(|(owner, _)| owner != id);
        lost
    }

    fn changed(&mut self, id: &str) {
        self.own.nodes.insert(id.to_owned());
        self.news.nodes.insert(id.to_owned());
    }

    /// A list that was changed is not made up again, so what it lists is kept as well.
    fn changed_list(&mut self, list: List) {
        if !self.own.lists.contains(&list) {
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
                    self.changed(id);
                }
            }
            self.own.lists.insert(list.clone());
        }
        self.news.lists.insert(list);
    }

    /// Whether two people are friends: by what was made of their lists, or else from the start.
    pub(crate) fn are_friends(&self, one: &str, other: &str) -> bool {
        let list = (one.to_owned(), special::FRIENDS.to_owned());
        match self.own.lists.contains(&list) {
            true => self.edges.get(&list).into_iter().flatten().any(|edge| edge.id() == Some(other)),
            false => self.generator.people.are_friends(one, other),
        }
    }

    /// The items of a connection, to be changed.
    pub(crate) fn edit(&mut self, id: &str, connection: &Connection) -> &mut Vec<Edge> {
        self.edges(id, connection);
        let list = (id.to_owned(), connection.name.clone());
        self.changed_list(list.clone());
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
                // Two connections of one node may start with the same things; then they are the same.
                self.records.entry(id.clone()).or_insert(record);
                Item::Node(id)
            }
        };
        // Keys fall with age, so that later items get higher ones.
        Edge { key: (1 << 20) - at as u64, moment: made.moment, open: made.open, by_app: false, item }
    }

    /// Lets time pass: one minute for each thing that is made.
    pub(crate) fn tick(&mut self) -> i64 {
        self.passed += 60;
        self.now()
    }

    /// Puts an item at the head of a connection.
    pub(crate) fn append(&mut self, id: &str, connection: &Connection, item: Item) {
        let moment = self.now();
        self.made += 1;
        let edge = Edge { key: (1 << 20) + self.made, moment, open: true, by_app: true, item };
        self.edit(id, connection).insert(0, edge);
    }

    /// An id that nothing has yet.
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

    /// The sandbox's own time. It moves only when something is made, so that answers can be foretold.
    pub(crate) fn now(&self) -> i64 {
        START + self.passed
    }
}
