//! Checks a call given by method and path against the schema.
//!
//! The type of the node behind an id is not known in advance. A call is valid if it is valid for any node of the
//! schema; otherwise, the problems of the best match are reported.

use percent_encoding::percent_decode_str;

use super::{
    fields::{Fields, Need, need, node_of},
    find::{self, Call, What},
    input::{Input, Members},
    problem::{Problem, ProblemKind, did_you_mean, listed},
    read,
    selection::Selection,
    target::beginning,
};
use crate::{
    diagnostic::suggest,
    model::{Method, Node, NodeId, Schema, Segment, Target, Whose},
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

/// Parameters that any call accepts. They control the form of the response.
const ANY_CALL: [&str; 13] = [
    "date_format",
    "debug",
    "fields",
    "id",
    "ids",
    "include_headers",
    "locale",
    "metadata",
    "pretty",
    "redirect",
    "return_ssl_resources",
    "summary",
    "suppress_http_code",
];

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

/// A node that the first segments of the path can refer to.
struct Candidate<'a> {
    /// How many segments refer to it.
    segments: usize,
    node: &'a Node,
    id: NodeId,
    target: &'a Target,
    args: Vec<String>,
}

/// All candidates have the same number of segments: a path of a target is longer than an id, and a longer one wins.
fn candidates<'a>(schema: &'a Schema, first: &String, segments: &[String]) -> Vec<Candidate<'a>> {
    let nodes = || schema.nodes().filter(|(_, node)| !node.is_object);
    // A template of one segment could be any id.
    let by_path = |target: &'a Target| {
        let path = target.path.as_deref()?;
        (target.args.is_empty() || path.contains('/')).then_some(())?;
        beginning(target, segments)
    };
    let mut by_word: Vec<Candidate<'_>> = nodes()
        .filter_map(|(id, node)| {
            let matching = node.targets.iter().filter_map(|target| Some((target, by_path(target)?)));
            let (target, (segments, args)) = matching.max_by_key(|(_, (segments, _))| *segments)?;
            Some(Candidate { segments, node, id, target, args })
        })
        .collect();
    if let Some(most) = by_word.iter().map(|candidate| candidate.segments).max() {
        by_word.retain(|candidate| candidate.segments == most);
        return by_word;
    }
    nodes()
        .filter_map(|(id, node)| {
            let by_id =
                || node.targets.iter().filter(|target| target.args.is_empty() && target.path.is_none());
            let target = by_id().find(|target| target.whose == Whose::Unknown).or_else(|| by_id().next());
            if let Some(target) = target {
                return Some(Candidate { segments: 1, node, id, target, args: vec![first.to_owned()] });
            }
            let of_values = node.targets.iter().filter(|target| !target.args.is_empty());
            let mut matching = of_values
                .filter_map(|target| Some((target, beginning(target, std::slice::from_ref(first))?.1)));
            let (target, args) = matching.next()?;
            Some(Candidate { segments: 1, node, id, target, args })
        })
        .collect()
}

/// An operation that matches the path, with the values of its path parameters.
struct Route<'a, 's> {
    found: &'a Call<'s>,
    candidate: &'a Candidate<'s>,
    path: Vec<(&'s str, String)>,
}

/// Matches the segments after the node against an operation. Returns the values of its path parameters, or `None`
/// if the path differs.
fn match_path<'s>(found: &Call<'s>, rest: &[String]) -> Option<Vec<(&'s str, String)>> {
    if found.variant().is_some() {
        return None;
    }
    let mut rest = rest.iter();
    let mut literal = |text: &str| {
        text.split('/')
            .filter(|part| !part.is_empty())
            .all(|part| rest.next().is_some_and(|given| given == part))
    };
    if let Some(connection) = found.connection
        && !literal(&connection.path)
    {
        return None;
    }
    let mut values = Vec::new();
    if let What::Operation(operation) = found.what {
        for segment in &operation.path {
            match segment {
                Segment::Literal(text) => {
                    let mut parts = text.split('/').filter(|part| !part.is_empty());
                    if !parts.all(|part| rest.next().is_some_and(|given| given == part)) {
                        return None;
                    }
                }
                Segment::Param(id) => {
                    values.push((operation.param(*id).name.as_str(), rest.next()?.clone()));
                }
            }
        }
    }
    rest.next().is_none().then_some(values)
}

