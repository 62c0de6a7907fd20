//! Checks that need the resolved model. Each file covers one group of rules.

mod limits;
mod meet;
mod names;
mod params;
mod paths;
mod places;
mod rename;
mod repair;
mod unique;
mod webhooks;

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
    webhooks::check(raw, schema, diags);
    limits::check(raw, diags);
    for host in raw.host.iter().chain(operations(raw).filter_map(|operation| operation.host.as_ref())) {
        self::host(host, diags);
    }
    for version in raw.version.iter().chain(raw.nodes.iter().filter_map(|node| node.version.as_ref())) {
        self::version(version, diags);
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

fn version(version: &Name, diags: &mut Diagnostics) {
    let good = !version.value.is_empty()
        && version.value.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'))
        && !version.value.chars().all(|c| c == '.');
    if !good {
        let diagnostic = Diagnostic::error(code::BAD_HOST, format!("invalid version `{}`", version.value))
            .at(version.span, "expected one segment of a path, such as `v2.6`");
        let bare = version.value.trim_matches('/');
        let help = match bare.is_empty() || bare.contains('/') {
            true => "for paths without a version, remove \"version\"".to_owned(),
            false => format!("write `{bare}`"),
        };
        diags.push(diagnostic.help(help));
    }
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
