//! The schema as written: names are unresolved, and every item has a span.

use crate::{
    diagnostic::source::{Span, Spanned},
    json::Json,
};

/// A name and its span.
pub type Name = Spanned<String>;

/// A whole schema, all layers merged.
#[derive(Clone, Debug, Default)]
pub struct Document {
    pub doc: String,
    pub host: Option<Name>,
    pub version: Option<Name>,
    /// The login dialog.
    pub dialog: Option<Name>,
    /// Other hosts that downloads and uploads may go to.
    pub hosts: Vec<Name>,
    /// The nodes and objects with a ready struct.
    pub ready: Option<Members>,
    pub nodes: Vec<Node>,
    pub enums: Vec<Enum>,
    pub unions: Vec<Union>,
    pub permissions: Vec<Permission>,
    /// What a person may do on a Page, by name.
    pub tasks: Vec<Permission>,
    /// What app review grants besides permissions.
    pub features: Vec<Permission>,
    pub errors: Vec<ErrorCode>,
    pub webhooks: Vec<Webhook>,
}

#[derive(Clone, Debug)]
pub struct Node {
    pub name: Name,
    /// An object has only fields: no id, connections or operations.
    pub is_object: bool,
    pub doc: String,
    pub note: Option<String>,
    pub module: Option<Name>,
    pub version: Option<Name>,
    pub host: Option<Name>,
    pub empty: Option<Name>,
    pub bare: Option<Name>,
    pub get: Option<Name>,
    pub params: Vec<Param>,
    pub targets: Option<Vec<Target>>,
    pub names: Vec<(Name, TypeExpr)>,
    pub fields: Vec<Field>,
    /// Rules of an object that is sent.
    pub rules: Vec<Rule>,
    /// The function that makes an object: `message::row`.
    pub function: Option<Name>,
    pub connections: Vec<Connection>,
    pub operations: Vec<Operation>,
    pub updates: Option<Updates>,
    /// How to see whether the platform has finished it.
    pub job: Option<Job>,
}

#[derive(Clone, Debug)]
pub struct Job {
    pub state: Name,
    pub done: Vec<Name>,
    /// Reported already.
    pub done_is_missing: bool,
    pub failed: Vec<Name>,
    pub failed_if: Vec<Name>,
    pub progress: Option<Name>,
    pub error: Vec<Name>,
    /// In seconds.
    pub every: Option<Spanned<u64>>,
}

#[derive(Clone, Debug)]
pub struct Target {
    pub name: Name,
    pub path: Option<Name>,
    pub args: Vec<(Name, TypeExpr)>,
    pub whose: Option<Name>,
    pub doc: String,
}

#[derive(Clone, Debug, Default)]
pub struct Updates {
    /// The word for the node in deliveries.
    pub object: Option<Name>,
    pub fields: Members,
    pub connections: Members,
    /// Changes of neither.
    pub others: Vec<Name>,
}

/// A selection of names.
#[derive(Clone, Debug)]
pub enum Members {
    All,
    Only(Vec<Name>),
    Except(Vec<Name>),
}

impl Default for Members {
    fn default() -> Self {
        Self::Only(Vec::new())
    }
}

#[derive(Clone, Debug)]
pub struct Field {
    pub name: Name,
    /// The Rust name, if it differs from the wire name.
    pub rust: Option<Name>,
    pub doc: String,
    pub note: Option<String>,
    pub ty: TypeExpr,
    pub presence: Option<Name>,
    pub on_request: bool,
    /// Where it is said that it comes unasked, and cannot be asked for.
    pub unasked: Option<Span>,
    /// What a request of the field can say besides its name.
    pub params: Vec<Param>,
    pub deprecated: Option<String>,
    pub permission: Option<PermissionRule>,
    pub token: Option<TokenRule>,
    /// What is demanded of the value when it is sent. Only in objects.
    pub sent: Option<Box<Sent>>,
}

/// How a member of an object is sent.
#[derive(Clone, Debug, Default)]
pub struct Sent {
    pub required: bool,
    pub limits: Limits,
    pub constant: Option<Json>,
    /// The path of the member below the object, with dots.
    pub at: Option<Name>,
    /// Whether the members of its value stand in this object.
    pub flat: Option<Span>,
    /// The setter that adds an element.
    pub add: Option<Name>,
    pub only_with: Option<OnlyWith>,
    pub aliases: Vec<Name>,
}

