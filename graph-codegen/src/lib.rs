//! Turns a checked schema into Rust.
//!
//! A plain library, so that the macros, golden tests and the command line share it. It does no
//! I/O and knows no compiler: [`api`] makes the API of a schema, as text; [`fields`] what
//! `derive(Fields)` adds to a struct, [`permissions`] and [`permission_impls`] the two steps of
//! `permissions!`.

// Templates are read token by token.
#![recursion_limit = "2048"]

mod code;
mod emit;
pub mod names;
mod permissions;
pub mod plan;
mod select;

pub use code::Name;
pub use emit::api;
pub use permissions::{permission_impls, permissions};
pub use select::fields;
