//! The runtime of generated code.

mod limits;
mod lists;
mod probe;
pub mod rt;
mod select;
mod set;
mod types;