/// What a value can only be sent with: `"link"`, or `{ "kind": ["IMAGE", "VIDEO"] }`.
#[derive(Clone, Debug)]
pub struct OnlyWith {
    pub name: Name,
    /// The values that the other one must have; `None` for any.
    pub values: Option<Vec<Json>>,
}

/// The limits of a value.
#[derive(Clone, Debug, Default)]
pub struct Limits {
    pub min_length: Option<Spanned<u64>>,
    pub max_length: Option<Spanned<u64>>,
    pub max_bytes: Option<Spanned<u64>>,
    pub min: Option<Spanned<i64>>,
    pub max: Option<Spanned<i64>>,
    pub min_items: Option<Spanned<u64>>,
    pub max_items: Option<Spanned<u64>>,
    pub pattern: Option<Name>,
}

impl Limits {
    /// Whether nothing is limited.
    pub fn is_empty(&self) -> bool {
        let Self { min_length, max_length, max_bytes, min, max, min_items, max_items, pattern } = self;
        matches!(
            (min_length, max_length, max_bytes, min, max, min_items, max_items, pattern),
            (None, None, None, None, None, None, None, None)
        )
    }
}

/// A union.
#[derive(Clone, Debug)]
pub struct Union {
    pub name: Name,
    pub doc: String,
    pub note: Option<String>,
    pub module: Option<Name>,
    pub tag: Option<Name>,
    pub inline: Option<Span>,
    pub content_in: Option<Name>,
    pub default: Option<Name>,
    pub variants: Vec<Variant>,
}

/// A variant of a union.
#[derive(Clone, Debug)]
pub struct Variant {
    /// The word of the tag, or the member.
    pub word: Name,
    pub rust: Option<Name>,
    pub function: Option<Name>,
    pub member: Option<Name>,
    pub ty: Option<TypeExpr>,
    pub limits: Limits,
    pub aliases: Vec<Name>,
    pub doc: String,
    pub note: Option<String>,
    pub deprecated: Option<String>,
}

#[derive(Clone, Debug)]
pub struct Connection {
    pub name: Name,
    pub doc: String,
    pub note: Option<String>,
    pub path: Option<Name>,
    pub host: Option<Name>,
    pub item: TypeExpr,
    /// Whether it can be read as a list; `None` if unspecified.
    pub list: Option<bool>,
    pub items_are: Option<Name>,
    pub paging: Option<Name>,
    pub summary: Option<Name>,
    pub permission: Option<PermissionRule>,
    pub token: Option<TokenRule>,
    pub grants: Grants,
    pub deprecated: Option<String>,
    pub params: Vec<Param>,
    pub lists: Vec<ListVariant>,
    pub operations: Vec<Operation>,
}

#[derive(Clone, Debug)]
pub struct ListVariant {
    pub name: Name,
    pub called: Option<Name>,
    pub doc: String,
    pub note: Option<String>,
    pub with: Vec<(Name, Json)>,
    pub whose: Option<Name>,
}

#[derive(Clone, Debug)]
pub struct Operation {
    pub name: Name,
    pub doc: String,
    pub note: Option<String>,
    pub method: Option<Name>,
    pub path: Option<Name>,
    pub permission: Option<PermissionRule>,
    pub token: Option<TokenRule>,
    pub grants: Grants,
    pub params: Vec<Param>,
    pub rules: Vec<Rule>,
    pub returns: Option<Returns>,
    pub redirects: bool,
    /// Where it is said that the answer stands in `data`.
    pub in_data: Option<Span>,
    pub body: Option<Name>,
    /// Parameters that every call sends.
    pub constants: Vec<(Name, Json)>,
    pub host: Option<Name>,
    pub version: Option<Name>,
    pub errors: Vec<OperationError>,
    pub variant_of: Option<Name>,
    /// Parameters of the base that this variant requires.
    pub requires: Vec<Name>,
    pub deprecated: Option<String>,
}

#[derive(Clone, Debug)]
pub struct Param {
    pub name: Name,
    /// The Rust name, if it differs from the wire name.
    pub rust: Option<Name>,
    pub doc: String,
    pub note: Option<String>,
    pub ty: TypeExpr,
    pub required: bool,
    pub place: Option<Name>,
    pub default: Option<Json>,
    pub limits: Limits,
    pub constant: Option<Json>,
    pub flat: Option<Span>,
    pub brings: Vec<(Name, Json)>,
    pub encoding: Option<Name>,
    pub only_with: Option<OnlyWith>,
    pub only_on: Option<Name>,
    pub permission: Option<PermissionRule>,
    pub deprecated: Option<String>,
}

