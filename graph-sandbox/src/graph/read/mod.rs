//! Reading nodes, connections and their pages.

mod list;
mod node;
mod page;
mod picture;
pub(super) mod selection;
mod special;
