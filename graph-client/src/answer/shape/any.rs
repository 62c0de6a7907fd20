//! A shape of any type: reading, writing and checking are compiled once, not once per type.

use std::any::Any;

use serde_json::Value;

use super::{RecordFacts, Shape, UnionFacts};
use crate::{answer::ready::Slot, value::Rest};

/// What generated code says about a [`Shape`].
pub struct Table {
    /// The name of the type.
    pub name: &'static str,
    /// The names of the members of an object, or the words of the variants of a union.
    pub names: &'static [&'static str],
    /// Facts about the members of an object.
    pub record: &'static RecordFacts,
    /// Facts about a union.
    pub union: Option<&'static UnionFacts>,
}

impl Table {
    /// The index after the last name: the rest of an object, the variant `Other` of a union.
    pub(crate) fn last(&self) -> usize {
        self.names.len()
    }
}

/// An object or a union of any type.
pub trait AnyShape: 'static {
    /// Its constants.
    fn table(&self) -> &'static Table;

    /// The index of the variant of a union.
    fn variant(&self) -> usize;

    /// Becomes a value to read into, as [`Shape::make`] makes it.
    fn remake(&mut self, at: usize);

    /// The member at an index, as [`Shape::slot`].
    fn member(&self, at: usize) -> &dyn Slot;

    /// The same, mutable.
    fn member_mut(&mut self, at: usize) -> &mut dyn Slot;
}

impl<S: Shape> AnyShape for S {
    fn table(&self) -> &'static Table {
        S::table()
    }

    fn variant(&self) -> usize {
        self.at()
    }

    fn remake(&mut self, at: usize) {
        *self = S::make(at);
    }

    fn member(&self, at: usize) -> &dyn Slot {
        self.slot(at)
    }

    fn member_mut(&mut self, at: usize) -> &mut dyn Slot {
        self.slot_mut(at)
    }
}

/// The members that the schema does not know, of an object.
pub(super) fn rest(this: &dyn AnyShape) -> Option<&Rest> {
    (this.member(this.table().last()) as &dyn Any).downcast_ref()
}

/// The same, mutable.
pub(super) fn rest_mut(this: &mut dyn AnyShape) -> Option<&mut Rest> {
    (this.member_mut(this.table().last()) as &mut dyn Any).downcast_mut()
}

/// The JSON of a variant that the schema does not know.
pub(super) fn other(this: &dyn AnyShape) -> Option<&Value> {
    let Table { names, union, .. } = this.table();
    let is_other = union.is_some() && this.variant() >= names.len();
    is_other.then(|| (this.member(0) as &dyn Any).downcast_ref()).flatten()
}

/// Becomes a variant that the schema does not know.
pub(super) fn become_other(this: &mut dyn AnyShape, json: Value) {
    this.remake(this.table().last());
    if let Some(other) = (this.member_mut(0) as &mut dyn Any).downcast_mut::<Value>() {
        *other = json;
    }
}
