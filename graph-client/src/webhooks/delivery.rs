//! A delivery: entries about objects, each with changes.

use std::fmt;

use serde_json::Value;

use super::natural::Natural;
use crate::{
    answer::Fields,
    decode::{DecodeError, Decoded, Reader, ReadsAs},
    error::{Error, Result},
    facts::{Facts, Updates},
    value::{DateTime, Id, Open},
};

/// What the platform sent at once: up to a thousand changes, of any number of objects.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Delivery {
    /// What it is about: `user`, `page`, `permissions`, and words that come later.
    pub object: String,
    /// The objects that changed.
    pub entries: Vec<Entry>,
}

/// An object that changed.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Entry {
    /// Its id; `0` in tests from the dashboard.
    pub id: String,
    /// When the platform wrote this.
    pub time: Option<DateTime>,
    /// What changed.
    pub changes: Vec<Change>,
    /// Messages, each as JSON.
    pub messaging: Vec<String>,
    /// Messages to another app, each as JSON.
    pub standby: Vec<String>,
    /// The whole entry as JSON.
    pub json: String,
}

/// Something that changed.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Change {
    /// The field or connection.
    pub field: String,
    /// What happened to it, such as `add` or `remove`, where the platform says so beside the field.
    pub verb: Option<String>,
    /// The new value as JSON: an object, a text, a list. None where the subscription is without values.
    pub value: Option<String>,
    /// The whole change as JSON; the name of the field where there is no more.
    pub json: String,
}

/// Something that changed about a node that the schema knows; of [`Delivery::about`].
#[non_exhaustive]
pub struct Changed<'a, N: Updates> {
    /// Which node.
    pub id: Id<N>,
    /// What of it changed.
    pub update: Open<N::Update>,
    /// The change as it came.
    pub change: &'a Change,
    /// The entry that it stands in.
    pub entry: &'a Entry,
}

impl Delivery {
    pub(super) fn read(body: &[u8]) -> Decoded<Self> {
        Reader::whole(body, |reader| {
            let mut delivery = Self::default();
            reader.object(&["object", "entry"], &mut |at, reader| match at {
                0 => {
                    delivery.object = reader.text()?;
                    Ok(())
                }
                _ => reader.elements(&mut |reader| {
                    delivery.entries.push(Entry::read(reader.raw()?)?);
                    Ok(())
                }),
            })?;
            Ok(delivery)
        })
    }

    /// All that changed about nodes of one kind. Of another object there is nothing; words that the schema
    /// does not know come as [`Open::Other`].
    pub fn about<N: Updates>(&self) -> impl Iterator<Item = Changed<'_, N>> {
        let entries = self.entries.iter().filter(|_| self.object.eq_ignore_ascii_case(N::OBJECT));
        entries.flat_map(|entry| {
            entry.changes.iter().map(move |change| Changed {
                id: Id::new(entry.id.as_str()),
                update: Open::parse(&change.field),
                change,
                entry,
            })
        })
    }
}

impl Entry {
    fn read(json: &str) -> Decoded<Self> {
        Reader::whole(json.as_bytes(), |reader| {
            let mut entry = Self { json: json.to_owned(), ..Self::default() };
            let names = &["id", "time", "changes", "changed_fields", "messaging", "standby"];
            reader.object(names, &mut |at, reader| {
                let raw = reader.raw()?;
                match at {
                    // What cannot be read as what it usually is stays in the JSON.
                    0 => entry.id = part(raw, |reader| reader.text()).unwrap_or_default(),
                    1 => entry.time = moment(raw),
                    2 => entry.changes.extend(list(raw).iter().map(|json| Change::read(json))),
                    3 => entry.changes.extend(list(raw).iter().map(|json| Change::named(json))),
                    4 => entry.messaging = list(raw),
                    _ => entry.standby = list(raw),
                }
                Ok(())
            })?;
            Ok(entry)
        })
    }
}

