//! Connections, and how their lists are paged.

use super::{NodeId, Operation, Param, PerTarget, PermissionRule, Scalar, TokenKinds, Type, Whose};
use crate::diagnostic::source::Span;

/// How a connection is paged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Paging {
    /// Opaque cursors: `after` and `before`.
    Cursor,
    /// `since` and `until`.
    Time,
    /// `offset`.
    Offset,
    /// A single page.
    None,
    /// Undocumented.
    Unknown,
}

impl Paging {
    /// The parameters that every list of this style takes besides its own, with their types.
    pub fn params(self) -> &'static [(&'static str, Scalar)] {
        match self {
            Self::Cursor => {
                &[("limit", Scalar::Integer), ("after", Scalar::String), ("before", Scalar::String)]
            }
            Self::Time => {
                &[("limit", Scalar::Integer), ("since", Scalar::DateTime), ("until", Scalar::DateTime)]
            }
            Self::Offset => &[("limit", Scalar::Integer), ("offset", Scalar::Integer)],
            Self::Unknown => &[("limit", Scalar::Integer)],
            Self::None => &[],
        }
    }
}

/// A connection, also called an edge.
#[derive(Clone, Debug)]
pub struct Connection {
    /// The name in the schema and in Rust.
    pub name: String,
    /// The path on the wire, which may contain slashes (`photos/uploaded`).
    pub path: String,
    /// The host, if it is not that of the node.
    pub host: Option<String>,
    /// The description.
    pub doc: String,
    /// A remark about the sources.
    pub note: Option<String>,
    /// The type of its items.
    pub item: Type,
    /// Whether it can be read as a list. Otherwise, it has only operations.
    pub has_list: bool,
    /// Whose data the items are, relative to the node.
    pub items_are: Whose,
    /// The paging style.
    pub paging: Paging,
    /// The object type of its summary, which is returned on request.
    pub summary: Option<NodeId>,
    /// The required permissions.
    pub permission: PermissionRule,
    /// The kinds of access token that can read it.
    pub token: PerTarget<TokenKinds>,
    /// What it requires in addition to permissions.
    pub grants: Grants,
    /// The reason for the deprecation, if deprecated.
    pub deprecated: Option<String>,
    /// Parameters of its list.
    pub params: Vec<Param>,
    /// Special cases of its list that are documented as separate operations.
    pub lists: Vec<ListVariant>,
    /// Its operations, besides reading the list.
    pub operations: Vec<Operation>,
    /// The source location of the definition.
    pub span: Span,
}

/// A special case of a connection's list. In Rust, it is the list with its parameters set.
#[derive(Clone, Debug)]
pub struct ListVariant {
    /// The full name, such as `user.feed.list_with_location`.
    pub name: String,
    /// The description.
    pub doc: String,
    /// A remark about the sources.
    pub note: Option<String>,
    /// The parameters that are set, with their values.
    pub with: Vec<(String, String)>,
    /// The only kind of target that it applies to.
    pub whose: Option<Whose>,
}

/// What is required in addition to permissions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grants {
    /// The tasks on the Page, of which the person of the token needs one.
    pub tasks: Vec<String>,
    /// The features that app review must have granted.
    pub features: Vec<String>,
}
