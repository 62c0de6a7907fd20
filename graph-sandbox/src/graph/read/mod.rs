//! Reading nodes, connections and their pages.

mod asked;
mod filter;
mod list;
mod measures;
mod node;
mod page;
mod picture;
mod report;
pub(super) mod selection;
mod special;
