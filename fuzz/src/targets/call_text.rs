//! Calls as text, as the command line and the sandbox read them: paths, selections, parameters.

use std::sync::LazyLock;

use graph_schema::{
    Schema,
    call::{self, Problem, selection::Selection},
    model::Method,
};

use super::wire::one_line;

static SCHEMA: LazyLock<Schema> = LazyLock::new(|| graph_schema::builtin().schema);

/// The first line is a method and a path, such as `GET me/albums`, or the name of an operation and its target, such as
/// `user.albums.list me`. Each further line is a parameter: `fields=id,name`.
pub fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let mut lines = text.split('\n');
    let first = lines.next().unwrap_or_default();
    let values: Vec<(&str, &str)> = lines.filter_map(|line| line.split_once('=')).collect();
    for (_, value) in &values {
        selection(value);
    }
    let (word, rest) = first.split_once(' ').unwrap_or((first, ""));
    let method = match word {
        "GET" => Method::Get,
        "POST" => Method::Post,
        "DELETE" => Method::Delete,
        name => {
            let target: Vec<&str> = rest.split(' ').filter(|part| !part.is_empty()).collect();
            match call::request(&SCHEMA, name, &target, &values) {
                Ok(request) => path(&request.path),
                Err(problems) => check(&problems),
            }
            return;
        }
    };
    match call::by_path(&SCHEMA, method, rest, &values) {
        Ok(call) => {
            let known = |name: &str| values.iter().any(|(given, _)| *given == name);
            assert!(call.params.iter().all(|(name, _)| known(name) || call.operation.is_some()));
        }
        Err(problems) => check(&problems),
    }
    let _ = call::unchecked(&SCHEMA, rest, &values);
}

/// The path of a call that was built from parts has no more parts than the call.
fn path(path: &str) {
    assert!(path.starts_with('/') && !path.contains(['?', '#', '\\', ' ']), "{path}");
    assert!(!path.chars().any(char::is_control), "{path:?}");
    let dots = path.split('/').any(|part| matches!(part, "." | ".."));
    assert!(!dots, "{path} leaves the version of the API");
}

fn check(problems: &[Problem]) {
    assert!(!problems.is_empty(), "refused without a reason");
    for problem in problems {
        one_line(&problem.to_string(), "a problem");
    }
}

/// What was read is read again from its own text.
fn selection(text: &str) {
    match Selection::read(text) {
        Err(error) => one_line(&error.to_string(), "a syntax error"),
        Ok(None) => assert!(text.trim().is_empty()),
        Ok(Some(selection)) => same(&selection),
    }
}

fn same(selection: &Selection) {
    let again = Selection::read(&selection.text);
    assert!(
        again.as_ref().is_ok_and(|again| again.as_ref() == Some(selection)),
        "{again:?} is not {selection:?}"
    );
    for item in &selection.items {
        assert!(!item.shown().is_empty() || item.modifiers.iter().any(|(word, _)| word == "as"));
        item.inside.iter().for_each(same);
    }
}
