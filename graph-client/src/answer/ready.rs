//! Ready response structs. What derives would generate for every struct is written here once, over fields
//! accessed by index. This compiles a schema of a thousand nodes in a fraction of the time.

use std::{any::Any, collections::BTreeMap, fmt};

use serde::Serialize;
use serde_json::Value;

use super::{
    Connection, Fields, Ready, Rest, SelectionOf, object_with_rest,
    shape::{self, AnyShape, Check, Held, InBox, WithoutShape},
};
use crate::{
    decode::{Decoded, KnownEnum, Reader, ReadsAs, slot},
    facts::Node,
    request::Limits,
    value::{
        Birthday, Date, DateTime, EventTime, Id, Map, MapKey, Money, Open, Picture, Ref, Secret, TimeZone,
    },
    wire,
};

macro_rules! values {
    ($($ty:ty: $wire:ident),*) => {$(impl Ready for $ty { type Wire = wire::$wire; type Held = WithoutShape; })*};
}
values! {
    Date: Date, DateTime: DateTime, Birthday: Birthday, EventTime: EventTime, Money: Money,
    TimeZone: TimeZone, Picture: Picture, Value: Json
}
impl Ready for String {
    type Wire = wire::Text;
    type Held = WithoutShape;

    fn write(&self, out: &mut String) {
        shape::text(self, out);
    }

    fn check(&self, limits: &Limits, check: &mut Check) {
        check.text(self, limits);
    }
}
impl Ready for bool {
    type Wire = wire::Boolean;
    type Held = WithoutShape;

    fn write(&self, out: &mut String) {
        out.push_str(if *self { "true" } else { "false" });
    }
}
impl Ready for i64 {
    type Wire = wire::Integer;
    type Held = WithoutShape;

    fn write(&self, out: &mut String) {
        shape::write_shown(self, out);
    }

    fn check(&self, limits: &Limits, check: &mut Check) {
        check.number(*self as f64, limits);
    }
}
impl Ready for f64 {
    type Wire = wire::Number;
    type Held = WithoutShape;

    fn check(&self, limits: &Limits, check: &mut Check) {
        check.number(*self, limits);
    }
}
/// Serialized secrets are hidden; a secret that is sent is not.
impl Ready for Secret {
    type Wire = wire::Secret;
    type Held = WithoutShape;

    fn write(&self, out: &mut String) {
        shape::text(self.expose(), out);
    }
}
impl<N: 'static> Ready for Id<N> {
    type Wire = wire::Id<N>;
    type Held = WithoutShape;

    fn write(&self, out: &mut String) {
        shape::text(self.as_str(), out);
    }
}
impl<N: 'static> Ready for Ref<N> {
    type Wire = wire::Ref<N>;
    type Held = WithoutShape;
}
impl<E: KnownEnum> Ready for Open<E> {
    type Wire = wire::Enum<E>;
    type Held = WithoutShape;

    fn write(&self, out: &mut String) {
        shape::text(self.as_str(), out);
    }
}
impl<F: Fields + SelectionOf<<F as Fields>::Node> + Ready> Ready for Connection<F> {
    type Wire = wire::Connection<<F as Fields>::Node>;
    type Held = WithoutShape;
}
impl<T: Ready> Ready for Box<T>
where
    Self: ReadsAs<T::Wire>,
{
    type Wire = T::Wire;
    type Held = InBox<T::Held>;

    fn write(&self, out: &mut String) {
        T::write(self, out);
    }

    fn check(&self, limits: &Limits, check: &mut Check) {
        T::check(self, limits, check);
    }
}
impl<T: Ready> Ready for Vec<T> {
    type Wire = wire::List<T::Wire>;
    type Held = WithoutShape;

    fn is_absent(&self) -> bool {
        self.is_empty()
    }

    fn write(&self, out: &mut String) {
        for (at, item) in self.iter().enumerate() {
            out.push(if at == 0 { '[' } else { ',' });
            item.write(out);
        }
        out.push_str(if self.is_empty() { "[]" } else { "]" });
    }

