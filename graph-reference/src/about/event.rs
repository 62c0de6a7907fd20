//! Events that the platform delivers to webhooks.

use graph_schema::{
    Schema,
    model::{Envelope, Event, EventPlace, Webhook},
};
use serde_json::{Value, json};

use super::{
    card::Card,
    demand::Demand,
    received::{TIME, received},
};

/// The full name of an event: the object, then its field, `messaging` or `standby`.
#[must_use]
pub fn event_name(webhook: &Webhook, event: &Event) -> String {
    format!("{}.{}", webhook.object, event.field)
}

/// An example of a delivery, in the platform's envelope.
#[must_use]
pub fn delivery(schema: &Schema, webhook: &Webhook, event: &Event) -> Value {
    let value = received(schema, &event.ty, &event.field, 0).unwrap_or_default();
    match &webhook.envelope {
        Envelope::Single { values, id } => {
            let mut delivery = json!({ "time": TIME });
            if let Some(id) = id {
                delivery[id] = json!("1234");
            }
            delivery[values] = json!({ "field": event.field, "value": value });
            delivery
        }
        Envelope::Entries => {
            let inner = match event.place {
                EventPlace::Field => json!({ "field": event.field, "value": value }),
                EventPlace::Messaging | EventPlace::Standby => value,
            };
            let mut entry = json!({ "id": "1234", "time": TIME });
            entry[event.place.member()] = json!([inner]);
            json!({ "object": webhook.object, "entry": [entry] })
        }
    }
}

/// The Rust pattern that matches an event.
pub(crate) fn rust(event: &Event) -> String {
    format!("webhooks::Event::{}(event)", event.rust)
}

pub(crate) fn card<'a>(schema: &'a Schema, webhook: &'a Webhook, event: &'a Event) -> Card<'a> {
    let mut facts = vec![("type", event.ty.name(schema)), ("in", place(webhook, event))];
    facts.extend(permission(schema, event).map(|needs| ("permission", needs)));
    Card {
        kind: "event",
        name: event_name(webhook, event),
        doc: &event.doc,
        rust: Some(rust(event)),
        facts,
        delivery: serde_json::to_string(&delivery(schema, webhook, event)).ok(),
        deprecated: event.deprecated.as_deref(),
        note: event.note.as_deref(),
        ..Card::default()
    }
}

/// The permissions that its delivery requires.
pub(crate) fn permission(schema: &Schema, event: &Event) -> Option<String> {
    Demand::new(&event.permission, schema).map(|needs| needs.to_string())
}

/// The path of the value in a delivery.
pub(crate) fn place(webhook: &Webhook, event: &Event) -> String {
    match (&webhook.envelope, event.place) {
        (Envelope::Single { values, .. }, _) => format!("`{values}.value`"),
        (Envelope::Entries, EventPlace::Field) => "`entry[].changes[].value`".to_owned(),
        (Envelope::Entries, place) => format!("`entry[].{}[]`", place.member()),
    }
}
