//! Names: what they may be made of, and that no two become the same.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    bytes,
    diagnostic::{Diagnostic, Diagnostics, code, source::Span},
    model::Schema,
    raw::{Document, Name},
    reserved,
};

pub(super) fn check(raw: &Document, schema: &Schema, diags: &mut Diagnostics) {
    for node in &raw.nodes {
        type_name(&node.name, diags);
        taken(&node.name, reserved::ROOT_TYPES, "every generated API", diags);
        if let Some(module) = &node.module {
            member_name(module, "a module", diags);
        }
        for field in &node.fields {
            field_name(field, diags);
        }
        rust_apart(node.fields.iter().map(|field| (&field.name, field.rust.as_ref())), "fields", diags);
        rust_apart(names_of(&node.params), "parameters", diags);
        for connection in &node.connections {
            member_name(&connection.name, "a connection", diags);
        }
        for target in node.targets.iter().flatten() {
            member_name(&target.name, "a target", diags);
        }
        for (name, _) in &node.names {
            type_name(name, diags);
            taken(name, reserved::NODE_TYPES, "every node's module", diags);
        }
        members_apart(node, diags);
        for connection in &node.connections {
            list_apart(connection, diags);
            rust_apart(names_of(&connection.params), "parameters", diags);
        }
    }
    for operation in super::operations(raw) {
        member_name(&operation.name, "an operation", diags);
        rust_apart(names_of(&operation.params), "parameters", diags);
        for error in &operation.errors {
            type_name(&error.name, diags);
        }
    }
    for param in super::params_of(raw) {
        match &param.rust {
            Some(rust) => {
                wire_name(&param.name, diags);
                member_name(rust, "a parameter in Rust", diags);
            }
            None => member_name(&param.name, "a parameter", diags),
        }
    }
    for item in &raw.enums {
        type_name(&item.name, diags);
        taken(&item.name, reserved::ROOT_TYPES, "every generated API", diags);
    }
    for permission in &raw.permissions {
        member_name(&permission.name, "a permission", diags);
        taken(&permission.name, reserved::PERMISSION_ITEMS, "the module of permissions", diags);
    }
    modules_apart(schema, diags);
    alternatives_apart(raw, schema, diags);
}

