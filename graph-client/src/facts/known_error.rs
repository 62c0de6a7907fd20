//! Error codes that one operation documents.

/// The codes of one operation, as an enum; implemented by generated code.
pub trait KnownError: Sized {
    /// The operation, such as `user.achievements.create`.
    const OPERATION: &'static str;

    /// The word for a code.
    fn from_code(code: i64) -> Option<Self>;
}