impl Route<'_, '_> {
    fn check(
        &self,
        schema: &Schema,
        whole: ByPath,
        values: &[(&str, &str)],
        body: &[(&str, Input<'_>)],
    ) -> Result<ByPath, Vec<Problem>> {
        let (found, candidate) = (self.found, self.candidate);
        let own = found.params();
        let is_own = |name: &str| own.iter().any(|param| param.name == name);
        let (mine, other): (Vec<_>, Vec<_>) =
            values.iter().copied().partition(|(name, _)| is_own(name) || !ANY_CALL.contains(name));
        let of_path = self.path.iter().map(|(name, value)| (*name, value.as_str()));
        let mut all: Members<'_> =
            of_path.chain(mine).map(|(name, text)| (name, Input::Text(text))).collect();
        all.extend(body.iter().copied());
        let target: Vec<&str> = [candidate.target.name.as_str()]
            .into_iter()
            .chain(candidate.args.iter().map(String::as_str))
            .collect();
        let request = super::with_members(schema, &found.name(), &target, all);

        let mut fields = Fields { schema, problems: Vec::new(), needs: Vec::new() };
        let whose = candidate.target.whose;
        let rule = match (&found.what, found.connection) {
            (What::Operation(operation), _) => Some(&operation.permission),
            (What::List | What::Variant(_), connection) => {
                connection.map(|connection| &connection.permission)
            }
            (What::Get, _) => None,
        };
        fields.needs.extend(rule.and_then(|rule| need(schema, &found.name(), rule, whose)));
        let of = match (&found.what, found.connection) {
            (What::Get, _) => Some((candidate.id, whose)),
            (What::List, Some(connection)) => node_of(&connection.item)
                .map(|node| (node, super::fields::items(connection.items_are, whose))),
            _ => None,
        };
        let asked = values.iter().find(|(name, _)| *name == "fields").map(|(_, text)| *text);
        match asked.map(Selection::read) {
            Some(Ok(Some(selection))) => {
                if let Some((node, whose)) = of {
                    fields.check(node, &selection, whose);
                }
            }
            Some(Err(error)) => {
                let problem = Problem::new(
                    ProblemKind::Type,
                    format!("invalid `fields`: {error}"),
                    "use a list such as `id,name,albums.limit(5){name}`",
                );
                fields.problems.push(problem.about("fields"));
            }
            Some(Ok(None)) | None => {}
        }
        let request = match request {
            Ok(request) if fields.problems.is_empty() => request,
            Ok(_) => return Err(fields.problems),
            Err(mut problems) => {
                problems.append(&mut fields.problems);
                return Err(problems);
            }
        };
        let version = found.version(schema).map(str::to_owned);
        let mut params = request.params;
        params.extend(other.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        Ok(ByPath {
            operation: Some(found.name()),
            is_list: matches!(found.what, What::List),
            redirects: found.operation().is_some_and(|operation| operation.redirects),
            host: request.host,
            version: if whole.version == schema.version { version } else { whole.version },
            path: whole.path,
            params,
            query: request.query,
            body: request.body,
            files: request.files,
            needs: fields.needs,
        })
    }
}

/// Describes why no operation matches a path.
fn no_route(candidates: &[Candidate<'_>], all: &[Call<'_>], method: Method, rest: &[String]) -> Problem {
    let about =
        |found: &&Call<'_>| candidates.iter().any(|candidate| std::ptr::eq(found.node, candidate.node));
    let word = match method {
        Method::Get => "GET",
        Method::Post => "POST",
        Method::Delete => "DELETE",
    };
    // The path exists, but with another method.
    let others: Vec<String> = all
        .iter()
        .filter(about)
        .filter(|found| match_path(found, rest).is_some())
        .map(|found| match found.method() {
            Method::Get => format!("GET (`{}`)", found.name()),
            Method::Post => format!("POST (`{}`)", found.name()),
            Method::Delete => format!("DELETE (`{}`)", found.name()),
        })
        .take(6)
        .collect();
    if !others.is_empty() {
        let rule = format!("no operation accepts {word} at this path");
        return Problem::new(ProblemKind::UnknownOperation, rule, format!("use {}", others.join(", ")));
    }
    let Some(name) = rest.first() else {
        let rule = format!("no operation accepts {word} at this path");
        return Problem::new(ProblemKind::UnknownOperation, rule, "add a connection to the path");
    };
    let names = || {
        candidates
            .iter()
            .flat_map(|candidate| &candidate.node.connections)
            .map(|connection| connection.path.as_str())
    };
    let who = match candidates {
        [one] => format!("`{}`", one.node.name),
        _ => "no node of the schema".to_owned(),
    };
    if names().any(|known| known.split('/').next() == Some(name.as_str())) {
        let rule = format!("unknown path `{}` below `{name}`", rest.get(1..).unwrap_or_default().join("/"));
        return Problem::new(ProblemKind::UnknownOperation, rule, "remove that part of the path");
    }
    let has = if candidates.len() == 1 { "has no connection" } else { "has a connection" };
    let remedy = did_you_mean(suggest(name, names()), || match names().count() {
        count @ 1..=12 if candidates.len() == 1 && count > 0 => {
            format!("its connections are {}", listed(names()))
        }
        _ => "`graph schema list` lists all connections".to_owned(),
    });
    Problem::new(ProblemKind::UnknownOperation, format!("{who} {has} `{name}`"), remedy)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn check(method: Method, path: &str, values: &[(&str, &str)]) -> Result<ByPath, String> {
        by_path(&crate::builtin().schema, method, path, values)
            .map_err(|problems| problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    }

    #[test]
    fn finds_the_operation_of_a_path() {
        for (method, path, values, operation) in [
            (Method::Get, "me", &[("fields", "name,likes.limit(3){name}")][..], "user.get"),
            (Method::Get, "/v2.6/me/likes", &[("limit", "5")], "user.likes.list"),
            (Method::Get, "me/likes/5", &[], "user.likes.check"),
            (Method::Post, "me/events", &[("name", "P"), ("start_time", "2012-07-04")], "user.events.create"),
            (Method::Delete, "me/scores", &[], "user.scores.delete"),
        ] {
            let call = check(method, path, values).unwrap();
            assert_eq!(call.operation.as_deref(), Some(operation), "{path}");
        }
        let call = check(Method::Get, "v9.9/me", &[("locale", "de_DE")]).unwrap();
        assert_eq!((call.version.as_deref(), call.path.as_str()), (Some("v9.9"), "me"));
        assert_eq!(call.params, [("locale".to_owned(), "de_DE".to_owned())]);
        assert!(check(Method::Get, "debug_token", &[("x", "y")]).is_ok());
    }

    /// A schema may name its version as it likes.
    #[test]
    fn keeps_the_version_of_the_schema() {
        for name in ["2024-01", "25", "v2.6"] {
            let mut schema = crate::builtin().schema;
            schema.version = Some(name.to_owned());
            let call = by_path(&schema, Method::Get, "me", &[("fields", "name")]).unwrap();
            assert_eq!((call.version.as_deref(), call.path.as_str()), (Some(name), "me"));
        }
    }

    #[test]
    fn accepts_ids_of_any_node() {
        assert_eq!(
            check(Method::Get, "123", &[("fields", "birthday")]).unwrap().operation.as_deref(),
            Some("user.get")
        );
        assert_eq!(check(Method::Get, "123", &[("fields", "id,name")]).unwrap().operation, None);
        assert!(check(Method::Get, "/", &[("ids", "1,2"), ("fields", "name")]).is_ok());
        let wrong = check(Method::Get, "123/lieks", &[]).unwrap_err();
        assert_eq!(wrong, "no node of the schema has a connection `lieks`; did you mean `likes`?");
    }

    #[test]
    fn reports_problems_with_a_fix() {
        for (method, path, values, expected) in [
            (
                Method::Get,
                "me",
                &[("fields", "brithday")][..],
                "`User` has no field `brithday`; did you mean `birthday`?",
            ),
            (
                Method::Get,
                "me/friends",
                &[("fields", "nam")],
                "`User` has no field `nam`; did you mean `name`?",
            ),
            (
                Method::Get,
                "me",
                &[("fields", "albums{nme}")],
                "`Album` has no field `nme`; did you mean `name`?",
            ),
            (
                Method::Get,
                "me",
                &[("fields", "first_name{x}")],
                "`first_name` of `User` has no fields; remove `{x}`",
            ),
            (Method::Get, "me", &[("fields", "a{")], "invalid `fields`: expected a field name at the end"),
            (Method::Get, "me/lieks", &[], "`User` has no connection `lieks`; did you mean `likes`?"),
            (Method::Get, "me/likes", &[("limt", "5")], "has no parameter `limt`; did you mean `limit`?"),
            (Method::Post, "me/events", &[("name", "P")], "the parameter `start_time` is required"),
            (Method::Post, "me/scores", &[("score", "-1")], "`score` must be at least 0"),
            (
                Method::Post,
                "me/likes",
                &[],
                "no operation accepts POST at this path; use GET (`user.likes.list`)",
            ),
            (Method::Get, "", &[], "the path contains no node"),
        ] {
            let shown = check(method, path, values).unwrap_err();
            assert!(shown.contains(expected), "{path}: {shown}");
        }
    }

    #[test]
    fn required_permissions_depend_on_the_target() {
        let needs = |path: &str, fields: &str| {
            let call = check(Method::Get, path, &[("fields", fields)]).unwrap();
            call.needs.into_iter().map(|need| need.permissions).collect::<Vec<_>>()
        };
        assert_eq!(needs("me", "name,birthday"), ["user_birthday"]);
        assert_eq!(needs("me/friends", "name,birthday"), ["friends_birthday"]);
        assert_eq!(needs("me", "friends{birthday}"), ["friends_birthday"]);
        assert_eq!(needs("me", "name"), [""; 0]);
        let post = check(Method::Post, "me/feed", &[("message", "hi")]).unwrap();
        assert_eq!(post.operation.as_deref(), Some("user.feed.create_post"));
        assert_eq!(post.needs[0].permissions, "publish_stream");
    }

    #[test]
    fn never_panics() {
        for path in ["/", "//", "%", "%zz", "é/ü", "me//likes", "a_b", "_", "v1.", "v1.0", &"a/".repeat(1000)]
        {
            for method in [Method::Get, Method::Post, Method::Delete] {
                let _ = check(method, path, &[("fields", "é{"), ("ids", ","), ("", "")]);
            }
        }
    }
}
