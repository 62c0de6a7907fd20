//! Data generated from a seed and a schema.
//!
//! Every value depends only on the seed, the node's id and the field's name, so data is generated on demand and
//! the order of calls does not matter.

mod connection;
mod described;
mod people;
mod random;
pub(crate) mod special;
mod value;
mod words;

use std::{collections::HashMap, sync::Arc};

use graph_schema::{
    Schema,
    model::{Connection, Field, NodeId, Presence, Scalar, Type},
};
use serde_json::{Map, Value};

pub(crate) use connection::{Made, What};
pub(crate) use people::People;
pub(crate) use random::Random;

/// The time at which every sandbox starts: 2013-07-01, noon UTC.
pub(crate) const START: i64 = 1_372_680_000;

/// Generates data.
#[derive(Clone, Debug)]
pub(crate) struct Generator {
    pub(crate) schema: Arc<Schema>,
    pub(crate) seed: u64,
    pub(crate) people: People,
    pools: HashMap<NodeId, Vec<String>>,
}

/// The object that a value is generated for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Subject<'a> {
    /// Its id, or the path of a nested object.
    pub(crate) id: &'a str,
    /// Its node type.
    pub(crate) node: NodeId,
    /// Its owner.
    pub(crate) owner: Option<&'a str>,
    /// Its creation time.
    pub(crate) moment: i64,
    /// Whether all its fields are set.
    pub(crate) complete: bool,
    /// Whether a call created it: then only the fields that the call set are present.
    pub(crate) from_call: bool,
}

impl<'a> Subject<'a> {
    fn of(node: NodeId, id: &'a str, moment: i64) -> Self {
        Self { id, node, owner: None, moment, complete: true, from_call: false }
    }

    fn is_author(&self, field: &str) -> bool {
        special::AUTHORS.contains(&field)
    }
}

impl Generator {
    pub(crate) fn new(schema: Arc<Schema>, seed: u64, people: usize) -> Self {
        let mut made = Self { schema, seed, people: People::default(), pools: HashMap::new() };
        let schema = Arc::clone(&made.schema);
        made.people = People::new(&schema, seed, people);
        for (id, node) in schema.nodes().filter(|(_, node)| !node.is_object) {
            let ids = if made.people.node == Some(id) {
                made.people.ids.clone()
            } else {
                let (size, name) = (special::pool(&node.name).0, special::kin(&schema, &node.name));
                // The app of the sandbox is the same in every API.
                let number = |at: usize| match (name, at) {
                    ("App", 0) => made.number(&["app"]),
                    (name, at) => made.number(&[name, &at.to_string()]),
                };
                (0..size).map(|at| special::written(node, number(at))).collect()
            };
            made.pools.insert(id, ids);
        }
        made
    }

    /// The ids of a node type that exist from the start.
    pub(crate) fn pool(&self, node: NodeId) -> &[String] {
        self.pools.get(&node).map_or(&[], Vec::as_slice)
    }

    /// The pools of all node types.
    pub(crate) fn pools(&self) -> impl Iterator<Item = (NodeId, &[String])> {
        self.pools.iter().map(|(node, ids)| (*node, ids.as_slice()))
    }

    /// A number for an id; larger than 2^53, like the platform's ids.
    pub(crate) fn number(&self, purpose: &[&str]) -> u64 {
        10_150_000_000_000_000 + Random::of(self.seed, purpose).below(9_000_000_000_000)
    }

    /// Whether a node exists from the start, before any list was generated.
    pub(crate) fn is_from_the_start(&self, id: &str) -> bool {
        id == special::UNLIKED_PAGE || self.pools.values().any(|ids| ids.iter().any(|known| known == id))
    }

    /// Whether the platform computes the items of a connection: those of a job that no one can add.
    pub(crate) fn computes(&self, node: NodeId, connection: &Connection) -> bool {
        self.schema[node].job.is_some() && connection.operations.is_empty()
    }

    /// Whether all fields of a node are set: true for the user of the tokens and the first node of each type.
    pub(crate) fn is_complete(&self, id: &str) -> bool {
        self.pools.values().any(|ids| ids.first().is_some_and(|first| first == id))
    }

    pub(crate) fn is_person(&self, node: NodeId) -> bool {
        self.people.node == Some(node)
    }

    /// Whether a node type is that of people, or of the Page that an id is of: both write posts and comments.
    pub(crate) fn writes(&self, node: NodeId, id: &str) -> bool {
        self.is_person(node)
            || self.schema[node].name == special::PAGE && self.pool(node).iter().any(|known| known == id)
    }

    /// The node that an object refers to, by the type of its `id`.
    pub(crate) fn referenced_node(&self, object: NodeId) -> Option<NodeId> {
        match self.schema[object].field("id").map(|field| &field.ty) {
            Some(Type::Id(node)) if self.schema[object].is_object => Some(*node),
            _ => None,
        }
    }

    /// The fields of a node that are set.
    pub(crate) fn fields(&self, subject: &Subject<'_>) -> Map<String, Value> {
        let fields = self.schema[subject.node].fields.iter();
        fields.filter_map(|field| Some((field.name.clone(), self.field(subject, field)?))).collect()
    }

    fn field(&self, subject: &Subject<'_>, field: &Field) -> Option<Value> {
        if field.name == "id" && matches!(field.ty, Type::Id(_) | Type::Scalar(_)) {
            return Some(Value::String(subject.id.to_owned()));
        }
        if let (Some(part), Type::Scalar(Scalar::String)) =
            (special::part(&self.schema[subject.node], &field.name, subject.id), &field.ty)
        {
            return Some(part.into());
        }
        if self.present(field, subject) { self.value(&field.ty, &field.name, subject, 0) } else { None }
    }

    fn present(&self, field: &Field, subject: &Subject<'_>) -> bool {
        match field.presence {
            Presence::Always | Presence::Usual => true,
            // Items need an id so that callers can refer to them.
            Presence::Gated
                if matches!(field.name.as_str(), "id" | "name" | "created_time") && !subject.from_call =>
            {
                true
            }
            Presence::Gated if field.name == "id" => true,
            Presence::Gated if subject.from_call => false,
            Presence::Gated => {
                subject.complete || !Random::of(self.seed, &[subject.id, &field.name, "present"]).once_in(5)
            }
        }
    }
}
