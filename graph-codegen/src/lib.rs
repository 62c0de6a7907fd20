//! Turns a checked schema into Rust.
//!
//! This is a library without I/O, so that the macros, the tests and the command line can share it. [`api`] writes the API
//! of a schema as text, [`fields`] expands `derive(Fields)`, and [`permissions`] and [`permission_impls`] are the two
//! steps of `permissions!`. [`plan`] and [`names`] tell other tools what the API of a schema looks like.

// Templates are expanded token by token.
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
