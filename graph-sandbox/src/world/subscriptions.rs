//! Subscriptions to real-time updates.

use serde::{Deserialize, Serialize};

/// A subscription of the app to changes of one object type.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub(crate) struct Subscription {
    pub(crate) object: String,
    pub(crate) fields: Vec<String>,
    pub(crate) callback_url: String,
    pub(crate) include_values: bool,
}

/// All subscriptions, at most one per object type.
#[derive(Debug, Default)]
pub(crate) struct Subscriptions {
    list: Vec<Subscription>,
    /// Whether the list differs from the database.
    pub(crate) changed: bool,
}

impl Subscriptions {
    /// Adds a subscription, replacing an earlier one to the same object type.
    pub(crate) fn add(&mut self, subscription: Subscription) {
        self.list.retain(|known| known.object != subscription.object);
        self.list.push(subscription);
        self.changed = true;
    }

    /// Removes the subscription to an object type, or all of them.
    pub(crate) fn remove(&mut self, object: Option<&str>) {
        self.list.retain(|known| object.is_some_and(|object| known.object != object));
        self.changed = true;
    }

    /// Restores the list from the database.
    pub(crate) fn restore(&mut self, list: Vec<Subscription>) {
        self.list = list;
    }

    pub(crate) fn all(&self) -> &[Subscription] {
        &self.list
    }
}
