//! Conditional reads, which return a value only if it changed.

use std::{convert::Infallible, fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// The version of a response, from its `ETag` header. Store it with the value, and pass it to
/// [`Pending::if_changed`](crate::Pending::if_changed) of the same call.
///
/// A tag is opaque, and its quotes are part of it. It is valid only for the same call with the same token, fields and
/// API version. It is not a secret.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ETag(Box<str>);

impl ETag {
    /// Creates a tag from its stored text, such as `"6db0c3a1"` with its quotes.
    pub fn new(text: impl AsRef<str>) -> Self {
        Self(text.as_ref().into())
    }

    /// The tag, with its quotes.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ETag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for ETag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ETag({})", self.0)
    }
}

impl FromStr for ETag {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self::new(text))
    }
}

impl From<&ETag> for ETag {
    fn from(tag: &ETag) -> Self {
        tag.clone()
    }
}

/// The result of a read with [`Pending::if_changed`](crate::Pending::if_changed).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IfChanged<A> {
    /// The value changed, or no tag was passed.
    Changed {
        /// The value.
        value: A,
        /// The tag of the value, for the next read; `None` if the server sent none.
        tag: Option<ETag>,
    },
    /// The value has not changed since the response with the tag.
    NotModified,
}

impl<A> IfChanged<A> {
    /// The value, if it changed.
    pub fn changed(self) -> Option<A> {
        match self {
            Self::Changed { value, .. } => Some(value),
            Self::NotModified => None,
        }
    }

    /// Whether nothing changed.
    pub fn is_not_modified(&self) -> bool {
        matches!(self, Self::NotModified)
    }
}
