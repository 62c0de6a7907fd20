//! Finds the events of a delivery, in their order. Nothing is left out: parts of an unexpected shape are found, too.

use std::{borrow::Cow, ops::Range};

use smol_str::SmolStr;

use super::{
    Other,
    entry::time_of,
    event::{Delivered, Why},
    kinds::{Events, ObjectFacts},
    outside::Outside,
};
use crate::{
    decode::{Decoded, Reader, Word},
    error::Error,
    value::DateTime,
};

/// An event that is not read yet.
#[derive(Debug)]
pub(super) struct Found {
    object: SmolStr,
    id: SmolStr,
    time: Option<DateTime>,
    field: SmolStr,
    /// Where its JSON stands in the body.
    json: Range<usize>,
    /// The variant to read it as.
    variant: Result<u16, Why>,
}

impl Found {
    /// Reads the event from the body that it was found in.
    pub(super) fn event<W: Events>(&self, body: &[u8]) -> W::Event {
        let json = body.get(self.json.clone()).unwrap_or_default();
        let why = match &self.variant {
            Err(why) => why.clone(),
            Ok(variant) => match Reader::whole(json, |reader| W::read(*variant, reader)) {
                Ok(event) => return event,
                Err(_) if json == b"null" => Why::NoValue,
                Err(error) => Why::Unreadable(Error::decode(error)),
            },
        };
        W::other(Other { json: String::from_utf8_lossy(json).into_owned(), why })
    }

    /// Reads the event, with its context in the delivery.
    pub(super) fn delivered<W: Events>(&self, body: &[u8]) -> Delivered<W::Event> {
        let [object, id, field] = [&self.object, &self.id, &self.field].map(SmolStr::to_string);
        Delivered { object, id, time: self.time, field, event: self.event::<W>(body) }
    }
}

/// The kind of object of a delivery, and its events.
///
/// # Errors
///
/// If the body is not JSON.
pub(super) fn events(body: &[u8], objects: &'static [ObjectFacts]) -> Decoded<(String, Vec<Found>)> {
    let mut reader = Reader::new(body)?;
    let mut walk = Walk { objects, object: String::new(), found: Vec::new() };
    let whole = match walk.body(&mut reader) {
        Ok(whole) => whole,
        Err(_) => {
            walk.found.clear();
            reader.return_to(0);
            span(&mut reader)?
        }
    };
    reader.finish()?;
    if walk.found.is_empty() {
        walk.add(&About::default(), "", whole, Err(Why::NoEvent));
    }
    Ok((walk.object, walk.found))
}

struct Walk {
    objects: &'static [ObjectFacts],
    object: String,
    found: Vec<Found>,
}

/// What a part of a delivery says about the events in it.
#[derive(Clone, Default)]
struct About {
    object: SmolStr,
    facts: Option<&'static ObjectFacts>,
    id: SmolStr,
    time: Option<DateTime>,
}

impl About {
    fn of_field(&self, field: &str) -> Result<u16, Why> {
        let facts = self.facts.ok_or(Why::UnknownObject)?;
        find(facts, field).map(|(_, variant)| variant).ok_or(Why::UnknownField)
    }

    fn of_element(&self, variant: impl FnOnce(&ObjectFacts) -> Option<u16>) -> Result<u16, Why> {
        variant(self.facts.ok_or(Why::UnknownObject)?).ok_or(Why::UnknownField)
    }
}

