//! The checked model of a schema, with names resolved to ids.
//!
//! In a schema without errors, every id is valid. Ids index [`Schema`] directly, so a name is looked up only once.

mod connection;
mod error;
mod job;
mod node;
mod operation;
mod permission;
mod sent;
mod token;
mod types;
mod union;
mod value;
mod webhook;
mod words;

use std::ops::Index;

pub use connection::{Connection, Grants, ListVariant, Paging};
pub use error::{ErrorCode, ErrorRange, Retry};
pub use job::Job;
pub use node::{Field, Node, PerTarget, Presence, Target, Whose};
pub use operation::{
    BodyFormat, Encoding, Method, Operation, OperationError, Param, ParamId, ParamPlace, Returns, Rule,
    Segment,
};
pub use permission::{Permission, PermissionRule, Requirement};
pub(crate) use sent::{sent, sent_or_delivered};
pub use token::{TokenKind, TokenKinds};
pub use types::{Scalar, Type};
pub use union::{Union, UnionForm, Variant};
pub use value::{Function, Limit, Limits, MemberRule, Pattern};
pub use webhook::{Envelope, Event, EventPlace, Webhook};

use crate::diagnostic::source::Span;

macro_rules! ids {
    ($($(#[$doc:meta])* $id:ident: $item:ident in $list:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $id(pub(crate) usize);

        impl $id {
            /// Its place in the list of the schema.
            #[must_use]
            pub fn place(self) -> usize {
                self.0
            }
        }

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
    /// A union of the schema.
    UnionId: Union in unions;
    /// A permission of the schema.
    PermissionId: Permission in permissions;
}

/// A whole API.
#[derive(Clone, Debug, Default)]
pub struct Schema {
    /// The description of the API.
    pub doc: String,
    /// The base URL, such as `https://graph.facebook.com`.
    pub host: String,
    /// The version at the start of paths, such as `v2.6`, unless a node or operation overrides it.
    pub version: Option<String>,
    /// The URL of the login dialog, if it is not the platform's.
    pub dialog: Option<String>,
    /// The base URLs of other hosts that files may be loaded from and sent to, with the access token.
    pub hosts: Vec<String>,
    /// Nodes and objects, in schema order.
    pub nodes: Vec<Node>,
    /// Enums.
    pub enums: Vec<Enum>,
    /// Unions.
    pub unions: Vec<Union>,
    /// Permissions.
    pub permissions: Vec<Permission>,
    /// The tasks: what a person may do on a Page.
    pub tasks: Vec<Permission>,
    /// The features that app review grants in addition to permissions.
    pub features: Vec<Permission>,
    /// Error codes that any call may return.
    pub errors: Vec<ErrorCode>,
    /// The webhooks, by the name of the object in deliveries.
    pub webhooks: Vec<Webhook>,
}

impl Schema {
    /// Iterates over all nodes and objects with their ids.
    pub fn nodes(&self) -> impl Iterator<Item = (NodeId, &Node)> {
        self.nodes.iter().enumerate().map(|(at, node)| (NodeId(at), node))
    }

    /// Iterates over all enums with their ids.
    pub fn enums(&self) -> impl Iterator<Item = (EnumId, &Enum)> {
        self.enums.iter().enumerate().map(|(at, item)| (EnumId(at), item))
    }

    /// Iterates over all unions with their ids.
    pub fn unions(&self) -> impl Iterator<Item = (UnionId, &Union)> {
        self.unions.iter().enumerate().map(|(at, item)| (UnionId(at), item))
    }

    /// Iterates over all permissions with their ids.
    pub fn permissions(&self) -> impl Iterator<Item = (PermissionId, &Permission)> {
        self.permissions.iter().enumerate().map(|(at, item)| (PermissionId(at), item))
    }

    /// Finds a node or object by name.
    pub fn node(&self, name: &str) -> Option<(NodeId, &Node)> {
        self.nodes().find(|(_, node)| node.name == name)
    }

    /// The version at the start of a node's paths.
    pub fn version_of<'a>(&'a self, node: &'a Node) -> Option<&'a str> {
        let version = node.version.as_ref().or(self.version.as_ref());
        version.map(String::as_str).filter(|version| !version.is_empty())
    }

    /// Finds a permission by name.
    pub fn permission(&self, name: &str) -> Option<PermissionId> {
        self.permissions.iter().position(|permission| permission.name == name).map(PermissionId)
    }
}

/// An enum. Responses may contain unknown values.
#[derive(Clone, Debug)]
pub struct Enum {
    /// The name.
    pub name: String,
    /// The description.
    pub doc: String,
    /// The values as they appear on the wire, with their descriptions.
    pub words: Vec<(String, String)>,
    /// The values that should no longer be used, with the reason.
    pub deprecated: Vec<(String, String)>,
    /// The source location of the definition.
    pub span: Span,
}

impl Enum {
    /// Why a value should no longer be used.
    pub fn deprecation(&self, word: &str) -> Option<&str> {
        self.deprecated.iter().find(|(known, _)| known == word).map(|(_, why)| why.as_str())
    }
}
