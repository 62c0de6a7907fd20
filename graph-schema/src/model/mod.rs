//! The checked model: names are ids, rules are rules. What everything behind this crate works with.
//!
//! An id of this module never dangles in a schema without errors. Indexing goes through
//! [`Schema`], so nobody needs a second look-up by name.

mod error;
mod operation;
mod permission;
mod token;
mod types;
mod words;

use std::ops::Index;

pub use error::{ErrorCode, ErrorRange, Retry};
pub use operation::{
    Encoding, Method, Operation, OperationError, Param, ParamId, ParamPlace, Returns, Rule, Segment,
};
pub use permission::{PermissionRule, Requirement};
pub use token::{TokenKind, TokenKinds};
pub use types::{Scalar, Type};

use crate::diagnostic::source::Span;

macro_rules! ids {
    ($($(#[$doc:meta])* $id:ident: $item:ident in $list:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $id(pub(crate) usize);

        impl Index<$id> for Schema {
            type Output = $item;
            fn index(&self, id: $id) -> &$item {
                &self.$list[id.0]
            }
        }
    )*};
}

ids! {
    /// A node or object of the schema.
    NodeId: Node in nodes;
    /// An enum of the schema.
    EnumId: Enum in enums;
    /// A permission of the schema.
    PermissionId: Permission in permissions;
}

/// A whole API.
#[derive(Clone, Debug, Default)]
pub struct Schema {
    /// What the API is.
    pub doc: String,
    /// Where it is served, such as `https://graph.facebook.com`.
    pub host: String,
    /// The version that a path carries unless a node says otherwise, such as `v2.6`.
    pub version: Option<String>,
    /// Nodes and objects, in schema order.
    pub nodes: Vec<Node>,
    /// Enums.
    pub enums: Vec<Enum>,
    /// Permissions.
    pub permissions: Vec<Permission>,
    /// Error codes that any call may answer.
    pub errors: Vec<ErrorCode>,
}

impl Schema {
    /// All nodes and objects with their ids.
    pub fn nodes(&self) -> impl Iterator<Item = (NodeId, &Node)> {
        self.nodes.iter().enumerate().map(|(at, node)| (NodeId(at), node))
    }

    /// All enums with their ids.
    pub fn enums(&self) -> impl Iterator<Item = (EnumId, &Enum)> {
        self.enums.iter().enumerate().map(|(at, item)| (EnumId(at), item))
    }

    /// All permissions with their ids.
    pub fn permissions(&self) -> impl Iterator<Item = (PermissionId, &Permission)> {
        self.permissions.iter().enumerate().map(|(at, item)| (PermissionId(at), item))
    }

    /// The node or object of a name.
    pub fn node(&self, name: &str) -> Option<(NodeId, &Node)> {
        self.nodes().find(|(_, node)| node.name == name)
    }

    /// The permission of a name.
    pub fn permission(&self, name: &str) -> Option<PermissionId> {
        self.permissions.iter().position(|permission| permission.name == name).map(PermissionId)
    }
}

/// A node, or an object (which has fields only).
#[derive(Clone, Debug)]
pub struct Node {
    /// The name in the schema, such as `User`.
    pub name: String,
    /// The name operations are called by, such as `user` in `user.events.create`.
    pub module: String,
    /// Whether it is a mere object: no id, no connections, no operations of its own.
    pub is_object: bool,
    /// Whether it has a struct with all its fields; without one its members are reached by name.
    pub is_ready: bool,
    /// What it is.
    pub doc: String,
    /// A remark on the sources.
    pub note: Option<String>,
    /// The version its paths carry, such as `v2.6`.
    pub version: Option<String>,
    /// The field that a bare text or number in place of the object is.
    pub bare: Option<String>,
    /// Whether an empty answer `{}` means that the node is not available.
    pub empty_is_unavailable: bool,
    /// The whole name of reading the node, such as `user.get`.
    pub get: String,
    /// Parameters of reading it, besides `fields`.
    pub params: Vec<Param>,
    /// How one gets hold of such a node.
    pub targets: Vec<Target>,
    /// Value types that are also reached through this node's name, such as `event::Time`.
    pub names: Vec<(String, Type)>,
    /// Fields.
    pub fields: Vec<Field>,
    /// Connections.
    pub connections: Vec<Connection>,
    /// Operations on the node itself.
    pub operations: Vec<Operation>,
    /// Members whose changes the platform announces: fields first, then connections.
    pub updates: Vec<String>,
    /// Where it is described.
    pub span: Span,
}

impl Node {
    /// The field of a name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// The connection of a name.
    pub fn connection(&self, name: &str) -> Option<&Connection> {
        self.connections.iter().find(|connection| connection.name == name)
    }
}

/// Whose data a node holds, seen from the person of the token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Whose {
    /// The person's own.
    Own,
    /// A friend's.
    Friend,
    /// Somebody else's.
    Other,
    /// Not known from the call alone.
    Unknown,
}

