//! Checks the text of paths: what is sent has to be the path that the schema shows.

use crate::{
    diagnostic::{Diagnostic, Diagnostics, code},
    raw::{Document, Name},
};

pub(super) fn check(raw: &Document, diags: &mut Diagnostics) {
    for node in &raw.nodes {
        for path in node.connections.iter().filter_map(|connection| connection.path.as_ref()) {
            whole(path, diags);
        }
        for path in node.targets.iter().flatten().filter_map(|target| target.path.as_ref()) {
            whole(path, diags);
        }
    }
    for path in super::operations(raw).filter_map(|operation| operation.path.as_ref()) {
        characters(path, diags);
    }
}

/// A path that is joined to others with a slash.
fn whole(path: &Name, diags: &mut Diagnostics) {
    characters(path, diags);
    if path.value.split('/').any(str::is_empty) {
        let parts: Vec<&str> = path.value.split('/').filter(|part| !part.is_empty()).collect();
        let diagnostic =
            Diagnostic::error(code::PATH_PARAM, format!("empty segment in the path `{}`", path.value))
                .at(path.span, "segments are separated by single slashes, with none at the ends");
        diags.push(match parts.is_empty() {
            true => diagnostic.help("remove \"path\", or name a segment"),
            false => diagnostic.help(format!("write `{}`", parts.join("/"))),
        });
    }
}

fn characters(path: &Name, diags: &mut Diagnostics) {
    // Others are encoded when they are sent.
    let is_wrong = |c: &char| c.is_control() || matches!(c, '?' | '#' | '%' | '\\');
    let Some(wrong) = path.value.chars().find(is_wrong) else { return brackets(path, diags) };
    let help = match wrong {
        '?' => "describe what is sent in the query as parameters",
        '%' => "write the character itself: values are encoded when they are sent",
        _ => "remove it",
    };
    diags.push(
        Diagnostic::error(code::PATH_PARAM, format!("invalid character {wrong:?} in a path"))
            .at(path.span, "a path has only segments and slashes")
            .help(help),
    );
}

/// Every `{` needs its `}`.
fn brackets(path: &Name, diags: &mut Diagnostics) {
    let mut open = None;
    for (at, c) in path.value.char_indices() {
        match (c, open) {
            ('{', None) => open = Some(at),
            ('}', Some(_)) => open = None,
            ('{' | '}', _) => return unclosed(path, at, diags),
            ('/', Some(start)) => return unclosed(path, start, diags),
            _ => {}
        }
    }
    if let Some(start) = open {
        unclosed(path, start, diags);
    }
}

fn unclosed(path: &Name, at: usize, diags: &mut Diagnostics) {
    let rest = path.value.get(at..).unwrap_or_default();
    let name: String = rest.chars().skip(1).take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
    let diagnostic =
        Diagnostic::error(code::PATH_PARAM, format!("unmatched bracket in the path `{}`", path.value))
            .at(path.span, "each `{` needs a `}` in the same segment");
    diags.push(match rest.starts_with('{') && !name.is_empty() {
        true => diagnostic.help(format!("did you mean `{{{name}}}`?")),
        false => diagnostic,
    });
}
