//! Cards: everything the schema describes about one subject, for people and for programs.

use serde::Serialize;

use super::demand::Demands;

/// Everything about one subject of a schema. What does not apply is left out.
#[derive(Debug, Default, Serialize)]
pub struct Card<'a> {
    /// `node`, `object`, `enum`, `union`, `permission`, `error`, `field`, `connection`, `operation`
    /// or `event`.
    pub kind: &'static str,
    /// Its name in the schema.
    pub name: String,
    /// The description.
    pub doc: &'a str,
    /// The HTTP method of an operation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<&'static str>,
    /// The path, with placeholders in braces.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The host, if it is not that of the API.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host: Option<&'a str>,
    /// The line in Rust.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rust: Option<String>,
    /// The curl line, with example values.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub curl: Option<String>,
    /// An example of the delivery of an event, as JSON.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delivery: Option<String>,
    /// Facts of one line, with their names.
    #[serde(skip_serializing_if = "Vec::is_empty", serialize_with = "as_object")]
    pub facts: Vec<(&'static str, String)>,
    /// The accepted tokens and the required permissions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access: Option<Access<'a>>,
    /// The parameters.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub params: Vec<Param<'a>>,
    /// Rules across parameters.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<String>,
    /// Error codes of this operation alone.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<Error<'a>>,
    /// Members of a node, words of an enum, or what a permission gives access to.
    #[serde(skip_serializing_if = "Vec::is_empty", serialize_with = "as_object")]
    pub members: Vec<(&'static str, Vec<Member<'a>>)>,
    /// The reason, if it is deprecated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deprecated: Option<&'a str>,
    /// A note on the sources.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<&'a str>,
}

/// Token and permission, by whose data is accessed.
#[derive(Debug, Serialize)]
pub struct Access<'a> {
    /// Kinds of token for the current user, friends and others.
    pub token: ByTarget,
    /// What must have been granted.
    pub permission: Demands<'a>,
}

/// The same in words for each kind of person.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct ByTarget {
    /// For the current user.
    #[serde(rename = "self")]
    pub own: String,
    /// For friends.
    pub friend: String,
    /// For everybody else.
    pub other: String,
}

/// A parameter.
#[derive(Debug, Serialize)]
pub struct Param<'a> {
    /// The name on the wire.
    pub name: &'a str,
    /// What it takes, as the schema language writes it.
    #[serde(rename = "type")]
    pub ty: String,
    /// Whether the call must have it.
    pub required: bool,
    /// Where it stands in Rust: an argument, a setter, or on the value of another parameter.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub rust: String,
    /// Limits, default, encoding and rules, in words.
    pub rules: Vec<String>,
    /// The description.
    pub doc: &'a str,
    /// The reason, if it is deprecated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deprecated: Option<&'a str>,
    /// A note on the sources.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<&'a str>,
}

/// An error code of one operation.
#[derive(Debug, Serialize)]
pub struct Error<'a> {
    /// The code.
    pub code: String,
    /// Its name.
    pub name: &'a str,
    /// What it means.
    pub meaning: &'a str,
    /// What to do about it; empty if the schema does not say.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub remedy: &'a str,
}

/// Something that belongs to what a card is about.
#[derive(Debug, Serialize)]
pub struct Member<'a> {
    /// Its name.
    pub name: String,
    /// A few words on it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub what: String,
    /// The description.
    pub doc: &'a str,
}

fn as_object<V: Serialize, S: serde::Serializer>(
    pairs: &[(&'static str, V)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(pairs.iter().map(|(key, value)| (key.replace(' ', "_"), value)))
}