/// One way to name a node: `user::me()`, `user::friend(id)`, `messenger::profile(psid)`.
#[derive(Clone, Debug)]
pub struct Target {
    /// Name of the function.
    pub name: String,
    /// A fixed path (`me`), or one with `{name}` for each argument; without one the function takes
    /// an id.
    pub path: Option<String>,
    /// What the path is made of.
    pub args: Vec<(String, Type)>,
    /// Whose data it reaches.
    pub whose: Whose,
    /// What it is.
    pub doc: String,
}

/// How sure one can be that a field is in an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Presence {
    /// In every answer that was asked for it.
    Always,
    /// In nearly every one.
    Usual,
    /// Missing where it is not granted, hidden or unset.
    Gated,
}

/// A field.
#[derive(Clone, Debug)]
pub struct Field {
    /// The name on the wire.
    pub name: String,
    /// The name in Rust: the same, unless that is none.
    pub rust: String,
    /// What it is.
    pub doc: String,
    /// A remark on the sources.
    pub note: Option<String>,
    /// What it holds.
    pub ty: Type,
    /// How sure one can be to get it.
    pub presence: Presence,
    /// Whether it only comes when it is asked for by name.
    pub on_request: bool,
    /// Why it is going away, if it is.
    pub deprecated: Option<String>,
    /// Who must have granted what.
    pub permission: PermissionRule,
    /// Which kinds of access token may ask for it.
    pub token: PerTarget<TokenKinds>,
    /// Where it is described.
    pub span: Span,
}

/// How a connection is paged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Paging {
    /// `after` and `before` with opaque cursors.
    Cursor,
    /// `since` and `until`.
    Time,
    /// `offset`.
    Offset,
    /// One page only.
    None,
    /// Nobody wrote it down.
    Unknown,
}

impl Paging {
    /// The parameters that every list of this style takes besides its own, with what they hold.
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
    /// The name on the wire, which may hold a slash (`photos/uploaded`).
    pub path: String,
    /// What it is.
    pub doc: String,
    /// A remark on the sources.
    pub note: Option<String>,
    /// What it lists.
    pub item: Type,
    /// Whether it can be read as a list; without one there are only its operations.
    pub has_list: bool,
    /// Whose data the items are, seen from the node.
    pub items_are: Whose,
    /// How it is paged.
    pub paging: Paging,
    /// The object that its summary is, which comes where it is asked for.
    pub summary: Option<NodeId>,
    /// Who must have granted what.
    pub permission: PermissionRule,
    /// Which kinds of access token may read it.
    pub token: PerTarget<TokenKinds>,
    /// Why it is going away, if it is.
    pub deprecated: Option<String>,
    /// Parameters of its list.
    pub params: Vec<Param>,
    /// Special cases of its list, described as operations of their own.
    pub lists: Vec<ListVariant>,
    /// Everything else one can do with it.
    pub operations: Vec<Operation>,
    /// Where it is described.
    pub span: Span,
}

/// A special case of a connection's list. In Rust it is the list with its parameters set.
#[derive(Clone, Debug)]
pub struct ListVariant {
    /// The whole name, such as `user.feed.list_with_location`.
    pub name: String,
    /// What it lists.
    pub doc: String,
    /// A remark on the sources.
    pub note: Option<String>,
    /// Parameters with their values.
    pub with: Vec<(String, String)>,
    /// The only kind of target it is about.
    pub whose: Option<Whose>,
}

/// One value for each kind of person.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PerTarget<T> {
    /// For the person of the token.
    pub own: T,
    /// For that person's friends.
    pub friend: T,
    /// For everybody else.
    pub other: T,
}

impl<T> PerTarget<T> {
    /// The value for one kind of person; where it is unknown, there is none.
    pub fn of(&self, whose: Whose) -> Option<&T> {
        match whose {
            Whose::Own => Some(&self.own),
            Whose::Friend => Some(&self.friend),
            Whose::Other => Some(&self.other),
            Whose::Unknown => None,
        }
    }

    /// The values for the person of the token, friends and others.
    pub fn each(&self) -> [&T; 3] {
        [&self.own, &self.friend, &self.other]
    }
}

impl<T: Clone> PerTarget<T> {
    /// The same value for everybody.
    pub fn everybody(value: T) -> Self {
        Self { own: value.clone(), friend: value.clone(), other: value }
    }
}

impl<T: PartialEq> PerTarget<T> {
    /// Whether everybody has the same value.
    pub fn is_uniform(&self) -> bool {
        self.own == self.friend && self.friend == self.other
    }
}

/// An enum; answers may hold words that it does not know.
#[derive(Clone, Debug)]
pub struct Enum {
    /// The name.
    pub name: String,
    /// What it says.
    pub doc: String,
    /// The words, as they stand on the wire, with their meaning.
    pub words: Vec<(String, String)>,
    /// Where it is described.
    pub span: Span,
}

/// A permission, also called a scope.
#[derive(Clone, Debug)]
pub struct Permission {
    /// The name on the wire.
    pub name: String,
    /// What it opens.
    pub doc: String,
}
