//! Checks a call given by method and path against the schema.
//!
//! The type of the node behind an id is not known in advance. A call is valid if it is valid for any node of the
//! schema; otherwise, the problems of the best match are reported.

mod candidate;
mod no_route;
mod route;
#[cfg(test)]
mod tests;

use percent_encoding::percent_decode_str;

use self::{
    candidate::{Candidate, candidates},
    no_route::no_route,
    route::{Route, match_path},
};
use super::{
    fields::Need,
    find,
    input::Input,
    problem::{Problem, ProblemKind},
    read,
};
use crate::{
    model::{Method, Schema},
    value::Tree as _,
};

/// A call given by its path, as it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ByPath {
    /// The name of the operation; the first one if it has several forms. `None` if several kinds of node accept the
    /// call, or the schema does not describe it.
    pub operation: Option<String>,
    /// Whether it reads a list.
    pub is_list: bool,
    /// Whether the response may be a redirect to the result.
    pub redirects: bool,
    /// The host.
    pub host: String,
    /// The version, without slashes.
    pub version: Option<String>,
    /// The path after the version, without a leading slash, as given.
    pub path: String,
    /// Parameter names and values, decoded, as they are sent. None of them is in `body`.
    pub params: Vec<(String, String)>,
    /// Parameters in the query of a call that has a JSON body, decoded.
    pub query: Vec<(String, String)>,
    /// The body as JSON text, if the call has a JSON body.
    pub body: Option<String>,
    /// File parameters with their given values.
    pub files: Vec<(String, String)>,
    /// The required permissions.
    pub needs: Vec<Need>,
}

/// Returns whether the path belongs to the protocol instead of a node.
fn is_protocol(segments: &[String]) -> bool {
    let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
    matches!(segments.as_slice(), ["debug_token" | "search" | "oauth" | "dialog", ..] | [_, "subscriptions"])
}

/// Builds a call without checking it: the schema only supplies the host and version.
pub fn unchecked(schema: &Schema, path: &str, values: &[(&str, &str)]) -> ByPath {
    let (version, path) = split_version(path);
    ByPath {
        operation: None,
        is_list: false,
        redirects: false,
        host: schema.host.clone(),
        version: version.or_else(|| schema.version.clone()),
        path,
        params: values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        query: Vec::new(),
        body: None,
        files: Vec::new(),
        needs: Vec::new(),
    }
}

/// Builds the call for a method and a path, such as `me/events`, with values by parameter name.
///
/// The path may start with a version. Parameters that any call accepts (`locale`, `metadata`, ..) are not
/// checked.
///
/// # Errors
///
/// Returns all problems of the call.
pub fn by_path(
    schema: &Schema,
    method: Method,
    path: &str,
    values: &[(&str, &str)],
) -> Result<ByPath, Vec<Problem>> {
    of_members(schema, method, path, values, &[])
}

/// Builds the call for a method and a path from a JSON object with its parameters, and other values by name.
///
/// The JSON object becomes the body of an operation with a JSON body, and the parameters of any other.
///
/// # Errors
///
/// Returns all problems of the call. If the JSON is not an object, returns only that problem.
pub fn by_path_with_json(
    schema: &Schema,
    method: Method,
    path: &str,
    values: &[(&str, &str)],
    json: &str,
) -> Result<ByPath, Vec<Problem>> {
    let object = read::body(json).map_err(|problem| vec![problem])?;
    of_members(schema, method, path, values, &Input::Json(&object).members().unwrap_or_default())
}

fn of_members(
    schema: &Schema,
    method: Method,
    path: &str,
    values: &[(&str, &str)],
    body: &[(&str, Input<'_>)],
) -> Result<ByPath, Vec<Problem>> {
    let whole = unchecked(schema, path, values);
    let given = |name: &str| values.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
    let mut segments: Vec<String> =
        whole.path.split('/').filter(|part| !part.is_empty()).map(decoded).collect();
    // Check the first node on behalf of all.
    let named = given("ids").map(|ids| ids.split(',').next().unwrap_or_default().trim().to_owned());
    let named = named.or_else(|| given("id").filter(|_| segments.is_empty()).map(str::to_owned));
    if let Some(first) = named.filter(|first| !first.is_empty()) {
        segments.insert(0, first);
    }
    let Some(first) = segments.first() else {
        let rule = "the path contains no node".to_owned();
        let remedy = "use `me`, an id, or `/?ids=..`".to_owned();
        return Err(vec![Problem::new(ProblemKind::UnknownTarget, rule, remedy)]);
    };
    if is_protocol(&segments) {
        return Ok(whole);
    }
    let candidates: Vec<Candidate<'_>> = candidates(schema, first, &segments);
    let taken = candidates.first().map_or(1, |candidate| candidate.segments);
    let rest = segments.get(taken..).unwrap_or_default();
    let all = find::calls(schema);
    let routes: Vec<Route<'_, '_>> = candidates
        .iter()
        .flat_map(|candidate| {
            all.iter()
                .filter(|found| std::ptr::eq(found.node, candidate.node))
                .zip(std::iter::repeat(candidate))
        })
        .filter(|(found, _)| found.method() == method)
        .filter_map(|(found, candidate)| Some(Route { found, candidate, path: match_path(found, rest)? }))
        .collect();
    if routes.is_empty() {
        return Err(vec![no_route(&candidates, &all, method, rest)]);
    }
    let mut valid = Vec::new();
    let mut best: Option<Vec<Problem>> = None;
    for route in &routes {
        match route.check(schema, whole.clone(), values, body) {
            Ok(call) => valid.push(call),
            Err(problems)
                if best.as_ref().is_none_or(|known| strangeness(&problems) < strangeness(known)) =>
            {
                best = Some(problems);
            }
            Err(_) => {}
        }
    }
    match valid.split_first() {
        Some((call, others)) => Ok(common(call.clone(), others)),
        None => Err(best.unwrap_or_default()),
    }
}

/// How far a call is from an operation with these problems: the number of parameters that the operation does not have,
/// then that of all problems.
fn strangeness(problems: &[Problem]) -> (usize, usize) {
    let unknown = problems.iter().filter(|problem| problem.kind == ProblemKind::UnknownParam);
    (unknown.count(), problems.len())
}

/// Reduces a call that matches several operations to their common properties.
fn common(mut call: ByPath, others: &[ByPath]) -> ByPath {
    fn place(call: &ByPath) -> Option<&str> {
        Some(call.operation.as_deref()?.rsplit_once('.')?.0)
    }
    let permissions = |call: &ByPath| -> Vec<(String, bool)> {
        call.needs.iter().map(|need| (need.permissions.clone(), need.is_optional)).collect()
    };
    if others.iter().any(|other| permissions(other) != permissions(&call)) {
        call.needs.clear();
    }
    // Several forms of one operation share the prefix of their names.
    if others.iter().any(|other| place(other) != place(&call)) {
        call.operation = None;
    }
    call
}

/// Splits the version off the start of a path.
fn split_version(path: &str) -> (Option<String>, String) {
    let path = path.trim_start_matches('/');
    let (first, rest) = path.split_once('/').unwrap_or((path, ""));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let numbers = first.strip_prefix('v').and_then(|rest| rest.split_once('.'));
    if numbers.is_some_and(|(major, minor)| digits(major) && digits(minor)) {
        (Some(first.to_owned()), rest.to_owned())
    } else {
        (None, path.to_owned())
    }
}

/// Decodes percent-encoding.
fn decoded(part: &str) -> String {
    percent_decode_str(part).decode_utf8_lossy().into_owned()
}
