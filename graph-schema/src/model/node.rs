//! Nodes and objects, and their fields.

use super::{
    Connection, Function, Job, Limits, MemberRule, Operation, Param, PermissionRule, TokenKinds, Type,
};
use crate::diagnostic::source::Span;

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
