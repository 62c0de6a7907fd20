//! Reads JSON answers in one pass, straight into the user's types, forgiving what the platform does to JSON.

mod collections;
mod container;
mod error;
mod found;
mod nodes;
mod note;
mod number;
mod object;
mod place;
mod reader;
mod reads;
mod scalars;
mod scan;
mod skip;
mod string;
mod times;
pub mod wire;

pub use crate::value::KnownEnum;

pub use error::{DecodeError, Decoded};
pub use note::Notes;
pub(crate) use note::Noticed;
pub(crate) use place::Placed;
pub use reader::Reader;
pub(crate) use reads::DEEPEST;
pub use reads::{Nested, ReadsAs, slot};

pub use wire::Wire;
