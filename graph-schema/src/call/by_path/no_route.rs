//! Reports that there is no operation at a path.

use super::{candidate::Candidate, route::match_path};
use crate::{
    call::{
        find::Call,
        problem::{Problem, ProblemKind, did_you_mean, listed},
    },
    diagnostic::suggest,
    model::Method,
};

/// Describes why no operation matches a path.
pub(super) fn no_route(
    candidates: &[Candidate<'_>],
    all: &[Call<'_>],
    method: Method,
    rest: &[String],
) -> Problem {
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
