//! What generated code may name.

mod limits;
mod probe;
pub mod rt;
mod select;
mod set;
mod types;
