//! Checks that need the resolved model. Each file covers one group of rules.

mod limits;
mod meet;
mod names;
mod params;
mod paths;
mod places;
mod rename;
mod repair;
mod same;
mod unique;

use crate::{
    diagnostic::{Diagnostic, Diagnostics, code},
    model::Schema,
    raw::{Document, Name},
};

/// Runs all checks. If there are errors, repairs the schema so that code can be generated from it.
pub(crate) fn all(raw: &Document, schema: &mut Schema, diags: &mut Diagnostics) {
    names::check(raw, schema, diags);
    meet::check(raw, schema, diags);
    params::check(raw, schema, diags);
    places::check(schema, diags);
    same::check(schema, diags);
    limits::check(raw, diags);
    let nodes = raw.nodes.iter().filter_map(|node| node.host.as_ref());
    let connections = raw.nodes.iter().flat_map(|node| &node.connections);
    let connections = connections.filter_map(|connection| connection.host.as_ref());
    let own = operations(raw).filter_map(|operation| operation.host.as_ref());
    for host in raw.host.iter().chain(&raw.hosts).chain(nodes).chain(connections).chain(own) {
        self::host(host, diags);
    }
    if let Some(dialog) = &raw.dialog {
        self::dialog(dialog, diags);
    }
    if let Some(version) = &raw.version {
        self::version(version, "for paths without a version, remove \"version\"", diags);
    }
    for version in raw.nodes.iter().filter_map(|node| node.version.as_ref()) {
        self::version(
            version,
            "for the version of the manifest, remove \"version\" from the node; for none, write \"none\"",
            diags,
        );
    }
    for version in operations(raw).filter_map(|operation| operation.version.as_ref()) {
        let remedy =
            "for the version of the node, remove \"version\" from the operation; for none, write \"none\"";
        self::version(version, remedy, diags);
    }
    paths::check(raw, diags);
    if diags.has_errors() {
        repair::repair(schema);
        rename::repair(schema);
    }
}

fn host(host: &Name, diags: &mut Diagnostics) {
    let name = host.value.strip_prefix("https://").or_else(|| host.value.strip_prefix("http://"));
    let name = name.map(|name| name.trim_end_matches('/'));
    let good = name.is_some_and(|name| {
        !name.is_empty()
            && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']'))
    });
    if !good {
        diags.push(
            Diagnostic::error(code::BAD_HOST, format!("invalid host `{}`", host.value))
                .at(host.span, "expected a URL such as `https://graph.example`, without a path"),
        );
    }
}

/// Checks a version; `without` says how to write a path without one.
fn dialog(dialog: &Name, diags: &mut Diagnostics) {
    let rest = dialog.value.strip_prefix("https://").or_else(|| dialog.value.strip_prefix("http://"));
    let is_url = rest.is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_graphic()));
    if !is_url || dialog.value.contains(['?', '#']) {
        diags.push(Diagnostic::error(code::BAD_HOST, format!("invalid login dialog `{}`", dialog.value)).at(
            dialog.span,
            "expected a URL without a query, such as `https://www.facebook.com/dialog/oauth`",
        ));
    }
}

fn version(version: &Name, without: &str, diags: &mut Diagnostics) {
    let is_version = |text: &str| {
        !text.is_empty()
            && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'))
            && !text.chars().all(|c| c == '.')
    };
    if is_version(&version.value) {
        return;
    }
    let diagnostic = Diagnostic::error(code::BAD_HOST, format!("invalid version `{}`", version.value))
        .at(version.span, "expected one segment of a path, such as `v2.6`");
    let bare = version.value.trim_matches('/');
    diags.push(diagnostic.help(match is_version(bare) {
        true => format!("write `{bare}`"),
        false => without.to_owned(),
    }));
}

/// Iterates over all operations of nodes and connections.
fn operations(raw: &Document) -> impl Iterator<Item = &crate::raw::Operation> {
    raw.nodes.iter().flat_map(|node| {
        node.operations.iter().chain(node.connections.iter().flat_map(|connection| &connection.operations))
    })
}

/// Iterates over all parameters.
fn params_of(raw: &Document) -> impl Iterator<Item = &crate::raw::Param> {
    let lists = raw.nodes.iter().flat_map(|node| &node.connections).flat_map(|connection| &connection.params);
    let reads = raw.nodes.iter().flat_map(|node| &node.params);
    operations(raw).flat_map(|operation| &operation.params).chain(lists).chain(reads)
}
