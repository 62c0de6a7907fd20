//! Routes calls to their handlers, including the items of batches.

mod batch;
mod ids;
mod route;

pub(crate) use batch::Items;
pub(crate) use route::answer;
