//! Operations: method, path, parameters, rules, response and errors.

use super::{Grants, Limits, PerTarget, PermissionRule, TokenKinds, Type, Whose};
use crate::diagnostic::source::Span;

/// An HTTP method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    /// Reads.
    Get,
    /// Writes.
    Post,
    /// Deletes.
    Delete,
}

/// How the parameters of a POST or DELETE are sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BodyFormat {
    /// As a form; as `multipart/form-data` if there are files.
    Form,
    /// As a JSON object.
    Json,
}

/// A parameter of an operation, by position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ParamId(pub usize);

/// An operation on a node or connection.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The last part of its name (`create` of `user.events.create`).
    pub name: String,
    /// The description.
    pub doc: String,
    /// A remark about the sources.
    pub note: Option<String>,
    /// The HTTP method.
    pub method: Method,
    /// The path below the node or connection.
    pub path: Vec<Segment>,
    /// Parameters, in schema order.
    pub params: Vec<Param>,
    /// Rules that involve several parameters.
    pub rules: Vec<Rule>,
    /// The required permissions.
    pub permission: PermissionRule,
    /// The accepted kinds of access token.
    pub token: PerTarget<TokenKinds>,
    /// What it requires in addition to permissions.
    pub grants: Grants,
    /// The response.
    pub returns: Returns,
    /// Whether the response may be a redirect to the result.
    pub redirects: bool,
    /// Whether the response is wrapped in `data`, alone or as the only element of a list.
    pub in_data: bool,
    /// How its parameters are sent.
    pub body: BodyFormat,
    /// Parameters that every call sends with the same value, as JSON text.
    pub constants: Vec<(String, String)>,
    /// The host, if it is not the API's, such as a host for video uploads.
    pub host: Option<String>,
    /// The version at the start of its path, if it is not that of the node; empty for none.
    pub version: Option<String>,
    /// Error codes specific to this operation.
    pub errors: Vec<OperationError>,
    /// For a special case: the name of the base operation, on the same node or connection.
    pub variant_of: Option<String>,
    /// The reason for the deprecation, if deprecated.
    pub deprecated: Option<String>,
    /// The source location of the definition.
    pub span: Span,
}

impl Operation {
    /// Returns the parameter with an id.
    pub fn param(&self, id: ParamId) -> &Param {
        &self.params[id.0]
    }

    /// Iterates over all parameters with their ids.
    pub fn params(&self) -> impl Iterator<Item = (ParamId, &Param)> {
        self.params.iter().enumerate().map(|(at, param)| (ParamId(at), param))
    }

    /// Returns the parameter without which `param` cannot be sent.
    pub fn only_with(&self, param: ParamId) -> Option<ParamId> {
        self.rules.iter().find_map(|rule| match rule {
            Rule::OnlyWith { param: ruled, with, .. } if *ruled == param => Some(*with),
            _ => None,
        })
    }

    /// Returns the values of another parameter with which `param` can be sent, as JSON text; any, if there are none.
    pub fn only_with_values(&self, param: ParamId) -> &[String] {
        let values = self.rules.iter().find_map(|rule| match rule {
            Rule::OnlyWith { param: ruled, values, .. } if *ruled == param => Some(values.as_slice()),
            _ => None,
        });
        values.unwrap_or_default()
    }

    /// Returns the only kind of target that `param` can be sent to.
    pub fn only_on(&self, param: ParamId) -> Option<Whose> {
        self.rules.iter().find_map(|rule| match rule {
            Rule::OnlyOn { param: ruled, whose } if *ruled == param => Some(*whose),
            _ => None,
        })
    }
}

/// A segment of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    /// Fixed text, without slashes around it.
    Literal(String),
    /// The value of a parameter.
    Param(ParamId),
}

/// Where a parameter is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ParamPlace {
    /// In the path.
    Path,
    /// In the query of a GET or DELETE, or the body of a POST.
    Call,
    /// In the query of a call that has a body.
    Query,
    /// A member of the JSON body.
    Json,
}

/// How a value is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// As plain text.
    Text,
    /// As JSON text.
    Json,
    /// The elements of a list, separated by commas.
    Commas,
    /// `1` for true; omitted for false.
    One,
}

/// A parameter.
#[derive(Clone, Debug)]
pub struct Param {
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
    /// Whether every call must set it.
    pub required: bool,
    /// Where it is sent.
    pub place: ParamPlace,
    /// The value that the server assumes if it is omitted, as JSON text.
    pub default: Option<String>,
    /// The limits of its value.
    pub limits: Limits,
    /// How the value is encoded.
    pub encoding: Encoding,
    /// The value that is sent, as JSON text, if the caller only chooses whether it is sent.
    pub constant: Option<String>,
    /// Whether the members of the value are parameters of the call themselves.
    pub flat: bool,
    /// Parameters that are sent together with this one, with their values as JSON text.
    pub brings: Vec<(String, String)>,
    /// The permissions that it requires in addition to those of the call.
    pub permission: PermissionRule,
    /// The reason for the deprecation, if deprecated.
    pub deprecated: Option<String>,
    /// The source location of the definition.
    pub span: Span,
}

/// A rule that involves several parameters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    /// At least one of them must be sent.
    AtLeastOne(Vec<ParamId>),
    /// Exactly one of them must be sent.
    ExactlyOne(Vec<ParamId>),
    /// Alternatives that exclude each other; all of them may be omitted.
    NotTogether {
        /// The name of the group, such as `size`.
        name: String,
        /// The alternatives. The parameters of one can be combined.
        sides: Vec<Vec<ParamId>>,
    },
    /// A parameter that can only be sent together with another one.
    OnlyWith {
        /// The dependent parameter.
        param: ParamId,
        /// The parameter it requires.
        with: ParamId,
        /// The values that the other parameter must have, as JSON text; if empty, any value.
        values: Vec<String>,
    },
    /// A parameter that can only be sent to one kind of target.
    OnlyOn {
        /// The parameter.
        param: ParamId,
        /// The kind of target.
        whose: Whose,
    },
}

/// The response of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Returns {
    /// A success flag: `true`, `{"success": true}` or similar.
    Success,
    /// An undocumented response to a write: an id, a success flag, or other members. All members are kept.
    Written,
    /// A paged list of the connection's items.
    List,
    /// The connection's item or nothing, as a list of at most one element.
    Membership(Type),
    /// A value.
    Value(Type),
    /// An object with these members.
    Members(Vec<(String, Type)>),
}

/// An error code specific to one operation.
#[derive(Clone, Debug)]
pub struct OperationError {
    /// The code.
    pub code: i64,
    /// The name.
    pub name: String,
    /// The meaning.
    pub meaning: String,
    /// What to do about it; empty if the schema does not say.
    pub remedy: String,
}
