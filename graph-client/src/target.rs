//! Whose data a call reaches, as types.

use std::marker::PhantomData;

use crate::token::{AnyToken, UserToken};

/// The person of the access token.
#[derive(Clone, Copy, Debug)]
pub struct Me;
/// A friend of that person.
#[derive(Clone, Copy, Debug)]
pub struct Friend;
/// Somebody else.
#[derive(Clone, Copy, Debug)]
pub struct Other;
/// Nobody knows whose: permissions are not checked, and what goes only for oneself is refused.
#[derive(Clone, Copy, Debug)]
pub struct Anyone;

/// That a client with the token kind `K` can reach this target.
#[diagnostic::on_unimplemented(
    message = "`me()` is the person of a user token, and this client holds a `{K}`",
    label = "there is no `me` here",
    note = "name the node with `id(..)`, or take a client from `graph.with(UserToken::new(..))`"
)]
pub trait ReachedWith<K> {}

impl ReachedWith<UserToken> for Me {}
impl ReachedWith<AnyToken> for Me {}
impl<K> ReachedWith<K> for Friend {}
impl<K> ReachedWith<K> for Other {}
impl<K> ReachedWith<K> for Anyone {}

/// Items belong to whom their node belongs to.
pub struct ToOwn;
/// Items belong to friends of whom the node belongs to.
pub struct ToFriend;
/// Items belong to other people.
pub struct ToOther;
/// Nobody knows whose the items are.
pub struct ToAnyone;

/// Whose data a field or connection reaches, below data of `T`.
pub trait Reaches<T> {
    /// The target below.
    type Target;
}

// One impl for each map and target, not a projection of a projection: rustc does not see through two.
macro_rules! reaches {
    ($($map:ty { $($from:ty => $to:ty),* })*) => {$(
        $(
            impl<W, P, G, K> Reaches<$from> for crate::field::Field<W, P, G, K, $map> { type Target = $to; }
            impl<N, G, K> Reaches<$from> for crate::field::Edge<N, $map, G, K> { type Target = $to; }
        )*
    )*};
}

reaches! {
    ToFriend { Me => Friend, Friend => Other, Other => Other, Anyone => Anyone }
    ToOther { Me => Other, Friend => Other, Other => Other, Anyone => Anyone }
}
impl<W, P, G, K, T> Reaches<T> for crate::field::Field<W, P, G, K, ToOwn> {
    type Target = T;
}
impl<N, G, K, T> Reaches<T> for crate::field::Edge<N, ToOwn, G, K> {
    type Target = T;
}
impl<W, P, G, K, T> Reaches<T> for crate::field::Field<W, P, G, K, ToAnyone> {
    type Target = Anyone;
}
impl<N, G, K, T> Reaches<T> for crate::field::Edge<N, ToAnyone, G, K> {
    type Target = Anyone;
}

impl<F: Reaches<T>, N, T> Reaches<T> for crate::field::Named<F, N> {
    type Target = F::Target;
}

/// A marker of something that is never built.
pub(crate) type Marker<T> = PhantomData<fn() -> T>;
