//! The kinds of event that a schema describes.

use std::fmt::Debug;

use super::Other;
use crate::{
    decode::{Decoded, Reader},
    facts::Node,
};

/// The webhook events of an API. Implemented by the type `Webhooks` at the root of an API whose schema has
/// `"webhooks"`, and by [`Untyped`], which has none.
pub trait Events: Copy + Debug + Default + PartialEq + 'static {
    /// An event: an enum with a variant for each kind, and `Other`.
    type Event;
    /// The kinds, by object.
    #[doc(hidden)]
    const OBJECTS: &'static [ObjectFacts];

    /// Reads the value of a kind, by the number of its variant.
    #[doc(hidden)]
    fn read(variant: u16, reader: &mut Reader<'_>) -> Decoded<Self::Event>;

    /// An event that the schema does not describe, or that cannot be read.
    #[doc(hidden)]
    fn other(other: Other) -> Self::Event;
}

/// The contents of deliveries about a kind of object.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct ObjectFacts {
    /// The name of the kind of object in deliveries.
    pub object: &'static str,
    /// The members with the value and with the id, of deliveries without entries.
    pub envelope: Option<(&'static str, &'static str)>,
    /// The numbers of the variants, by field.
    pub fields: &'static [(&'static str, u16)],
    /// The variant of the elements of `messaging`.
    pub messaging: Option<u16>,
    /// The variant of the elements of `standby`.
    pub standby: Option<u16>,
}

/// A node that deliveries are about: `"node"` of an object of webhooks.
pub trait Notified: Node {
    /// The names of its kind of object in deliveries.
    const OBJECTS: &'static [&'static str];
}

/// No typed events: for deliveries that are read with [`Delivery::about`](super::Delivery::about), or as JSON.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Untyped;

impl Events for Untyped {
    type Event = Other;
    const OBJECTS: &'static [ObjectFacts] = &[];

    fn read(_: u16, reader: &mut Reader<'_>) -> Decoded<Other> {
        let json = reader.raw()?.to_owned();
        Ok(Other { json, why: super::Why::UnknownObject })
    }

    fn other(other: Other) -> Other {
        other
    }
}
