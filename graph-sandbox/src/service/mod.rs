//! The whole service behind one lock, and its control endpoints.

mod control;
mod recorded;
mod shared;
mod subscribing;

pub use recorded::Recorded;

pub(crate) use shared::{Service, Shared};
