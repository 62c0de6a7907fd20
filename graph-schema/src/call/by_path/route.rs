//! The operations at a path, and whether one accepts the parameters.

use super::{ByPath, candidate::Candidate};
use crate::{
    call::{
        self,
        fields::{Fields, need, node_of},
        find::{Call, What},
        input::{Input, Members},
        problem::{Problem, ProblemKind},
        selection::Selection,
    },
    model::{Schema, Segment},
};

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

/// An operation that matches the path, with the values of its path parameters.
pub(super) struct Route<'a, 's> {
    pub found: &'a Call<'s>,
    pub candidate: &'a Candidate<'s>,
    pub path: Vec<(&'s str, String)>,
}

/// Matches the segments after the node against an operation. Returns the values of its path parameters, or `None`
/// if the path differs.
pub(super) fn match_path<'s>(found: &Call<'s>, rest: &[String]) -> Option<Vec<(&'s str, String)>> {
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
    /// The call, if its parameters and fields are those of the operation.
    pub(super) fn check(
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
        let request = call::with_members(schema, &found.name(), &target, all);

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
            (What::List, Some(connection)) => {
                node_of(&connection.item).map(|node| (node, call::fields::items(connection.items_are, whose)))
            }
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
