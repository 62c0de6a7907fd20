//! Which nodes and lists differ from what the seed generates.

use std::collections::BTreeSet;

use super::{
    lists::Item,
    nodes::{List, Store},
};

/// The names of changed nodes and lists.
#[derive(Clone, Debug, Default)]
pub(crate) struct Changed {
    pub(crate) nodes: BTreeSet<String>,
    pub(crate) lists: BTreeSet<List>,
}

impl Changed {
    pub(crate) fn is_empty(&self) -> bool {
        self.nodes.is_empty() && self.lists.is_empty()
    }
}

impl Store {
    pub(super) fn mark_changed(&mut self, id: &str) {
        self.changed.nodes.insert(id.to_owned());
        self.unsaved.nodes.insert(id.to_owned());
    }

    /// A changed list is not regenerated, so its generated items are stored as well.
    pub(super) fn mark_list_changed(&mut self, list: List) {
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
}
