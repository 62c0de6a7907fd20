//! The events of a delivery, with what the delivery says about them.

use std::{error::Error as _, fmt};

use serde_json::Value;

use super::kinds::Notified;
use crate::{
    decode::Reader,
    error::Error,
    value::{DateTime, Id},
};

/// An event, and what its delivery says about it. Returned by [`Delivery::delivered`](super::Delivery::delivered).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Delivered<E> {
    /// The word of the object: `page`, `whatsapp_business_account`. Empty in a sample of the app dashboard, which has
    /// only a field and its value.
    pub object: String,
    /// The id of what the event is about, such as a page; `0` in tests from the app dashboard, empty if missing.
    pub id: String,
    /// When the platform sent it; `None` if missing or invalid, as for messages of WhatsApp. In milliseconds if the
    /// platform sends them, otherwise in seconds.
    pub time: Option<DateTime>,
    /// The field, or `messaging` or `standby`. Empty if the delivery has another shape.
    pub field: String,
    /// The event.
    pub event: E,
}

impl<E> Delivered<E> {
    /// The id of the node that the event is about; `None` if it is about another kind of object.
    pub fn node<N: Notified>(&self) -> Option<Id<N>> {
        let is_meant = N::OBJECTS.iter().any(|word| self.object.eq_ignore_ascii_case(word));
        is_meant.then(|| Id::new(self.id.as_str()))
    }
}

/// An event that the schema does not describe, or that cannot be read as described. It spoils no other event of the
/// delivery. `Display` says why.
#[derive(Clone)]
#[non_exhaustive]
pub struct Other {
    /// The value or element as JSON. If that is missing, or has another shape, what contains it: the change, the entry
    /// or the delivery.
    pub json: String,
    /// Why it is not read.
    pub why: Why,
}

/// Why an event is not read.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Why {
    /// The schema does not describe this kind of object.
    UnknownObject,
    /// The schema does not describe this field of the object, or has no `messaging` or `standby` events for it.
    UnknownField,
    /// There is no value, because the subscription does not include values.
    NoValue,
    /// The value has another shape than in the schema: what was expected, found, and where.
    Unreadable(Error),
    /// This is no entry, no change or no list of them.
    NoEvent,
}

impl Other {
    /// The JSON, parsed.
    pub fn value(&self) -> Value {
        Reader::whole(self.json.as_bytes(), |reader| reader.unknown_value()).unwrap_or(Value::Null)
    }
}

impl fmt::Debug for Other {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Other({self}: {})", self.json)
    }
}

impl fmt::Display for Other {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.why {
            Why::UnknownObject => f.write_str("an object that the schema does not describe"),
            Why::UnknownField => f.write_str("a field that the schema does not describe"),
            Why::NoValue => f.write_str("a change without a value"),
            Why::Unreadable(error) => match error.source() {
                Some(cause) => write!(f, "an event of another shape: {cause}"),
                None => write!(f, "{error}"),
            },
            Why::NoEvent => f.write_str("no event"),
        }
    }
}
