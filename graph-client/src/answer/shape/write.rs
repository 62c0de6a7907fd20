//! Writing objects and unions as JSON.

use std::any::Any;

use serde::Serialize as _;
use serde_json::Value;

use super::{Content, Shape};
use crate::answer::{Rest, ready::Slot};

/// The members of a JSON object that is being written.
pub struct Members<'a> {
    out: &'a mut String,
    is_first: bool,
}

impl<'a> Members<'a> {
    /// Writes an object.
    pub fn object(out: &mut String, write: impl FnOnce(&mut Members<'_>)) {
        out.push('{');
        write(&mut Members { out, is_first: true });
        out.push('}');
    }

    /// Writes the name of a member. Its value follows.
    pub fn name(&mut self, name: &str) -> &mut String {
        if !self.is_first {
            self.out.push(',');
        }
        self.is_first = false;
        text(name, self.out);
        self.out.push(':');
        self.out
    }

    /// Writes a member whose value is JSON already.
    pub fn raw(&mut self, name: &str, json: &str) {
        self.name(name).push_str(json);
    }

    fn value(&mut self, name: &str, value: &Value) {
        let json = value.to_string();
        self.raw(name, &json);
    }
}

/// Writes a JSON string.
pub fn text(text: &str, out: &mut String) {
    let needs_escape = |byte: u8| matches!(byte, b'"' | b'\\' | 0..=0x1f);
    if text.bytes().any(needs_escape) {
        // Serializing a string cannot fail.
        out.push_str(&serde_json::to_string(text).unwrap_or_default());
        return;
    }
    out.push('"');
    out.push_str(text);
    out.push('"');
}

/// Writes a value.
pub(super) fn write<S: Shape>(this: &S, out: &mut String) {
    if let (Some(_), Some(Value::Object(_)) | None) | (None, _) = (S::UNION, other(this)) {
        return Members::object(out, |out| members(this, out));
    }
    out.push_str(&other(this).cloned().unwrap_or_default().to_string());
}

/// The JSON of a variant that the schema does not know.
fn other<S: Shape>(this: &S) -> Option<&Value> {
    (S::UNION.is_some() && this.at() >= S::NAMES.len())
        .then(|| (this.slot(0) as &dyn Any).downcast_ref())
        .flatten()
}

/// Writes the members of a value.
pub(super) fn members<S: Shape>(this: &S, out: &mut Members<'_>) {
    if S::UNION.is_some() { variant(this, out) } else { record(this, out) }
}

fn variant<S: Shape>(this: &S, out: &mut Members<'_>) {
    let Some(facts) = S::UNION else { return };
    if let Some(Value::Object(members)) = other(this) {
        members.iter().for_each(|(name, value)| out.value(name, value));
        return;
    }
    let at = this.at();
    let Some(word) = S::NAMES.get(at) else { return };
    if !facts.tag.is_empty() {
        text(word, out.name(facts.tag));
    }
    if facts.is_empty(at) {
        return;
    }
    match (&facts.content, facts.member(S::NAMES, at)) {
        (Content::Member(_) | Content::Within(_), Some(member)) => this.slot(0).write(out.name(member)),
        _ => this.slot(0).members(out),
    }
}

fn record<S: Shape>(this: &S, out: &mut Members<'_>) {
    let facts = S::RECORD;
    if facts.has_paths {
        let constants = facts.constants.iter().map(|(name, json)| (*name, Written::Constant(json)));
        let slots = S::NAMES.iter().enumerate().filter(|(at, _)| !facts.is_flat(*at));
        let slots = slots.filter(|(at, _)| is_written(this, *at));
        let slots = slots.map(|(at, name)| (*name, Written::Slot(this.slot(at))));
        let all: Vec<(&str, Written<'_>)> = constants.chain(slots).collect();
        nested(&all, out);
    } else {
        facts.constants.iter().for_each(|(name, json)| out.raw(name, json));
        for (at, name) in S::NAMES.iter().enumerate() {
            let is_flat = facts.is_flat(at);
            if !is_flat && is_written(this, at) {
                this.slot(at).write(out.name(name));
            }
        }
    }
    facts.flat.iter().for_each(|at| this.slot(usize::from(*at)).members(out));
    let rest: Option<&Rest> = (this.slot(S::NAMES.len()) as &dyn Any).downcast_ref();
    rest.into_iter().flatten().for_each(|(name, value)| out.value(name, value));
}

/// Whether a member is written: what is required is, even if it is an empty list.
fn is_written<S: Shape>(this: &S, at: usize) -> bool {
    !this.slot(at).is_none() || S::RECORD.is_certain(at)
}

/// What is written at a path.
#[derive(Clone, Copy)]
enum Written<'a> {
    Slot(&'a dyn Slot),
    Constant(&'a str),
}

impl Written<'_> {
    fn write(&self, out: &mut String) {
        match self {
            Self::Slot(slot) => slot.write(out),
            Self::Constant(json) => out.push_str(json),
        }
    }
}

/// Writes members by their paths: those with the same beginning are one object.
fn nested(all: &[(&str, Written<'_>)], out: &mut Members<'_>) {
    for (at, (path, written)) in all.iter().enumerate() {
        let Some((first, _)) = path.split_once('.') else {
            written.write(out.name(path));
            continue;
        };
        let below = |path: &str| path.split_once('.').is_some_and(|(part, _)| part == first);
        if all.iter().take(at).any(|(path, _)| below(path)) {
            continue;
        }
        let inner: Vec<(&str, Written<'_>)> = all
            .iter()
            .filter_map(|(path, written)| {
                Some((path.split_once('.').filter(|(part, _)| *part == first)?.1, *written))
            })
            .collect();
        Members::object(out.name(first), |out| nested(&inner, out));
    }
}

/// Implements `Serialize`.
pub fn serialize<S: Shape, W: serde::Serializer>(this: &S, serializer: W) -> Result<W::Ok, W::Error> {
    let mut json = String::new();
    write(this, &mut json);
    let value: Value = serde_json::from_str(&json).map_err(serde::ser::Error::custom)?;
    value.serialize(serializer)
}
