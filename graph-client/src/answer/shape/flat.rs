//! Reading of values whose members are part of the object that contains them.

use serde_json::Value;

use super::{
    Content, UnionFacts,
    any::{AnyShape, Table, become_other},
    read::fill,
    tag::{Tag, confirm, guess, resolve},
    unread::Unread,
};
use crate::decode::{Decoded, Reader, same};

/// The state of a flat value while its object is read.
#[derive(Default)]
pub(super) struct Reading<'a> {
    pub(super) tag: Tag<'a>,
    /// Whether the content was read.
    pub(super) found: bool,
    /// Whether the content could not be read.
    pub(super) broken: bool,
    /// The variant that content before the tag could not be read as, and where the content stands.
    pub(super) failed: Option<(usize, usize)>,
    /// Contents that turned out to belong to another kind than the value.
    pub(super) replaced: Unread,
}

/// Begins to read a value, with the reader at the object whose members it has.
pub(super) fn begin<'a>(
    this: &mut dyn AnyShape,
    reader: &mut Reader<'a>,
    reading: &mut Reading<'a>,
) -> Decoded<()> {
    match this.table().union {
        Some(facts) if facts.tag.is_empty() => reading.tag = Tag::Absent,
        // The content has the same members: it is read at once, and the tag may stand after them.
        Some(facts) if matches!(facts.content, Content::Inline) => {
            let word = reader.find_member(facts.tag)?;
            resolve(this, facts, word, reader, reading)?;
        }
        _ => {}
    }
    Ok(())
}

/// The member of this value that most likely follows.
#[inline]
pub(super) fn expected(this: &dyn AnyShape, reading: &Reading<'_>) -> Option<&'static str> {
    let &Table { names, union: Some(facts), .. } = this.table() else { return None };
    match reading.tag {
        Tag::Unread | Tag::Guessed(_) => Some(facts.tag).filter(|tag| !tag.is_empty()),
        Tag::Word(_) if !reading.found => {
            let at = this.variant();
            if at < names.len() { facts.member(names, at) } else { None }
        }
        _ => None,
    }
}

/// Reads the expected member. Returns whether it belongs to this value, and which one is expected next.
#[inline]
pub(super) fn take_expected<'a>(
    this: &mut dyn AnyShape,
    reader: &mut Reader<'a>,
    reading: &mut Reading<'a>,
) -> Decoded<(bool, Option<&'static str>)> {
    let &Table { names, union: Some(facts), .. } = this.table() else { return Ok((false, None)) };
    if !reading.tag.is_open() {
        // The content, unless it was read already.
        let is_taken = !reading.found && !reading.broken && read_known(this, reader, reading)?;
        return Ok((is_taken, None));
    }
    if !confirm(this, names, reader, &mut reading.tag) {
        let word = reader.word()?;
        resolve(this, facts, word, reader, reading)?;
    }
    Ok((true, expected(this, reading)))
}

/// Reads a member that the object itself does not have. Returns whether it belongs to this value.
pub(super) fn take<'a>(
    this: &mut dyn AnyShape,
    key: &str,
    reader: &mut Reader<'a>,
    reading: &mut Reading<'a>,
) -> Decoded<bool> {
    let &Table { names, union: Some(facts), .. } = this.table() else { return Ok(false) };
    if same(key, facts.tag) && !key.is_empty() {
        if reading.tag.is_open() {
            let word = reader.word()?;
            resolve(this, facts, word, reader, reading)?;
        } else {
            // The first one wins.
            reader.skip()?;
        }
        return Ok(true);
    }
    if let Content::Inline = facts.content {
        let is_known = this.variant() < names.len() && knows_content(this, key);
        if is_known {
            reader.skip()?;
        }
        return Ok(is_known);
    }
    if reading.tag.is_open() {
        let guessed = facts.by_content(names, key);
        if guessed.is_none() && !facts.is_within(key) {
            return Ok(false);
        }
        let guessed = guessed.filter(|at| !facts.is_shared(names, *at));
        if guess(this, guessed, reader, reading) {
            return Ok(true);
        }
        // Malformed values are reported where they are read.
        let word = reader.find_ahead(facts.tag).unwrap_or_default();
        resolve(this, facts, word, reader, reading)?;
    }
    let at = this.variant();
    let Some(of) = content_of(facts, names, at, key, reading) else { return Ok(false) };
    if of != at {
        if reading.found
            && let Some(value) = this.member(0).json()
        {
            let member = facts.member(names, at).unwrap_or_default();
            reading.replaced.members().insert(member.to_owned(), value);
        }
        this.remake(of);
    }
    read_known(this, reader, reading)
}

