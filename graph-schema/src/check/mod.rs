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
    hosts(raw, diags);
    if let Some(dialog) = &raw.dialog {
        self::dialog(dialog, diags);
    }
    if let Some(version) = &raw.version {
        self::version(version, "for paths without a version, remove \"version\"", diags);
    }
    for node in &raw.nodes {
        if let Some(version) = &node.version {
            self::version(
                version,
                "for the version of the manifest, remove \"version\" from the node; for none, write \"none\"",
                diags,
            );
        }
    }
    for operation in operations(raw) {
        if let Some(version) = &operation.version {
            let remedy = "for the version of the node, remove \"version\" from the operation; for none, write \"none\"";
            self::version(version, remedy, diags);
        }
    }
    paths::check(raw, diags);
    if diags.has_errors() {
        repair::repair(schema);
        repair_values::repair(schema);
        rename::repair(schema);
    }
}

fn hosts(raw: &Document, diags: &mut Diagnostics) {
    let mut all: Vec<&Name> = Vec::new();
    all.extend(&raw.host);
    all.extend(&raw.hosts);
    for node in &raw.nodes {
        all.extend(&node.host);
    }
    for node in &raw.nodes {
        for connection in &node.connections {
            all.extend(&connection.host);
        }
    }
    for operation in operations(raw) {
        all.extend(&operation.host);
    }
    for host in all {
        self::host(host, diags);
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

/// Checks the address of the login dialog.
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

/// Checks a version; `without` says how to write a path without one.
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

// What several rules look at, as lists: chains of iterators would be compiled once more in each rule.

/// All operations of nodes and connections.
fn operations(raw: &Document) -> Vec<&raw::Operation> {
    let mut all = Vec::new();
    for node in &raw.nodes {
        all.extend(&node.operations);
        for connection in &node.connections {
            all.extend(&connection.operations);
        }
    }
    all
}

/// All parameters.
fn params_of(raw: &Document) -> Vec<&raw::Param> {
    let mut all = Vec::new();
    for operation in operations(raw) {
        all.extend(&operation.params);
    }
    for node in &raw.nodes {
        for connection in &node.connections {
            all.extend(&connection.params);
        }
        all.extend(&node.params);
        for field in &node.fields {
            all.extend(&field.params);
        }
    }
    all
}

/// All objects, as written and resolved.
fn objects<'a>(raw: &'a Document, schema: &'a Schema) -> Vec<(&'a raw::Node, &'a Node)> {
    let mut all = Vec::new();
    for (raw, node) in raw.nodes.iter().zip(&schema.nodes) {
        if raw.is_object {
            all.push((raw, node));
        }
    }
    all
}

/// All operations that define a call, as written and resolved.
fn calls<'a>(raw: &'a Document, schema: &'a Schema) -> Vec<(&'a raw::Operation, &'a Operation)> {
    let mut all = Vec::new();
    let mut add = |raw: &'a [raw::Operation], operations: &'a [Operation]| {
        for raw in raw {
            let operation = operations.iter().find(|operation| operation.name == raw.name.value);
            if let (Some(operation), None) = (operation, &raw.variant_of) {
                all.push((raw, operation));
            }
        }
    };
    for (raw, node) in raw.nodes.iter().zip(&schema.nodes) {
        for raw in &raw.connections {
            if let Some(connection) = node.connection(&raw.name.value) {
                add(&raw.operations, &connection.operations);
            }
        }
        add(&raw.operations, &node.operations);
    }
    all
}

/// All lists of parameters of connections and nodes that are read, as written and resolved.
fn read_params<'a>(raw: &'a Document, schema: &'a Schema) -> Vec<(&'a [raw::Param], &'a [Param])> {
    let mut all: Vec<(&[raw::Param], &[Param])> = Vec::new();
    for (raw, node) in raw.nodes.iter().zip(&schema.nodes) {
        for raw in &raw.connections {
            if let Some(connection) = node.connection(&raw.name.value) {
                all.push((&raw.params, &connection.params));
            }
        }
        all.push((&raw.params, &node.params));
    }
    all
}

/// All parameters whose types are known, as written and resolved.
fn params<'a>(raw: &'a Document, schema: &'a Schema) -> Vec<(&'a raw::Param, &'a Param)> {
    let mut lists: Vec<(&[raw::Param], &[Param])> = Vec::new();
    for (raw, operation) in calls(raw, schema) {
        lists.push((&raw.params, &operation.params));
    }
    lists.extend(read_params(raw, schema));
    for (raw, node) in raw.nodes.iter().zip(&schema.nodes) {
        for raw in &raw.fields {
            if !raw.params.is_empty()
                && let Some(field) = node.field(&raw.name.value)
            {
                lists.push((&raw.params, &field.params));
            }
        }
    }
    let mut all = Vec::new();
    for (raw, params) in lists {
        for (raw, param) in raw.iter().zip(params) {
            if is_known(&raw.ty, &param.ty) {
                all.push((raw, param));
            }
        }
    }
    all
}

/// Whether the type was found. In place of another one, a parameter has any JSON.
fn is_known(raw: &TypeExpr, ty: &Type) -> bool {
    *ty != Type::Scalar(Scalar::Json) || matches!(&raw.kind, TypeKind::Name(name) if name == "json")
}
