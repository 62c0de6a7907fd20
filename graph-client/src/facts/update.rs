//! Real-time updates of nodes.

use super::Node;
use crate::value::KnownEnum;

/// A node with real-time updates. Implemented by generated code for nodes with `"updates"` in the schema.
pub trait Updates: Node {
    /// The fields, connections and other changes that an update can report.
    type Update: KnownEnum + std::fmt::Debug + 'static;
    /// The object name in deliveries, such as `user` or `instagram`.
    const OBJECT: &'static str;
}
