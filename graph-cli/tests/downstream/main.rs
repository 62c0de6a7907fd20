//! What changes of a schema do to programs that were written against it: they are really compiled.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "../support/mod.rs"]
mod support;

mod edits;
mod lines;
mod list;
mod package;
mod walk;
