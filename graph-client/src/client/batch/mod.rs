//! Several calls in one request.
//!
//! - `part.rs`: the types that a batch can contain
//! - `reference.rs`: references to the response of another call
//! - `progress.rs`: which calls to send next
//! - `wire.rs`: the platform's formats
//! - `run.rs`: sending and reading

mod element;
mod part;
mod progress;
mod reference;
mod run;
mod wire;

pub use part::{Batch, BatchPart, Prepared, Promises, Then};
#[doc(hidden)]
pub use part::{Calls, Reading, list, one};
pub use reference::Reference;
pub(crate) use run::run;
pub(crate) use wire::as_request;
