//! Facts of the schema that are needed at run time, as constants of the generated code.

use http::Method;

use super::Node;

/// The method of an operation of the schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// Reads.
    Get,
    /// Creates or changes.
    Post,
    /// Deletes.
    Delete,
}

impl Verb {
    pub(crate) fn method(self) -> Method {
        match self {
            Self::Get => Method::GET,
            Self::Post => Method::POST,
            Self::Delete => Method::DELETE,
        }
    }
}

/// An operation or a list, as the schema describes it.
///
/// A small value, not a constant: one for each operation would cost every build.
#[derive(Debug, Clone, Copy)]
pub struct Description {
    /// The name in the schema, such as `user.events.create`.
    pub name: &'static str,
    /// The method.
    pub verb: Verb,
    /// What only some have.
    pub more: Option<&'static More>,
}

/// What only some operations have.
#[derive(Debug)]
pub struct More {
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
    /// One of which nothing else is to be said.
    #[inline]
    pub fn new(name: &'static str, verb: Verb) -> Self {
        Self { name, verb, more: None }
    }

    pub(crate) fn of_reading<N: Node>() -> Self {
        let (_, read) = N::NAMES;
        Self::new(read, Verb::Get)
    }

    pub(crate) fn permissions(&self) -> &'static [&'static [&'static [&'static str]]; 3] {
        self.more.map_or(&[&[]; 3], |more| &more.permissions)
    }

    pub(crate) fn redirects(&self) -> bool {
        self.more.is_some_and(|more| more.redirects)
    }

    pub(crate) fn host(&self) -> Option<&'static str> {
        self.more?.host
    }

    pub(crate) fn errors(&self) -> &'static [(i64, &'static str, &'static str)] {
        self.more.map_or(&[], |more| more.errors)
    }
}

impl PartialEq for Description {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.verb == other.verb
    }
}
