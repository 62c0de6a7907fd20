//! Fault injection: what fails, for which calls, and how often.

mod active;
mod apply;
mod build;
mod by_header;
mod display;
mod effects;
mod model;
mod parse;
mod usage;

pub use model::Fault;
pub use parse::FaultError;

pub(crate) use active::{ActiveFault, Faults};
pub(crate) use apply::answer;
pub(crate) use effects::Effects;
pub(crate) use model::Cut;
