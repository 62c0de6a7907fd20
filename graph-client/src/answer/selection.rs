//! Selections: the fields to request, taken from the user's own struct.

use std::{borrow::Cow, collections::BTreeMap, fmt::Debug};

use serde::Serialize;

use super::shape::{self, Check, Held};
use crate::{
    decode::{KnownEnum, Nested, ReadsAs, Wire},
    facts::{Availability, Marker, Node},
    request::Within,
    value::{Birthday, Date, DateTime, EventTime, Id, Map, Money, Open, Picture, Ref, Secret, TimeZone},
    wire,
};

/// The result of reading the selection `F`: `F`, or `Option<F>` if its node may be unavailable.
pub type Answer<F> = <<<F as Fields>::Node as Node>::Availability as Availability>::Answer<F>;

/// A struct whose fields are the fields to request. Implement it with `#[derive(Fields)]`.
///
/// ```
/// use graph_client::{api::user, *};
///
/// #[derive(Debug, Clone, Fields)]
/// #[graph(node = user)]
/// struct Card {
///     id: user::Id,
///     name: String,
///     birthday: Option<Birthday>,
/// }
/// ```
///
/// The `fields` module of a node documents its fields, their types, and the permissions that they require.
/// Fields that are always or usually present may have a plain type; others must be `Option`s or have
/// `#[graph(required)]`.
///
/// # Attributes
///
/// The struct takes `#[graph(node = user)]`, the module of its node. A field takes:
///
/// | attribute | meaning |
/// | --- | --- |
/// | `#[graph(required)]` | the absence of the field is an error, so that it need not be an `Option` |
/// | `#[graph(field = first_name)]` | the field of the node, if the struct has another name for it |
/// | `#[graph(alias = newest)]` | the name in the response, to request a field more than once |
/// | `#[graph(limit = 5)]` | the maximum number of items of a nested list |
/// | `#[graph(order = chronological)]` | the order of a nested list; also `reverse_chronological` |
/// | `#[graph(args = page::args::picture().width(100))]` | the arguments of a field |
/// | `#[graph(args)]` | the arguments of a field, to be passed to the call with `with_args` |
/// | `#[graph(raw = "name{first}")]` | any text of the `fields` parameter, read as JSON; not checked against the schema |
/// | `#[graph(rest)]` | on a map: the members of the response that no other field takes |
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a selection of fields",
    label = "this type does not implement `Fields`",
    note = "add `#[derive(Fields)]` and `#[graph(node = ..)]` to `{Self}`"
)]
pub trait Fields: ReadsAs<wire::Node<Self::Node>> + Send + 'static {
    /// The node that the fields are selected from.
    type Node: Node;
}

/// A type that the value of an event can be read as: a struct with `derive(Fields)`, or an object or union of the
/// schema.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from an event",
    label = "neither a selection of fields nor a type of the schema",
    note = "use a type of the schema, or add `#[derive(Fields)]` and `#[graph(node = ..)]` to `{Self}`"
)]
pub trait Delivered: ReadsAs<Self::Wire> {
    /// The type on the wire.
    type Wire;
}

#[diagnostic::do_not_recommend]
impl<F: Fields> Delivered for F {
    type Wire = wire::Node<F::Node>;
}

/// A selection of the node `N`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a selection of this node",
    label = "not a selection of `{N}`",
    note = "add `#[derive(Fields)]` to `{Self}`, and name this node's module in its `#[graph(node = ..)]`"
)]
pub trait SelectionOf<N>: Fields {}

/// A type that the items of a list can be read as. `W` is their type on the wire.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a selection of the items of this list",
    label = "this list has other items",
    note = "add `#[derive(Fields)]` to `{Self}`, and name the module of the items' node in its `#[graph(node = ..)]`"
)]
pub trait ItemOf<W>: ReadsAs<W> {}

// Omitted from messages, which would otherwise be about a single field.
#[diagnostic::do_not_recommend]
impl<W, T: ReadsAs<W>> ItemOf<W> for T {}

/// A selection that may be read from data of the target `T`, with a token of kind `K` that was granted `S`.
#[diagnostic::on_unimplemented(
    message = "the fields of `{Self}` are not known to be allowed here with a `{K}`",
    label = "may select fields that this call does not allow",
    note = "add `#[derive(Fields)]` to a struct, or an `Allowed<..>` bound to a type parameter (example in `graph_client::bounds`)"
)]
pub trait Allowed<T, K, S> {}

/// [`Allowed`] for any type that a selection can contain: values are always allowed, nested selections if
/// each of their fields is.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a field of a selection",
    label = "neither a value type of this crate nor a selection",
    note = "add `#[derive(Fields)]` to `{Self}`"
)]
pub trait Selectable<T, K, S> {}

