//! Changes that are not in the database file yet.

use crate::world::{World, store::Changed};

/// What changed since the file was written.
#[derive(Debug, Default)]
pub(super) struct Unsaved {
    pub(super) changed: Changed,
    pub(super) tokens: bool,
    pub(super) subscriptions: bool,
    pub(super) uploads: Vec<u64>,
}

impl Unsaved {
    /// Takes over the changes of the current call. Returns whether any of them would be missed if lost: the token of a
    /// Page would not, since the next read issues it again.
    pub(super) fn take(&mut self, world: &mut World) -> bool {
        let nothing = !world.store.has_unsaved() && world.uploads.unsaved.is_empty();
        let (tokens, subscriptions) = (world.tokens.changed, world.subscriptions.changed);
        let changed = std::mem::take(&mut world.store.unsaved);
        self.changed.nodes.extend(changed.nodes);
        self.changed.lists.extend(changed.lists);
        self.uploads.append(&mut world.uploads.unsaved);
        self.tokens |= tokens || world.tokens.reissued;
        self.subscriptions |= subscriptions;
        (world.tokens.changed, world.tokens.reissued, world.subscriptions.changed) = (false, false, false);
        !nothing || tokens || subscriptions
    }

    pub(super) fn is_empty(&self) -> bool {
        let has_data = !self.changed.is_empty() || !self.uploads.is_empty();
        !(has_data || self.tokens || self.subscriptions)
    }
}
