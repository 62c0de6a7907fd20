//! An API as a constant: its host, version and error codes.

use super::ErrorKind;

/// The login dialog of the public site.
pub(crate) const DIALOG: &str = "https://www.facebook.com/dialog/oauth";

/// An API: where it is served and what its error codes mean.
#[derive(Debug)]
pub struct Api {
    /// Such as `https://graph.facebook.com`.
    pub host: &'static str,
    /// The version that paths carry unless something else is said.
    pub version: Option<&'static str>,
    /// What its error codes mean.
    pub errors: &'static [ErrorRow],
}

impl PartialEq for Api {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

/// A type that stands for an API.
pub trait OfApi: 'static {
    /// The API.
    const API: &'static Api;
}

/// What an error code means.
#[derive(Debug)]
pub struct ErrorRow {
    /// The first code of the range.
    pub first: i64,
    /// The last code of the range.
    pub last: i64,
    /// The subcode, where the row is about one.
    pub subcode: Option<i64>,
    /// Its name in the schema.
    pub name: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// Its family.
    pub kind: ErrorKind,
    /// Whether the same call may be sent again.
    pub retry: bool,
}
