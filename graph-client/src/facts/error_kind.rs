//! Families of errors.

/// The family of an [`Error`](crate::Error).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The platform answered an error that belongs to no other family.
    #[default]
    Api,
    /// The call cannot be sent as it is: a parameter breaks a limit of the schema. Nothing was sent.
    Request,
    /// The server could not be reached, or the connection broke.
    Network,
    /// The call took longer than was allowed.
    Timeout,
    /// The platform is in trouble.
    Server,
    /// Too many calls.
    Throttled,
    /// The access token is not valid (any more).
    Authentication,
    /// A permission is missing.
    Permission,
    /// The platform refused a parameter.
    Parameter,
    /// There is no such thing, or one may not see it.
    NotFound,
    /// The same was done just before.
    Duplicate,
    /// The action was judged abusive.
    Blocked,
    /// A call of a batch was not run, since one that it needs failed.
    Skipped,
    /// The answer is none that the schema knows, or no JSON at all.
    Decode,
}
