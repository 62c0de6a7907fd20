//! Compiles programs against changed schemas.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "../support/mod.rs"]
mod support;

mod edits;
mod lines;
mod list;
mod package;
mod walk;
