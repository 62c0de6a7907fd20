//! Writing objects and unions as JSON.

use std::fmt::Write as _;

use serde::Serialize as _;
use serde_json::{Map, Value};

use super::{
    Content, RecordFacts, Shape, UnionFacts,
    any::{AnyShape, Table, other, rest},
};
use crate::{answer::ready::Slot, decode::plain_len};

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
        self.separate();
        text(name, self.out);
        self.out.push(':');
        self.out
    }

    /// [`name`](Self::name) for a name in the schema, which needs no escapes.
    fn known_name(&mut self, name: &str) -> &mut String {
        self.separate();
        self.out.push('"');
        self.out.push_str(name);
        self.out.push_str("\":");
        self.out
    }

    fn separate(&mut self) {
        if !self.is_first {
            self.out.push(',');
        }
        self.is_first = false;
    }

    /// Writes a member whose value is JSON already.
    fn raw(&mut self, name: &str, json: &str) {
        self.known_name(name).push_str(json);
    }

    fn value(&mut self, name: &str, value: &Value) {
        show(value, self.name(name));
    }
}

/// Writes a value in its `Display` form.
pub(crate) fn show(value: impl std::fmt::Display, out: &mut String) {
    // Writing to a String cannot fail.
    let _ = write!(out, "{value}");
}

/// Writes a JSON string.
pub fn text(text: &str, out: &mut String) {
    out.reserve(text.len() + 2);
    out.push('"');
    match plain_len(text.as_bytes()) {
        length if length == text.len() => out.push_str(text),
        _ => escape(text, out),
    }
    out.push('"');
}

#[inline(never)]
fn escape(text: &str, out: &mut String) {
    let mut rest = text;
    loop {
        let (plain, special) = rest.split_at_checked(plain_len(rest.as_bytes())).unwrap_or((rest, ""));
        out.push_str(plain);
        let mut after = special.chars();
        match after.next() {
            None => return,
            Some('"') => out.push_str("\\\""),
            Some('\\') => out.push_str("\\\\"),
            Some('\u{8}') => out.push_str("\\b"),
            Some('\u{c}') => out.push_str("\\f"),
            Some('\n') => out.push_str("\\n"),
            Some('\r') => out.push_str("\\r"),
            Some('\t') => out.push_str("\\t"),
            Some(control) => show(format_args!("\\u{:04x}", u32::from(control)), out),
        }
        rest = after.as_str();
    }
}

/// Writes an object or a union.
pub(crate) fn shape(this: &dyn AnyShape, out: &mut String) {
    match other(this) {
        None | Some(Value::Object(_)) => Members::object(out, |out| members(this, out)),
        Some(value) => show(value, out),
    }
}

/// Writes the members of an object or a union.
pub(crate) fn members(this: &dyn AnyShape, out: &mut Members<'_>) {
    let &Table { names, record, union, .. } = this.table();
    match union {
        Some(facts) => variant(this, names, facts, out),
        None => object(this, names, record, out),
    }
}

fn variant(this: &dyn AnyShape, names: &[&str], facts: &UnionFacts, out: &mut Members<'_>) {
    if let Some(Value::Object(members)) = other(this) {
        members.iter().for_each(|(name, value)| out.value(name, value));
        return;
    }
    let at = this.variant();
    let Some(word) = names.get(at) else { return };
    if !facts.tag.is_empty() {
        text(word, out.known_name(facts.tag));
    }
    if facts.is_empty(at) {
        return;
    }
    match (&facts.content, facts.member(names, at)) {
        (Content::Member(_) | Content::Within(_), Some(member)) => {
            this.member(0).write(out.known_name(member))
        }
        _ => flat(this.member(0), out),
    }
}

/// Writes the members of a value among those of the object that holds it.
fn flat(slot: &dyn Slot, out: &mut Members<'_>) {
    if let Some(value) = slot.shape() {
        members(value, out);
    }
}

fn object(this: &dyn AnyShape, names: &[&str], facts: &RecordFacts, out: &mut Members<'_>) {
    // What is required is written even if it is an empty list.
    let written = names.iter().enumerate().filter_map(|(at, name)| {
        let slot = this.member(at);
        let is_written = !facts.is_flat(at) && (!slot.is_none() || facts.is_certain(at));
        is_written.then_some((*name, slot))
    });
    let mut paths = Vec::new();
    if facts.has_paths {
        let constants = facts.constants.iter().map(|(name, json)| (*name, Written::Constant(json)));
        let slots = written.map(|(name, slot)| (name, Written::Slot(slot)));
        let all: Vec<(&str, Written<'_>)> = constants.chain(slots).collect();
        let rest = |name: &str| rest(this)?.get(name)?.as_object();
        nested(&all, &rest, out);
        paths = all;
    } else {
        facts.constants.iter().for_each(|(name, json)| out.raw(name, json));
        written.for_each(|(name, slot)| slot.write(out.known_name(name)));
    }
    facts.flat.iter().for_each(|at| flat(this.member(usize::from(*at)), out));
    let rest = rest(this).into_iter().flatten().filter(|(name, _)| !begins(&paths, name));
    rest.for_each(|(name, value)| out.value(name, value));
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

/// Writes members by their paths: those with the same beginning are one object, with what `rest` has in its place.
fn nested<'a>(
    all: &[(&str, Written<'_>)],
    rest: &dyn Fn(&str) -> Option<&'a Map<String, Value>>,
    out: &mut Members<'_>,
) {
    for (at, (path, written)) in all.iter().enumerate() {
        let Some((first, _)) = split(path) else {
            written.write(out.known_name(path));
            continue;
        };
        if begins(all.get(..at).unwrap_or_default(), first) {
            continue;
        }
        let inner: Vec<(&str, Written<'_>)> = all
            .iter()
            .filter_map(|(path, written)| Some((split(path).filter(|(part, _)| *part == first)?.1, *written)))
            .collect();
        let others = rest(first);
        Members::object(out.known_name(first), |out| {
            nested(&inner, &|name| others?.get(name)?.as_object(), out);
            let others = others.into_iter().flatten().filter(|(name, _)| !begins(&inner, name));
            others.for_each(|(name, value)| out.value(name, value));
        });
    }
}

/// Whether a path begins with this part.
fn begins(paths: &[(&str, Written<'_>)], part: &str) -> bool {
    paths.iter().any(|(path, _)| split(path).is_some_and(|(first, _)| first == part))
}

/// The first part of a path, and the others.
fn split(path: &str) -> Option<(&str, &str)> {
    let dot = path.bytes().position(|byte| byte == b'.')?;
    Some((path.get(..dot)?, path.get(dot + 1..)?))
}

/// Implements `Serialize`.
pub fn serialize<S: Shape, W: serde::Serializer>(this: &S, serializer: W) -> Result<W::Ok, W::Error> {
    let mut json = String::new();
    shape(this, &mut json);
    let value: Value = serde_json::from_str(&json).map_err(serde::ser::Error::custom)?;
    value.serialize(serializer)
}