/// The text of a word; empty if there is none.
fn text(word: Option<Word<'_>>) -> Cow<'_, str> {
    word.map(|word| word.text).unwrap_or_default()
}

fn find(facts: &'static ObjectFacts, field: &str) -> Option<(&'static str, u16)> {
    facts.fields.iter().find(|(name, _)| *name == field).copied()
}

/// Skips a value, and returns its range in the body.
fn span(reader: &mut Reader<'_>) -> Decoded<Range<usize>> {
    reader.peek();
    let start = reader.offset();
    reader.skip()?;
    Ok(start..reader.offset())
}

impl Walk {
    fn add(&mut self, about: &About, field: &str, json: Range<usize>, variant: Result<u16, Why>) {
        let About { object, facts, id, time } = about.clone();
        let known = facts.and_then(|facts| find(facts, field));
        let field = known.map_or_else(|| SmolStr::new(field), |(name, _)| SmolStr::new_static(name));
        self.found.push(Found { object, id, time, field, json, variant });
    }

    /// Finds the events of the whole body, and returns its range. The parts are read in their order. Only the object is
    /// looked up first, since it determines how the entries are read.
    fn body(&mut self, reader: &mut Reader<'_>) -> Decoded<Range<usize>> {
        if reader.peek() != Some(b'{') {
            return span(reader);
        }
        let start = reader.offset();
        self.object = text(reader.find_member("object")?).into_owned();
        let facts = self.objects.iter().find(|facts| is_of(facts, &self.object));
        let object = match facts {
            Some(facts) if facts.object == self.object => SmolStr::new_static(facts.object),
            _ => SmolStr::new(&self.object),
        };
        let about = About { object, facts, ..About::default() };
        let (mut sample, mut outside) = (Sample::default(), Outside::default());
        // Each event of an envelope, with its object, by their indices.
        let mut enveloped = Vec::new();
        reader.entries(&mut |key, reader| {
            outside.take(self.objects, key, reader);
            match key {
                "object" => return reader.skip(),
                "entry" => {
                    return self
                        .each(reader, &About::default(), &mut |walk, reader| walk.entry(reader, &about));
                }
                _ => {}
            }
            // Several objects can have the same envelope; the field says which one it is.
            let has_envelope = |facts: &ObjectFacts| facts.envelope.is_some_and(|(values, _)| values == key);
            if let Some(first) = self.objects.iter().position(has_envelope) {
                return self.each(reader, &About::default(), &mut |walk, reader| {
                    let (sample, json) = Sample::of(reader)?;
                    let is_of = |facts: &&'static ObjectFacts| {
                        has_envelope(facts) && find(facts, &sample.field).is_some()
                    };
                    let at = walk.objects.iter().position(|facts| is_of(&facts)).unwrap_or(first);
                    let facts = walk.objects.get(at);
                    let object = facts.map(|facts| SmolStr::new_static(facts.object)).unwrap_or_default();
                    enveloped.push((walk.found.len(), at));
                    walk.value(&sample, json, &About { object, facts, ..About::default() });
                    Ok(())
                });
            }
            match key {
                "field" => sample.take(0, reader),
                "value" => sample.take(1, reader),
                _ => reader.skip(),
            }
        })?;
        // They may come after the events.
        for (event, object) in enveloped {
            if let Some(found) = self.found.get_mut(event) {
                (found.id, found.time) = (outside.id(self.objects.get(object)), outside.time());
            }
        }
        let whole = start..reader.offset();
        if self.found.is_empty() && !sample.field.is_empty() && sample.value.is_some() {
            // A sample of the app dashboard has only the field and its value.
            let facts = self.objects.iter().find(|facts| find(facts, &sample.field).is_some());
            self.value(&sample, whole.clone(), &About { facts, ..about });
        }
        Ok(whole)
    }

    /// Walks through a list; an object in place of one is its only element.
    fn each<'a>(
        &mut self,
        reader: &mut Reader<'a>,
        about: &About,
        walk: &mut dyn FnMut(&mut Self, &mut Reader<'a>) -> Decoded<()>,
    ) -> Decoded<()> {
        match reader.peek() {
            Some(b'{') => walk(self, reader),
            Some(b'[') => reader.items(&mut |reader| walk(self, reader)),
            _ => {
                self.add(about, "", span(reader)?, Err(Why::NoEvent));
                Ok(())
            }
        }
    }

    fn entry(&mut self, reader: &mut Reader<'_>, about: &About) -> Decoded<()> {
        const NAMES: &[&str] = &["id", "time", "changes", "changed_fields", "messaging", "standby"];
        let before = self.found.len();
        // The first of several counts.
        let (mut id, mut time) = (None, None);
        let is_object = reader.peek() == Some(b'{');
        let start = reader.offset();
        if is_object {
            reader.object(NAMES, &mut |at, reader| {
                match at {
                    0 => {
                        let word = reader.word()?;
                        id.get_or_insert_with(|| SmolStr::new(text(word)));
                    }
                    1 => {
                        let word = reader.word()?;
                        time.get_or_insert_with(|| word.and_then(|time| time_of(&time.text)));
                    }
                    _ => self.member(NAMES.get(at).copied().unwrap_or_default(), reader, about)?,
                }
                Ok(())
            })?;
        } else {
            reader.skip()?;
        }
        if self.found.len() == before {
            self.add(about, "", start..reader.offset(), Err(Why::NoEvent));
        }
        // They may come after the events.
        let (id, time) = (id.unwrap_or_default(), time.flatten());
        for found in self.found.iter_mut().skip(before) {
            (found.id, found.time) = (id.clone(), time);
        }
        Ok(())
    }

    fn member(&mut self, key: &'static str, reader: &mut Reader<'_>, about: &About) -> Decoded<()> {
        self.each(reader, about, &mut |walk, reader| {
            match key {
                "changes" => {
                    let (sample, json) = Sample::of(reader)?;
                    walk.value(&sample, json, about);
                }
                "changed_fields" => {
                    reader.peek();
                    let start = reader.offset();
                    let field = text(reader.word()?);
                    let variant = about.of_field(&field).and(Err(Why::NoValue));
                    walk.add(about, &field, start..reader.offset(), variant);
                }
                _ => {
                    let variant = about.of_element(|facts| match key {
                        "messaging" => facts.messaging,
                        _ => facts.standby,
                    });
                    walk.add(about, key, span(reader)?, variant);
                }
            }
            Ok(())
        })
    }

    fn value(&mut self, sample: &Sample<'_>, whole: Range<usize>, about: &About) {
        match &sample.value {
            _ if sample.field.is_empty() => self.add(about, "", whole, Err(Why::NoEvent)),
            Some(value) => self.add(about, &sample.field, value.clone(), about.of_field(&sample.field)),
            None => {
                let variant = about.of_field(&sample.field).and(Err(Why::NoValue));
                self.add(about, &sample.field, whole, variant);
            }
        }
    }
}

fn is_of(facts: &ObjectFacts, object: &str) -> bool {
    facts.envelope.is_none() && facts.object.eq_ignore_ascii_case(object)
}

/// A field, and the range of its value in the body.
#[derive(Default)]
struct Sample<'a> {
    field: Cow<'a, str>,
    value: Option<Range<usize>>,
}

impl<'a> Sample<'a> {
    /// Reads a change, and returns it with its range in the body. A value that is not an object has neither field nor
    /// value.
    fn of(reader: &mut Reader<'a>) -> Decoded<(Self, Range<usize>)> {
        let mut sample = Self::default();
        let is_object = reader.peek() == Some(b'{');
        let start = reader.offset();
        if is_object {
            reader.object(&["field", "value"], &mut |at, reader| sample.take(at, reader))?;
        } else {
            reader.skip()?;
        }
        Ok((sample, start..reader.offset()))
    }

    /// Reads the field, or its value.
    fn take(&mut self, at: usize, reader: &mut Reader<'a>) -> Decoded<()> {
        match at {
            0 => self.field = text(reader.word()?),
            _ => self.value = Some(span(reader)?),
        }
        Ok(())
    }
}
