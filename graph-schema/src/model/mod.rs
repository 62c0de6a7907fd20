//! The checked model of a schema, with names resolved to ids.
//!
//! In a schema without errors, every id is valid. Ids index [`Schema`] directly, so a name is looked up only once.

mod error;
mod job;
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

pub use error::{ErrorCode, ErrorRange, Retry};
pub use job::Job;
pub use operation::{
    BodyFormat, Encoding, Method, Operation, OperationError, Param, ParamId, ParamPlace, Returns, Rule,
    Segment,
};
pub use permission::{PermissionRule, Requirement};
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

/// A node, or an object, which has only fields.
#[derive(Clone, Debug)]
pub struct Node {
    /// The name in the schema, such as `User`.
    pub name: String,
    /// The Rust module and the prefix of operation names, such as `user` in `user.events.create`.
    pub module: String,
    /// Whether it is an object, without an id, connections or operations.
    pub is_object: bool,
    /// Whether it has a struct with all its fields. Otherwise, its fields are read by name.
    pub is_ready: bool,
    /// The description.
    pub doc: String,
    /// A remark about the sources.
    pub note: Option<String>,
    /// The version at the start of its paths, such as `v2.6`, if it is not the API's; empty for none.
    pub version: Option<String>,
    /// The host, if it is not the API's.
    pub host: Option<String>,
    /// The field that receives the value if the response contains a plain string or number instead of the object.
    pub bare: Option<String>,
    /// Whether the response `{}` means that the node is not available.
    pub empty_is_unavailable: bool,
    /// The full name of the read operation, such as `user.get`.
    pub get: String,
    /// Parameters of the read operation, besides `fields`.
    pub params: Vec<Param>,
    /// The ways to address such a node.
    pub targets: Vec<Target>,
    /// Type aliases in this node's module, such as `event::Time`.
    pub names: Vec<(String, Type)>,
    /// Fields.
    pub fields: Vec<Field>,
    /// Rules that involve several fields of an object that is sent.
    pub rules: Vec<MemberRule>,
    /// The function that makes an object, besides `new` of its type.
    pub function: Option<Function>,
    /// Connections.
    pub connections: Vec<Connection>,
    /// Operations on the node itself.
    pub operations: Vec<Operation>,
    /// What triggers webhooks: changes of fields, of connections, and others.
    pub updates: Vec<String>,
    /// The name of the node in webhook deliveries, such as `instagram`; `None` if there are none about it.
    pub update_object: Option<String>,
    /// How to tell whether the platform has finished it, if that is not immediate.
    pub job: Option<Job>,
    /// The source location of the definition.
    pub span: Span,
}

impl Node {
    /// Finds a field by name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// Whether something is demanded of its members, if it is an object.
    #[must_use]
    pub fn has_demands(&self) -> bool {
        let demands = |field: &Field| {
            field.required
                || !field.limits.is_empty()
                || field.constant.is_some()
                || !field.at.is_empty()
                || field.flat
                || !field.aliases.is_empty()
        };
        self.is_object
            && (self.function.is_some() || !self.rules.is_empty() || self.fields.iter().any(demands))
    }

    /// Finds a connection by name.
    pub fn connection(&self, name: &str) -> Option<&Connection> {
        self.connections.iter().find(|connection| connection.name == name)
    }
}

/// Whose data a node contains, relative to the current user.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Whose {
    /// The current user's.
    Own,
    /// A friend's.
    Friend,
    /// Another person's.
    Other,
    /// Not known from the call alone.
    Unknown,
}

/// One way to address a node: `user::me()`, `user::friend(id)`, `messenger::profile(psid)`.
#[derive(Clone, Debug)]
pub struct Target {
    /// The name of the function.
    pub name: String,
    /// A fixed path (`me`), or one with `{name}` for each argument. If `None`, the function takes an id.
    pub path: Option<String>,
    /// The arguments in the path, with their types.
    pub args: Vec<(String, Type)>,
    /// Whose data it reaches.
    pub whose: Whose,
    /// The description.
    pub doc: String,
}

/// How reliably a response contains a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Presence {
    /// In every response to a request for it.
    Always,
    /// In nearly every response.
    Usual,
    /// Absent if the permission is not granted, or the value is hidden or unset.
    Gated,
}

/// A field.
#[derive(Clone, Debug)]
pub struct Field {
    /// The name on the wire.
    pub name: String,
    /// The name in Rust: the wire name, unless that is not usable.
    pub rust: String,
    /// The description.
    pub doc: String,
    /// A remark about the sources.
    pub note: Option<String>,
    /// The type.
    pub ty: Type,
    /// How reliably it is returned.
    pub presence: Presence,
    /// Whether it is returned only when requested by name.
    pub on_request: bool,
    /// Whether the platform sends it without being asked, so that it cannot be requested.
    pub unasked: bool,
    /// The arguments of the field: `picture.width(100)`.
    pub params: Vec<Param>,
    /// The reason for the deprecation, if deprecated.
    pub deprecated: Option<String>,
    /// The required permissions.
    pub permission: PermissionRule,
    /// The kinds of access token that can request it.
    pub token: PerTarget<TokenKinds>,
    /// Whether an object cannot be sent without it.
    pub required: bool,
    /// The limits of the value that is sent.
    pub limits: Limits,
    /// The value that is always sent, as JSON text. Such a field is not a member of the Rust type.
    pub constant: Option<String>,
    /// The path of member names below the object, if it is not the name: `["body", "text"]`.
    pub at: Vec<String>,
    /// Whether the value is a union whose members are part of this object.
    pub flat: bool,
    /// The name of the setter that adds one element to a list.
    pub add: Option<String>,
    /// Other names of the field in responses.
    pub aliases: Vec<String>,
    /// The source location of the definition.
    pub span: Span,
}

impl Field {
    /// The parameters without which the field cannot be requested.
    pub fn required_params(&self) -> impl Iterator<Item = &Param> {
        self.params.iter().filter(|param| param.required)
    }

    /// Whether the Rust type always has a value: required when sent, and always present when read.
    pub fn is_certain(&self) -> bool {
        self.required && self.presence == Presence::Always
    }
}

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

/// One value per kind of target.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PerTarget<T> {
    /// For the current user.
    pub own: T,
    /// For friends of the current user.
    pub friend: T,
    /// For everyone else.
    pub other: T,
}

impl<T> PerTarget<T> {
    /// Returns the value for one kind of target, or `None` if the target is unknown.
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
    /// Creates the same value for all targets.
    pub fn everybody(value: T) -> Self {
        Self { own: value.clone(), friend: value.clone(), other: value }
    }
}

impl<T: PartialEq> PerTarget<T> {
    /// Returns whether all targets have the same value.
    pub fn is_uniform(&self) -> bool {
        self.own == self.friend && self.friend == self.other
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

/// A permission, also called a scope.
#[derive(Clone, Debug)]
pub struct Permission {
    /// The name on the wire.
    pub name: String,
    /// The description of what it grants.
    pub doc: String,
}
