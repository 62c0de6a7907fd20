//! Several APIs in one sandbox. Tokens, the clock, uploads and subscriptions are shared; each API has its schema and data.
//! One of them is the current one: the world turns to the API that a call is for.

use std::{mem, sync::Arc};

use graph_schema::{
    Schema, call,
    model::{Node, Operation, Segment, Target},
};

use super::{World, jobs::Jobs, store::Store};
use crate::protocol::Call;

/// An API that is not the current one.
#[derive(Debug)]
pub(crate) struct Realm {
    /// Its place in the order in which the APIs were given.
    pub(super) place: usize,
    pub(super) schema: Arc<Schema>,
    pub(super) store: Store,
    pub(super) jobs: Jobs,
}

impl World {
    /// The schemas of all APIs, in the order in which they were given.
    pub(crate) fn schemas(&self) -> Vec<Arc<Schema>> {
        let current = (self.place, &self.schema);
        let mut all: Vec<_> = self.others.iter().map(|realm| (realm.place, &realm.schema)).collect();
        all.push(current);
        all.sort_by_key(|(place, _)| *place);
        all.into_iter().map(|(_, schema)| Arc::clone(schema)).collect()
    }

    /// The place of the current API.
    pub(crate) fn place(&self) -> usize {
        self.place
    }

    /// Turns to the first API that fits, or else to the first one. Returns whether one fits.
    pub(crate) fn turn(&mut self, fits: impl Fn(&Schema, &Store) -> bool) -> bool {
        if self.others.is_empty() {
            return fits(&self.schema, &self.store);
        }
        let current = fits(&self.schema, &self.store).then_some(self.place);
        let others =
            self.others.iter().filter(|realm| fits(&realm.schema, &realm.store)).map(|realm| realm.place);
        let found = others.chain(current).min();
        self.turn_to(found.unwrap_or(0));
        found.is_some()
    }

    /// Turns to the API at a place.
    pub(crate) fn turn_to(&mut self, place: usize) {
        let Some(realm) = self.others.iter_mut().find(|realm| realm.place == place) else { return };
        mem::swap(&mut self.place, &mut realm.place);
        mem::swap(&mut self.schema, &mut realm.schema);
        mem::swap(&mut self.store, &mut realm.store);
        mem::swap(&mut self.jobs, &mut realm.jobs);
    }

    /// Turns to the API that has the object of a call.
    pub(crate) fn turn_to_call(&mut self, call: &Call) {
        if self.others.is_empty() {
            return;
        }
        let me = self.tokens.caller(call.token.as_deref()).ok().and_then(|caller| caller.who);
        let ids = call.param("ids").and_then(|ids| ids.split(',').next());
        let first = call.segments.first().map(String::as_str).or(ids).or(call.param("id"));
        let segments: Vec<&str> = call.segments.iter().map(String::as_str).collect();
        let below = segments.get(1).copied();
        let name = if first == Some("me") { me.as_deref() } else { first };
        let of = |schema: &Schema, store: &Store| {
            let node = store.node(name?)?;
            Some(leads(&schema[node], below))
        };
        // Two APIs may know the same object: the one that describes what is called comes first.
        let is_led = self.turn(|schema, store| {
            of(schema, store).unwrap_or_else(|| schema.nodes.iter().any(|node| begins(node, &segments)))
        });
        if !is_led {
            self.turn(|schema, store| of(schema, store).is_some());
        }
    }

    /// Turns to the API that describes events of an object. Returns whether there is one.
    pub(crate) fn turn_to_object(&mut self, object: &str) -> bool {
        let is_updated = |schema: &Schema| {
            schema.nodes.iter().any(|node| super::object_name(node) == object && !node.updates.is_empty())
        };
        self.turn(|schema, _| schema.webhook(object).is_some()) || self.turn(|schema, _| is_updated(schema))
    }

    /// Whether an API has a permission.
    pub(crate) fn has_permission(&self, name: &str) -> bool {
        self.schemas().iter().any(|schema| schema.permission(name).is_some())
    }
}

/// Whether a node has fields, or what is called below it.
fn leads(node: &Node, below: Option<&str>) -> bool {
    let Some(below) = below else { return !node.fields.is_empty() };
    let of_operation = |operation: &Operation| match operation.path.first() {
        Some(Segment::Literal(text)) => text.split('/').next() == Some(below),
        Some(Segment::Param(_)) | None => false,
    };
    node.connections.iter().any(|connection| connection.path.split('/').next() == Some(below))
        || node.operations.iter().any(of_operation)
}

/// Whether a path begins with a target of the node that is not an id.
fn begins(node: &Node, segments: &[&str]) -> bool {
    let has_path = |target: &&Target| {
        target.args.is_empty() || target.path.as_deref().is_some_and(|path| path.contains('/'))
    };
    let mut targets = node.targets.iter().filter(has_path);
    !node.is_object && targets.any(|target| call::beginning(target, segments).is_some())
}
