//! The entries of a delivery as JSON, for what the schema does not describe as events.

use serde_json::Value;

use super::default_type::DefaultType;
use crate::{
    answer::Delivered,
    decode::{Decoded, Reader, ReadsAs},
    error::{Error, Result},
    facts::Facts,
    value::DateTime,
};

/// An object that changed.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Entry {
    /// The id of the object; `0` in tests from the app dashboard.
    pub id: String,
    /// When the platform sent the entry; `None` if missing or invalid. In milliseconds if the
    /// platform sends them, as for messages, otherwise in seconds.
    pub time: Option<DateTime>,
    /// The changes of the object.
    pub changes: Vec<Change>,
    /// The `messaging` events, each as JSON.
    pub messaging: Vec<String>,
    /// The `standby` events (messages that another app handles), each as JSON.
    pub standby: Vec<String>,
    /// The whole entry as JSON.
    pub json: String,
}

/// A single change of an object.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Change {
    /// The field or connection that changed.
    pub field: String,
    /// What happened to it, such as `add` or `remove`; `None` if the platform does not send it beside the
    /// field.
    pub verb: Option<String>,
    /// The new value as JSON; `None` if the subscription does not include values.
    pub value: Option<String>,
    /// The whole change as JSON. It is only the name of the field if the subscription does not include
    /// values.
    pub json: String,
}

/// The parts of a delivery.
#[derive(Clone, Debug, Default)]
pub(super) struct Parts {
    pub(super) entries: Vec<Entry>,
    pub(super) unread: Vec<String>,
}

impl Parts {
    /// The parts of a body that is valid JSON.
    pub(super) fn of(body: &[u8]) -> Self {
        Reader::whole(body, Self::read).unwrap_or_default()
    }

    fn read(reader: &mut Reader<'_>) -> Decoded<Self> {
        reader.peek();
        let (start, mut parts) = (reader.offset(), Self::default());
        // The list of entries may occur twice; both count.
        let (mut has_entries, mut is_odd, mut has_odd_object) = (false, false, None);
        let read = reader.object(&["object", "entry"], &mut |at, reader| {
            match at {
                0 => {
                    let raw = reader.raw()?;
                    // The first of several counts, as for the events.
                    has_odd_object.get_or_insert_with(|| parse(raw, |reader| reader.text()).is_none());
                }
                _ => match elements(reader, &mut |reader| parts.add_entry(reader))? {
                    true => has_entries = true,
                    false => is_odd = true,
                },
            }
            Ok(())
        });
        if read.is_err() {
            // Valid JSON of an unexpected shape is kept unchanged.
            reader.return_to(start);
            reader.skip()?;
        }
        if read.is_err() || !has_entries || is_odd || has_odd_object == Some(true) {
            parts.unread.push(reader.text_since(start).to_owned());
        }
        Ok(parts)
    }

    fn add_entry(&mut self, reader: &mut Reader<'_>) -> Decoded<()> {
        reader.peek();
        let start = reader.offset();
        match Entry::read(reader) {
            Ok(entry) => self.entries.push(entry),
            Err(_) => {
                reader.return_to(start);
                self.unread.push(reader.raw()?.to_owned());
            }
        }
        Ok(())
    }
}

impl Entry {
    /// The `messaging` events, each decoded as `F`: an object that your schema describes, or your own struct with
    /// `derive(Fields)`, which may also stand for an object that is part of a node. Each event has its own result, so
    /// that one that cannot be decoded does not affect the others.
    pub fn messaging_as<F: Delivered>(&self) -> impl Iterator<Item = Result<F>> {
        self.messaging.iter().map(|json| read_as(json))
    }

    /// The `standby` events, like [`messaging_as`](Self::messaging_as).
    pub fn standby_as<F: Delivered>(&self) -> impl Iterator<Item = Result<F>> {
        self.standby.iter().map(|json| read_as(json))
    }

    fn read(reader: &mut Reader<'_>) -> Decoded<Self> {
        reader.peek();
        let (start, mut entry) = (reader.offset(), Self::default());
        // The first of several counts, as for the events.
        let (mut id, mut time) = (None, None);
        let names = &["id", "time", "changes", "changed_fields", "messaging", "standby"];
        reader.object(names, &mut |at, reader| {
            let changes = &mut entry.changes;
            match at {
                // A member of an unexpected type is left empty; `json` still contains it.
                0 => {
                    let raw = reader.raw()?;
                    id.get_or_insert_with(|| parse(raw, |reader| reader.text()).unwrap_or_default());
                }
                1 => {
                    let raw = reader.raw()?;
                    time.get_or_insert_with(|| unix_time(raw));
                }
                2 => drop(elements(reader, &mut |reader| {
                    Change::read(reader).map(|change| changes.push(change))
                })?),
                3 => drop(elements(reader, &mut |reader| {
                    changes.push(Change::named(reader.raw()?));
                    Ok(())
                })?),
                4 => add_elements(&mut entry.messaging, reader)?,
                _ => add_elements(&mut entry.standby, reader)?,
            }
            Ok(())
        })?;
        (entry.id, entry.time) = (id.unwrap_or_default(), time.flatten());
        entry.json = reader.text_since(start).to_owned();
        Ok(entry)
    }
}

