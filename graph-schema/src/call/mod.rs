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
//! Values are strings: booleans are `true` or `false`, lists are a JSON array or separated by commas, objects are
//! JSON, times and secrets are plain text, and files are a name or path. Path parameters are passed like all others.

mod by_path;
mod fields;
pub mod find;
mod problem;
mod read;
pub mod rules;
pub mod selection;
mod target;
mod time;
pub mod value;

use std::borrow::Cow;

pub use by_path::{ByPath, by_path, unchecked};
pub use fields::Need;
pub use problem::{Problem, ProblemKind};
pub use target::beginning;

use self::{
    find::Call,
    problem::{did_you_mean, listed},
    value::Wrong,
};
use crate::{
    diagnostic::suggest,
    model::{Encoding, Method, Param, ParamPlace, Scalar, Schema, Segment, Type, Whose},
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
    /// Parameter names and values, decoded: the query of a GET or DELETE, the form of a POST.
    pub params: Vec<(String, String)>,
    /// File parameters with the given names or paths. If there are any, the form of a POST is
    /// `multipart/form-data`.
    pub files: Vec<(String, String)>,
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
    let found = find::named(schema, operation).map_err(|problem| vec![problem])?;
    let mut problems = Vec::new();
    let named = target::named(schema, found.node, target, &mut problems);
    let whose = named.as_ref().map(|named| named.whose);
    about_target(&found, whose, &mut problems);

    let params = found.params();
    let given = given(&found, &params, values, &mut problems);
    let mut request = Request {
        method: found.method(),
        host: found.host(schema).to_owned(),
        path: String::new(),
        params: Vec::new(),
        files: Vec::new(),
    };
    let mut parts = vec![None; params.len()];
    for ((param, text), part) in params.iter().zip(&given).zip(&mut parts) {
        match text {
            Some(text) if param.place == ParamPlace::Path => {
                *part = in_path(schema, param, text, &mut problems)
            }
            Some(text) => put(schema, param, text, &mut request, &mut problems),
            None if param.required => problems.push(missing(param)),
            None => {}
        }
    }
    if let Some(operation) = found.operation() {
        let sent = |at: usize| match (params.get(at), given.get(at)) {
            // `Encoding::One` omits a false value.
            (Some(param), Some(Some(text))) => param.encoding != Encoding::One || text.trim() != "false",
            _ => false,
        };
        problems.extend(rules::broken(operation, &|id| sent(id.0), whose));
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
                request.path += parts.get(id.0).and_then(|part| part.as_deref()).unwrap_or_default();
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

/// Collects the value of each parameter, including those fixed by a special case of a list.
fn given<'a>(
    found: &Call<'a>,
    params: &[Cow<'a, Param>],
    values: &[(&'a str, &'a str)],
    problems: &mut Vec<Problem>,
) -> Vec<Option<&'a str>> {
    let fixed = found.variant().map_or(&[][..], |variant| &variant.with);
    let mut given: Vec<Option<&str>> = params
        .iter()
        .map(|param| fixed.iter().find(|(name, _)| *name == param.name).map(|(_, value)| value.as_str()))
        .collect();
    let mut seen: Vec<&str> = Vec::new();
    for (name, text) in values {
        let Some(at) = params.iter().position(|param| param.name == *name) else {
            problems.push(unknown(found, params, name));
            continue;
        };
        if seen.contains(name) {
            let rule = format!("`{name}` is set more than once");
            let problem =
                Problem::new(ProblemKind::GivenTwice, rule, "set it once; pass a list as one value");
            problems.push(problem.about(name));
            continue;
        }
        seen.push(name);
        match given.get_mut(at) {
            Some(Some(fixed)) if fixed != text => problems.push(
                Problem::new(
                    ProblemKind::Fixed,
                    format!("`{name}` is always `{fixed}` in `{}`", found.name()),
                    format!("remove it, or call `{}`", found.base()),
                )
                .about(name),
            ),
            Some(slot) => *slot = Some(text),
            None => {}
        }
    }
    given
}

fn unknown(found: &Call<'_>, params: &[Cow<'_, Param>], name: &str) -> Problem {
    let names = || params.iter().map(|param| param.name.as_str());
    let remedy = did_you_mean(suggest(name, names()), || match params {
        [] => "it takes no parameters".to_owned(),
        _ => format!("its parameters are {}", listed(names())),
    });
    let rule = format!("`{}` has no parameter `{name}`", found.name());
    Problem::new(ProblemKind::UnknownParam, rule, remedy).about(name)
}

fn missing(param: &Param) -> Problem {
    let rule = format!("the parameter `{}` is required", param.name);
    let remedy = if param.doc.is_empty() { "set it".to_owned() } else { format!("set it: {}", param.doc) };
    Problem::new(ProblemKind::Missing, rule, remedy).about(&param.name)
}

/// Adds a value to the query or form.
fn put(schema: &Schema, param: &Param, text: &str, request: &mut Request, problems: &mut Vec<Problem>) {
    match read::written(schema, param, text) {
        Ok(Some(text)) if param.ty == Type::Scalar(Scalar::File) => {
            request.files.push((param.name.clone(), text));
        }
        Ok(Some(text)) => request.params.push((param.name.clone(), text)),
        Ok(None) => {}
        Err(wrongs) => problems.extend(wrongs.into_iter().map(|wrong| of_param(param, wrong))),
    }
}

/// Encodes a value as a path segment.
fn in_path(schema: &Schema, param: &Param, text: &str, problems: &mut Vec<Problem>) -> Option<String> {
    let mut path = String::new();
    if matches!(text, "" | "." | "..") {
        target::value_segment(&mut path, &param.name, text, problems, ProblemKind::PathPart);
        return None;
    }
    let value = match value::limits(param, text) {
        Ok(()) => read::part(schema, &param.ty, text),
        Err(wrong) => Err(vec![wrong]),
    };
    match value {
        Ok(value) => {
            target::value_segment(&mut path, &param.name, &value, problems, ProblemKind::PathPart);
            Some(path)
        }
        Err(wrongs) => {
            problems.extend(wrongs.into_iter().map(|wrong| of_param(param, wrong)));
            None
        }
    }
}

fn of_param(param: &Param, wrong: Wrong) -> Problem {
    let Wrong { kind, place, rule, remedy } = wrong;
    Problem::new(kind, format!("`{}{place}` {rule}", param.name), remedy).about(&param.name)
}
