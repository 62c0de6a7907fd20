//! Reads deliveries of webhooks by the schema: what `graph-client` does in `webhooks/walk.rs`, with findings.

use graph_schema::model::{Envelope, EventPlace, Schema, Type, Webhook};
use serde_json::Value;

use super::{
    decode::Decoder,
    finding::{Kind, describe, kind_of},
};

/// What is known of the object that a part of a delivery is about.
#[derive(Clone, Copy)]
struct About<'a, 'v> {
    word: &'v str,
    webhook: Option<&'a Webhook>,
}

impl<'a> Decoder<'a> {
    /// One delivery, or a list of recorded ones.
    pub fn deliveries(&mut self, value: &Value) {
        let recorded = |value: &Value| match value.get("body") {
            Some(Value::String(body)) => serde_json::from_str(body).ok(),
            _ => None,
        };
        match value {
            Value::Array(list) => self.elements(list, |this, value| this.deliveries(value)),
            value => match recorded(value) {
                Some(body) => self.below("body", |this| this.delivery(&body)),
                None => self.delivery(value),
            },
        }
    }

    fn delivery(&mut self, value: &Value) {
        let Some(members) = value.as_object() else { return self.failed("a delivery", value) };
        let schema = self.schema;
        let word = value.get("object").and_then(Value::as_str).unwrap_or_default();
        let is_meant = |webhook: &&Webhook| {
            webhook.envelope == Envelope::Entries && webhook.object.eq_ignore_ascii_case(word)
        };
        let about = About { word, webhook: schema.webhooks.iter().find(is_meant) };
        let mut has_events = false;
        for (key, value) in members {
            self.keys += 1;
            self.known += 1;
            let values_of = |webhook: &&Webhook| matches!(&webhook.envelope, Envelope::Single { values, .. } if values == key);
            let is_single = schema.webhooks.iter().any(|webhook| values_of(&webhook));
            match key.as_str() {
                "entry" => {
                    has_events = true;
                    self.below(key, |this| {
                        this.list_of("an entry", value, |this, value| this.entry(about, value))
                    });
                }
                key if is_single => {
                    has_events = true;
                    self.below(key, |this| {
                        this.list_of("a change", value, |this, value| {
                            let field = value.get("field").and_then(Value::as_str).unwrap_or_default();
                            let mut all = schema.webhooks.iter().filter(values_of);
                            let of_field =
                                all.clone().find(|webhook| webhook.event(EventPlace::Field, field).is_some());
                            let webhook = of_field.or_else(|| all.next());
                            this.change(
                                About { word: webhook.map_or("", |webhook| &webhook.object), webhook },
                                value,
                            );
                        });
                    });
                }
                _ => {}
            }
        }
        if has_events {
            return;
        }
        // A sample of the app dashboard has only the field and its value.
        match (value.get("field").and_then(Value::as_str), value.get("value")) {
            (Some(field), Some(_)) => {
                let of_field = |webhook: &&Webhook| webhook.event(EventPlace::Field, field).is_some();
                let webhook = schema.webhooks.iter().find(of_field);
                self.change(About { word: webhook.map_or("", |webhook| &webhook.object), webhook }, value);
            }
            _ => self.failed("a delivery with entries", value),
        }
    }

    fn entry(&mut self, about: About<'a, '_>, value: &Value) {
        let Some(members) = value.as_object() else { return self.failed("an entry", value) };
        for (key, value) in members {
            self.keys += 1;
            self.known += 1;
            self.below(key, |this| match key.as_str() {
                "changes" => this.list_of("a change", value, |this, value| this.change(about, value)),
                "changed_fields" => this.list_of("a field", value, |this, value| match value.as_str() {
                    Some(field) => {
                        this.type_of(about, EventPlace::Field, field);
                    }
                    None => this.failed("the name of a field", value),
                }),
                "messaging" | "standby" => {
                    let place = if key == "messaging" { EventPlace::Messaging } else { EventPlace::Standby };
                    this.list_of("an event", value, |this, value| {
                        if let Some(ty) = this.type_of(about, place, key) {
                            this.read(&ty, value);
                        }
                    });
                }
                "id" | "uid" | "time" => {}
                _ => {
                    this.known -= 1;
                    this.note(Kind::UnknownField, kind_of(value));
                }
            });
        }
    }

    fn change(&mut self, about: About<'a, '_>, value: &Value) {
        let Some(members) = value.as_object() else { return self.failed("a change", value) };
        let Some(field) = members.get("field").and_then(Value::as_str) else {
            return self.failed("a change with a field", value);
        };
        let ty = self.type_of(about, EventPlace::Field, field);
        for (key, value) in members {
            self.keys += 1;
            self.known += 1;
            self.below(key, |this| match (key.as_str(), &ty) {
                ("value", Some(ty)) if !value.is_null() => this.read(ty, value),
                ("value" | "field" | "verb", _) => {}
                _ => {
                    this.known -= 1;
                    this.note(Kind::UnknownField, kind_of(value));
                }
            });
        }
    }

    /// The type of an event. One that the schema does not describe is a finding.
    fn type_of(&mut self, about: About<'a, '_>, place: EventPlace, field: &str) -> Option<Type> {
        if let Some(event) = about.webhook.and_then(|webhook| webhook.event(place, field)) {
            return Some(event.ty.clone());
        }
        // A node with "updates" says which of its fields and connections are reported.
        let of_node = (place == EventPlace::Field).then(|| update(self.schema, about.word, field)).flatten();
        if of_node.is_none() {
            let what = match about.webhook {
                None => {
                    format!("`{field}` of the object `{}`, which the schema does not describe", about.word)
                }
                Some(_) => format!("`{field}`, which the schema does not describe for `{}`", about.word),
            };
            self.note(Kind::UnknownEvent, what);
        }
        of_node
    }

    /// The elements of a list; an object in place of one is its only element.
    fn list_of(&mut self, what: &str, value: &Value, mut read: impl FnMut(&mut Self, &Value)) {
        match value {
            Value::Array(items) => self.elements(items, read),
            Value::Object(_) => read(self, value),
            _ => {
                let found = describe(value);
                self.note(Kind::Failed, format!("expected a list with {what}, found {found}"));
            }
        }
    }
}

fn update(schema: &Schema, word: &str, field: &str) -> Option<Type> {
    let is_meant = |of: &Option<String>| of.as_ref().is_some_and(|of| of.eq_ignore_ascii_case(word));
    let node = schema
        .nodes
        .iter()
        .find(|node| is_meant(&node.update_object) && node.updates.iter().any(|update| update == field))?;
    Some(node.field(field).map_or(Type::Scalar(graph_schema::model::Scalar::Json), |field| field.ty.clone()))
}
