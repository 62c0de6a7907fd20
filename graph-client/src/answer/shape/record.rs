//! Reads objects. The tag of a union among their members is looked up when its content comes first; everything else is
//! read once.

use serde_json::Value;

use super::{
    any::{AnyShape, Table, rest_mut},
    facts::RecordFacts,
    flat::{self, Reading},
    missing::Missing,
    path::{below, insert, remove},
    read::any,
    unread::Unread,
};
use crate::decode::{DecodeError, Decoded, Reader, Sink, Tags, same};

/// What is collected while an object is read.
struct State<'s, 'a> {
    this: &'s mut dyn AnyShape,
    names: &'static [&'static str],
    facts: &'static RecordFacts,
    /// The members around it that have been read already.
    tags: Option<Tags>,
    missing: Missing,
    /// Of each flat value.
    readings: &'s mut [Reading<'a>],
    /// The member of the first flat value that most likely follows.
    expected: Option<&'static str>,
    unread: Unread,
}

/// Reads an object.
#[inline]
pub(super) fn read(this: &mut dyn AnyShape, table: &Table, reader: &mut Reader<'_>) -> Decoded<()> {
    // A value that is not an object has no members of flat values either.
    match table.record.flat {
        [_, ..] if reader.peek() == Some(b'{') => read_with_flat(this, table, reader),
        _ => read_with(this, table, &mut [], reader),
    }
}

#[inline(never)]
fn read_with_flat(this: &mut dyn AnyShape, table: &Table, reader: &mut Reader<'_>) -> Decoded<()> {
    if let [_] = table.record.flat {
        return read_with(this, table, &mut [Reading::default()], reader);
    }
    let mut readings: Vec<Reading<'_>> = table.record.flat.iter().map(|_| Reading::default()).collect();
    read_with(this, table, &mut readings, reader)
}

#[inline]
fn read_with<'a>(
    this: &mut dyn AnyShape,
    table: &Table,
    readings: &mut [Reading<'a>],
    reader: &mut Reader<'a>,
) -> Decoded<()> {
    let &Table { names, record: facts, .. } = table;
    let mut state = State {
        this,
        names,
        facts,
        tags: reader.take_tags(),
        missing: Missing::of(facts.certain),
        readings,
        expected: None,
        unread: Unread::default(),
    };
    if !state.readings.is_empty() {
        state.begin(reader)?;
    }
    reader.object_of(facts.bare, names, &mut state)?;
    if !state.readings.is_empty() {
        state.end(reader)?;
    }
    state.finish()
}

impl<'a> Sink<'a> for State<'_, 'a> {
    #[inline(always)]
    fn set(&mut self, at: usize, reader: &mut Reader<'a>) -> Decoded<()> {
        // A flat value has no member of its own, so a member of that name is something else.
        if self.facts.is_flat(at)
            && let Some(key) = self.names.get(at)
        {
            return self.other(key, reader);
        }
        self.known(at, reader)
    }

    /// Reads a member of another name: of a flat value, a constant, an alias, or one that the schema does not know.
    fn other(&mut self, key: &str, reader: &mut Reader<'a>) -> Decoded<()> {
        if self.tags.is_some_and(|tags| tags.has(key)) {
            return reader.skip();
        }
        let facts = self.facts;
        for (place, (at, reading)) in facts.flat.iter().zip(&mut *self.readings).enumerate() {
            let Some(value) = self.this.member_mut(usize::from(*at)).shape_mut() else { continue };
            let is_taken = flat::take(value, key, reader, reading)?;
            if place == 0 {
                self.expected = flat::expected(value, reading);
            }
            if is_taken {
                return Ok(());
            }
        }
        if let Some((_, at)) = facts.aliases.iter().find(|(alias, _)| *alias == key) {
            return self.known(usize::from(*at), reader);
        }
        if facts.constants.iter().any(|(name, _)| *name == key) {
            return reader.skip();
        }
        if facts.has_paths && self.has_below("", key) && reader.peek() == Some(b'{') {
            return self.below(key, reader);
        }
        let value = unknown(key, reader)?;
        self.unread.members().insert(key.to_owned(), value);
        Ok(())
    }

    #[inline]
    fn expected(&self) -> Option<&'static str> {
        self.expected
    }

    fn set_expected(&mut self, key: &'static str, reader: &mut Reader<'a>) -> Decoded<()> {
        // The object's own members come first, and the tags around it.
        if self.tags.is_none()
            && !self.names.iter().any(|name| same(name, key))
            && let ([at, ..], [reading, ..]) = (self.facts.flat, &mut *self.readings)
            && let Some(value) = self.this.member_mut(usize::from(*at)).shape_mut()
        {
            let (is_taken, next) = flat::take_expected(value, reader, reading)?;
            self.expected = next;
            if is_taken {
                return Ok(());
            }
        }
        match self.names.iter().position(|name| *name == key) {
            Some(at) => self.set(at, reader),
            None => self.other(key, reader),
        }
    }
}