macro_rules! values {
    ($($ty:ty)*) => {$(impl<T, K, S> Selectable<T, K, S> for $ty {})*};
}
values! {
    String bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64
    Birthday Date DateTime EventTime Money Picture Secret TimeZone serde_json::Value
}
impl<N, T, K, S> Selectable<T, K, S> for Id<N> {}
impl<N, T, K, S> Selectable<T, K, S> for Ref<N> {}
impl<E: KnownEnum, T, K, S> Selectable<T, K, S> for Open<E> {}
impl<V: Selectable<T, K, S>, T, K, S> Selectable<T, K, S> for Option<V> {}
impl<V: Selectable<T, K, S>, T, K, S> Selectable<T, K, S> for Vec<V> {}
impl<V: Selectable<T, K, S>, T, K, S> Selectable<T, K, S> for Box<V> {}
impl<M: 'static, V: Selectable<T, K, S>, T, K, S> Selectable<T, K, S> for BTreeMap<M, V> {}
impl<M: 'static, V: Selectable<T, K, S>, T, K, S> Selectable<T, K, S> for Map<M, V> {}

/// The name of a field, for an explicit list of fields: `user::me().fields([fields::id, fields::name])`.
pub struct FieldName<N> {
    name: &'static str,
    node: Marker<N>,
}

impl<N> FieldName<N> {
    /// A field by its name, for fields without a constant: those of nodes without a ready struct, and those newer than
    /// the schema. The name is not checked.
    pub const fn new(name: &'static str) -> Self {
        Self { name, node: std::marker::PhantomData }
    }

    /// The name on the wire.
    pub const fn as_str(&self) -> &'static str {
        self.name
    }
}

/// A field of the node `N`, for an explicit list of fields: [`FieldName`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a field of this node",
    label = "expected constants of the node's `fields`",
    note = "name fields by their constants, such as `[user::fields::id, user::fields::name]`",
    note = "a field that the schema does not have is `FieldName::new(\"..\")`"
)]
pub trait FieldOf<N> {
    /// The name.
    fn into_name(self) -> FieldName<N>;
}

impl<N> FieldOf<N> for FieldName<N> {
    fn into_name(self) -> FieldName<N> {
        self
    }
}

/// [`FieldName::new`] for generated code: rustc resolves a free function faster than an associated one.
pub const fn field_name<N>(name: &'static str) -> FieldName<N> {
    FieldName::new(name)
}

/// The name of a field that the platform sends without being asked. It cannot be part of an explicit list of fields,
/// but may be part of a selection.
pub struct ComesUnasked<N>(Marker<N>);

impl<N> ComesUnasked<N> {
    /// The constant of each such field.
    pub const NAME: Self = Self(std::marker::PhantomData);
}

/// The name of a field that needs arguments. In an explicit list of fields, its name alone is not enough: write, for
/// example, `FieldName::new("picture.width(100)")`.
pub struct NeedsArguments<N>(Marker<N>);

impl<N> NeedsArguments<N> {
    /// The constant of each such field.
    pub const NAME: Self = Self(std::marker::PhantomData);
}

impl<N> Clone for FieldName<N> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<N> Copy for FieldName<N> {}
impl<N> std::fmt::Debug for FieldName<N> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

/// A ready response struct, or the type of one of its fields. All fields of a ready struct are `Option`s, and
/// it requests no fields by itself.
#[diagnostic::on_unimplemented(
    message = "`.fields([..])` needs the ready struct of the node, but `{Self}` is a selection",
    label = "not the ready struct of this node",
    note = "a selection names its own fields: remove `.fields([..])`"
)]
pub trait Ready: ReadsAs<Self::Wire> + Clone + Debug + PartialEq + Serialize + 'static {
    // The bounds are supertraits so that rustc proves them once per type, not at every use of a field.
    /// The type on the wire.
    type Wire: Wire;
    /// Whether it is an object that is sent or delivered, or a union.
    #[doc(hidden)]
    type Held: Held<Self>;

    /// Writes the value as JSON.
    #[doc(hidden)]
    fn write(&self, out: &mut String) {
        match Self::Held::shape(self) {
            Some(value) => shape::write_shape(value, out),
            // Serialization cannot fail for any type that implements this trait.
            None => out.push_str(&serde_json::to_string(self).unwrap_or_else(|_| "null".to_owned())),
        }
    }

    /// Checks the value before it is sent.
    #[doc(hidden)]
    fn check(&self, _: Within<'_>, check: &mut Check) {
        if let Some(value) = Self::Held::shape(self) {
            shape::check_shape(value, check);
        }
    }

    /// Whether the value is equivalent to no value: an empty list or map.
    #[doc(hidden)]
    fn is_absent(&self) -> bool {
        false
    }
}

/// The value of the `fields` parameter for a selection: the text between the outer braces.
pub(crate) fn field_list<W, T: ReadsAs<W>>() -> Option<Cow<'static, str>> {
    let list = match T::NESTED? {
        Nested::Fixed(text) => Cow::Borrowed(strip_braces(text)?),
        made @ (Nested::Made(_) | Nested::Without(..)) => {
            let mut text = String::new();
            made.write(&mut text);
            // Nothing is left if all of its fields are sent without being asked.
            Cow::Owned(strip_braces(&text).unwrap_or("").to_owned())
        }
    };
    (!list.is_empty()).then_some(list)
}

fn strip_braces(text: &str) -> Option<&str> {
    text.strip_prefix('{')?.strip_suffix('}')
}
