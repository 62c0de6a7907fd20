//! Several APIs in one sandbox. Tokens, the clock, uploads and subscriptions are shared; each API has its schema and
//! data. One of them is current: the world switches to the API that a call is for (`routing.rs`).

use std::{cmp::Reverse, mem, sync::Arc};

use graph_schema::{Schema, model::Webhook};

use super::{World, jobs::Jobs, store::Store};

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

    /// Turns to the API that fits best, the first one of those that fit equally. Nothing changes if none fits.
    pub(crate) fn turn_to_best<F: Ord>(&mut self, fit: impl Fn(&Schema, &Store) -> Option<F>) {
        let current = (self.place, &self.schema, &self.store);
        let others = self.others.iter().map(|realm| (realm.place, &realm.schema, &realm.store));
        let fits = others
            .chain([current])
            .filter_map(|(place, schema, store)| Some((fit(schema, store)?, Reverse(place))));
        if let Some((_, Reverse(place))) = fits.max() {
            self.turn_to(place);
        }
    }

    /// Turns to the API that has an object.
    pub(crate) fn turn_to_owner(&mut self, id: &str) {
        self.turn_to_best(|_, store| store.node(id).map(|_| ()));
    }

    /// Turns to the API that describes events of one of these fields of an object, or else of the object. Returns whether
    /// there is one.
    pub(crate) fn turn_to_event(&mut self, object: &str, fields: &[&str]) -> bool {
        let has_field =
            |webhook: &Webhook| webhook.events.iter().any(|event| fields.contains(&event.field.as_str()));
        self.turn(|schema, _| schema.webhook(object).is_some_and(has_field))
            || self.turn(|schema, _| schema.webhook(object).is_some())
    }

    /// The first node of one of these types that exists from the start; empty if no API has such a type.
    pub(crate) fn first_of(&self, names: &[&str]) -> String {
        let current = (self.place, &self.schema, &self.store);
        let mut all: Vec<_> = self
            .others
            .iter()
            .map(|realm| (realm.place, &realm.schema, &realm.store))
            .chain([current])
            .collect();
        all.sort_by_key(|(place, ..)| *place);
        let first = |name: &&str| {
            all.iter().find_map(|(_, schema, store)| {
                let (node, described) = schema.node(name)?;
                let is_addressed = !described.is_object && !described.fields.is_empty();
                store.generator.pool(node).first().filter(|_| is_addressed).cloned()
            })
        };
        names.iter().find_map(first).unwrap_or_default()
    }

    /// Whether an API has a node of a type with this id; `None` if no API has the type.
    pub(crate) fn has_node(&self, id: &str, name: &str) -> Option<bool> {
        let current = (&self.schema, &self.store);
        let all = self.others.iter().map(|realm| (&realm.schema, &realm.store)).chain([current]);
        let known = all.filter_map(|(schema, store)| Some((schema.node(name)?.0, store)));
        known.map(|(node, store)| store.node(id) == Some(node)).reduce(|one, other| one || other)
    }

    /// Whether an API has a permission.
    pub(crate) fn has_permission(&self, name: &str) -> bool {
        self.schemas().iter().any(|schema| schema.permission(name).is_some())
    }
}
