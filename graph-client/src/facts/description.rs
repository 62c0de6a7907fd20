//! Schema facts needed at run time, as constants in generated code.

use http::Method;

use super::Node;

/// The HTTP method of an operation.
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
/// Built in place, not a constant: one constant per operation would slow down every build.
#[derive(Debug, Clone, Copy)]
pub struct Description {
    /// The name in the schema, such as `user.events.create`.
    pub name: &'static str,
    /// The HTTP method.
    pub verb: Verb,
    /// The required permissions: no element if none is required, one element for any data, or three for data of the
    /// current user, of a friend, and of others. Each element holds lists of alternatives, and every list must be
    /// satisfied by one of its permissions.
    pub permissions: &'static [&'static [&'static [&'static str]]],
    /// Properties that only some operations have.
    pub more: Option<&'static More>,
}

/// Properties that only some operations have.
#[derive(Debug)]
pub struct More {
    /// Whether the response may be a redirect to the result.
    pub redirects: bool,
    /// The host to send to, if not the API's default.
    pub host: Option<&'static str>,
    /// The tasks on the Page, of which the person of the token needs one. Empty if no task is required.
    pub tasks: &'static [&'static str],
    /// Error codes specific to this operation.
    pub errors: &'static [OwnError],
}

/// An error code specific to an operation.
#[derive(Debug)]
pub struct OwnError {
    /// The code.
    pub code: i64,
    /// The name in the schema.
    pub name: &'static str,
    /// What the code means.
    pub meaning: &'static str,
    /// What to do about the error; empty if the schema does not say.
    pub remedy: &'static str,
}

impl Description {
    /// A description without permissions and [`More`].
    #[inline]
    pub fn new(name: &'static str, verb: Verb) -> Self {
        Self { name, verb, permissions: &[], more: None }
    }

    pub(crate) fn of_reading<N: Node>() -> Self {
        let (_, read, _) = N::NAMES;
        Self::new(read, Verb::Get)
    }

    /// The permissions for the current user's own data.
    pub(crate) fn own_permissions(&self) -> &'static [&'static [&'static str]] {
        self.permissions.first().copied().unwrap_or_default()
    }

    pub(crate) fn redirects(&self) -> bool {
        self.more.is_some_and(|more| more.redirects)
    }

    pub(crate) fn host(&self) -> Option<&'static str> {
        self.more?.host
    }

    pub(crate) fn tasks(&self) -> &'static [&'static str] {
        self.more.map_or(&[], |more| more.tasks)
    }

    pub(crate) fn errors(&self) -> &'static [OwnError] {
        self.more.map_or(&[], |more| more.errors)
    }
}

impl PartialEq for Description {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.verb == other.verb
    }
}
