//! The answer of operations that create a node.

use std::fmt;

use crate::value::Id;

/// The response of a create: the id of the new node.
pub struct Created<N> {
    /// The id.
    pub id: Id<N>,
}

// By hand: derives would add bounds on the marker `N`.
impl<N> Clone for Created<N> {
    fn clone(&self) -> Self {
        Self { id: self.id.clone() }
    }
}

impl<N> fmt::Debug for Created<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Created").field("id", &self.id).finish()
    }
}

impl<N> PartialEq for Created<N> {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}
