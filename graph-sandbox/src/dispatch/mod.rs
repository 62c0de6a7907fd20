//! Routes calls to their handlers, including the items of batches.

mod batch;
mod ids;
mod route;
mod targets;
mod transfer;

pub(crate) use batch::Items;
pub(crate) use route::answer;
pub(crate) use transfer::{Bytes, Place};
