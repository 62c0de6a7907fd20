//! The sandbox over its socket, with nothing of this project in between.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on says so by failing")]

mod batch;
mod common;
mod connections;
mod enforced;
mod ideas;
mod kept;
mod nodes;
mod operations;
mod own_schema;
mod protocol;
mod server;
mod trouble;
mod updates;