impl<'a> State<'_, 'a> {
    #[inline]
    fn begin(&mut self, reader: &mut Reader<'a>) -> Decoded<()> {
        for (place, (at, reading)) in self.facts.flat.iter().zip(&mut *self.readings).enumerate() {
            let slot = self.this.member_mut(usize::from(*at));
            slot.fill();
            if let Some(value) = slot.shape_mut() {
                flat::begin(value, reader, reading)?;
                if place == 0 {
                    self.expected = flat::expected(value, reading);
                }
            }
        }
        Ok(())
    }

    /// Reads a member of the object.
    #[inline(always)]
    fn known(&mut self, at: usize, reader: &mut Reader<'a>) -> Decoded<()> {
        let dropped = reader.take_dropped();
        let start = reader.offset();
        self.this.member_mut(at).read(reader)?;
        let is_partly_read = reader.swap_dropped(dropped);
        if is_partly_read || self.unread.is_some() {
            self.keep_unread(at, is_partly_read, start, reader)?;
        }
        self.missing.found(at);
        Ok(())
    }

    /// Keeps a member of which only a part was read. Of a member that occurs twice, the last one counts.
    #[cold]
    fn keep_unread(
        &mut self,
        at: usize,
        is_partly_read: bool,
        start: usize,
        reader: &Reader<'a>,
    ) -> Decoded<()> {
        let Some(name) = self.names.get(at) else { return Ok(()) };
        remove(self.unread.members(), name);
        if is_partly_read {
            let value = Reader::whole(reader.text_since(start).as_bytes(), any)?;
            match name.rsplit_once('.') {
                Some((path, key)) => insert(self.unread.members(), path, key, value),
                None => drop(self.unread.members().insert((*name).to_owned(), value)),
            }
        }
        Ok(())
    }

    /// Whether members stand below the member with this key at a path: `body.text` below `body`. A key with a dot is no
    /// path.
    fn has_below(&self, path: &str, key: &str) -> bool {
        let is_below = |name: &&str| {
            let below = if path.is_empty() { Some(*name) } else { below(name, path) };
            below.is_some_and(|name| name.split_once('.').is_some_and(|(first, _)| first == key))
        };
        self.names.iter().any(is_below) || self.facts.constants.iter().any(|(name, _)| is_below(name))
    }

    /// Reads the members below a member.
    fn below(&mut self, path: &str, reader: &mut Reader<'a>) -> Decoded<()> {
        reader.entries(&mut |key, reader| {
            let is_here = |name: &&str| below(name, path) == Some(key);
            if let Some(at) = self.names.iter().position(is_here) {
                return self.known(at, reader);
            }
            if self.facts.constants.iter().any(|(name, _)| is_here(name)) {
                return reader.skip();
            }
            if self.has_below(path, key) && reader.peek() == Some(b'{') {
                return self.below(&format!("{path}.{key}"), reader);
            }
            let value = unknown(&format!("{path}.{key}"), reader)?;
            insert(self.unread.members(), path, key, value);
            Ok(())
        })
    }

    /// Ends reading the flat values.
    #[inline]
    fn end(&mut self, reader: &mut Reader<'a>) -> Decoded<()> {
        for (at, reading) in self.facts.flat.iter().zip(&mut *self.readings) {
            let at = usize::from(*at);
            let slot = self.this.member_mut(at);
            let is_there = match slot.shape_mut() {
                Some(value) => flat::end(value, &mut self.unread, reading, reader)?,
                None => false,
            };
            if !is_there
                && !slot.empty()
                && let Some(value) = slot.shape_mut()
            {
                flat::become_unread(value, &mut self.unread);
            }
            self.missing.found(at);
        }
        Ok(())
    }

    #[inline]
    fn finish(&mut self) -> Decoded<()> {
        if let Some(at) = self.missing.first() {
            return Err(DecodeError::missing(self.names.get(at).copied().unwrap_or_default()));
        }
        if let Some(unread) = self.unread.take()
            && let Some(rest) = rest_mut(self.this)
        {
            *rest = unread.into();
        }
        Ok(())
    }
}

/// Reads a member that the schema does not know.
fn unknown(path: &str, reader: &mut Reader<'_>) -> Decoded<Value> {
    let dropped = reader.take_dropped();
    reader.unknown(path);
    reader.swap_dropped(dropped);
    any(reader)
}
