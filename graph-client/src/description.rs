//! Facts of the schema that are needed at run time, as constants of the generated code.

use http::Method;

use crate::error::ErrorKind;

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

/// An operation or a list, as the schema describes it.
#[derive(Debug)]
pub struct Description {
    /// The name in the schema, such as `user.events.create`.
    pub name: &'static str,
    /// The method.
    pub method: Method,
    /// Permissions that it needs: for oneself, for a friend, for others. All of these, each any of some.
    pub permissions: [&'static [&'static [&'static str]]; 3],
    /// Whether the answer may be a redirect to what is wanted.
    pub redirects: bool,
    /// The host that takes it, where that is not the API's own.
    pub host: Option<&'static str>,
    /// Codes that only this operation answers: code, name, meaning.
    pub errors: &'static [(i64, &'static str, &'static str)],
}

impl Description {
    /// A read of which nothing else is known.
    pub const fn read(name: &'static str) -> Self {
        Self::call(name, Method::GET)
    }

    /// A call of which nothing else is known.
    pub const fn call(name: &'static str, method: Method) -> Self {
        Self { name, method, permissions: [&[]; 3], redirects: false, host: None, errors: &[] }
    }
}

impl PartialEq for Description {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.method == other.method
    }
}
