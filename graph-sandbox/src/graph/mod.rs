//! Nodes, connections and operations: what a call reads and writes, and whether it may.

mod access;
mod faults;
mod params;
mod read;
mod target;
mod visit;
mod write;

pub(crate) use visit::Visit;
