//! Decodes JSON responses in one pass, directly into the user's types, and tolerates the platform's deviations
//! from the schema.

mod collections;
mod container;
mod error;
mod escape;
#[cfg(any(feature = "chrono", feature = "jiff", feature = "rust_decimal", feature = "time"))]
mod foreign;
mod found;
mod keyed;
pub(crate) mod list;
mod names;
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
pub(crate) use names::same;
pub use note::Notes;
pub(crate) use note::Noticed;
pub(crate) use object::{Each, Sink};
pub(crate) use place::Placed;
pub use reader::Reader;
pub(crate) use reader::{Tags, Word};
pub(crate) use reads::DEEPEST;
pub(crate) use reads::is_none;
pub use reads::{Asked, FieldAs, Nested, ReadsAs, slot};
pub(crate) use scan::plain_len;

pub use wire::{AsStruct, AsValue, BestFit, Unshaped, Wire, YourStruct};

/// Reads JSON as text of unknown shape. What serde_json refuses, such as half a surrogate pair, is read as a typed answer
/// would be.
///
/// # Errors
///
/// If it is not JSON.
pub(crate) fn lenient_json(text: &[u8]) -> Decoded<serde_json::Value> {
    match serde_json::from_slice(text) {
        Ok(value) => Ok(value),
        Err(_) => Reader::whole(text, <serde_json::Value as ReadsAs<wire::Json>>::read),
    }
}
