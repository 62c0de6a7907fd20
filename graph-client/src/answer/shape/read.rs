//! Reads unions, and objects and unions of any type.

use serde_json::Value;

use super::{
    Content, Shape, UnionFacts,
    any::{AnyShape, Table, become_other},
    flat::{self, Reading},
    record,
    unread::Unread,
};
use crate::{
    decode::{AsValue, BestFit, Decoded, Reader, ReadsAs, Tags, Wire},
    wire,
};

/// A value to read into. Of a union it is `Other`: a variant could hold the union again.
#[inline]
pub fn made<S: Shape>() -> S {
    S::make(S::table().last())
}

#[diagnostic::do_not_recommend]
impl<S: Shape> ReadsAs<wire::Shaped<S>> for S {
    #[inline]
    fn read(reader: &mut Reader<'_>) -> Decoded<Self> {
        read(reader)
    }

    #[inline]
    fn read_onto(list: &mut Vec<Self>, reader: &mut Reader<'_>) -> Decoded<()> {
        read_onto(list, reader)
    }
}

#[diagnostic::do_not_recommend]
impl<S: Shape> ReadsAs<wire::Shaped<S>> for Box<S> {
    fn read(reader: &mut Reader<'_>) -> Decoded<Self> {
        read(reader).map(Self::new)
    }
}

/// The Rust type of the schema itself fits.
impl<S: Shape> BestFit for S {
    type Wire = wire::Shaped<S>;
}

impl<S: Shape> Wire for wire::Shaped<S> {
    type Rust = S;
    type Kind = AsValue;
    const FALSE_IS_NONE: bool = !S::IS_UNION;
}

/// Reads an object or a union.
pub fn read<S: Shape>(reader: &mut Reader<'_>) -> Decoded<S> {
    let mut this = made();
    fill(&mut this, reader)?;
    Ok(this)
}

/// Reads an element of a list, in its place: a large value would be moved several times.
pub fn read_onto<S: Shape>(list: &mut Vec<S>, reader: &mut Reader<'_>) -> Decoded<()> {
    if reader.peek() != Some(b'{') {
        list.extend(<Option<S> as ReadsAs<wire::Shaped<S>>>::read(reader)?);
        return Ok(());
    }
    list.push(made());
    list.last_mut().map_or(Ok(()), |this| fill(this, reader))
}

/// Implements `Deserialize`.
pub fn deserialize<'de, S: Shape, D: serde::Deserializer<'de>>(deserializer: D) -> Result<S, D::Error> {
    crate::answer::deserialize::<wire::Shaped<S>, S, D>(deserializer)
}

/// Reads into a value that was made to be read into.
pub(crate) fn fill(this: &mut dyn AnyShape, reader: &mut Reader<'_>) -> Decoded<()> {
    let table = this.table();
    match table.union {
        Some(facts) => union(this, facts, reader),
        None => record::read(this, table, reader),
    }
}

pub(super) fn any(reader: &mut Reader<'_>) -> Decoded<Value> {
    reader.unknown_value()
}

fn union(this: &mut dyn AnyShape, facts: &UnionFacts, reader: &mut Reader<'_>) -> Decoded<()> {
    let tags = reader.take_tags();
    if reader.peek() != Some(b'{') {
        become_other(this, any(reader)?);
        return Ok(());
    }
    if let Content::Inline = facts.content {
        return inline(this, facts, tags.unwrap_or_default(), reader);
    }
    let mut reading = Reading::default();
    flat::begin(this, reader, &mut reading)?;
    let mut unread = Unread::default();
    reader.entries(&mut |key, reader| {
        if !flat::take(this, key, reader, &mut reading)? {
            unread.members().insert(key.to_owned(), any(reader)?);
        }
        Ok(())
    })?;
    if !flat::end(this, &mut unread, &mut reading, reader)? {
        flat::become_unread(this, &mut unread);
    }
    // The value cannot keep members beside the content, so the enclosing object keeps the whole.
    if let Some((key, _)) = unread.take().iter().flatten().next() {
        reader.unknown(key);
    }
    Ok(())
}

/// Reads a union whose content stands beside the tag.
fn inline(this: &mut dyn AnyShape, facts: &UnionFacts, tags: Tags, reader: &mut Reader<'_>) -> Decoded<()> {
    let &Table { names, .. } = this.table();
    let start = reader.offset();
    let word = reader.find_member(facts.tag)?;
    let at = facts.tagged(names, word.as_ref(), reader);
    let tags = tags.with(facts.tag);
    let Some(content) = at.filter(|at| !facts.is_empty(*at)) else {
        let value = any(reader)?;
        match at {
            Some(at) if is_only(&value, tags) => this.remake(at),
            _ => become_other(this, value),
        }
        return Ok(());
    };
    this.remake(content);
    reader.set_tags(tags);
    if this.member_mut(0).read(reader).is_err() {
        // A value whose content does not fit is kept as JSON.
        reader.return_to(start);
        become_other(this, any(reader)?);
    }
    Ok(())
}

/// Whether an object has only the tags of the unions around it.
fn is_only(value: &Value, tags: Tags) -> bool {
    value.as_object().is_some_and(|members| members.keys().all(|key| tags.has(key)))
}
