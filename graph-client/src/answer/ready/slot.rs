//! A field of any type: read, written, checked and compared without knowing which.

use std::{any::Any, fmt};

use serde_json::Value;

use crate::{
    answer::{
        Ready,
        shape::{self, AnyShape, Check, Held},
    },
    decode::{Decoded, Reader, is_none, slot},
    request::Within,
    value::Rest,
};

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
    fn check(&self, _: Within<'_>, _check: &mut Check) {}

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

    fn check(&self, within: Within<'_>, check: &mut Check) {
        if let Some(value) = self {
            value.check(within, check);
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
        if !is_none::<T::Wire>(reader) {
            *self = T::read(reader)?;
        } else if !self.is_absent() {
            // `null` is a value of JSON.
            match (self as &mut dyn Any).downcast_mut::<Value>() {
                Some(json) => *json = Value::Null,
                None => return Err(reader.at("a value")),
            }
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

    fn check(&self, within: Within<'_>, check: &mut Check) {
        Ready::check(self, within, check);
    }

    fn shape(&self) -> Option<&dyn AnyShape> {
        T::Held::shape(self)
    }

    fn shape_mut(&mut self) -> Option<&mut dyn AnyShape> {
        T::Held::shape_mut(self)
    }
}

/// The members that the schema does not know. They are read and written with the object.
impl Slot for Rest {
    fn read(&mut self, reader: &mut Reader<'_>) -> Decoded<()> {
        reader.skip()
    }

    fn json(&self) -> Option<Value> {
        serde_json::to_value(self).ok()
    }

    fn is_none(&self) -> bool {
        self.is_empty()
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
