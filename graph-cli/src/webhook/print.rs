//! Prints what was delivered: one line per change and per message.

use std::io::{self, Write};

use graph_client::{
    DateTime,
    webhooks::{Change, Delivery},
};
use graph_schema::{
    Schema,
    model::{Envelope, EventPlace, Node, Type, Webhook},
};
use serde_json::{Value, json};

use super::words;
use crate::output::sanitize;

/// How deliveries are printed.
pub struct Printer<'a> {
    pub schema: &'a Schema,
    /// Readable lines instead of JSON.
    pub in_words: bool,
}

/// What all lines of an entry contain.
struct About<'a> {
    object: &'a str,
    id: &'a str,
    time: Option<&'a DateTime>,
    webhook: Option<&'a Webhook>,
}

impl Printer<'_> {
    pub fn delivery(&self, delivery: &Delivery, out: &mut impl Write) -> io::Result<()> {
        for unread in delivery.unread() {
            self.unread(&delivery.object, &parsed(unread), out)?;
        }
        let is_meant = |webhook: &&Webhook| webhook.object.eq_ignore_ascii_case(&delivery.object);
        let webhook = self.schema.webhooks.iter().find(is_meant);
        for entry in delivery.entries() {
            let about = About { object: &delivery.object, id: &entry.id, time: entry.time.as_ref(), webhook };
            for change in &entry.changes {
                self.change(&about, change, out)?;
            }
            let lists = [(EventPlace::Messaging, &entry.messaging), (EventPlace::Standby, &entry.standby)];
            for (place, elements) in lists {
                for element in elements {
                    let element = parsed(element);
                    let ty = webhook.and_then(|webhook| webhook.event(place, "")).map(|event| &event.ty);
                    let mut line = about.line();
                    line[place.member()] = element.clone();
                    if webhook.is_some() {
                        line["known"] = Value::Bool(ty.is_some());
                    }
                    self.event(&about, place.member(), ty, &element, &line, out)?;
                }
            }
        }
        Ok(())
    }

    fn change(&self, about: &About<'_>, change: &Change, out: &mut impl Write) -> io::Result<()> {
        let event = about.webhook.and_then(|webhook| webhook.event(EventPlace::Field, &change.field));
        let value = change.value.as_deref().map(parsed);
        let mut line = about.line();
        line["field"] = Value::String(change.field.clone());
        if let Some(verb) = &change.verb {
            line["verb"] = Value::String(verb.clone());
        }
        if let Some(value) = &value {
            line["value"] = value.clone();
        }
        // Whether the schema has updates for this field.
        line["known"] = Value::Bool(event.is_some() || self.is_update(about.object, &change.field));
        let ty = event.map(|event| &event.ty);
        self.event(about, &change.field, ty, &value.unwrap_or_default(), &line, out)
    }

    /// A delivery with another envelope, or with an unknown one.
    fn unread(&self, object: &str, body: &Value, out: &mut impl Write) -> io::Result<()> {
        for webhook in &self.schema.webhooks {
            let Envelope::Single { values, id } = &webhook.envelope else { continue };
            let Some(change) = body.get(values) else { continue };
            let field = change.get("field").and_then(Value::as_str).unwrap_or_default();
            let event = webhook.event(EventPlace::Field, field);
            let id = body.get(id.as_deref().unwrap_or("id")).and_then(Value::as_str).unwrap_or_default();
            let time = body.get("time").and_then(Value::as_i64).and_then(DateTime::from_unix_seconds);
            let about = About { object: &webhook.object, id, time: time.as_ref(), webhook: Some(webhook) };
            let value = change.get("value").cloned().unwrap_or_default();
            let mut line = about.line();
            line["field"] = Value::String(field.to_owned());
            line["value"] = value.clone();
            line["known"] = Value::Bool(event.is_some());
            return self.event(&about, field, event.map(|event| &event.ty), &value, &line, out);
        }
        match self.in_words {
            true => writeln!(out, "{}", sanitize(&format!("no event: {}", words::short(body)))),
            false => writeln!(out, "{}", json!({ "object": object, "unread": body })),
        }
    }

    fn event(
        &self,
        about: &About<'_>,
        field: &str,
        ty: Option<&Type>,
        value: &Value,
        line: &Value,
        out: &mut impl Write,
    ) -> io::Result<()> {
        if !self.in_words {
            return writeln!(out, "{line}");
        }
        let time = about.time.map(|time| format!(" at {time}")).unwrap_or_default();
        let kinds = ty.map(|ty| words::kinds(self.schema, ty, value)).unwrap_or_default();
        let kinds = if kinds.is_empty() { kinds } else { format!(" {kinds}") };
        let mark = if line["known"] == Value::Bool(false) { " (not in the schema)" } else { "" };
        let About { object, id, .. } = about;
        let text = format!("{object} {id}{time}: {field}{kinds}{mark} {}", words::short(value));
        writeln!(out, "{}", sanitize(&text))
    }

    fn is_update(&self, object: &str, field: &str) -> bool {
        let about = |node: &&Node| {
            let word = node.update_object.as_ref();
            word.is_some_and(|word| word.eq_ignore_ascii_case(object))
        };
        self.schema.nodes.iter().filter(about).any(|node| node.updates.iter().any(|update| update == field))
    }
}

impl About<'_> {
    fn line(&self) -> Value {
        let mut line = json!({ "object": self.object, "id": self.id });
        if let Some(time) = self.time {
            line["time"] = Value::String(time.to_string());
        }
        line
    }
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.to_owned()))
}
