//! Responses as values: nodes, lists, created ids, selections.

mod body;
mod changed;
mod connection;
mod created;
mod deviation;
mod json_text;
mod links;
mod list;
mod loose;
mod next;
mod page;
#[doc(hidden)]
pub mod reads;
#[doc(hidden)]
pub mod ready;
mod rest;
mod selection;
#[doc(hidden)]
pub mod shape;
mod written;

pub use body::{Body, Decoder, Reads};
pub use changed::{ETag, IfChanged};
pub use connection::Connection;
pub use created::Created;
pub use deviation::{Deviation, DeviationKind};
pub use loose::Loose;
pub use next::Next;
pub use page::{Page, page};
pub use rest::{deserialize, members, object, object_with_rest};
pub(crate) use selection::field_list;
pub use selection::{
    Allowed, Answer, ComesUnasked, Delivered, FieldName, FieldOf, Fields, ItemOf, NeedsArguments, Ready,
    Selectable, SelectionOf, field_name,
};
pub use written::Written;
pub(crate) use written::refusal;
