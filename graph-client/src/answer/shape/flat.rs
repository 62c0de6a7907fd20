//! Values whose members stand among those of the object that holds them.

use std::any::Any;

use serde_json::Value;

use super::{Check, Content, Members, Shape, UnionFacts};
use crate::{
    answer::Rest,
    decode::{Decoded, Reader},
};

/// What is known of a flat value while its object is read.
#[derive(Default)]
pub struct Reading {
    /// The word of the tag.
    tag: Option<String>,
    /// Whether the content was read.
    found: bool,
    /// Whether the content could not be read.
    broken: bool,
    /// Contents of kinds in whose place another one was read, which stands before them in the schema.
    replaced: Rest,
}

/// A value whose members may stand among those of the object that holds it.
pub trait Flat {
    /// Looks for the tag, with the reader at the opening brace of the object.
    fn begin(&mut self, reader: &mut Reader<'_>, reading: &mut Reading) -> Decoded<()>;

    /// Reads a member that the object itself does not have. Returns whether it belongs to this value.
    fn take(&mut self, key: &str, reader: &mut Reader<'_>, reading: &mut Reading) -> Decoded<bool>;

    /// Ends reading. What nobody has read is in `rest`. Returns whether the value is there at all.
    fn end(&mut self, rest: &mut Rest, reading: Reading) -> bool;

    /// Becomes what the schema does not know, with these members.
    fn become_other(&mut self, rest: &mut Rest);

    /// Whether an object has a member of this name, or a union one with its tag or content.
    fn knows(&self, key: &str) -> bool;

    /// Forgets the members of an object that the schema does not know.
    fn forget_rest(&mut self);

    /// Writes the value as JSON.
    fn write(&self, out: &mut String);

    /// Checks the value before it is sent.
    fn check(&self, check: &mut Check);

    /// Writes the members.
    fn members(&self, out: &mut Members<'_>);
}

impl<S: Shape> Flat for S {
    fn begin(&mut self, reader: &mut Reader<'_>, reading: &mut Reading) -> Decoded<()> {
        let Some(facts) = S::UNION else { return Ok(()) };
        *self = S::make(S::NAMES.len());
        if facts.tag.is_empty() {
            return Ok(());
        }
        let tag = reader.find_member(facts.tag)?.map(|tag| tag.into_owned());
        let at = match &tag {
            Some(word) => facts.variant(S::NAMES, word),
            None => facts.default.map(usize::from),
        };
        if tag.is_some() && at.is_none() {
            reader.unknown_word_in(facts.tag);
        }
        reading.tag = tag;
        if let Some(at) = at {
            self.starts(at, facts, reader, reading);
        }
        Ok(())
    }

    fn take(&mut self, key: &str, reader: &mut Reader<'_>, reading: &mut Reading) -> Decoded<bool> {
        let Some(facts) = S::UNION else { return Ok(false) };
        if !facts.tag.is_empty() && key == facts.tag {
            reader.skip()?;
            return Ok(true);
        }
        let at = self.at();
        if let Content::Inline = facts.content {
            let known = at < S::NAMES.len() && self.slot(0).knows(key);
            if known {
                reader.skip()?;
            }
            return Ok(known);
        }
        let is_tagged = at < S::NAMES.len() && (!facts.tag.is_empty() || reading.found);
        let of = match is_tagged {
            // Without a tag, the member that stands first in the schema decides.
            true if facts.tag.is_empty() => match facts.variant(S::NAMES, key).filter(|found| *found < at) {
                Some(found) => found,
                None => return Ok(false),
            },
            true if facts.member(S::NAMES, at) == Some(key) => at,
            true => return Ok(false),
            false if reading.tag.is_some() || reading.broken => return Ok(false),
            false => match (0..S::NAMES.len())
                .find(|of| facts.member(S::NAMES, *of) == Some(key))
                .or_else(|| facts.alias(key))
            {
                Some(found) if !matches!(facts.content, Content::Within(_)) => found,
                _ => return Ok(false),
            },
        };
        if of != at {
            if reading.found
                && let Some(value) = self.slot(0).json()
            {
                let member = facts.member(S::NAMES, at).unwrap_or_default();
                reading.replaced.insert(member.to_owned(), value);
            }
            *self = S::make(of);
        }
        let start = reader.offset();
        match self.slot_mut(0).read(reader) {
            Ok(()) => reading.found = true,
            Err(_) => {
                reader.return_to(start);
                *self = S::make(S::NAMES.len());
                reading.broken = true;
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn end(&mut self, rest: &mut Rest, reading: Reading) -> bool {
        let Some(facts) = S::UNION else { return true };
        let at = self.at();
        rest.extend(reading.replaced);
        if at < S::NAMES.len() && (reading.found || facts.is_empty(at)) {
            return true;
        }
        if reading.tag.is_none() && !reading.broken {
            return false;
        }
        rest.extend(reading.tag.map(|tag| (facts.tag.to_owned(), Value::String(tag))));
        self.become_other(rest);
        true
    }

    fn become_other(&mut self, rest: &mut Rest) {
        *self = S::make(S::NAMES.len());
        if let Some(other) = (self.slot_mut(0) as &mut dyn Any).downcast_mut::<Value>() {
            *other = Value::Object(std::mem::take(rest).into_iter().collect());
        }
    }

    fn knows(&self, key: &str) -> bool {
        match S::UNION {
            None => {
                let facts = S::RECORD;
                // Of a path, the first part.
                let stands_at = |name: &str| name.split('.').next() == Some(key) || name == key;
                let is_flat = |at: usize| facts.is_flat(at);
                S::NAMES.iter().enumerate().any(|(at, name)| match is_flat(at) {
                    true => self.slot(at).knows(key),
                    false => stands_at(name),
                }) || facts.constants.iter().any(|(name, _)| stands_at(name))
                    || facts.aliases.iter().any(|(alias, _)| *alias == key)
            }
            Some(facts) => {
                let at = self.at();
                let is_inline = matches!(facts.content, Content::Inline) && at < S::NAMES.len();
                facts.tag == key
                    || facts.member(S::NAMES, at) == Some(key)
                    || is_inline && !facts.is_empty(at) && self.slot(0).knows(key)
            }
        }
    }

    fn forget_rest(&mut self) {
        if S::UNION.is_none()
            && let Some(rest) = (self.slot_mut(S::NAMES.len()) as &mut dyn Any).downcast_mut::<Rest>()
        {
            rest.clear();
        }
    }

    fn write(&self, out: &mut String) {
        super::write::write(self, out);
    }

    fn check(&self, check: &mut Check) {
        super::check::shape(self, check);
    }

    fn members(&self, out: &mut Members<'_>) {
        super::write::members(self, out);
    }
}

trait Starts: Shape {
    /// Becomes a variant. Content beside the tag is read at once, from the same object.
    fn starts(&mut self, at: usize, facts: &UnionFacts, reader: &mut Reader<'_>, reading: &mut Reading) {
        *self = Self::make(at);
        if !matches!(facts.content, Content::Inline) || facts.is_empty(at) {
            return;
        }
        let start = reader.offset();
        let read = reader.quietly(|reader| self.slot_mut(0).read(reader));
        reader.return_to(start);
        match read {
            Ok(()) => {
                self.slot_mut(0).forget_rest();
                reading.found = true;
            }
            Err(_) => {
                *self = Self::make(Self::NAMES.len());
                reading.broken = true;
            }
        }
    }
}

impl<S: Shape> Starts for S {}
