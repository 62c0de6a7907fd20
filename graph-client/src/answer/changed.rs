//! Reads that the server answers only if something changed.

use std::{convert::Infallible, fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// The version of a response, as the server names it in the header `ETag`. Keep it with what was read, and pass it to
/// [`Pending::if_changed`](crate::Pending::if_changed) of the same call.
///
/// Opaque: the quotes are part of it. It belongs to one call with one token: other fields, another version of the API,
/// another token have other tags. It is no secret.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ETag(Box<str>);

impl ETag {
    /// A tag that was kept, such as `"6db0c3a1"` with its quotes.
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
    /// It is not what the tag stands for, or there was no tag.
    Changed {
        /// What was read.
        value: A,
        /// Its tag, for the next read; `None` if the server sent none.
        tag: Option<ETag>,
    },
    /// It is still what the tag stands for.
    NotModified,
}

impl<A> IfChanged<A> {
    /// What was read, if it changed.
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
