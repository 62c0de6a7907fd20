//! Finds the events of a delivery, in their order. Nothing is left out: what has another shape is found as well.

use super::{
    delivery::{parse, unix_time},
    event::Why,
    kinds::ObjectFacts,
};
use crate::{
    decode::{Decoded, Reader, Word},
    value::DateTime,
};

/// An event that is not read yet.
pub(super) struct Found<'a> {
    pub(super) object: String,
    pub(super) id: String,
    pub(super) time: Option<DateTime>,
    pub(super) field: String,
    pub(super) json: &'a str,
    /// The variant to read it as.
    pub(super) variant: Result<u16, Why>,
}

/// The events of a body that is valid JSON.
pub(super) fn events<'a>(body: &'a [u8], objects: &'static [ObjectFacts]) -> Vec<Found<'a>> {
    let mut walk = Walk { objects, found: Vec::new() };
    let whole = Reader::new(body).and_then(|mut reader| walk.body(&mut reader));
    // Not even the whole could be found in a body that is not UTF-8, which no delivery is.
    if let (Ok(whole), true) = (whole, walk.found.is_empty()) {
        walk.add(&About::default(), "", whole, Err(Why::NoEvent));
    }
    walk.found
}

struct Walk<'a> {
    objects: &'static [ObjectFacts],
    found: Vec<Found<'a>>,
}

/// What a part of a delivery says about its events.
#[derive(Clone, Default)]
struct About {
    object: String,
    facts: Option<&'static ObjectFacts>,
    id: String,
    time: Option<DateTime>,
}

impl About {
    fn of_field(&self, field: &str) -> Result<u16, Why> {
        let facts = self.facts.ok_or(Why::UnknownObject)?;
        find(facts, field).ok_or(Why::UnknownField)
    }

    fn of_element(&self, variant: impl FnOnce(&ObjectFacts) -> Option<u16>) -> Result<u16, Why> {
        variant(self.facts.ok_or(Why::UnknownObject)?).ok_or(Why::UnknownField)
    }
}

fn text(word: Word<'_>) -> String {
    word.text.into_owned()
}

fn find(facts: &ObjectFacts, field: &str) -> Option<u16> {
    facts.fields.iter().find(|(name, _)| *name == field).map(|(_, variant)| *variant)
}

impl<'a> Walk<'a> {
    fn add(&mut self, about: &About, field: &str, json: &'a str, variant: Result<u16, Why>) {
        let About { object, id, time, .. } = about.clone();
        self.found.push(Found { object, id, time, field: field.to_owned(), json, variant });
    }

