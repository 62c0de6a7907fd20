//! Whose data a call reaches, as types.

/// The current user: the person that the access token belongs to.
#[derive(Clone, Copy, Debug)]
pub struct Me;
/// A friend of the current user.
#[derive(Clone, Copy, Debug)]
pub struct Friend;
/// Any other person.
#[derive(Clone, Copy, Debug)]
pub struct Other;
/// Unknown: permissions are not checked at compile time, and calls that are limited to the current user are
/// rejected.
#[derive(Clone, Copy, Debug)]
pub struct Anyone;

/// A target that a client with a token of kind `K` can reach.
#[diagnostic::on_unimplemented(
    message = "`me()` requires a user token, but this client holds a `{K}`",
    label = "`me` is undefined for a `{K}`",
    note = "select the node with `id(..)`, or use a client from `graph.with(UserToken::new(..))`"
)]
pub trait ReachedWith<K> {}

/// Items belong to the same person as their node.
pub struct SameTarget;
/// Items belong to friends of the person that the node belongs to.
pub struct FriendTarget;
/// Items belong to other people.
pub struct OtherTarget;
/// It is unknown whom the items belong to.
pub struct UnknownTarget;

/// Whose data a field or connection of data of `T` contains.
pub trait Reaches<T> {
    /// The target of the nested data.
    type Target;
}
