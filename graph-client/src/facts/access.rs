//! What a call requires, as one type: each associated type of an operation adds to the compile time of a schema.

use super::Marker;

/// The permissions that a call requires, and the kinds of tokens that it accepts.
pub struct Access<Permission, Token>(Marker<(Permission, Token)>);

/// The parts of an [`Access`].
pub trait Requires {
    /// The permissions it requires.
    type Permission;
    /// The kinds of tokens it accepts.
    type Token;
}

impl<P, T> Requires for Access<P, T> {
    type Permission = P;
    type Token = T;
}
