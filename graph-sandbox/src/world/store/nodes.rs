//! Nodes: their records, and their fields, generated on first access.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use graph_schema::{Schema, model::NodeId};
use serde_json::{Map, Value};

use super::{
    changed::Changed,
    lists::{Edge, Item},
};
use crate::world::seed::{Generator, START, Subject, special};

/// All nodes and connections.
#[derive(Debug)]
pub(crate) struct Store {
    pub(crate) generator: Generator,
    pub(super) records: HashMap<String, Record>,
    pub(super) edges: BTreeMap<List, Vec<Edge>>,
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

#[derive(Clone, Debug)]
pub(super) struct Record {
    pub(super) node: NodeId,
    pub(super) owner: Option<String>,
    pub(super) moment: i64,
    /// Shared with whoever reads them: a node may have hundreds of values.
    pub(super) values: Arc<Map<String, Value>>,
    /// Whether `values` is complete; otherwise the missing fields are generated on first access.
    pub(super) whole: bool,
    pub(super) available: bool,
    pub(super) from_call: bool,
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
                    values: Arc::default(),
                    whole: false,
                    available: true,
                    from_call: false,
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
                record.from_call = false;
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
        called.into_iter().find(|id| self.object(id).is_some_and(|object| named(object)))
    }

    /// The fields of a node that are set, generated on first access.
    pub(crate) fn object(&mut self, id: &str) -> Option<&Arc<Map<String, Value>>> {
        let record = self.records.get_mut(id)?;
        if !record.whole {
            let subject = Subject {
                id,
                node: record.node,
                owner: record.owner.as_deref(),
                moment: record.moment,
                complete: self.generator.is_complete(id),
                from_call: record.from_call,
            };
            let mut values = self.generator.fields(&subject);
            values.append(Arc::make_mut(&mut record.values));
            record.values = Arc::new(values);
            record.whole = true;
        }
        Some(&record.values)
    }

    /// Changes fields of a node.
    pub(crate) fn change(&mut self, id: &str, values: Map<String, Value>) {
        if self.object(id).is_some()
            && let Some(record) = self.records.get_mut(id)
        {
            Arc::make_mut(&mut record.values).extend(values);
            self.mark_changed(id);
        }
    }

    /// Adds a node that a call created.
    pub(crate) fn add(&mut self, id: &str, node: NodeId, owner: Option<String>, values: Map<String, Value>) {
        let moment = self.now();
        let values = Arc::new(values);
        let record = Record { node, owner, moment, values, whole: false, available: true, from_call: true };
        self.records.insert(id.to_owned(), record);
        self.mark_changed(id);
    }

    /// Removes a node and its occurrences in lists. Returns those lists.
    pub(crate) fn remove(&mut self, id: &str) -> Vec<List> {
        let removed = self.records.remove(id);
        self.mark_changed(id);
        // A node that a call created is not regenerated, so its removal need not be remembered.
        if removed.is_some_and(|record| record.from_call) {
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

    /// Advances the simulated time by one minute, for each created object.
    pub(crate) fn tick(&mut self) -> i64 {
        self.passed += 60;
        self.now()
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
