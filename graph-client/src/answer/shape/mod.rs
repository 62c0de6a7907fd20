//! Values with a shape that the schema describes: objects that are sent and unions, in both directions.
//!
//! Generated code gives access to the members by index, and tables of names, limits and rules. Reading, writing,
//! checking, comparing and printing are written once, here.

mod any;
mod check;
mod facts;
mod flat;
mod held;
mod missing;
mod path;
mod plain;
mod read;
mod record;
mod tag;
mod unread;
mod vacant;
mod write;

use std::fmt::Debug;

use serde::Serialize;

pub use any::{AnyShape, Table};
pub use check::{Check, Fault, faults};
pub(crate) use check::{faults_within, shape as check_shape};
pub use facts::{Content, MemberRule, RecordFacts, UnionFacts};
pub use held::{Held, InBox, WithShape, WithoutShape};
pub use plain::{copied, same, show};
pub(crate) use read::fill;
pub use read::{deserialize, made, read, read_onto};
pub use vacant::{Vacant, nothing, nothing_mut, vacant};
pub use write::{Members, serialize, text};
pub(crate) use write::{members, shape as write_shape, show as write_shown};

use super::ready::Slot;

/// An object that is sent, or a union. Generated.
pub trait Shape: Sized + Clone + Debug + PartialEq + Serialize + 'static {
    /// Its names and rules.
    fn table() -> &'static Table;

    /// Whether it is a union, as in the table. A constant, since it is needed for each field that is read: as a
    /// run-time decision, it took 1.6 % more instructions per response.
    const IS_UNION: bool = false;

    /// A value to read into: an object without values, or a variant of a union. The index after the last variant is
    /// `Other`.
    fn make(at: usize) -> Self;

    /// The index of the variant.
    fn at(&self) -> usize {
        0
    }

    /// The member of an object at an index of its [`names`](Table::names), where the index after the last one is the
    /// [`Rest`](crate::Rest). The content of the variant, if it is a union.
    fn slot(&self, at: usize) -> &dyn Slot;

    /// The same, mutable.
    fn slot_mut(&mut self, at: usize) -> &mut dyn Slot;
}

/// Types that convert into a value of the schema: the value itself, and the content of a variant into its union.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a `{V}`",
    label = "expected a `{V}`",
    note = "the functions that make one are listed in the documentation of `{V}`"
)]
pub trait IntoValue<V> {
    /// Converts.
    fn into_value(self) -> V;
}

#[diagnostic::do_not_recommend]
impl<V: Shape, T: Into<V>> IntoValue<V> for T {
    fn into_value(self) -> V {
        self.into()
    }
}

/// Implements what follows from [`Shape`]. Blanket implementations would overlap with those of `Box`, or are not allowed
/// for traits of other crates.
///
/// With the marker of a node, it can also be the type of a field in selections.
#[doc(hidden)]
#[macro_export]
macro_rules! __graph_shape_impls {
    ($name:ident: $node:ty) => {
        #[diagnostic::do_not_recommend]
        impl __rt::ReadsAs<__rt::wire::Node<$node>> for $name {
            #[inline]
            fn read(reader: &mut __rt::Reader<'_>) -> __rt::Decoded<Self> {
                __rt::shape::read(reader)
            }
            #[inline]
            fn read_onto(list: &mut __rt::Vec<Self>, reader: &mut __rt::Reader<'_>) -> __rt::Decoded<()> {
                __rt::shape::read_onto(list, reader)
            }
        }

        impl __rt::Fields for $name {
            type Node = $node;
        }
        #[diagnostic::do_not_recommend]
        impl __rt::SelectionOf<$node> for $name {}
        // Not `T`: a node may be called so.
        impl<__T, __K, __S> __rt::Allowed<__T, __K, __S> for $name {}

        __rt::shape_impls!($name, selected, __rt::wire::Node<$node>);
    };
    ($name:ident, selected $(, $wire:ty)?) => {
        #[diagnostic::do_not_recommend]
        impl<__T, __K, __S> __rt::Selectable<__T, __K, __S> for $name {}

        __rt::shape_impls!($name $(, $wire)?);
    };
    ($name:ident) => {
        impl __rt::Delivered for $name {
            type Wire = __rt::wire::Shaped<$name>;
        }

        __rt::shape_impls!($name, __rt::wire::Shaped<$name>);
    };
    ($name:ident, $wire:ty) => {
        impl __rt::Ready for $name {
            type Wire = $wire;
            type Held = __rt::shape::WithShape;
        }

        impl ::core::clone::Clone for $name {
            #[inline]
            fn clone(&self) -> Self {
                __rt::shape::copied(self)
            }
        }

        impl ::core::cmp::PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                __rt::shape::same(self, other)
            }
        }

        impl __rt::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut __rt::fmt::Formatter<'_>) -> __rt::fmt::Result {
                __rt::shape::show(self, f)
            }
        }

        impl __rt::serde::Serialize for $name {
            #[inline]
            fn serialize<S: __rt::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                __rt::shape::serialize(self, serializer)
            }
        }

        impl<'de> __rt::serde::Deserialize<'de> for $name {
            #[inline]
            fn deserialize<D: __rt::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                __rt::shape::deserialize(deserializer)
            }
        }
    };
}
