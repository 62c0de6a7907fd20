//! Builds the request of any operation at run time, from the model and from names and values as strings, such as
//! those of a command line or a file of test cases.
//!
//! It checks what a generated client checks and reports all problems at once. It is independent of any HTTP
//! client: a [`Request`] is plain data.
//!
//! ```
//! use graph_schema::{call, model::Method};
//!
//! let schema = graph_schema::builtin().schema;
//! let values = [("name", "Picnic"), ("start_time", "2012-07-04"), ("privacy_type", "SECRET")];
//! let request = call::request(&schema, "user.events.create", &["me"], &values).unwrap();
//! assert_eq!((request.method, request.path.as_str()), (Method::Post, "/me/events"));
//! assert_eq!(request.params[0], ("name".into(), "Picnic".into()));
//!
//! let problems = call::request(&schema, "user.scores.create", &["me"], &[("score", "-1")]).unwrap_err();
//! assert_eq!(problems[0].to_string(), "`score` must be at least 0, but is -1; use 0 or more");
//! ```
//!
//! Values are strings, or the members of a JSON object ([`with_json`]). As strings, booleans are `true` or `false`,
//! lists are a JSON array or separated by commas, objects are JSON, times and secrets are plain text, and files are a
//! name or path. Path parameters are passed like all others.

pub mod arguments;
mod assemble;
mod by_path;
mod fields;
pub mod find;
mod input;
mod limits;
mod nested;
mod param;
mod problem;
mod read;
mod received;
pub mod rules;
pub mod selection;
mod target;
mod time;
mod unplaced;
pub mod value;

pub use by_path::{ByPath, by_path, by_path_with_json, unchecked};
pub use fields::Need;
pub use problem::{Problem, ProblemKind};
pub use received::{Received, is_described, received};
pub use target::beginning;

use self::{
    assemble::Values,
    find::Call,
    input::{Input, Members},
};
use crate::{
    model::{Method, Schema, Segment, Whose},
    value::Tree as _,
};

/// A call as data, without the access token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The HTTP method.
    pub method: Method,
    /// The base URL, such as `https://graph.facebook.com`.
    pub host: String,
    /// The path with its version, percent-encoded, such as `/v2.6/123`.
    pub path: String,
    /// Parameter names and values, decoded: the query of a GET or DELETE, the form of a POST. None of them is in
    /// `body`.
    pub params: Vec<(String, String)>,
    /// Parameters in the query of a call that has a JSON body, decoded.
    pub query: Vec<(String, String)>,
    /// The body as JSON text, if the operation has a JSON body.
    pub body: Option<String>,
    /// File parameters with the given names or paths. If there are any, the form of a POST is
    /// `multipart/form-data`.
    pub files: Vec<(String, String)>,
}

/// The plain text of a value given as JSON text: a string without its quotes, anything else unchanged.
#[must_use]
pub fn plain(json: &str) -> String {
    read::json(json).map_or_else(|_| json.to_owned(), |value| read::plain(&value))
}

/// Returns the names of all operations, in schema order: `user.get`, `user.likes.list`, `user.events.create`.
pub fn operations(schema: &Schema) -> impl Iterator<Item = String> {
    find::calls(schema).into_iter().map(|call| call.name())
}

/// Builds the request of an operation, given its name, a target with its arguments (`["friend", "5"]`), and values
/// by parameter name.
///
/// Parameters are sent in schema order. Every read accepts `fields`, and a list accepts the parameters of its paging
/// style ([`Paging::params`](crate::model::Paging::params)).
///
/// # Errors
///
/// Returns all problems of the call. For an unknown operation, returns only that problem.
pub fn request(
    schema: &Schema,
    operation: &str,
    target: &[&str],
    values: &[(&str, &str)],
) -> Result<Request, Vec<Problem>> {
    let values = values.iter().map(|(name, text)| (*name, Input::Text(text))).collect();
    with_members(schema, operation, target, values)
}

/// Builds the request of an operation from a JSON object with the values of its parameters, and other values by name.
///
/// # Errors
///
/// Returns all problems of the call. For an unknown operation, or if the JSON is not an object, returns only that
/// problem.
pub fn with_json(
    schema: &Schema,
    operation: &str,
    target: &[&str],
    values: &[(&str, &str)],
    json: &str,
) -> Result<Request, Vec<Problem>> {
    let object = read::body(json).map_err(|problem| vec![problem])?;
    let mut members: Members<'_> = values.iter().map(|(name, text)| (*name, Input::Text(text))).collect();
    members.extend(Input::Json(&object).members().unwrap_or_default());
    with_members(schema, operation, target, members)
}

fn with_members(
    schema: &Schema,
    operation: &str,
    target: &[&str],
    values: Members<'_>,
) -> Result<Request, Vec<Problem>> {
    let found = find::named(schema, operation).map_err(|problem| vec![problem])?;
    let mut problems = Vec::new();
    let named = target::named(schema, found.node, target, &mut problems);
    let whose = named.as_ref().map(|named| named.whose);
    about_target(&found, whose, &mut problems);

    let params = found.params();
    let mut request = Request {
        method: found.method(),
        host: found.host(schema).to_owned(),
        path: String::new(),
        params: Vec::new(),
        query: Vec::new(),
        body: None,
        files: Vec::new(),
    };
    let all = Values { schema, found: &found, params: &params };
    let sent = all.put(values, &mut request, &mut problems);
    if let Some(operation) = found.operation() {
        problems.extend(rules::broken(operation, &sent, whose));
    }
    if !problems.is_empty() {
        return Err(problems);
    }

    if let Some(version) = found.version(schema) {
        request.path = format!("/{version}");
    }
    request.path += named.as_ref().map_or("", |named| named.path.as_str());
    if let Some(connection) = found.connection {
        target::segments(&mut request.path, &connection.path);
    }
    for segment in found.operation().map_or(&[][..], |operation| &operation.path) {
        match segment {
            Segment::Literal(text) => target::segments(&mut request.path, text),
            Segment::Param(id) => {
                request.path += sent.parts.get(id.0).and_then(|part| part.as_deref()).unwrap_or_default();
            }
        }
    }
    Ok(request)
}

/// Checks that a special case of a list is used with its kind of target.
fn about_target(found: &Call<'_>, whose: Option<Whose>, problems: &mut Vec<Problem>) {
    let only = found.variant().and_then(|variant| variant.whose).filter(|only| *only != Whose::Unknown);
    if let (Some(only), Some(whose)) = (only, whose)
        && only != whose
    {
        problems.push(target::only(found.node, &found.name(), &found.base(), only));
    }
}
