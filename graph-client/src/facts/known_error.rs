//! Error codes specific to an operation.

/// An enum of the error codes that an operation documents. Implemented by generated code.
pub trait KnownError: Sized {
    /// The operation, such as `user.achievements.create`.
    const OPERATION: &'static str;

    /// The variant for a code.
    fn from_code(code: i64) -> Option<Self>;
}
