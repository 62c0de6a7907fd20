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
    let whole = Reader::new(body).and_then(|mut reader| {
        let whole = reader.raw()?;
        walk.body(&mut Reader::new(whole.as_bytes())?)?;
        Ok(whole)
    });
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

    fn body(&mut self, reader: &mut Reader<'a>) -> Decoded<()> {
        if reader.peek() != Some(b'{') {
            return Ok(());
        }
        let object = reader.find_member("object")?.map(text).unwrap_or_default();
        let facts = self.objects.iter().find(|facts| is_of(facts, &object));
        let about = About { object, facts, ..About::default() };
        let time = reader.find_member("time")?.and_then(|time| unix_time(&time.text));
        let ids = self.objects.iter().map(|facts| match facts.envelope {
            Some((_, id)) => reader.find_member(id),
            None => Ok(None),
        });
        let ids = ids.collect::<Decoded<Vec<_>>>()?;
        let mut sample = Sample::default();
        reader.entries(&mut |key, reader| {
            let raw = reader.raw()?;
            if key == "entry" {
                return self.each(raw, &About::default(), &mut |walk, raw| walk.entry(raw, &about));
            }
            // Several objects can have the same envelope; the field says which one it is.
            let has_envelope = |facts: &ObjectFacts| facts.envelope.is_some_and(|(values, _)| values == key);
            if let Some(first) = self.objects.iter().position(has_envelope) {
                return self.each(raw, &About::default(), &mut |walk, raw| {
                    let field = Sample::of(raw).field;
                    let is_of = |facts: &ObjectFacts| has_envelope(facts) && find(facts, &field).is_some();
                    let at = walk.objects.iter().position(is_of).unwrap_or(first);
                    let id = ids
                        .get(at)
                        .and_then(Option::as_ref)
                        .map(|id| id.text.to_string())
                        .unwrap_or_default();
                    let facts = walk.objects.get(at);
                    let object = facts.map(|facts| facts.object.to_owned()).unwrap_or_default();
                    walk.change(raw, &About { object, facts, id, time });
                    Ok(())
                });
            }
            sample.take(key, raw);
            Ok(())
        })?;
        if self.found.is_empty() && !sample.field.is_empty() && sample.value.is_some() {
            // A sample of the app dashboard has only the field and its value.
            let facts = self.objects.iter().find(|facts| find(facts, &sample.field).is_some());
            self.value(&sample, reader.text_since(0), &About { facts, ..about });
        }
        Ok(())
    }

    /// Walks through a list; an object in place of one is its only element.
    fn each(
        &mut self,
        json: &'a str,
        about: &About,
        walk: &mut dyn FnMut(&mut Self, &'a str) -> Decoded<()>,
    ) -> Decoded<()> {
        if json.starts_with('{') {
            return walk(self, json);
        }
        if !json.starts_with('[') {
            self.add(about, "", json, Err(Why::NoEvent));
            return Ok(());
        }
        Reader::new(json.as_bytes())?.items(&mut |reader| walk(self, reader.raw()?))
    }

    fn entry(&mut self, json: &'a str, about: &About) -> Decoded<()> {
        let before = self.found.len();
        let mut about = about.clone();
        if json.starts_with('{') {
            let mut reader = Reader::new(json.as_bytes())?;
            about.id = reader.find_member("id")?.map(text).unwrap_or_default();
            about.time = reader.find_member("time")?.and_then(|time| unix_time(&time.text));
            reader.entries(&mut |key, reader| {
                let raw = reader.raw()?;
                self.member(key, raw, &about)
            })?;
        }
        if self.found.len() == before {
            self.add(&about, "", json, Err(Why::NoEvent));
        }
        Ok(())
    }

    fn member(&mut self, key: &str, json: &'a str, about: &About) -> Decoded<()> {
        match key {
            "changes" => self.each(json, about, &mut |walk, json| {
                walk.change(json, about);
                Ok(())
            }),
            "changed_fields" => self.each(json, about, &mut |walk, json| {
                let field = parse(json, |reader| reader.text()).unwrap_or_default();
                walk.add(about, &field, json, about.of_field(&field).and(Err(Why::NoValue)));
                Ok(())
            }),
            "messaging" | "standby" => self.each(json, about, &mut |walk, json| {
                let variant = about.of_element(|facts| match key {
                    "messaging" => facts.messaging,
                    _ => facts.standby,
                });
                walk.add(about, key, json, variant);
                Ok(())
            }),
            _ => Ok(()),
        }
    }

    fn change(&mut self, json: &'a str, about: &About) {
        self.value(&Sample::of(json), json, about);
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
    fn of(json: &'a str) -> Self {
        let mut sample = Self::default();
        let read = Reader::new(json.as_bytes()).and_then(|mut reader| {
            reader.entries(&mut |key, reader| {
                let raw = reader.raw()?;
                sample.take(key, raw);
                Ok(())
            })
        });
        // A value that is not an object has neither.
        drop(read);
        sample
    }

    fn take(&mut self, key: &str, json: &'a str) {
        match key {
            "field" => self.field = parse(json, |reader| reader.text()).unwrap_or_default(),
            "value" => self.value = Some(json),
            _ => {}
        }
    }
}
