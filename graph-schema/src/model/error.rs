//! Error codes.

/// A code, or a range of codes that mean the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ErrorRange {
    /// The first code.
    pub first: i64,
    /// The last code; equal to the first for a single one.
    pub last: i64,
}

/// Whether the same call may be sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Retry {
    /// No: the same call fails the same way.
    Never,
    /// Yes, after a short wait, a bounded number of times.
    Soon,
    /// Yes, once the limit has passed.
    Later,
}

/// An error code that any call may answer.
#[derive(Clone, Debug)]
pub struct ErrorCode {
    /// The code or range.
    pub code: ErrorRange,
    /// The subcode, if this is about one.
    pub subcode: Option<i64>,
    /// A name for it.
    pub name: String,
    /// What it means, and what to do.
    pub meaning: String,
    /// Whether to send the call again.
    pub retry: Retry,
    /// The family, such as `permission`.
    pub kind: String,
}
