//! The runtime of generated code.

pub(crate) mod arguments;
mod limits;
mod lists;
mod probe;
pub mod rt;
mod select;
mod set;
mod types;
