//! The response of operations that create a node.

use std::fmt;

use crate::value::{Id, Rest};

/// The response of a create: the id of the new node.
pub struct Created<N> {
    /// The id of the new node.
    pub id: Id<N>,
    /// All other members of the response.
    pub rest: Rest,
}

// By hand: derives would add bounds on the marker `N`.
impl<N> Clone for Created<N> {
    fn clone(&self) -> Self {
        Self { id: self.id.clone(), rest: self.rest.clone() }
    }
}

impl<N> fmt::Debug for Created<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Created");
        out.field("id", &self.id);
        if !self.rest.is_empty() {
            out.field("rest", &self.rest);
        }
        out.finish()
    }
}

impl<N> PartialEq for Created<N> {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id && self.rest == other.rest
    }
}
