//! Ready response structs: what a derive would write for each of them is written here once, over a list of
//! their members. A schema of a thousand nodes is compiled in a fraction of the time.

use std::{any::Any, collections::BTreeMap, fmt};

use serde::Serialize;
use serde_json::{Map, Value};

use crate::{
    __rt::{Rest, object_with_rest},
    decode::{Decoded, KnownEnum, Reader, ReadsAs, Wire, slot},
    fields::{Fields, Node, Of, Ready},
    page::Connection,
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
impl<N> Ready for Id<N> {
    type Wire = wire::Id<N>;
}
impl<N> Ready for Ref<N> {
    type Wire = wire::Ref<N>;
}
impl<E: KnownEnum> Ready for Open<E> {
    type Wire = wire::Enum<E>;
}
impl<F: Fields + Of<<F as Fields>::Node>> Ready for Connection<F> {
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

/// A field of a ready struct, whatever its type.
pub trait Slot: Any {
    /// Reads it; it stays empty where there is no value.
    fn read(&mut self, reader: &mut Reader<'_>) -> Decoded<()>;
    /// As JSON, if there is a value that can be.
    fn json(&self) -> Option<Value>;
    /// The field for people.
    fn debug(&self) -> &dyn fmt::Debug;
    /// Whether the other one is of the same type and value.
    fn same(&self, other: &dyn Slot) -> bool;
    /// Takes the value of another one of the same type.
    fn copy(&mut self, other: &dyn Slot);
}

impl<T> Slot for Option<T>
where
    T: Ready + ReadsAs<T::Wire> + Clone + fmt::Debug + PartialEq + Serialize + 'static,
    T::Wire: Wire,
{
    fn read(&mut self, reader: &mut Reader<'_>) -> Decoded<()> {
        slot::<T::Wire, T>(reader, self)
    }

    fn json(&self) -> Option<Value> {
        self.as_ref().and_then(|value| serde_json::to_value(value).ok())
    }

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

/// The members of a ready struct; all that generated code says of it.
pub trait Members: Default {
    /// Its name in Rust.
    const NAME: &'static str;
    /// The names on the wire.
    const NAMES: &'static [&'static str];

    /// Its fields in this order, and what the schema does not know.
    fn slots(&self, with: &mut dyn FnMut(&[&dyn Slot], &Rest));

    /// The same, for writing.
    fn slots_mut(&mut self, with: &mut dyn FnMut(&mut [&mut dyn Slot], &mut Rest));
}

/// Reads a ready struct of a node.
pub fn read<N: Node, R: Members>(reader: &mut Reader<'_>) -> Decoded<R> {
    let mut this = R::default();
    let mut read = Ok(());
    this.slots_mut(&mut |slots, rest| {
        let mut set = |at: usize, reader: &mut Reader<'_>| match slots.get_mut(at) {
            Some(slot) => slot.read(reader),
            None => reader.skip(),
        };
        read = object_with_rest::<N>(reader, R::NAMES, &mut set, rest);
    });
    read.map(|()| this)
}

/// As `derive(Clone)` does.
pub fn copied<R: Members>(this: &R) -> R {
    let mut copy = R::default();
    this.slots(&mut |from, rest| {
        copy.slots_mut(&mut |to, to_rest| {
            for (to, from) in to.iter_mut().zip(from) {
                to.copy(*from);
            }
            to_rest.clone_from(rest);
        });
    });
    copy
}

/// As `derive(PartialEq)` does.
pub fn same<R: Members>(this: &R, other: &R) -> bool {
    let mut same = false;
    this.slots(&mut |left, left_rest| {
        other.slots(&mut |right, right_rest| {
            same = left_rest == right_rest && left.iter().zip(right).all(|(left, right)| left.same(*right));
        });
    });
    same
}

/// As `derive(Debug)` does.
pub fn show<R: Members>(this: &R, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut shown = Ok(());
    this.slots(&mut |slots, rest| {
        let mut out = f.debug_struct(R::NAME);
        for (name, slot) in R::NAMES.iter().zip(slots) {
            out.field(name, slot.debug());
        }
        shown = out.field("rest", rest).finish();
    });
    shown
}

/// As JSON: the members that are there.
pub fn write<R: Members, S: serde::Serializer>(this: &R, serializer: S) -> Result<S::Ok, S::Error> {
    let mut members = Map::new();
    this.slots(&mut |slots, rest| {
        for (name, slot) in R::NAMES.iter().zip(slots) {
            members.extend(slot.json().map(|value| ((*name).to_owned(), value)));
        }
        members.extend(rest.iter().map(|(name, value)| (name.clone(), value.clone())));
    });
    members.serialize(serializer)
}
