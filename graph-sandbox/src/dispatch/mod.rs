//! Routes calls to their handlers, including the items of batches.

mod batch;
mod ids;
mod route;
mod targets;

pub(crate) use batch::Items;
pub(crate) use route::answer;
