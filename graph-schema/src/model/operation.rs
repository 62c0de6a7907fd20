//! Operations: method, path, parameters, rules, answer, errors.

use super::{PerTarget, PermissionRule, TokenKinds, Type, Whose};
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

/// A parameter of one operation, by its position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ParamId(pub usize);

/// Something one can do with a node or a connection.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The last part of its name (`create` of `user.events.create`).
    pub name: String,
    /// What it does.
    pub doc: String,
    /// A remark on the sources.
    pub note: Option<String>,
    /// The method.
    pub method: Method,
    /// The path behind the node's id.
    pub path: Vec<Segment>,
    /// Parameters, in schema order.
    pub params: Vec<Param>,
    /// Rules across parameters.
    pub rules: Vec<Rule>,
    /// Who must have granted what.
    pub permission: PermissionRule,
    /// Which kinds of access token it accepts.
    pub token: PerTarget<TokenKinds>,
    /// The answer.
    pub returns: Returns,
    /// Whether the answer may be a redirect to what is wanted.
    pub redirects: bool,
    /// The host that takes it, where that is not the API's own, such as one for videos.
    pub host: Option<String>,
    /// The codes that only this operation answers.
    pub errors: Vec<OperationError>,
    /// The operation of the same place that this one is a special case of, by name.
    pub variant_of: Option<String>,
    /// Why it is going away, if it is.
    pub deprecated: Option<String>,
    /// Where it is described.
    pub span: Span,
}

impl Operation {
    /// The parameter of an id.
    pub fn param(&self, id: ParamId) -> &Param {
        &self.params[id.0]
    }

    /// All parameters with their ids.
    pub fn params(&self) -> impl Iterator<Item = (ParamId, &Param)> {
        self.params.iter().enumerate().map(|(at, param)| (ParamId(at), param))
    }

    /// The parameter that `param` may only be sent with.
    pub fn only_with(&self, param: ParamId) -> Option<ParamId> {
        self.rules.iter().find_map(|rule| match rule {
            Rule::OnlyWith { param: ruled, with } if *ruled == param => Some(*with),
            _ => None,
        })
    }

    /// The only kind of target on which `param` may be sent.
    pub fn only_on(&self, param: ParamId) -> Option<Whose> {
        self.rules.iter().find_map(|rule| match rule {
            Rule::OnlyOn { param: ruled, whose } if *ruled == param => Some(*whose),
            _ => None,
        })
    }
}

/// A part of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    /// Fixed text, without slashes around it.
    Literal(String),
    /// The value of a parameter.
    Param(ParamId),
}

/// Where a parameter travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ParamPlace {
    /// In the path.
    Path,
    /// In the query of a GET or DELETE, in the form of a POST.
    Call,
}

/// How a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// As plain text.
    Text,
    /// As JSON text.
    Json,
    /// Its elements, joined by commas.
    Commas,
    /// `1` for true, nothing for false.
    One,
}

/// A parameter.
#[derive(Clone, Debug)]
pub struct Param {
    /// The name on the wire.
    pub name: String,
    /// The name in Rust: the same, unless that is none.
    pub rust: String,
    /// What it is.
    pub doc: String,
    /// A remark on the sources.
    pub note: Option<String>,
    /// What it takes.
    pub ty: Type,
    /// Whether the call must have it.
    pub required: bool,
    /// Where it travels.
    pub place: ParamPlace,
    /// What the server takes in its absence, as JSON text.
    pub default: Option<String>,
    /// The most characters.
    pub max_length: Option<u64>,
    /// The fewest characters.
    pub min_length: Option<u64>,
    /// The lowest number.
    pub min: Option<i64>,
    /// The highest number.
    pub max: Option<i64>,
    /// How the value is written.
    pub encoding: Encoding,
    /// Why it is going away, if it is.
    pub deprecated: Option<String>,
    /// Where it is described.
    pub span: Span,
}

/// A rule across parameters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    /// At least one of them must be sent.
    AtLeastOne(Vec<ParamId>),
    /// One of them must be sent, and no second one.
    ExactlyOne(Vec<ParamId>),
    /// None needs to be sent, but not of two sides at once.
    NotTogether {
        /// What the sides are about, such as `size`.
        name: String,
        /// What excludes each other; those of one side go together.
        sides: Vec<Vec<ParamId>>,
    },
    /// A parameter that goes only together with another one.
    OnlyWith {
        /// The one that may not stand alone.
        param: ParamId,
        /// The one it needs.
        with: ParamId,
    },
    /// A parameter that goes only on one kind of target.
    OnlyOn {
        /// The parameter.
        param: ParamId,
        /// Whose node it must be.
        whose: Whose,
    },
}

/// The answer of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Returns {
    /// That it succeeded: `true`, `{"success": true}` and their like.
    Success,
    /// A list of the connection's items, in pages.
    List,
    /// The connection's item, or none: a list of at most one.
    Membership(Type),
    /// A value.
    Value(Type),
    /// An object of its own.
    Members(Vec<(String, Type)>),
}

/// An error code that one operation documents.
#[derive(Clone, Debug)]
pub struct OperationError {
    /// The code.
    pub code: i64,
    /// Its name.
    pub name: String,
    /// What it means.
    pub meaning: String,
}
