//! Whose data a call reaches, as types.

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
