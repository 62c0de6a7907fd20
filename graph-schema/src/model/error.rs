//! Error codes.

/// A code, or a range of codes with the same meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ErrorRange {
    /// The first code.
    pub first: i64,
    /// The last code; equal to the first for a single one.
    pub last: i64,
}

/// Whether the same call can be retried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Retry {
    /// No: it would fail again.
    Never,
    /// Yes, after a short wait, a limited number of times.
    Soon,
    /// Yes, after the limit has reset.
    Later,
}

/// An error code that any call may return.
#[derive(Clone, Debug)]
pub struct ErrorCode {
    /// The code or range.
    pub code: ErrorRange,
    /// The subcode, if any.
    pub subcode: Option<i64>,
    /// The name.
    pub name: String,
    /// The meaning.
    pub meaning: String,
    /// What to do about it; empty if the schema does not say.
    pub remedy: String,
    /// Whether the call can be retried.
    pub retry: Retry,
    /// Whether a schema other than the built-in one sets `retry` itself, which then overrides the `is_transient` of the
    /// platform.
    pub says_retry: bool,
    /// The category, such as `permission`.
    pub kind: String,
    /// Whether the code is shared by every API of the platform: the built-in schema defines it, and this one, which is
    /// not the built-in one, does not override it.
    pub is_common: bool,
}
