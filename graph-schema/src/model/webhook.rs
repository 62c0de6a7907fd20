//! Webhooks: what the platform delivers.

use super::{NodeId, Requirement, Schema, Type};
use crate::diagnostic::source::Span;

/// What the platform delivers about one kind of object.
#[derive(Clone, Debug)]
pub struct Webhook {
    /// The name of the kind of object in deliveries, such as `whatsapp_business_account`.
    pub object: String,
    /// The node that the ids of its entries are of.
    pub node: Option<NodeId>,
    /// The description.
    pub doc: String,
    /// A remark about the sources.
    pub note: Option<String>,
    /// How its deliveries are packed.
    pub envelope: Envelope,
    /// The kinds of event, in schema order: fields, then `messaging` and `standby`.
    pub events: Vec<Event>,
    /// The source location of the definition.
    pub span: Span,
}

impl Webhook {
    /// Finds the kind of event of a field, or of the elements of `messaging` or `standby`.
    pub fn event(&self, place: EventPlace, field: &str) -> Option<&Event> {
        let is_meant =
            |event: &&Event| event.place == place && (place != EventPlace::Field || event.field == field);
        self.events.iter().find(is_meant)
    }
}

/// How deliveries are packed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Envelope {
    /// `{"object": .., "entry": [{"id": .., "time": .., "changes": [{"field": .., "value": ..}]}]}`
    Entries,
    /// Each delivery has one event, and no name of an object: `{"target_id": .., "time": .., "values": {"field": ..,
    /// "value": ..}}`
    Single {
        /// The member with the value and its field: `values`.
        values: String,
        /// The member with the id of what the event is about: `target_id`.
        id: Option<String>,
    },
}

/// Where events of a kind are in an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EventPlace {
    /// The `value` of a change, or what corresponds to it in another envelope.
    Field,
    /// The elements of `messaging`.
    Messaging,
    /// The elements of `standby`.
    Standby,
}

impl EventPlace {
    /// The member of an entry: `changes`, `messaging` or `standby`.
    pub fn member(self) -> &'static str {
        match self {
            Self::Field => "changes",
            Self::Messaging => "messaging",
            Self::Standby => "standby",
        }
    }
}

/// A kind of event.
#[derive(Clone, Debug)]
pub struct Event {
    /// Where it is in an entry.
    pub place: EventPlace,
    /// The field, or `messaging` or `standby`.
    pub field: String,
    /// The variant in Rust. Kinds of the same type can share one.
    pub rust: String,
    /// The type of the value, or of the element.
    pub ty: Type,
    /// The description.
    pub doc: String,
    /// A remark about the sources.
    pub note: Option<String>,
    /// The permissions without which it is not delivered.
    pub permission: Requirement,
    /// The reason for the deprecation, if deprecated.
    pub deprecated: Option<String>,
    /// The source location of the definition.
    pub span: Span,
}

impl Schema {
    /// Finds what the platform delivers about a kind of object.
    pub fn webhook(&self, object: &str) -> Option<&Webhook> {
        self.webhooks.iter().find(|webhook| webhook.object == object)
    }
}