    fn check(&self, limits: &Limits, check: &mut Check) {
        check.count(self.len(), limits);
        let limits = limits.of_elements();
        for (at, item) in self.iter().enumerate() {
            check.element(at, |check| item.check(&limits, check));
        }
    }
}
impl<T: Ready> Ready for BTreeMap<String, T> {
    type Wire = wire::Map<T::Wire>;
    type Held = WithoutShape;

    fn is_absent(&self) -> bool {
        self.is_empty()
    }

    fn write(&self, out: &mut String) {
        shape::Members::object(out, |out| {
            for (name, value) in self {
                value.write(out.name(name));
            }
        });
    }

    fn check(&self, limits: &Limits, check: &mut Check) {
        check.count(self.len(), limits);
        let limits = limits.of_elements();
        for (name, value) in self {
            check.member(name, |check| value.check(&limits, check));
        }
    }
}

impl<K: MapKey + Clone + fmt::Debug + PartialEq, T: Ready> Ready for Map<K, T> {
    type Wire = wire::Keyed<K, T::Wire>;
    type Held = WithoutShape;

    fn is_absent(&self) -> bool {
        self.is_empty()
    }

    fn write(&self, out: &mut String) {
        shape::Members::object(out, |out| {
            for (name, value) in self {
                value.write(out.name(&name.to_key()));
            }
        });
    }

    fn check(&self, limits: &Limits, check: &mut Check) {
        check.count(self.len(), limits);
        let limits = limits.of_elements();
        for (name, value) in self {
            check.member(&name.to_key(), |check| value.check(&limits, check));
        }
    }
}

/// `Debug`, `PartialEq` and `Clone` of a field as an object-safe trait.
pub trait Plain: Any {
    /// The field as `Debug`.
    fn debug(&self) -> &dyn fmt::Debug;
    /// Whether the other field has the same type and value.
    fn same(&self, other: &dyn Slot) -> bool;
    /// Copies the value of another field of the same type; does nothing if the type differs.
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

/// A field of a ready struct, of any type.
pub trait Slot: Plain {
    /// Reads the field. It stays `None` if the response has `null` or no usable value.
    fn read(&mut self, reader: &mut Reader<'_>) -> Decoded<()>;
    /// The field as JSON; `None` if it has no value, or one that cannot be serialized.
    fn json(&self) -> Option<Value>;

    /// Whether it has no value.
    fn is_none(&self) -> bool {
        false
    }

    /// Writes the value as JSON.
    fn write(&self, _out: &mut String) {}

    /// Checks the value before it is sent.
    fn check(&self, _limits: &Limits, _check: &mut Check) {}

    /// The value, if it is an object that is sent or a union.
    fn shape(&self) -> Option<&dyn AnyShape> {
        None
    }

    /// The same, mutable.
    fn shape_mut(&mut self) -> Option<&mut dyn AnyShape> {
        None
    }

    /// Gets a value to read into, if it can have a shape.
    fn fill(&mut self) {}

    /// Loses its value. Returns false if it must have one.
    fn empty(&mut self) -> bool {
        false
    }
}

impl<T: Ready> Slot for Option<T> {
    fn read(&mut self, reader: &mut Reader<'_>) -> Decoded<()> {
        if reader.peek() == Some(b'{') {
            self.fill();
            if let Some(value) = Slot::shape_mut(self) {
                return shape::fill(value, reader);
            }
        }
        slot::<T::Wire, T>(reader, self)
    }

    fn json(&self) -> Option<Value> {
        self.as_ref().and_then(|value| serde_json::to_value(value).ok())
    }

    fn is_none(&self) -> bool {
        self.is_none()
    }

    fn write(&self, out: &mut String) {
        if let Some(value) = self {
            value.write(out);
        }
    }

    fn check(&self, limits: &Limits, check: &mut Check) {
        if let Some(value) = self {
            value.check(limits, check);
        }
    }

    fn shape(&self) -> Option<&dyn AnyShape> {
        self.as_ref().and_then(T::Held::shape)
    }

    fn shape_mut(&mut self) -> Option<&mut dyn AnyShape> {
        self.as_mut().and_then(T::Held::shape_mut)
    }

