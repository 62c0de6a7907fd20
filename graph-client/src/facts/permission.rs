//! Permissions as types: what a client was granted, and what a call or field requires.

use super::{Anyone, Friend, Marker, Me, OfApi, Other};

/// The permissions of the token are unknown: everything compiles, and only the server checks permissions.
///
/// New clients have this set. [`Client::verify`](crate::Client::verify) and
/// [`Client::assume`](crate::Client::assume) replace it with your own.
#[derive(Clone, Copy, Debug)]
pub struct Unchecked;

/// A set of permissions, created with [`permissions!`](crate::permissions).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a set of permissions",
    label = "not created with `permissions!`",
    note = "create it with `permissions! {{ pub struct {Self} in api: [..]; }}`, where `api` is the module of the API"
)]
pub trait PermissionSet: Send + Sync + 'static {
    /// The names of the permissions in the API.
    const NAMES: &'static [&'static str];
    /// The API that defines the permissions.
    type Api: OfApi;
}

/// A requirement that `Set` satisfies. Implemented through the permission's own trait.
pub trait GrantedTo<Set> {}

/// No permission is required.
pub struct NoPermission;
impl<S> GrantedTo<S> for NoPermission {}

/// The requirements for data of the current user, of a friend, and of others.
pub struct RequiredPermission<Own, OfFriend, OfOther = OfFriend>(Marker<(Own, OfFriend, OfOther)>);

/// A requirement that `Set` satisfies for data of `T`.
pub trait GrantedFor<T, Set> {}

impl<A: GrantedTo<S>, B, C, S> GrantedFor<Me, S> for RequiredPermission<A, B, C> {}
impl<A, B: GrantedTo<S>, C, S> GrantedFor<Friend, S> for RequiredPermission<A, B, C> {}
impl<A, B, C: GrantedTo<S>, S> GrantedFor<Other, S> for RequiredPermission<A, B, C> {}
impl<A, B, C, S> GrantedFor<Anyone, S> for RequiredPermission<A, B, C> {}
impl<T, S> GrantedFor<T, S> for NoPermission {}

// Nested pairs: all of several permissions.
impl<A: GrantedTo<S>, B: GrantedTo<S>, S> GrantedTo<S> for (A, B) {}
impl<A: GrantedFor<T, S>, B: GrantedFor<T, S>, T, S> GrantedFor<T, S> for (A, B) {}