impl Change {
    fn read(json: &str) -> Self {
        let mut change = Self { json: json.to_owned(), ..Self::default() };
        let read = Reader::whole(json.as_bytes(), |reader| {
            reader.object(&["field", "verb", "value"], &mut |at, reader| {
                let raw = reader.raw()?;
                match at {
                    0 => change.field = part(raw, |reader| reader.text()).unwrap_or_default(),
                    1 => change.verb = part(raw, |reader| reader.text()),
                    _ => change.value = Some(raw.to_owned()).filter(|raw| raw != "null"),
                }
                Ok(())
            })
        });
        // Another shape than any that is known: its JSON is all there is.
        drop(read);
        change
    }

    /// A name in a list of names.
    fn named(json: &str) -> Self {
        let field = part(json, |reader| reader.text()).unwrap_or_default();
        Self { json: json.to_owned(), field, ..Self::default() }
    }

    /// The value as a selection of one's own, or a ready struct; none where there is no value.
    pub fn read_as<F: Fields>(&self) -> Result<Option<F>> {
        let read = |value: &String| Reader::whole(value.as_bytes(), F::read).map_err(Error::decode);
        self.value.as_ref().map(read).transpose()
    }

    /// The value as what the schema says a field holds; none where there is no value. Values that are nodes or
    /// objects are read by [`read_as`](Self::read_as).
    ///
    /// ```
    /// # use bytes::Bytes;
    /// # use graph_client::{api::user, webhooks::{Received, Webhooks}, *};
    /// # let webhooks = Webhooks::new(AppSecret::new("x"), "y");
    /// # let body = r#"{"object":"user","entry":[{"id":"4","changes":[{"field":"birthday","value":"12/06/1980"}]}]}"#;
    /// # let signed = http::Request::post("/").header("X-Hub-Signature-256", webhooks.sign(body.as_bytes()));
    /// # let Ok(Received::Delivery(delivery)) = webhooks.receive(&signed.body(Bytes::from(body)).unwrap()) else { panic!() };
    /// for changed in delivery.about::<user::Node>() {
    ///     if changed.update.known() == Some(user::Updated::Birthday) {
    ///         let birthday: Option<Birthday> = changed.change.value_of::<user::fields::birthday>()?;
    ///         assert_eq!(birthday.and_then(|birthday| birthday.year()), Some(1980));
    ///     }
    /// }
    /// # Ok::<(), Error>(())
    /// ```
    pub fn value_of<F: Facts<Wire: Natural>>(&self) -> Result<Option<<F::Wire as Natural>::Value>> {
        let read = |value: &String| {
            Reader::whole(value.as_bytes(), <Option<_> as ReadsAs<F::Wire>>::read).map_err(Error::decode)
        };
        self.value.as_ref().map_or(Ok(None), read)
    }

    /// The value where it is a text or number.
    pub fn text(&self) -> Option<String> {
        part(self.value.as_deref()?, |reader| reader.text())
    }

    /// The whole change as JSON, whatever its shape.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.json).unwrap_or(Value::Null)
    }
}

impl<N: Updates> fmt::Debug for Changed<'_, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Changed").field("id", &self.id).field("change", self.change).finish_non_exhaustive()
    }
}

fn part<T>(json: &str, read: impl FnOnce(&mut Reader<'_>) -> Decoded<T>) -> Option<T> {
    Reader::whole(json.as_bytes(), read).ok()
}

/// The elements of a list, each as JSON; none of what is no list.
fn list(json: &str) -> Vec<String> {
    let mut all = Vec::new();
    let read: std::result::Result<(), DecodeError> = Reader::whole(json.as_bytes(), |reader| {
        reader.elements(&mut |reader| {
            all.push(reader.raw()?.to_owned());
            Ok(())
        })
    });
    if read.is_err() {
        all.clear();
    }
    all
}

/// Seconds or milliseconds since 1970: messages come with the latter.
fn moment(json: &str) -> Option<DateTime> {
    let number: i64 = part(json, |reader| reader.text())?.parse().ok()?;
    let milliseconds = number.unsigned_abs() >= 100_000_000_000;
    DateTime::from_unix_seconds(if milliseconds { number / 1000 } else { number })
}
