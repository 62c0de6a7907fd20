//! Error kinds.

/// The kind of an [`Error`](crate::Error).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The platform returned an error that fits no other kind.
    #[default]
    Api,
    /// The call is invalid, for example because a parameter violates a limit of the schema. Nothing was sent.
    Request,
    /// The server could not be reached, or the connection was lost.
    Network,
    /// The call exceeded its timeout, or made no progress for the idle timeout. A write may have taken effect.
    Timeout,
    /// The platform failed to process the call.
    Server,
    /// A rate limit was reached.
    Throttled,
    /// The access token is invalid or has expired.
    Authentication,
    /// A required permission is missing.
    Permission,
    /// The platform rejected a parameter.
    Parameter,
    /// The object does not exist, or is not visible to the token. Not every such error has this kind: for an id, the
    /// platform usually returns code 100 with subcode 33, which is a [`Parameter`](Self::Parameter) error.
    NotFound,
    /// The platform rejected the call as a duplicate of a recent one.
    Duplicate,
    /// The platform blocked the action as abusive.
    Blocked,
    /// A batched call was not run because a call that it depends on failed.
    Skipped,
    /// The response does not match the schema, or is not JSON.
    Decode,
}
