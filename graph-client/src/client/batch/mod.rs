//! Several calls in one.
//!
//! `part.rs` what goes into a batch, as types · `reference.rs` what one call takes from the answer of another ·
//! `progress.rs` which calls go together and which go again · `wire.rs` the forms of the platform · `run.rs`
//! sending and reading.

mod part;
mod progress;
mod reference;
mod run;
mod wire;

pub use part::{Batch, BatchPart, Prepared, Promises, Then};
#[doc(hidden)]
pub use part::{Calls, Reading, one};
pub use reference::Reference;
pub(crate) use run::run;
pub(crate) use wire::as_request;
