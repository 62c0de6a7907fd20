//! Storage of nodes as JSON objects, and of the items of their connections.

mod changed;
mod lists;
mod nodes;
mod rows;
mod texts;

pub(crate) use changed::Changed;
pub(crate) use lists::{Edge, Item};
pub(crate) use nodes::{List, Store};
pub(crate) use rows::{ItemRow, Row};
pub(crate) use texts::texts;
