//! Reads objects and unions from JSON. The tag of a union is looked up first; everything else is read once.

use std::{any::Any, cell::RefCell};

use serde_json::Value;

use super::{Flat as _, Shape, flat::Reading};
use crate::{
    answer::Rest,
    decode::{DecodeError, Decoded, Reader, ReadsAs, Tags},
    wire,
};

/// Reads an object or a union.
pub fn read<S: Shape>(reader: &mut Reader<'_>) -> Decoded<S> {
    if S::UNION.is_some() { union(reader) } else { record(reader) }
}

/// A value to read into, if its members stand among those of another object.
pub fn to_fill<S: Shape>() -> Option<S> {
    Some(S::make(S::NAMES.len()))
}

/// Implements `Deserialize`.
pub fn deserialize<'de, S: Shape + ReadsAs<S::Wire>, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<S, D::Error> {
    crate::answer::deserialize::<S::Wire, S, D>(deserializer)
}

fn any(reader: &mut Reader<'_>) -> Decoded<Value> {
    <Value as ReadsAs<wire::Json>>::read(reader)
}

/// What is collected while an object is read.
struct State<S> {
    this: S,
    /// Members that must have a value and were not read yet, by their index in the list of those.
    missing: u128,
    readings: Vec<Reading>,
    rest: Rest,
}

fn record<S: Shape>(reader: &mut Reader<'_>) -> Decoded<S> {
    let facts = S::RECORD;
    let tags = reader.take_tags();
    let mut state = State {
        this: S::make(0),
        missing: (1 << facts.certain.len().min(127)) - 1,
        readings: Vec::new(),
        rest: Rest::new(),
    };
    if reader.peek() == Some(b'{') {
        for at in facts.flat {
            let mut reading = Reading::default();
            state.this.slot_mut(usize::from(*at)).begin(reader, &mut reading)?;
            state.readings.push(reading);
        }
    }
    let state = RefCell::new(state);
    reader.object_or(
        facts.bare,
        S::NAMES,
        &mut |at, reader| {
            // What stands in this object has no member of its own, so a member of that name is something else.
            match S::NAMES.get(at).filter(|_| facts.is_flat(at)) {
                Some(key) if tags.has(key) => reader.skip(),
                Some(key) => state.borrow_mut().unknown(key, reader),
                None => state.borrow_mut().known(at, reader),
            }
        },
        &mut |key, reader| match tags.has(key) {
            true => reader.skip(),
            false => state.borrow_mut().unknown(key, reader),
        },
    )?;
    state.into_inner().finish()
}

impl<S: Shape> State<S> {
    /// Reads a member of the object.
    fn known(&mut self, at: usize, reader: &mut Reader<'_>) -> Decoded<()> {
        let place = S::RECORD.certain_place(at);
        let dropped = reader.take_dropped();
        let start = reader.offset();
        self.this.slot_mut(at).read(reader)?;
        if reader.swap_dropped(dropped) {
            let value = Reader::whole(reader.text_since(start).as_bytes(), any)?;
            self.rest.extend(S::NAMES.get(at).map(|name| ((*name).to_owned(), value)));
        }
        self.missing &= !place.map_or(0, |place| 1 << place.min(127));
        Ok(())
    }

    /// Reads a member of another name: of a flat value, a constant, an alias, or one that the schema does not know.
    fn unknown(&mut self, key: &str, reader: &mut Reader<'_>) -> Decoded<()> {
        let facts = S::RECORD;
        for (at, reading) in facts.flat.iter().zip(&mut self.readings) {
            if self.this.slot_mut(usize::from(*at)).take(key, reader, reading)? {
                return Ok(());
            }
        }
        if let Some((_, at)) = facts.aliases.iter().find(|(alias, _)| *alias == key) {
            return self.known(usize::from(*at), reader);
        }
        if facts.constants.iter().any(|(name, _)| *name == key) {
            return reader.skip();
        }
        if facts.has_paths && self.has_below(key) && reader.peek() == Some(b'{') {
            return self.below(key, reader);
        }
        self.keep(key, reader)
    }

    fn keep(&mut self, path: &str, reader: &mut Reader<'_>) -> Decoded<()> {
        let dropped = reader.take_dropped();
        reader.unknown(path);
        reader.swap_dropped(dropped);
        let value = any(reader)?;
        insert(&mut self.rest, path, value);
        Ok(())
    }

    /// Whether a member stands below this one: `body.text` below `body`.
    fn has_below(&self, path: &str) -> bool {
        let is_below = |name: &&str| name.strip_prefix(path).is_some_and(|rest| rest.starts_with('.'));
        S::NAMES.iter().any(is_below) || S::RECORD.constants.iter().any(|(name, _)| is_below(name))
    }