impl Change {
    fn read(reader: &mut Reader<'_>) -> Decoded<Self> {
        reader.peek();
        let (start, mut change) = (reader.offset(), Self::default());
        let read = reader.object(&["field", "verb", "value"], &mut |at, reader| {
            let raw = reader.raw()?;
            match at {
                0 => change.field = parse(raw, |reader| reader.text()).unwrap_or_default(),
                1 => change.verb = parse(raw, |reader| reader.text()),
                _ => change.value = Some(raw.to_owned()).filter(|raw| raw != "null"),
            }
            Ok(())
        });
        if read.is_err() {
            // A change of an unknown shape: only `json` is set.
            reader.return_to(start);
            reader.skip()?;
        }
        change.json = reader.text_since(start).to_owned();
        Ok(change)
    }

    /// A change from an element of `changed_fields`, which is only a name.
    fn named(json: &str) -> Self {
        let field = parse(json, |reader| reader.text()).unwrap_or_default();
        Self { json: json.to_owned(), field, ..Self::default() }
    }

    /// The value as an object or union that your schema describes, or as your own struct with `derive(Fields)`; `None` if
    /// there is no value.
    ///
    /// # Errors
    ///
    /// If the value does not decode as `F`.
    pub fn read_as<F: Delivered>(&self) -> Result<Option<F>> {
        self.value.as_deref().map(read_as).transpose()
    }

    /// The value as the default Rust type of the field `F`; `None` if there is no value. Read values that are
    /// nodes or objects with [`read_as`](Self::read_as).
    ///
    /// # Errors
    ///
    /// If the value does not decode as that type.
    ///
    /// ```
    /// # use bytes::Bytes;
    /// # use graph_client::{api::user, webhooks::{Received, Untyped, Webhooks}, *};
    /// # let webhooks = Webhooks::new(AppSecret::new("x"), "y");
    /// # let body = r#"{"object":"user","entry":[{"id":"4","changes":[{"field":"birthday","value":"12/06/1980"}]}]}"#;
    /// # let signed = http::Request::post("/").header("X-Hub-Signature-256", webhooks.sign(body.as_bytes()));
    /// # let Ok(Received::Delivery(delivery)) = webhooks.receive::<Untyped>(&signed.body(Bytes::from(body)).unwrap()) else { panic!() };
    /// for changed in delivery.about::<user::Node>() {
    ///     if changed.update.known() == Some(user::Updated::Birthday) {
    ///         let birthday: Option<Birthday> = changed.change.value_of::<user::fields::birthday>()?;
    ///         assert_eq!(birthday.and_then(|birthday| birthday.year()), Some(1980));
    ///     }
    /// }
    /// # Ok::<(), Error>(())
    /// ```
    pub fn value_of<F: Facts<Wire: DefaultType>>(&self) -> Result<Option<<F::Wire as DefaultType>::Value>> {
        let read = |value: &String| {
            Reader::whole(value.as_bytes(), <Option<_> as ReadsAs<F::Wire>>::read).map_err(Error::decode)
        };
        self.value.as_ref().map_or(Ok(None), read)
    }

    /// The value as a string, if it is a string or a number.
    pub fn text(&self) -> Option<String> {
        parse(self.value.as_deref()?, |reader| reader.text())
    }

    /// The whole change as JSON, also if its shape is unknown.
    pub fn json(&self) -> Value {
        parse(&self.json, |reader| reader.unknown_value()).unwrap_or(Value::Null)
    }
}

fn read_as<F: Delivered>(json: &str) -> Result<F> {
    Reader::whole(json.as_bytes(), F::read).map_err(Error::decode)
}

fn parse<T>(json: &str, read: impl FnOnce(&mut Reader<'_>) -> Decoded<T>) -> Option<T> {
    Reader::whole(json.as_bytes(), read).ok()
}

/// Reads the elements of a list. An object in place of a list is its only element, unless it is empty. Any other value is
/// skipped, and the result is false.
fn elements<'a>(
    reader: &mut Reader<'a>,
    each: &mut dyn FnMut(&mut Reader<'a>) -> Decoded<()>,
) -> Decoded<bool> {
    match reader.peek() {
        Some(b'[') => reader.elements(each).map(|()| true),
        Some(b'{') => {
            let start = reader.offset();
            let json = reader.raw()?;
            if !json.bytes().all(|byte| matches!(byte, b'{' | b'}') || byte.is_ascii_whitespace()) {
                reader.return_to(start);
                each(reader)?;
            }
            Ok(true)
        }
        _ => reader.skip().map(|()| false),
    }
}

/// Adds the elements of a list, each as JSON.
fn add_elements(all: &mut Vec<String>, reader: &mut Reader<'_>) -> Decoded<()> {
    elements(reader, &mut |reader| {
        all.push(reader.raw()?.to_owned());
        Ok(())
    })?;
    Ok(())
}

/// A Unix time in seconds, or in milliseconds as messages have it.
fn unix_time(json: &str) -> Option<DateTime> {
    time_of(&parse(json, |reader| reader.text())?)
}

/// The same of a text without quotes.
pub(super) fn time_of(text: &str) -> Option<DateTime> {
    let number: i64 = text.parse().ok()?;
    let is_milliseconds = number.unsigned_abs() >= 100_000_000_000;
    if is_milliseconds { DateTime::from_unix_millis(number) } else { DateTime::from_unix_seconds(number) }
}
