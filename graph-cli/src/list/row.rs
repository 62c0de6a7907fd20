//! One row of the list. The JSON keys are a public interface: do not rename them.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use graph_reference::{Demands, TokensByTarget};

#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Row<'a> {
    Node { name: &'a str },
    Object { name: &'a str },
    Enum { name: &'a str },
    Union(Union<'a>),
    Variant(Variant<'a>),
    Field(Field<'a>),
    Connection(Connection<'a>),
    Operation(Operation<'a>),
    Param(Param<'a>),
    Rule { operation: String, rule: Rule<'a> },
    Permission { name: &'a str },
    Error(Error<'a>),
    Update { node: &'a str, name: &'a str },
    Event(Event<'a>),
}

/// A kind of event of webhooks.
#[derive(Debug, Serialize)]
pub struct Event<'a> {
    /// The word of the object.
    pub object: &'a str,
    /// The field, or `messaging` or `standby`.
    pub name: &'a str,
    #[serde(rename = "type")]
    pub ty: String,
    /// The variant in Rust.
    pub variant: &'a str,
    pub permission: Demands<'a>,
    pub deprecated: Option<&'a str>,
}

#[derive(Debug, Serialize)]
pub struct Field<'a> {
    pub node: &'a str,
    pub name: &'a str,
    #[serde(rename = "type")]
    pub ty: String,
    pub permission: Demands<'a>,
    pub token: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token_by_target: Option<TokensByTarget>,
    pub presence: &'static str,
    pub on_request: bool,
    /// Left out for fields that can be requested.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unasked: bool,
    /// How a member of an object is sent. Left out for members of which the schema says nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sent: Option<Sent<'a>>,
    pub deprecated: Option<&'a str>,
}

/// How a member of an object is sent.
#[derive(Debug, Serialize)]
pub struct Sent<'a> {
    pub required: bool,
    #[serde(rename = "const", skip_serializing_if = "Option::is_none")]
    pub constant: Option<Value>,
    /// The path below the object.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    pub flat: bool,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub aliases: &'a [String],
    #[serde(flatten)]
    pub limits: Limits,
}

/// The limits of a value.
#[derive(Debug, Default, Serialize)]
pub struct Limits {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_length: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_length: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_bytes: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_items: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_items: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pattern: Option<&'static str>,
}

#[derive(Debug, Serialize)]
pub struct Union<'a> {
    pub name: &'a str,
    pub module: &'a str,
    /// The member that names the variant; null if the member that is present decides.
    pub tag: Option<&'a str>,
    /// Whether the tag stands among the members of the content.
    pub inline: bool,
    /// The member with the content, if it is the same for all variants.
    pub content_in: Option<&'a str>,
    /// The variant of a value without a tag.
    pub default: Option<&'a str>,
}

#[derive(Debug, Serialize)]
pub struct Variant<'a> {
    pub union: &'a str,
    /// The value of the tag.
    pub name: &'a str,
    /// The content; null if there is only the tag.
    #[serde(rename = "type")]
    pub ty: Option<String>,
    pub rust: &'a str,
    /// The function that makes it.
    pub function: String,
    /// The member with the content.
    pub member: &'a str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub aliases: &'a [String],
    #[serde(flatten)]
    pub limits: Limits,
    pub deprecated: Option<&'a str>,
}

#[derive(Debug, Serialize)]
pub struct Connection<'a> {
    pub node: &'a str,
    /// The path on the wire.
    pub name: &'a str,
    pub item: String,
    pub paging: &'static str,
    pub permission: Demands<'a>,
    pub token: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token_by_target: Option<TokensByTarget>,
    pub items_are: &'static str,
    /// The operation that reads it.
    pub list: String,
    pub deprecated: Option<&'a str>,
}

#[derive(Debug, Serialize)]
pub struct Operation<'a> {
    /// The whole name, such as `user.events.create`.
    pub name: String,
    pub node: &'a str,
    pub method: &'static str,
    pub path: String,
    pub tokens: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token_by_target: Option<TokensByTarget>,
    pub permission: Demands<'a>,
    pub returns: Returns<'a>,
    /// `json` if the parameters are the members of a JSON body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<&'static str>,
    /// Parameters that every call sends with the same value.
    #[serde(rename = "const", skip_serializing_if = "BTreeMap::is_empty")]
    pub constants: BTreeMap<&'a str, Value>,
    pub errors: Vec<i64>,
    pub variant_of: Option<String>,
    pub deprecated: Option<&'a str>,
}

/// A type, `success`, `list`, `membership`, or the members of an object.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Returns<'a> {
    Word(String),
    Members(BTreeMap<&'a str, String>),
}

#[derive(Debug, Serialize)]
pub struct Param<'a> {
    pub operation: String,
    pub name: &'a str,
    #[serde(rename = "type")]
    pub ty: String,
    #[serde(rename = "in")]
    pub place: &'static str,
    pub required: Required,
    /// Parameters that must be sent along with it.
    pub requires: Vec<&'a str>,
    /// The only kind of target that accepts it.
    pub only_on: Option<&'static str>,
    pub default: Option<Value>,
    pub max_length: Option<u64>,
    pub min_length: Option<u64>,
    pub max: Option<i64>,
    pub min: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_bytes: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_items: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_items: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pattern: Option<&'static str>,
    /// The one value that it has, if it is sent.
    #[serde(rename = "const", skip_serializing_if = "Option::is_none")]
    pub constant: Option<Value>,
    /// Whether the members of its value are parameters.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub flat: bool,
    /// What is sent together with it.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub brings: BTreeMap<&'a str, Value>,
}

/// Whether every call must have it; `conditional` if a rule decides.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Required {
    Known(bool),
    ByRule(&'static str),
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule<'a> {
    AtLeastOne(Vec<&'a str>),
    ExactlyOne(Vec<&'a str>),
    NotTogether(Vec<Vec<&'a str>>),
    OnlyWith {
        param: &'a str,
        with: &'a str,
        /// The values that the other one must have; any, if there are none.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        values: Vec<Value>,
    },
    OnlyOn {
        param: &'a str,
        target: &'static str,
    },
}

#[derive(Debug, Serialize)]
pub struct Error<'a> {
    pub code: Code,
    pub subcode: Option<i64>,
    pub name: &'a str,
    pub meaning: &'a str,
    /// What to do about it; empty if the schema does not say.
    pub remedy: &'a str,
    /// The operation that returns it, if it is not common to all.
    pub operation: Option<String>,
    pub retryable: bool,
    pub retry: &'static str,
}

/// A number, or text such as `200-299` for a range.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Code {
    One(i64),
    Range(String),
}
