//! Typed clients for today's platform: one module for each API, behind a feature of the same name.
//!
//! Everything of `graph-client` is here as well, so one dependency is enough.

pub use graph_client::*;
