//! Ready response structs: what a derive would write for each of them is written here once, over their members by
//! number. A schema of a thousand nodes is compiled in a fraction of the time.

use std::{any::Any, collections::BTreeMap, fmt};

use serde::Serialize;
use serde_json::{Map, Value};

use super::{Connection, Fields, Of, Ready, Rest, object_with_rest};
use crate::{
    decode::{Decoded, KnownEnum, Reader, slot},
    facts::Node,
    value::{Birthday, Date, DateTime, EventTime, Id, Money, Open, Picture, Ref, Secret, TimeZone},
    wire,
};

macro_rules! values {
    ($($ty:ty: $wire:ident),*) => {$(impl Ready for $ty { type Wire = wire::$wire; })*};
}
values! {
    String: Text, i64: Integer, f64: Number, bool: Boolean, Date: Date, DateTime: DateTime, Birthday: Birthday,
    EventTime: EventTime, Money: Money, TimeZone: TimeZone, Secret: Secret, Picture: Picture, Value: Json
}
impl<N: 'static> Ready for Id<N> {
    type Wire = wire::Id<N>;
}
impl<N: 'static> Ready for Ref<N> {
    type Wire = wire::Ref<N>;
}
impl<E: KnownEnum> Ready for Open<E> {
    type Wire = wire::Enum<E>;
}
impl<F: Fields + Of<<F as Fields>::Node> + Ready> Ready for Connection<F> {
    type Wire = wire::Connection<<F as Fields>::Node>;
}
impl<T: Ready> Ready for Box<T> {
    type Wire = T::Wire;
}
impl<T: Ready> Ready for Vec<T> {
    type Wire = wire::List<T::Wire>;
}
impl<T: Ready> Ready for BTreeMap<String, T> {
    type Wire = wire::Map<T::Wire>;
}

/// What every field can do.
pub trait Plain: Any {
    /// The field for people.
    fn debug(&self) -> &dyn fmt::Debug;
    /// Whether the other one is of the same type and value.
    fn same(&self, other: &dyn Slot) -> bool;
    /// Takes the value of another one of the same type.
    fn copy(&mut self, other: &dyn Slot);
}

impl<T: Clone + fmt::Debug + PartialEq + 'static> Plain for T {
    fn debug(&self) -> &dyn fmt::Debug {
        self
    }

    fn same(&self, other: &dyn Slot) -> bool {
        (other as &dyn Any).downcast_ref() == Some(self)
    }

    fn copy(&mut self, other: &dyn Slot) {
        if let Some(other) = (other as &dyn Any).downcast_ref::<Self>() {
            self.clone_from(other);
        }
    }
}

/// A field of a ready struct, whatever its type.
pub trait Slot: Plain {
    /// Reads it; it stays empty where there is no value.
    fn read(&mut self, reader: &mut Reader<'_>) -> Decoded<()>;
    /// As JSON, if there is a value that can be.
    fn json(&self) -> Option<Value>;
}

impl<T: Ready> Slot for Option<T> {
    fn read(&mut self, reader: &mut Reader<'_>) -> Decoded<()> {
        slot::<T::Wire, T>(reader, self)
    }

    fn json(&self) -> Option<Value> {
        self.as_ref().and_then(|value| serde_json::to_value(value).ok())
    }
}

/// What the schema does not know is no member of its own.
impl Slot for Rest {
    fn read(&mut self, reader: &mut Reader<'_>) -> Decoded<()> {
        reader.skip()
    }

    fn json(&self) -> Option<Value> {
        None
    }
}

/// The members of a ready struct; all that generated code says of it.
///
/// A member at a time: lists of all of them cost every build three times as much.
pub trait Members: Default + Fields {
    /// The names on the wire.
    const NAMES: &'static [&'static str];

    /// The field of a name; behind the last one, what the schema does not know.
    fn slot(&self, at: usize) -> &dyn Slot;

    /// The same, for writing.
    fn slot_mut(&mut self, at: usize) -> &mut dyn Slot;
}

/// What the schema does not know.
fn rest<R: Members>(this: &R) -> Option<&Rest> {
    (this.slot(R::NAMES.len()) as &dyn Any).downcast_ref()
}

/// Reads a ready struct of a node.
pub fn read<R: Members>(reader: &mut Reader<'_>) -> Decoded<R> {
    let mut this = R::default();
    let mut rest = Rest::new();
    let set = |this: &mut R, at: usize, reader: &mut Reader<'_>| this.slot_mut(at).read(reader);
    object_with_rest::<R::Node, R>(reader, R::NAMES, &mut this, set, &mut rest)?;
    if let Some(all) = (this.slot_mut(R::NAMES.len()) as &mut dyn Any).downcast_mut() {
        *all = rest;
    }
    Ok(this)
}

/// As `derive(Deserialize)` does.
pub fn deserialize<'de, R: Members, D: serde::Deserializer<'de>>(deserializer: D) -> Result<R, D::Error> {
    super::deserialize::<wire::Node<R::Node>, R, D>(deserializer)
}

/// As `derive(Clone)` does.
pub fn copied<R: Members>(this: &R) -> R {
    let mut copy = R::default();
    for at in 0..=R::NAMES.len() {
        copy.slot_mut(at).copy(this.slot(at));
    }
    copy
}

/// As `derive(PartialEq)` does.
pub fn same<R: Members>(this: &R, other: &R) -> bool {
    (0..=R::NAMES.len()).all(|at| this.slot(at).same(other.slot(at)))
}

/// As `derive(Debug)` does.
pub fn show<R: Members>(this: &R, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let (name, _) = R::Node::NAMES;
    let mut out = f.debug_struct(name);
    for (at, name) in R::NAMES.iter().chain(&["rest"]).enumerate() {
        out.field(name, this.slot(at).debug());
    }
    out.finish()
}

/// As JSON: the members that are there.
pub fn write<R: Members, S: serde::Serializer>(this: &R, serializer: S) -> Result<S::Ok, S::Error> {
    let mut members = Map::new();
    for (at, name) in R::NAMES.iter().enumerate() {
        members.extend(this.slot(at).json().map(|value| ((*name).to_owned(), value)));
    }
    let rest = rest(this).into_iter().flatten();
    members.extend(rest.map(|(name, value)| (name.clone(), value.clone())));
    members.serialize(serializer)
}
