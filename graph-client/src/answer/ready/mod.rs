//! Ready response structs. What derives would generate for every struct is written here once, over fields
//! accessed by index. This compiles a schema of a thousand nodes in a fraction of the time.

mod slot;
mod values;

use std::{any::Any, collections::BTreeMap, fmt};

use serde::Serialize;

pub use slot::{Plain, Slot};

use super::{Fields, object_with_rest};
use crate::{
    decode::{Decoded, Reader},
    facts::Node,
    value::Rest,
    wire,
};

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
    let mut rest = BTreeMap::new();
    let set = |this: &mut R, at: usize, reader: &mut Reader<'_>| this.slot_mut(at).read(reader);
    object_with_rest::<R::Node, R>(reader, R::NAMES, &mut this, set, &mut rest)?;
    if let Some(all) = (this.slot_mut(R::NAMES.len()) as &mut dyn Any).downcast_mut::<Rest>() {
        *all = rest.into();
    }
    Ok(this)
}

/// Implements `Deserialize` for a ready struct.
pub fn deserialize<'de, R: Members, D: serde::Deserializer<'de>>(deserializer: D) -> Result<R, D::Error> {
    crate::answer::deserialize::<wire::Node<R::Node>, R, D>(deserializer)
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