    /// Finds the events of the whole, and returns it. Each part is read where it stands, so that each byte is read once.
    fn body(&mut self, reader: &mut Reader<'a>) -> Decoded<&'a str> {
        if reader.peek() != Some(b'{') {
            return reader.raw();
        }
        let start = reader.offset();
        let object = reader.find_member("object")?.map(text).unwrap_or_default();
        let facts = self.objects.iter().find(|facts| is_of(facts, &object));
        let about = About { object, facts, ..About::default() };
        let mut sample = Sample::default();
        reader.entries(&mut |key, reader| {
            if key == "entry" {
                return self.each(reader, &About::default(), &mut |walk, reader| walk.entry(reader, &about));
            }
            // Several objects can have the same envelope; the field says which one it is.
            let has_envelope = |facts: &ObjectFacts| facts.envelope.is_some_and(|(values, _)| values == key);
            if let Some(first) = self.objects.iter().position(has_envelope) {
                let here = reader.offset();
                reader.return_to(start);
                let time = reader.find_member("time")?.and_then(|time| unix_time(&time.text));
                let ids = self.objects.iter().map(|facts| match facts.envelope {
                    Some((_, id)) => reader.find_member(id),
                    None => Ok(None),
                });
                let ids = ids.collect::<Decoded<Vec<_>>>()?;
                reader.return_to(here);
                return self.each(reader, &About::default(), &mut |walk, reader| {
                    let (sample, json) = Sample::of(reader)?;
                    let is_of =
                        |facts: &ObjectFacts| has_envelope(facts) && find(facts, &sample.field).is_some();
                    let at = walk.objects.iter().position(is_of).unwrap_or(first);
                    let id = ids
                        .get(at)
                        .and_then(Option::as_ref)
                        .map(|id| id.text.to_string())
                        .unwrap_or_default();
                    let facts = walk.objects.get(at);
                    let object = facts.map(|facts| facts.object.to_owned()).unwrap_or_default();
                    walk.value(&sample, json, &About { object, facts, id, time });
                    Ok(())
                });
            }
            sample.take(key, reader.raw()?);
            Ok(())
        })?;
        let whole = reader.text_since(start);
        if self.found.is_empty() && !sample.field.is_empty() && sample.value.is_some() {
            // A sample of the app dashboard has only the field and its value.
            let facts = self.objects.iter().find(|facts| find(facts, &sample.field).is_some());
            self.value(&sample, whole, &About { facts, ..about });
        }
        Ok(whole)
    }

    /// Walks through a list; an object in place of one is its only element.
    fn each(
        &mut self,
        reader: &mut Reader<'a>,
        about: &About,
        walk: &mut dyn FnMut(&mut Self, &mut Reader<'a>) -> Decoded<()>,
    ) -> Decoded<()> {
        match reader.peek() {
            Some(b'{') => walk(self, reader),
            Some(b'[') => reader.items(&mut |reader| walk(self, reader)),
            _ => {
                self.add(about, "", reader.raw()?, Err(Why::NoEvent));
                Ok(())
            }
        }
    }

    fn entry(&mut self, reader: &mut Reader<'a>, about: &About) -> Decoded<()> {
        let before = self.found.len();
        // The first of several counts.
        let (mut id, mut time) = (None, None);
        let is_object = reader.peek() == Some(b'{');
        let start = reader.offset();
        if is_object {
            reader.entries(&mut |key, reader| {
                match key {
                    "id" => {
                        let word = reader.word()?;
                        id.get_or_insert_with(|| word.map(text));
                    }
                    "time" => {
                        let word = reader.word()?;
                        time.get_or_insert_with(|| word.and_then(|time| unix_time(&time.text)));
                    }
                    _ => self.member(key, reader, about)?,
                }
                Ok(())
            })?;
        } else {
            reader.skip()?;
        }
        if self.found.len() == before {
            self.add(about, "", reader.text_since(start), Err(Why::NoEvent));
        }
        // They may come after the events.
        let (id, time) = (id.flatten().unwrap_or_default(), time.flatten());
        for found in self.found.iter_mut().skip(before) {
            (found.id, found.time) = (id.clone(), time);
        }
        Ok(())
    }

    fn member(&mut self, key: &str, reader: &mut Reader<'a>, about: &About) -> Decoded<()> {
        match key {
            "changes" => self.each(reader, about, &mut |walk, reader| {
                let (sample, json) = Sample::of(reader)?;
                walk.value(&sample, json, about);
                Ok(())
            }),
            "changed_fields" => self.each(reader, about, &mut |walk, reader| {
                let json = reader.raw()?;
                let field = parse(json, |reader| reader.text()).unwrap_or_default();
                walk.add(about, &field, json, about.of_field(&field).and(Err(Why::NoValue)));
                Ok(())
            }),
            "messaging" | "standby" => self.each(reader, about, &mut |walk, reader| {
                let variant = about.of_element(|facts| match key {
                    "messaging" => facts.messaging,
                    _ => facts.standby,
                });
                walk.add(about, key, reader.raw()?, variant);
                Ok(())
            }),
            _ => reader.skip(),
        }
    }

    fn value(&mut self, sample: &Sample<'a>, whole: &'a str, about: &About) {
        match sample.value {
            _ if sample.field.is_empty() => self.add(about, "", whole, Err(Why::NoEvent)),
            Some(value) => self.add(about, &sample.field, value, about.of_field(&sample.field)),
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

/// A field and its value.
#[derive(Default)]
struct Sample<'a> {
    field: String,
    value: Option<&'a str>,
}

impl<'a> Sample<'a> {
    /// Reads a change, and returns it with its JSON. A value that is not an object has neither field nor value.
    fn of(reader: &mut Reader<'a>) -> Decoded<(Self, &'a str)> {
        let mut sample = Self::default();
        let is_object = reader.peek() == Some(b'{');
        let start = reader.offset();
        if is_object {
            reader.entries(&mut |key, reader| {
                sample.take(key, reader.raw()?);
                Ok(())
            })?;
        } else {
            reader.skip()?;
        }
        Ok((sample, reader.text_since(start)))
    }

    fn take(&mut self, key: &str, json: &'a str) {
        match key {
            "field" => self.field = parse(json, |reader| reader.text()).unwrap_or_default(),
            "value" => self.value = Some(json),
            _ => {}
        }
    }
}
