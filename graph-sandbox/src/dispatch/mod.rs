//! Routes a call to what answers it.

mod batch;
mod ids;
mod route;

pub(crate) use batch::Items;
pub(crate) use route::answer;
