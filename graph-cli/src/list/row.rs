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
    OnlyWith { param: &'a str, with: &'a str },
    OnlyOn { param: &'a str, target: &'static str },
}

#[derive(Debug, Serialize)]
pub struct Error<'a> {
    pub code: Code,
    pub subcode: Option<i64>,
    pub name: &'a str,
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