/// "Any of these permissions" has a name in Rust that a permission of its own may not have.
fn alternatives_apart(raw: &Document, schema: &Schema, diags: &mut Diagnostics) {
    for any in schema.alternatives() {
        let joined = reserved::any_of(schema, any);
        let Some(same) = raw.permissions.iter().find(|permission| permission.name.value == joined) else {
            continue;
        };
        let mut names: Vec<&str> = any.iter().map(|id| schema[*id].name.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        let title = format!("the name `{joined}` is taken");
        let diagnostic = Diagnostic::error(code::DESCRIBED_TWICE, title)
            .at(same.name.span, format!("stands for any of {}", names.join(", ")))
            .help("give the permission another name");
        diags.push(diagnostic);
    }
}

fn taken(name: &Name, names: &[&str], place: &str, diags: &mut Diagnostics) {
    if names.contains(&name.value.as_str()) {
        diags.push(
            Diagnostic::error(code::DESCRIBED_TWICE, format!("the name `{}` is taken", name.value))
                .at(name.span, format!("{place} has one of its own"))
                .help("give it another name"),
        );
    }
}

/// Operations of a connection and parameters of its list become methods of one value.
fn list_apart(connection: &crate::raw::Connection, diags: &mut Diagnostics) {
    for operation in &connection.operations {
        taken(&operation.name, reserved::CONNECTION_OPERATIONS, "every connection", diags);
        if let Some(param) = connection.params.iter().find(|param| rust(param) == operation.name.value) {
            let title = format!("`{}` is both an operation and a parameter of a list", operation.name.value);
            diags.push(
                Diagnostic::error(code::DESCRIBED_TWICE, title)
                    .at(
                        operation.name.span,
                        "the operations of a connection share the names of its parameters",
                    )
                    .also(param.name.span, "the parameter"),
            );
        }
    }
}

/// Nodes, objects, enums, error names: `AgeRange`.
fn type_name(name: &Name, diags: &mut Diagnostics) {
    let good = name.value.starts_with(|c: char| c.is_ascii_uppercase())
        && bytes::all(&name.value, |byte| matches!(byte, b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9'));
    if !good {
        bad(
            name,
            "the name of a type is a capital letter, then letters and digits, such as `AgeRange`",
            diags,
        );
    }
}

fn is_member_rest(name: &str) -> bool {
    bytes::all(name, |byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'))
        && !name.contains("__")
        && !name.ends_with('_')
}

/// Everything else: `first_name`.
fn member_name(name: &Name, what: &str, diags: &mut Diagnostics) {
    let good = name.value.starts_with(|c: char| c.is_ascii_lowercase())
        && is_member_rest(&name.value)
        && !reserved::PATH_WORDS.contains(&name.value.as_str());
    if good {
        return;
    }
    let mut rule = format!("the name of {what} is a small letter, then small letters, digits and single `_`");
    if name.value.contains('/') {
        rule += "; a path with a slash goes into \"path\"";
    } else if matches!(what, "a field" | "a parameter") {
        rule += "; where the wire has another, say in \"name\" what Rust calls it";
    }
    bad(name, &rule, diags);
}

/// A field; one that Rust calls otherwise is told from the others by its first letter, so that a selection,
/// which does not know the schema, knows that its name is not the wire's.
fn field_name(field: &crate::raw::Field, diags: &mut Diagnostics) {
    let Some(rust) = &field.rust else { return member_name(&field.name, "a field", diags) };
    wire_name(&field.name, diags);
    let good = rust.value.strip_prefix('_').is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit()) && is_member_rest(rest)
    });
    if !good {
        bad(
            rust,
            "where the wire has another name, the name of a field in Rust is `_`, then small letters, digits and \
             single `_`, such as `_1d_click`",
            diags,
        );
    }
}

/// What travels under another name than Rust's.
fn wire_name(name: &Name, diags: &mut Diagnostics) {
    let good = !name.value.is_empty()
        && name
            .value
            .chars()
            .all(|c| c.is_ascii_graphic() && !matches!(c, '{' | '}' | '(' | ')' | ',' | '"'));
    if !good {
        bad(
            name,
            "a name on the wire is of printable characters, without brackets, commas and quotes",
            diags,
        );
    }
}

fn names_of(params: &[crate::raw::Param]) -> impl Iterator<Item = (&Name, Option<&Name>)> {
    params.iter().map(|param| (&param.name, param.rust.as_ref()))
}

fn rust(param: &crate::raw::Param) -> &str {
    param.rust.as_ref().unwrap_or(&param.name).value.as_str()
}

/// No two members of one kind have the same name in Rust. Names on the wire are apart, being keys.
fn rust_apart<'a>(
    names: impl Iterator<Item = (&'a Name, Option<&'a Name>)>,
    what: &str,
    diags: &mut Diagnostics,
) {
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    for (wire, rust) in names {
        let name = rust.unwrap_or(wire);
        if let Some(first) = seen.insert(&name.value, name.span) {
            diags.push(
                Diagnostic::error(code::DESCRIBED_TWICE, format!("two {what} are `{}` in Rust", name.value))
                    .at(name.span, "the second one")
                    .also(first, "the first one")
                    .help("give one of them another \"name\""),
            );
        }
    }
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
    let params = node.params.iter().map(|param| (param.rust.as_ref().unwrap_or(&param.name), "a parameter"));
    for (name, what) in connections.chain(operations).chain(params) {
        if let Some((first, first_what)) = seen.insert(&name.value, (name.span, what)) {
            let title = format!("`{}` is both {first_what} and {what} of `{}`", name.value, node.name.value);
            diags.push(
                Diagnostic::error(code::DESCRIBED_TWICE, title)
                    .at(name.span, "a node's connections, operations and parameters share their names")
                    .also(first, "the first one"),
            );
        }
    }
}

fn modules_apart(schema: &Schema, diags: &mut Diagnostics) {
    let mut seen: BTreeMap<&str, &crate::model::Node> = BTreeMap::new();
    let mut names = BTreeSet::new();
    for node in &schema.nodes {
        if !names.insert(node.name.as_str()) {
            continue; // said already: described twice
        }
        // Modules of the generated API itself.
        if reserved::ROOT_MODULES.contains(&node.module.as_str()) {
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
