//! Checks that need the resolved model. Each file covers one group of rules.

mod asked;
mod bodies;
mod conditions;
mod constants;
mod endless;
mod fits;
mod flat;
mod job;
mod limits;
mod makers;
mod meet;
mod members;
mod names;
mod params;
mod paths;
mod places;
mod rename;
mod repair;
mod repair_values;
mod same;
mod unions;
mod unique;
mod webhooks;

use crate::{
    diagnostic::{Diagnostic, Diagnostics, code},
    model::{Node, Operation, Param, Scalar, Schema, Type},
    raw::{self, Document, Name, TypeExpr, TypeKind},
};

/// Runs all checks. If there are errors, repairs the schema so that code can be generated from it.
pub(crate) fn all(raw: &Document, schema: &mut Schema, diags: &mut Diagnostics) {
    names::check(raw, schema, diags);
    meet::check(raw, schema, diags);
    params::check(raw, schema, diags);
    places::check(schema, diags);
    same::check(schema, diags);
    webhooks::check(raw, schema, diags);
    limits::check(raw, diags);
    conditions::check(raw, schema, diags);
    constants::check(raw, schema, diags);
    members::check(raw, schema, diags);
    flat::check(raw, schema, diags);
    unions::check(raw, schema, diags);
    makers::check(raw, schema, diags);
    endless::check(schema, diags);
    bodies::check(raw, schema, diags);
    job::check(raw, schema, diags);
    asked::check(raw, schema, diags);
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
        repair_values::repair(schema);
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
fn operations(raw: &Document) -> impl Iterator<Item = &raw::Operation> {
    raw.nodes.iter().flat_map(|node| {
        node.operations.iter().chain(node.connections.iter().flat_map(|connection| &connection.operations))
    })
}

/// Iterates over all parameters.
fn params_of(raw: &Document) -> impl Iterator<Item = &raw::Param> {
    let lists = raw.nodes.iter().flat_map(|node| &node.connections).flat_map(|connection| &connection.params);
    let reads = raw.nodes.iter().flat_map(|node| &node.params);
    let asked = raw.nodes.iter().flat_map(|node| &node.fields).flat_map(|field| &field.params);
    operations(raw).flat_map(|operation| &operation.params).chain(lists).chain(reads).chain(asked)
}

/// Iterates over all objects, as written and resolved.
fn objects<'a>(raw: &'a Document, schema: &'a Schema) -> impl Iterator<Item = (&'a raw::Node, &'a Node)> {
    raw.nodes.iter().zip(&schema.nodes).filter(|(raw, _)| raw.is_object)
}

/// Iterates over all operations that define a call, as written and resolved.
fn calls<'a>(
    raw: &'a Document,
    schema: &'a Schema,
) -> impl Iterator<Item = (&'a raw::Operation, &'a Operation)> {
    let lists = raw.nodes.iter().zip(&schema.nodes).flat_map(|(raw, node)| {
        let of = |raw: &'a raw::Connection| node.connection(&raw.name.value);
        let connections = raw.connections.iter().filter_map(move |raw| Some((raw, of(raw)?)));
        let own = connections
            .map(|(raw, connection)| (raw.operations.as_slice(), connection.operations.as_slice()));
        own.chain([(raw.operations.as_slice(), node.operations.as_slice())])
    });
    lists.flat_map(|(raw, operations)| {
        let is_base = |raw: &&raw::Operation| raw.variant_of.is_none();
        let of = |raw: &raw::Operation| operations.iter().find(|operation| operation.name == raw.name.value);
        raw.iter().filter(is_base).filter_map(move |raw| Some((raw, of(raw)?)))
    })
}

/// Iterates over all parameters whose types are known, as written and resolved.
fn params<'a>(raw: &'a Document, schema: &'a Schema) -> impl Iterator<Item = (&'a raw::Param, &'a Param)> {
    let reads = raw.nodes.iter().zip(&schema.nodes).flat_map(|(raw, node)| {
        let of = |raw: &'a raw::Connection| node.connection(&raw.name.value);
        let lists = raw.connections.iter().filter_map(move |raw| Some((&raw.params, &of(raw)?.params)));
        let of_field = |raw: &'a raw::Field| Some((&raw.params, &node.field(&raw.name.value)?.params));
        let asked = raw.fields.iter().filter_map(of_field);
        let all = lists.chain([(&raw.params, &node.params)]).chain(asked);
        all.flat_map(|(raw, params)| raw.iter().zip(params))
    });
    let own = calls(raw, schema).flat_map(|(raw, operation)| raw.params.iter().zip(&operation.params));
    own.chain(reads).filter(|(raw, param)| is_known(&raw.ty, &param.ty))
}

/// Whether the type was found. In place of another one, a parameter has any JSON.
fn is_known(raw: &TypeExpr, ty: &Type) -> bool {
    *ty != Type::Scalar(Scalar::Json) || matches!(&raw.kind, TypeKind::Name(name) if name == "json")
}
