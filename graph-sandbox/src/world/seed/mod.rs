//! Data out of a seed number and a schema.
//!
//! Every value depends on the seed, the node's id and the field's name alone, so nothing has to be
//! made before somebody asks for it, and the order of questions does not matter.

mod connection;
mod people;
mod random;
pub(crate) mod special;
mod value;
mod words;

use std::{collections::HashMap, sync::Arc};

use graph_schema::{
    Schema,
    model::{Field, NodeId, Presence, Type},
};
use serde_json::{Map, Value};

pub(crate) use connection::{Made, What};
pub(crate) use people::People;
pub(crate) use random::Random;

/// The moment at which every sandbox starts: 2013-07-01, noon.
pub(crate) const START: i64 = 1_372_680_000;

/// Makes data.
#[derive(Clone, Debug)]
pub(crate) struct Generator {
    pub(crate) schema: Arc<Schema>,
    pub(crate) seed: u64,
    pub(crate) people: People,
    pools: HashMap<NodeId, Vec<String>>,
}

/// Whom or what a value is made for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Subject<'a> {
    /// Its id, or the path of an object inside.
    pub(crate) id: &'a str,
    /// What it is.
    pub(crate) node: NodeId,
    /// Whose it is.
    pub(crate) owner: Option<&'a str>,
    /// When it was made.
    pub(crate) moment: i64,
    /// Whether everything about it is known.
    pub(crate) complete: bool,
    /// Whether a call made it: then nothing is known but what the call said.
    pub(crate) bare: bool,
}

impl<'a> Subject<'a> {
    fn of(node: NodeId, id: &'a str, moment: i64) -> Self {
        Self { id, node, owner: None, moment, complete: true, bare: false }
    }

    fn maker(&self, field: &str) -> bool {
        special::MAKERS.contains(&field)
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
                let size = special::pool(&node.name).0;
                (0..size).map(|at| made.number(&[&node.name, &at.to_string()]).to_string()).collect()
            };
            made.pools.insert(id, ids);
        }
        made
    }

    /// The ids of a kind that exist from the start.
    pub(crate) fn pool(&self, node: NodeId) -> &[String] {
        self.pools.get(&node).map_or(&[], Vec::as_slice)
    }

    /// All pools.
    pub(crate) fn pools(&self) -> impl Iterator<Item = (NodeId, &[String])> {
        self.pools.iter().map(|(node, ids)| (*node, ids.as_slice()))
    }

    /// A large number for an id; beyond 2^53, as the platform's are.
    pub(crate) fn number(&self, purpose: &[&str]) -> u64 {
        10_150_000_000_000_000 + Random::of(self.seed, purpose).below(9_000_000_000_000)
    }

    /// Whether a node exists from the start, without anybody having looked into a list.
    pub(crate) fn is_from_the_start(&self, id: &str) -> bool {
        id == special::UNLIKED_PAGE || self.pools.values().any(|ids| ids.iter().any(|known| known == id))
    }

    /// Whether everything about a node is known: of the person of the tokens, and the first of each kind.
    pub(crate) fn is_complete(&self, id: &str) -> bool {
        self.pools.values().any(|ids| ids.first().is_some_and(|first| first == id))
    }

    pub(crate) fn is_person(&self, node: NodeId) -> bool {
        self.people.node == Some(node)
    }

    /// The node that an object stands for, by the type of its `id`.
    pub(crate) fn stands_for(&self, object: NodeId) -> Option<NodeId> {
        match self.schema[object].field("id").map(|field| &field.ty) {
            Some(Type::Id(node)) if self.schema[object].is_object => Some(*node),
            _ => None,
        }
    }

    /// All fields of a node that are set.
    pub(crate) fn fields(&self, subject: &Subject<'_>) -> Map<String, Value> {
        let fields = self.schema[subject.node].fields.iter();
        fields.filter_map(|field| Some((field.name.clone(), self.field(subject, field)?))).collect()
    }

    fn field(&self, subject: &Subject<'_>, field: &Field) -> Option<Value> {
        if field.name == "id" && matches!(field.ty, Type::Id(_) | Type::Scalar(_)) {
            return Some(Value::String(subject.id.to_owned()));
        }
        if self.present(field, subject) { self.value(&field.ty, &field.name, subject, 0) } else { None }
    }

    fn present(&self, field: &Field, subject: &Subject<'_>) -> bool {
        match field.presence {
            Presence::Always | Presence::Usual => true,
            // An item without its id could not be found again.
            Presence::Gated
                if matches!(field.name.as_str(), "id" | "name" | "created_time") && !subject.bare =>
            {
                true
            }
            Presence::Gated if field.name == "id" => true,
            Presence::Gated if subject.bare => false,
            Presence::Gated => {
                subject.complete || !Random::of(self.seed, &[subject.id, &field.name, "present"]).once_in(5)
            }
        }
    }
}