    /// Reads the members below a member.
    fn below(&mut self, path: &str, reader: &mut Reader<'_>) -> Decoded<()> {
        reader.entries(&mut |key, reader| {
            let path = format!("{path}.{key}");
            if let Some(at) = S::NAMES.iter().position(|name| *name == path) {
                return self.known(at, reader);
            }
            if S::RECORD.constants.iter().any(|(name, _)| *name == path) {
                return reader.skip();
            }
            if self.has_below(&path) && reader.peek() == Some(b'{') {
                return self.below(&path, reader);
            }
            self.keep(&path, reader)
        })
    }

    fn finish(mut self) -> Decoded<S> {
        let facts = S::RECORD;
        for (at, reading) in facts.flat.iter().zip(self.readings) {
            let at = usize::from(*at);
            self.this.slot_mut(at).end(&mut self.rest, reading);
            let place = facts.certain_place(at);
            self.missing &= !place.map_or(0, |place| 1 << place.min(127));
        }
        if self.missing != 0 {
            let first = facts.certain.get(self.missing.trailing_zeros() as usize);
            let name = first.and_then(|at| S::NAMES.get(usize::from(*at))).copied().unwrap_or_default();
            return Err(DecodeError::missing(name));
        }
        if let Some(rest) = (self.this.slot_mut(S::NAMES.len()) as &mut dyn Any).downcast_mut() {
            *rest = self.rest;
        }
        Ok(self.this)
    }
}

/// Inserts a value at a path: `body.new` into the object `body`.
fn insert(rest: &mut Rest, path: &str, value: Value) {
    let Some((first, below)) = path.split_once('.') else {
        rest.insert(path.to_owned(), value);
        return;
    };
    let mut at = rest.entry(first.to_owned()).or_insert_with(|| Value::Object(serde_json::Map::new()));
    let mut parts = below.split('.').peekable();
    while let Some(part) = parts.next() {
        let Value::Object(members) = at else { return };
        if parts.peek().is_none() {
            members.insert(part.to_owned(), value);
            return;
        }
        at = members.entry(part).or_insert_with(|| Value::Object(serde_json::Map::new()));
    }
}

fn union<S: Shape>(reader: &mut Reader<'_>) -> Decoded<S> {
    let tags = reader.take_tags();
    let mut this = S::make(S::NAMES.len());
    if reader.peek() != Some(b'{') {
        return other(this, any(reader)?);
    }
    let Some(facts) = S::UNION else { return Ok(this) };
    let start = reader.offset();
    if let super::Content::Inline = facts.content {
        let word = reader.find_member(facts.tag)?;
        let at = match &word {
            Some(word) => facts.variant(S::NAMES, word),
            None => facts.default.map(usize::from),
        };
        if word.is_some() && at.is_none() {
            reader.unknown_word_in(facts.tag);
        }
        let Some(at) = at.filter(|at| !facts.is_empty(*at)) else {
            let value = any(reader)?;
            return match at {
                Some(at) if is_only(&value, tags.with(facts.tag)) => Ok(S::make(at)),
                _ => other(this, value),
            };
        };
        this = S::make(at);
        reader.set_tags(tags.with(facts.tag));
        if let Err(error) = this.slot_mut(0).read(reader) {
            return broken(reader, start, error);
        }
        return Ok(this);
    }
    let mut reading = Reading::default();
    this.begin(reader, &mut reading)?;
    let mut rest = Rest::new();
    reader.entries(&mut |key, reader| {
        if !this.take(key, reader, &mut reading)? {
            rest.insert(key.to_owned(), any(reader)?);
        }
        Ok(())
    })?;
    if !this.end(&mut rest, reading) {
        this.become_other(&mut rest);
    }
    // The value has no place for what stands beside the content, so the object that holds it keeps the whole.
    rest.keys().take(1).for_each(|key| reader.unknown(key));
    Ok(this)
}

/// Whether an object has only the tags of the unions around it.
fn is_only(value: &Value, tags: Tags) -> bool {
    value.as_object().is_some_and(|members| members.keys().all(|key| tags.has(key)))
}

/// A value whose content does not fit is kept as it is.
fn broken<S: Shape>(reader: &mut Reader<'_>, start: usize, _: DecodeError) -> Decoded<S> {
    reader.return_to(start);
    let value = any(reader)?;
    other(S::make(S::NAMES.len()), value)
}

fn other<S: Shape>(mut this: S, value: Value) -> Decoded<S> {
    if let Some(other) = (this.slot_mut(0) as &mut dyn Any).downcast_mut::<Value>() {
        *other = value;
    }
    Ok(this)
}
