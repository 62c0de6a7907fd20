//! Checks the text of paths: the path that is sent must be the one that the schema shows.

use crate::list::List as _;
use crate::{
    diagnostic::{Diagnostic, Diagnostics, code},
    raw::{Document, Name},
};

pub(super) fn check(raw: &Document, diags: &mut Diagnostics) {
    for node in &raw.nodes {
        for path in node.connections.iter().filter_map(|connection| connection.path.as_ref()) {
            if path.value.split('/').all(str::is_empty) {
                empty(
                    path,
                    "this is the path of the node itself, and not of a connection",
                    "remove \"path\" to use the name of the connection; what the node itself takes or returns are its \
                     \"fields\" and \"operations\"",
                    diags,
                );
            } else {
                whole(path, "", diags);
            }
        }
        for path in node.targets.iter().flatten().filter_map(|target| target.path.as_ref()) {
            // A node without fields holds the operations that belong to no node.
            if path.value.is_empty() && node.fields.is_empty() {
                continue;
            }
            if path.value.split('/').all(str::is_empty) {
                let help = "remove \"path\" for a target that takes an id, or name a segment, such as `me`; only a node \
                            without fields, for operations that belong to no node, may have an empty path";
                empty(path, "no node has this path", help, diags);
            } else {
                whole(path, "", diags);
            }
        }
    }
    for path in super::operations(raw).into_iter().filter_map(|operation| operation.path.as_ref()) {
        // Most are written with a slash at the start; nothing else is the path of the node or connection.
        match path.value.strip_prefix('/').unwrap_or(&path.value) {
            "" => {}
            _ => whole(path, "/", diags),
        }
    }
}

/// A path without a segment.
fn empty(path: &Name, label: &str, help: &str, diags: &mut Diagnostics) {
    diags.push(
        Diagnostic::error(code::PATH_PARAM, format!("empty path `{}`", path.value))
            .at(path.span, label)
            .help(help),
    );
}

/// A path that is joined to others; `start` is what it may begin with.
fn whole(path: &Name, start: &str, diags: &mut Diagnostics) {
    characters(path, diags);
    let own = path.value.strip_prefix(start).unwrap_or(&path.value);
    let (begin, _) = path.value.split_at(path.value.len() - own.len());
    if own.split('/').any(str::is_empty) {
        let parts: Vec<&str> = own.split('/').filter(|part| !part.is_empty()).list();
        let diagnostic =
            Diagnostic::error(code::PATH_PARAM, format!("empty segment in the path `{}`", path.value));
        let diagnostic = match start {
            "" => diagnostic.at(path.span, "segments are separated by single slashes, with none at the ends"),
            _ => diagnostic.at(path.span, "segments are separated by single slashes, with none at the end"),
        };
        diags.push(match parts.is_empty() {
            true => diagnostic.help("remove \"path\", or name a segment"),
            false => diagnostic.help(format!("write `{begin}{}`", parts.join("/"))),
        });
    }
    if let Some(dots) = own.split('/').find(|part| matches!(*part, "." | "..")) {
        diags.push(
            Diagnostic::error(
                code::PATH_PARAM,
                format!("relative segment `{dots}` in the path `{}`", path.value),
            )
            .at(path.span, "URL normalization removes it, which changes the path")
            .help("write the path without it"),
        );
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