#[derive(Clone, Debug)]
pub struct Rule {
    pub kind: Name,
    /// The alternatives. Only in `not_together` can one have several parameters.
    pub sides: Vec<Vec<Name>>,
    pub name: Option<Name>,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub enum Returns {
    Success,
    Written,
    Type(TypeExpr),
    Members(Vec<(Name, TypeExpr)>),
}

#[derive(Clone, Debug)]
pub struct OperationError {
    pub code: Name,
    pub name: Name,
    pub meaning: String,
    pub remedy: String,
}

/// What the platform delivers about one kind of object.
#[derive(Clone, Debug)]
pub struct Webhook {
    /// The word of the object in deliveries.
    pub object: Name,
    /// The node that the ids of its entries are of.
    pub node: Option<Name>,
    pub doc: String,
    pub note: Option<String>,
    /// The member with the value and its field, if the deliveries have no entries.
    pub envelope: Option<Name>,
    /// The member with the id, beside the envelope.
    pub id: Option<Name>,
    pub fields: Vec<WebhookField>,
    /// Whether nothing is delivered: no field is listed, and there are no elements.
    pub is_empty: bool,
    /// The type of the elements of `messaging`.
    pub messaging: Option<(Span, TypeExpr)>,
    /// The type of the elements of `standby`.
    pub standby: Option<(Span, TypeExpr)>,
}

/// A field of webhooks, by its value.
#[derive(Clone, Debug)]
pub struct WebhookField {
    pub name: Name,
    /// The variant in Rust.
    pub rust: Option<Name>,
    pub ty: TypeExpr,
    pub doc: String,
    pub note: Option<String>,
    pub permission: Option<PermissionRule>,
    pub deprecated: Option<String>,
}

#[derive(Clone, Debug)]
pub struct Enum {
    pub name: Name,
    pub doc: String,
    pub words: Vec<Word>,
}

/// A word of an enum.
#[derive(Clone, Debug)]
pub struct Word {
    pub name: Name,
    pub doc: String,
    /// Why it should no longer be used.
    pub deprecated: Option<String>,
}

#[derive(Clone, Debug)]
pub struct Permission {
    pub name: Name,
    pub doc: String,
}

#[derive(Clone, Debug)]
pub struct ErrorCode {
    pub code: Name,
    pub subcode: Option<Spanned<i64>>,
    pub name: Name,
    pub meaning: String,
    pub remedy: String,
    pub retry: Option<Name>,
    pub kind: Option<Name>,
    /// Whether it is the platform's, as in the built-in schema.
    pub is_common: bool,
    /// Whether another file than those of the built-in schema has the `retry`.
    pub says_retry: bool,
}

/// A type expression: a tree of unresolved names.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeExpr {
    pub span: Span,
    pub kind: TypeKind,
}

#[derive(Clone, Debug, PartialEq)]
pub enum TypeKind {
    Name(String),
    Id(Name),
    Ref(Name),
    Connection(Name),
    List(Box<TypeExpr>),
    Map(Box<TypeExpr>),
    /// A map with typed keys.
    Keyed(Box<TypeExpr>, Box<TypeExpr>),
    /// A text that holds JSON.
    Encoded(Box<TypeExpr>),
    /// Invalid, already reported.
    Bad,
}

/// What is required besides permissions: any of the tasks, and all features.
#[derive(Clone, Debug, Default)]
pub struct Grants {
    pub tasks: Vec<Name>,
    pub features: Vec<Name>,
}

/// The required permissions, per kind of target.
#[derive(Clone, Debug)]
pub enum PermissionRule {
    Everybody(PermissionExpr),
    PerTarget { own: Option<PermissionExpr>, friend: Option<PermissionExpr>, other: Option<PermissionExpr> },
}

#[derive(Clone, Debug)]
pub enum PermissionExpr {
    Name(Name),
    None,
    Never,
    Unknown,
    Any(Vec<PermissionExpr>, Span),
    All(Vec<PermissionExpr>),
    Widens(Box<PermissionExpr>),
}

#[derive(Clone, Debug)]
pub enum TokenRule {
    Everybody(Vec<Name>),
    PerTarget { own: Option<Vec<Name>>, friend: Option<Vec<Name>>, other: Option<Vec<Name>> },
}
