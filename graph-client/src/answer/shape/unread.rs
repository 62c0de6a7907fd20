//! Members that nothing was read from.

use std::collections::BTreeMap;

use serde_json::Value;

type Members = BTreeMap<String, Value>;

/// The members of an object that nothing was read from. Hardly any object has some: a map, even an empty one, would cost
/// more than it takes to read a member.
#[derive(Default)]
pub(super) struct Unread(Option<Members>);

impl Unread {
    /// Whether there may be some.
    pub(super) fn is_some(&self) -> bool {
        self.0.is_some()
    }

    /// The members.
    pub(super) fn members(&mut self) -> &mut Members {
        self.0.get_or_insert_default()
    }

    /// Takes them out.
    pub(super) fn take(&mut self) -> Option<Members> {
        self.0.take()
    }

    /// Moves others here.
    pub(super) fn extend(&mut self, others: &mut Self) {
        if let Some(others) = &mut others.0 {
            self.members().append(others);
        }
    }
}