/// Reads the content of the variant that a value is, as its member. Returns whether it could be read.
fn read_known(this: &mut dyn AnyShape, reader: &mut Reader<'_>, reading: &mut Reading<'_>) -> Decoded<bool> {
    let start = reader.offset();
    // Content that could not be read before its tag was known fails again. With nested content of the same kind, trying
    // twice at each level would take exponential time.
    let has_failed = reading.failed == Some((this.variant(), start));
    if !has_failed && read_content(this, reading, reader).is_ok() {
        reading.found = true;
        return Ok(true);
    }
    reader.return_to(start);
    this.remake(this.table().last());
    reading.broken = true;
    Ok(false)
}

/// Reads the content of the variant that a value is.
pub(super) fn read_content(
    this: &mut dyn AnyShape,
    reading: &Reading<'_>,
    reader: &mut Reader<'_>,
) -> Decoded<()> {
    let content = this.member_mut(0);
    // A value that was only made to be read into is read in its place.
    if !reading.found
        && reader.peek() == Some(b'{')
        && let Some(content) = content.shape_mut()
    {
        return fill(content, reader);
    }
    content.read(reader)
}

/// The variant whose content a member is, while the value is the variant `at`.
fn content_of(
    facts: &UnionFacts,
    names: &[&str],
    at: usize,
    key: &str,
    reading: &Reading<'_>,
) -> Option<usize> {
    let is_known = at < names.len();
    if is_known && !facts.tag.is_empty() {
        return (facts.member(names, at) == Some(key)).then_some(at);
    }
    if is_known && reading.found {
        // Without a tag, the member that stands first in the schema decides.
        return facts.variant(names, key).filter(|found| *found < at);
    }
    if matches!(reading.tag, Tag::Word(_)) || reading.broken {
        return None;
    }
    facts.by_content(names, key).or_else(|| facts.alias(key))
}

/// Ends reading. Returns whether the value is there at all.
pub(super) fn end<'a>(
    this: &mut dyn AnyShape,
    unread: &mut Unread,
    reading: &mut Reading<'a>,
    reader: &mut Reader<'a>,
) -> Decoded<bool> {
    let &Table { names, union: Some(facts), .. } = this.table() else { return Ok(true) };
    if reading.tag.is_open() {
        resolve(this, facts, None, reader, reading)?;
    }
    let at = this.variant();
    unread.extend(&mut reading.replaced);
    if at < names.len() && (reading.found || facts.is_empty(at)) {
        return Ok(true);
    }
    if let Tag::Word(word) = &reading.tag {
        unread.members().insert(facts.tag.to_owned(), Value::String(word.to_string()));
    } else if !reading.broken {
        return Ok(false);
    }
    become_unread(this, unread);
    Ok(true)
}

/// Becomes a value that the schema does not know, with these members.
pub(super) fn become_unread(this: &mut dyn AnyShape, unread: &mut Unread) {
    become_other(this, Value::Object(unread.take().into_iter().flatten().collect()));
}

fn knows_content(this: &dyn AnyShape, key: &str) -> bool {
    this.member(0).shape().is_some_and(|content| knows(content, key))
}

/// Whether an object has a member of this name, or a union one with its tag or content.
pub(super) fn knows(this: &dyn AnyShape, key: &str) -> bool {
    let &Table { names, record, union, .. } = this.table();
    match union {
        None => {
            // Of a path, the first part.
            let stands_at = |name: &str| name.split('.').next() == Some(key) || name == key;
            let has = |(at, name): (usize, &&str)| match record.is_flat(at) {
                true => this.member(at).shape().is_some_and(|member| knows(member, key)),
                false => stands_at(name),
            };
            names.iter().enumerate().any(has)
                || record.constants.iter().any(|(name, _)| stands_at(name))
                || record.aliases.iter().any(|(alias, _)| *alias == key)
        }
        Some(facts) => {
            let at = this.variant();
            let is_inline = matches!(facts.content, Content::Inline) && at < names.len();
            facts.tag == key
                || facts.member(names, at) == Some(key)
                || is_inline && !facts.is_empty(at) && knows_content(this, key)
        }
    }
}
