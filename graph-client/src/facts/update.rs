//! Which nodes have real-time updates, and what these can be about.

use super::Node;
use crate::value::KnownEnum;

/// A node that the platform tells of when it changes; implemented by generated code for nodes with `"updates"`.
pub trait Updates: Node {
    /// What an update can be about: its fields and connections.
    type Update: KnownEnum + std::fmt::Debug + 'static;
    /// What a delivery calls it, such as `user`.
    const OBJECT: &'static str;
}
