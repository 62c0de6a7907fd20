//! The events of a delivery, with their context.

use std::{error::Error as _, fmt};

use serde_json::Value;

use super::kinds::Notified;
use crate::{
    decode::Reader,
    error::Error,
    value::{DateTime, Id},
};

/// An event with its context in the delivery. Returned by [`Delivery::delivered`](super::Delivery::delivered).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Delivered<E> {
    /// The kind of object, such as `page` or `whatsapp_business_account`. Empty in a sample from the app dashboard,
    /// which has only a field and its value.
    pub object: String,
    /// The id of the object that the event is about, such as a Page; `0` in tests from the app dashboard, empty if
    /// missing.
    pub id: String,
    /// When the platform sent the event; `None` if missing or invalid, as for WhatsApp messages. Precise to the
    /// millisecond if the platform sends milliseconds, otherwise to the second.
    pub time: Option<DateTime>,
    /// The field, or `messaging` or `standby`. Empty if the delivery has an unexpected shape.
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

/// An event that the schema does not describe, or that cannot be decoded as described. The other events of the delivery
/// are not affected. `Display` shows the reason.
#[derive(Clone)]
#[non_exhaustive]
pub struct Other {
    /// The value or element as JSON. If it is missing or malformed, the enclosing change, entry or delivery.
    pub json: String,
    /// Why the event was not decoded.
    pub why: Why,
}

/// Why an event was not decoded.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Why {
    /// The schema does not describe this kind of object.
    UnknownObject,
    /// The schema does not describe this field of the object, or has no `messaging` or `standby` events for it.
    UnknownField,
    /// There is no value, because the subscription does not include values.
    NoValue,
    /// The value does not match the schema. The error says what was expected, what was found, and where.
    Unreadable(Error),
    /// Not an entry, a change, or a list of them.
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
                Some(cause) => write!(f, "an event that does not match the schema: {cause}"),
                None => write!(f, "{error}"),
            },
            Why::NoEvent => f.write_str("no event"),
        }
    }
}
