//! Selections: which fields an answer shall have, taken from the user's own struct.

use std::{borrow::Cow, collections::BTreeMap, fmt::Debug};

use serde::Serialize;

use crate::{
    decode::{KnownEnum, Nested, ReadsAs, Wire},
    facts::{Availability, Marker, Node},
    value::{Birthday, Date, DateTime, EventTime, Id, Money, Open, Picture, Ref, Secret, TimeZone},
    wire,
};

/// What reading the selection `F` answers: `F`, or `Option<F>` where its node may not be available.
pub type Answer<F> = <<<F as Fields>::Node as Node>::There as Availability>::Answer<F>;

/// A struct whose fields are the fields to ask for; derive it.
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
/// The fields of a node, their types and what they need stand in the documentation of its
/// `fields` module. `always` and `usual` fields may be plain, others are `Option`s or carry
/// `#[graph(required)]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say which fields to ask for",
    label = "not a selection of fields",
    note = "put `#[derive(Fields)]` and `#[graph(node = ..)]` above it"
)]
pub trait Fields: ReadsAs<wire::Node<Self::Node>> + Send + 'static {
    /// The node whose fields these are.
    type Node: Node;
}

/// That a selection is one of the node `N`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a selection of this node",
    label = "not a selection of `{N}`",
    note = "put `#[derive(Fields)]` above `{Self}`, and the module of this node into its `#[graph(node = ..)]`"
)]
pub trait Of<N>: Fields {}

/// That something reads as the items of a list, which are `W` on the wire.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a selection of the items of this list",
    label = "not what this list holds",
    note = "put `#[derive(Fields)]` above `{Self}`, and the module of the items' node into its `#[graph(node = ..)]`"
)]
pub trait ItemOf<W>: ReadsAs<W> {}

// Left out of messages, which otherwise would be about a single field.
#[diagnostic::do_not_recommend]
impl<W, T: ReadsAs<W>> ItemOf<W> for T {}

/// That a selection may be read of data of `T`, with a token of kind `K` that was granted `S`.
#[diagnostic::on_unimplemented(
    message = "nothing says that `{Self}` may be read here",
    label = "not known to be allowed for a `{K}`",
    note = "restrict a type parameter with `Allowed<..>`; the module `bounds` has an example"
)]
pub trait Allowed<T, K, S> {}

/// [`Allowed`] for everything that a selection can hold: values always are, nested selections
/// if each of their fields is.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot stand in a selection",
    label = "neither a value of this crate nor a selection",
    note = "derive `Fields` for it"
)]
pub trait Below<T, K, S> {}

macro_rules! values {
    ($($ty:ty)*) => {$(impl<T, K, S> Below<T, K, S> for $ty {})*};
}
values! {
    String bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64
    Birthday Date DateTime EventTime Money Picture Secret TimeZone serde_json::Value
}
impl<N, T, K, S> Below<T, K, S> for Id<N> {}
impl<N, T, K, S> Below<T, K, S> for Ref<N> {}
impl<E: KnownEnum, T, K, S> Below<T, K, S> for Open<E> {}
impl<V: Below<T, K, S>, T, K, S> Below<T, K, S> for Option<V> {}
impl<V: Below<T, K, S>, T, K, S> Below<T, K, S> for Vec<V> {}
impl<V: Below<T, K, S>, T, K, S> Below<T, K, S> for Box<V> {}
impl<V: Below<T, K, S>, T, K, S> Below<T, K, S> for BTreeMap<String, V> {}

/// The name of a field, for an explicit list: `user::me().fields([fields::id, fields::name])`.
pub struct FieldName<N> {
    name: &'static str,
    node: Marker<N>,
}

impl<N> FieldName<N> {
    /// A name that has no value of its own: a field of a node without a ready struct, or one that is newer
    /// than the schema. Nothing checks it.
    pub const fn new(name: &'static str) -> Self {
        Self { name, node: std::marker::PhantomData }
    }

    /// The name on the wire.
    pub const fn as_str(&self) -> &'static str {
        self.name
    }
}

/// The same for generated code: rustc finds a function sooner than one of a type.
pub const fn field_name<N>(name: &'static str) -> FieldName<N> {
    FieldName::new(name)
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

/// A ready response struct, whose fields are all `Option`s and which asks for nothing by itself, or what
/// one of its fields holds.
#[diagnostic::on_unimplemented(
    message = "a list of fields is read as the ready struct of its node, and `{Self}` is a selection of its own",
    label = "not the ready struct of this node",
    note = "a selection names its fields itself: leave `.fields([..])` out"
)]
pub trait Ready: ReadsAs<Self::Wire> + Clone + Debug + PartialEq + Serialize + 'static {
    // What a field can do stands above, and not where fields are put together: there each would be proved anew.
    /// What it is on the wire.
    type Wire: Wire;
}

/// The `fields` parameter for a selection: what stands between the braces.
pub(crate) fn field_list<W, T: ReadsAs<W>>() -> Option<Cow<'static, str>> {
    let list = match T::NESTED? {
        Nested::Fixed(text) => Cow::Borrowed(inside(text)?),
        made @ Nested::Made(_) => {
            let mut text = String::new();
            made.write(&mut text);
            Cow::Owned(inside(&text)?.to_owned())
        }
    };
    (!list.is_empty()).then_some(list)
}

fn inside(text: &str) -> Option<&str> {
    text.strip_prefix('{')?.strip_suffix('}')
}
