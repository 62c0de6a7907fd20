//! Permissions as types: what a client was granted, and what a call or field needs.

use super::{Anyone, Friend, Marker, Me, OfApi, Other};

/// Nothing is known of what was granted: everything compiles, the server judges.
///
/// This is what a client starts with. [`Client::verify`](crate::Client::verify) and
/// [`Client::assume`](crate::Client::assume) exchange it for a set of one's own.
#[derive(Clone, Copy, Debug)]
pub struct Unchecked;

/// A set of permissions, made by [`permissions!`](crate::permissions).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no set of permissions",
    label = "not made with `permissions!`",
    note = "make it with `permissions! {{ pub struct {Self} in api: [..]; }}`, with `api` the module of the API"
)]
pub trait PermissionSet: Send + Sync + 'static {
    /// The names, as the API spells them.
    const NAMES: &'static [&'static str];
    /// The API whose permissions these are.
    type Api: OfApi;
}

/// That a set fulfils what a call or field needs; implemented through the permission's own trait.
pub trait GrantedTo<Set> {}

/// Nothing needs to be granted.
pub struct Nothing;
impl<S> GrantedTo<S> for Nothing {}

/// What is needed for oneself, for a friend and for others.
pub struct Perm<Own, OfFriend, OfOther = OfFriend>(Marker<(Own, OfFriend, OfOther)>);

/// That a set fulfils what is needed for data of `T`.
pub trait GrantedFor<T, Set> {}

impl<A: GrantedTo<S>, B, C, S> GrantedFor<Me, S> for Perm<A, B, C> {}
impl<A, B: GrantedTo<S>, C, S> GrantedFor<Friend, S> for Perm<A, B, C> {}
impl<A, B, C: GrantedTo<S>, S> GrantedFor<Other, S> for Perm<A, B, C> {}
impl<A, B, C, S> GrantedFor<Anyone, S> for Perm<A, B, C> {}
impl<T, S> GrantedFor<T, S> for Nothing {}

// All of several permissions: pairs, one inside the other.
impl<A: GrantedTo<S>, B: GrantedTo<S>, S> GrantedTo<S> for (A, B) {}
impl<A: GrantedFor<T, S>, B: GrantedFor<T, S>, T, S> GrantedFor<T, S> for (A, B) {}
