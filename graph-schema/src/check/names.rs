//! Names: what they may be made of, and that no two become the same.

use std::collections::BTreeMap;

use crate::{
    code,
    diagnostic::{Diagnostic, Diagnostics},
    model::Schema,
    raw::{Document, Name},
    source::Span,
};

pub(super) fn check(raw: &Document, schema: &Schema, diags: &mut Diagnostics) {
    for node in &raw.nodes {
        type_name(&node.name, diags);
        if let Some(module) = &node.module {
            member_name(module, "a module", diags);
        }
        for field in &node.fields {
            member_name(&field.name, "a field", diags);
        }
        for connection in &node.connections {
            member_name(&connection.name, "a connection", diags);
        }
        for target in node.targets.iter().flatten() {
            member_name(&target.name, "a target", diags);
        }
        for (name, _) in &node.names {
            type_name(name, diags);
        }
        members_apart(node, diags);
    }
    for operation in super::operations(raw) {
        member_name(&operation.name, "an operation", diags);
        for error in &operation.errors {
            type_name(&error.name, diags);
        }
    }
    for param in super::params_of(raw) {
        member_name(&param.name, "a parameter", diags);
    }
    for item in &raw.enums {
        type_name(&item.name, diags);
    }
    for permission in &raw.permissions {
        member_name(&permission.name, "a permission", diags);
    }
    modules_apart(schema, diags);
}

/// Nodes, objects, enums, error names: `AgeRange`.
fn type_name(name: &Name, diags: &mut Diagnostics) {
    let good = name.value.starts_with(|c: char| c.is_ascii_uppercase())
        && name.value.chars().all(|c| c.is_ascii_alphanumeric());
    if !good {
        bad(
            name,
            "the name of a type is a capital letter, then letters and digits, such as `AgeRange`",
            diags,
        );
    }
}

/// Everything else: `first_name`.
fn member_name(name: &Name, what: &str, diags: &mut Diagnostics) {
    let good = name.value.starts_with(|c: char| c.is_ascii_lowercase())
        && name.value.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        && !name.value.contains("__");
    if good {
        return;
    }
    let mut rule = format!("the name of {what} is a small letter, then small letters, digits and `_`");
    if name.value.contains('/') {
        rule += "; a path with a slash goes into \"path\"";
    }
    bad(name, &rule, diags);
}

fn bad(name: &Name, help: &str, diags: &mut Diagnostics) {
    diags.push(
        Diagnostic::error(code::BAD_NAME, format!("`{}` cannot be used as this name", name.value))
            .at(name.span, "this would have to be changed to become a name in Rust")
            .help(help),
    );
}

/// Connections, operations and targets of one node become functions of one kind of value.
fn members_apart(node: &crate::raw::Node, diags: &mut Diagnostics) {
    let mut seen: BTreeMap<&str, (Span, &str)> = BTreeMap::new();
    let connections = node.connections.iter().map(|connection| (&connection.name, "a connection"));
    let operations = node.operations.iter().map(|operation| (&operation.name, "an operation"));
    for (name, what) in connections.chain(operations) {
        if let Some((first, first_what)) = seen.insert(&name.value, (name.span, what)) {
            let title = format!("`{}` is both {first_what} and {what} of `{}`", name.value, node.name.value);
            diags.push(
                Diagnostic::error(code::DESCRIBED_TWICE, title)
                    .at(name.span, "a node's connections and operations share their names")
                    .also(first, "the first one"),
            );
        }
    }
}

fn modules_apart(schema: &Schema, diags: &mut Diagnostics) {
    let mut seen: BTreeMap<&str, &crate::model::Node> = BTreeMap::new();
    for (at, node) in schema.nodes.iter().enumerate() {
        if schema.nodes[..at].iter().any(|first| first.name == node.name) {
            continue; // said already: described twice
        }
        // Modules of the generated API itself.
        if matches!(node.module.as_str(), "permission" | "value") {
            diags.push(
                Diagnostic::error(
                    code::DESCRIBED_TWICE,
                    format!("the module name `{}` is taken", node.module),
                )
                .at(node.span, "this node would get it")
                .help("give the node another \"module\""),
            );
        }
        if let Some(first) = seen.insert(&node.module, node) {
            diags.push(
                Diagnostic::error(
                    code::DESCRIBED_TWICE,
                    format!("`{}` and `{}` both get the module `{}`", first.name, node.name, node.module),
                )
                .at(node.span, "the second one")
                .also(first.span, "the first one")
                .help("give one of them another \"module\""),
            );
        }
    }
}