    fn fill(&mut self) {
        *self = T::Held::to_fill();
    }

    fn empty(&mut self) -> bool {
        *self = None;
        true
    }
}

/// A member that always has a value.
impl<T: Ready> Slot for T {
    fn read(&mut self, reader: &mut Reader<'_>) -> Decoded<()> {
        if reader.peek() == Some(b'{')
            && let Some(value) = T::Held::shape_mut(self)
        {
            value.remake(value.table().last());
            return shape::fill(value, reader);
        }
        match <Option<T> as ReadsAs<T::Wire>>::read(reader)? {
            Some(value) => *self = value,
            None if self.is_absent() => {}
            // `null` is a value of JSON.
            None => match (self as &mut dyn Any).downcast_mut::<Value>() {
                Some(json) => *json = Value::Null,
                None => return Err(reader.at("a value")),
            },
        }
        Ok(())
    }

    fn json(&self) -> Option<Value> {
        serde_json::to_value(self).ok()
    }

    fn is_none(&self) -> bool {
        self.is_absent()
    }

    fn write(&self, out: &mut String) {
        Ready::write(self, out);
    }

    fn check(&self, limits: &Limits, check: &mut Check) {
        Ready::check(self, limits, check);
    }

    fn shape(&self) -> Option<&dyn AnyShape> {
        T::Held::shape(self)
    }

    fn shape_mut(&mut self) -> Option<&mut dyn AnyShape> {
        T::Held::shape_mut(self)
    }
}

/// The content of a variant that has none.
impl Slot for () {
    fn read(&mut self, reader: &mut Reader<'_>) -> Decoded<()> {
        reader.skip()
    }

    fn json(&self) -> Option<Value> {
        None
    }
}

/// The fields of a ready struct. This is all that generated code implements for it.
///
/// Fields are accessed one at a time, since returning lists of them triples the build time.
pub trait Members: Default + Fields {
    /// The names of the fields on the wire.
    const NAMES: &'static [&'static str];

    /// The field at an index of [`NAMES`](Self::NAMES); the index after the last one is the [`Rest`].
    fn slot(&self, at: usize) -> &dyn Slot;

    /// The same field, mutable.
    fn slot_mut(&mut self, at: usize) -> &mut dyn Slot;
}

/// The fields that the schema does not have.
fn rest<R: Members>(this: &R) -> Option<&Rest> {
    (this.slot(R::NAMES.len()) as &dyn Any).downcast_ref()
}

/// Reads a node or object as its ready struct.
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

/// Implements `Deserialize` for a ready struct.
pub fn deserialize<'de, R: Members, D: serde::Deserializer<'de>>(deserializer: D) -> Result<R, D::Error> {
    super::deserialize::<wire::Node<R::Node>, R, D>(deserializer)
}

/// Implements `Clone` for a ready struct.
pub fn copied<R: Members>(this: &R) -> R {
    let mut copy = R::default();
    for at in 0..=R::NAMES.len() {
        copy.slot_mut(at).copy(this.slot(at));
    }
    copy
}

/// Implements `PartialEq` for a ready struct.
pub fn same<R: Members>(this: &R, other: &R) -> bool {
    (0..=R::NAMES.len()).all(|at| this.slot(at).same(other.slot(at)))
}

/// Implements `Debug` for a ready struct.
pub fn show<R: Members>(this: &R, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let (name, ..) = R::Node::NAMES;
    let mut out = f.debug_struct(name);
    for (at, name) in R::NAMES.iter().chain(&["rest"]).enumerate() {
        out.field(name, this.slot(at).debug());
    }
    out.finish()
}

/// Serializes the fields that have a value.
pub fn write<R: Members, S: serde::Serializer>(this: &R, serializer: S) -> Result<S::Ok, S::Error> {
    let mut members = serde_json::Map::new();
    for (at, name) in R::NAMES.iter().enumerate() {
        members.extend(this.slot(at).json().map(|value| ((*name).to_owned(), value)));
    }
    let rest = rest(this).into_iter().flatten();
    members.extend(rest.map(|(name, value)| (name.clone(), value.clone())));
    members.serialize(serializer)
}
