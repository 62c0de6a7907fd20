//! Checks names: their characters, and that they are unique in Rust.

use crate::{
    bytes,
    diagnostic::{Diagnostic, Diagnostics, code, source::Span},
    model::Schema,
    raw::{self, Document, Name},
    reserved,
    table::{Set, Table},
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
            unique_in_rust(names_of(&field.params), "parameters", diags);
        }
        unique_in_rust(node.fields.iter().map(|field| (&field.name, field.rust.as_ref())), "fields", diags);
        unique_in_rust(names_of(&node.params), "parameters", diags);
        for connection in &node.connections {
            member_name(&connection.name, "a connection", diags);
        }
        for target in node.targets.iter().flatten() {
            member_name(&target.name, "a target", diags);
            for (name, _) in &target.args {
                member_name(name, "an argument of a target", diags);
            }
        }
        for (name, _) in &node.names {
            type_name(name, diags);
            taken(name, reserved::NODE_TYPES, "the module of every node", diags);
        }
        unique_members(node, diags);
        for connection in &node.connections {
            unique_in_list(connection, diags);
            unique_in_rust(names_of(&connection.params), "parameters", diags);
        }
    }
    for operation in super::operations(raw) {
        member_name(&operation.name, "an operation", diags);
        unique_in_rust(names_of(&operation.params), "parameters", diags);
        for error in &operation.errors {
            type_name(&error.name, diags);
        }
        for name in operation.rules.iter().filter_map(|rule| rule.name.as_ref()) {
            member_name(name, "a rule", diags);
        }
        if let Some(raw::Returns::Members(members)) = &operation.returns {
            members.iter().for_each(|(name, _)| wire_name(name, diags));
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
    for union in &raw.unions {
        type_name(&union.name, diags);
        taken(&union.name, reserved::ROOT_TYPES, "every generated API", diags);
    }
    for permission in &raw.permissions {
        member_name(&permission.name, "a permission", diags);
        taken(&permission.name, reserved::PERMISSION_ITEMS, "the module `permission`", diags);
    }
    unique_modules(schema, diags);
}

pub(super) fn taken(name: &Name, names: &[&str], place: &str, diags: &mut Diagnostics) {
    if names.contains(&name.value.as_str()) {
        diags.push(
            Diagnostic::error(code::DESCRIBED_TWICE, format!("the name `{}` is reserved", name.value))
                .at(name.span, format!("{place} has an item with this name"))
                .help("choose another name"),
        );
    }
}

/// Reports operations of a connection that share a name with a parameter of its list: both become methods of the
/// same type.
fn unique_in_list(connection: &crate::raw::Connection, diags: &mut Diagnostics) {
    for operation in &connection.operations {
        taken(&operation.name, reserved::CONNECTION_OPERATIONS, "every connection", diags);
        if let Some(param) = connection.params.iter().find(|param| rust(param) == operation.name.value) {
            let title = format!("`{}` is both an operation and a parameter of a list", operation.name.value);
            diags.push(
                Diagnostic::error(code::DESCRIBED_TWICE, title)
                    .at(
                        operation.name.span,
                        "the operations and list parameters of a connection share one namespace",
                    )
                    .also(param.name.span, "the parameter"),
            );
        }
    }
}

/// Checks the name of a node, object, enum, union, variant or error, such as `AgeRange`.
pub(super) fn type_name(name: &Name, diags: &mut Diagnostics) {
    if !is_type_name(&name.value) {
        bad(
            name,
            "not a valid name for a type",
            "the name of a type must start with an uppercase letter, followed by letters and digits, such as `AgeRange`",
            diags,
        );
    }
}

fn is_type_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase())
        && bytes::all(name, |byte| matches!(byte, b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9'))
}

fn is_member_rest(name: &str) -> bool {
    let mut rest = name.as_bytes();
    loop {
        rest = match rest {
            [] => return true,
            [b'_'] | [b'_', b'_', ..] => return false,
            [b'a'..=b'z' | b'0'..=b'9' | b'_', others @ ..] => others,
            _ => return false,
        };
    }
}

/// Checks any other name, such as `first_name`.
pub(super) fn member_name(name: &Name, what: &str, diags: &mut Diagnostics) {
    let good = matches!(name.value.as_bytes(), [b'a'..=b'z', ..])
        && is_member_rest(&name.value)
        && !reserved::PATH_WORDS.contains(&name.value.as_str());
    if good {
        return;
    }
    if matches!(name.value.as_str(), "self" | "super" | "crate") {
        let help = "`self`, `super` and `crate` are reserved in Rust; choose another name";
        return bad(name, &format!("not a valid name for {what}"), help, diags);
    }
    let mut rule = format!(
        "the name of {what} must start with a lowercase letter, followed by lowercase letters, digits and single `_`"
    );
    if name.value.contains('/') {
        rule += "; write a path with a slash in \"path\"";
    } else if matches!(what, "a field" | "a parameter") {
        rule += "; for another wire name, set the Rust name in \"name\"";
    }
    bad(name, &format!("not a valid name for {what}"), &rule, diags);
}

/// Checks the name of a field. A Rust name that differs from the wire name starts with `_`, so that a selection can
/// recognize it without the schema.
fn field_name(field: &crate::raw::Field, diags: &mut Diagnostics) {
    let Some(rust) = &field.rust else { return member_name(&field.name, "a field", diags) };
    wire_name(&field.name, diags);
    let good = rust.value.strip_prefix('_').is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit()) && is_member_rest(rest)
    });
    if !good {
        bad(
            rust,
            "not a valid Rust name for a field",
            "the Rust name of a field must be `_`, then lowercase letters, digits and single `_`, such as \
             `_1d_click`",
            diags,
        );
    }
}

/// Checks a wire name that differs from the Rust name.
pub(super) fn wire_name(name: &Name, diags: &mut Diagnostics) {
    let good = !name.value.is_empty()
        && name
            .value
            .chars()
            .all(|c| c.is_ascii_graphic() && !matches!(c, '{' | '}' | '(' | ')' | ',' | '"' | '\\'));
    if !good {
        bad(
            name,
            "not a valid wire name",
            "a wire name must consist of printable ASCII characters other than spaces, `{`, `}`, `(`, `)`, `,`, `\"` and `\\`",
            diags,
        );
    }
}

fn names_of(params: &[crate::raw::Param]) -> impl Iterator<Item = (&Name, Option<&Name>)> + Clone {
    params.iter().map(|param| (&param.name, param.rust.as_ref()))
}

fn rust(param: &crate::raw::Param) -> &str {
    param.rust.as_ref().unwrap_or(&param.name).value.as_str()
}

/// Reports members of one kind with the same Rust name. Wire names are unique, because they are keys.
fn unique_in_rust<'a>(
    names: impl Iterator<Item = (&'a Name, Option<&'a Name>)> + Clone,
    what: &str,
    diags: &mut Diagnostics,
) {
    if names.clone().all(|(_, rust)| rust.is_none()) {
        return;
    }
    let mut seen: Table<Span> = Table::default();
    for (wire, rust) in names {
        let name = rust.unwrap_or(wire);
        if let Some(first) = seen.insert(&name.value, name.span) {
            diags.push(
                Diagnostic::error(
                    code::DESCRIBED_TWICE,
                    format!("two {what} have the Rust name `{}`", name.value),
                )
                .at(name.span, "second use")
                .also(first, "first use")
                .help("set another \"name\" on one of them"),
            );
        }
    }
}

pub(super) fn bad(name: &Name, label: &str, help: &str, diags: &mut Diagnostics) {
    diags.push(
        Diagnostic::error(code::BAD_NAME, format!("invalid name `{}`", name.value))
            .at(name.span, label)
            .help(help),
    );
}

/// Reports connections, operations and parameters of a node with the same name: all become methods of one type.
fn unique_members(node: &crate::raw::Node, diags: &mut Diagnostics) {
    let mut seen: Table<(Span, &str)> = Table::default();
    let connections = node.connections.iter().map(|connection| (&connection.name, "a connection"));
    let operations = node.operations.iter().map(|operation| (&operation.name, "an operation"));
    let params = node.params.iter().map(|param| (param.rust.as_ref().unwrap_or(&param.name), "a parameter"));
    for (name, what) in connections.chain(operations).chain(params) {
        if let Some((first, first_what)) = seen.insert(&name.value, (name.span, what)) {
            let title = format!("`{}` is both {first_what} and {what} of `{}`", name.value, node.name.value);
            diags.push(
                Diagnostic::error(code::DESCRIBED_TWICE, title)
                    .at(name.span, "connections, operations and parameters of a node share one namespace")
                    .also(first, "first use"),
            );
        }
    }
}

fn unique_modules(schema: &Schema, diags: &mut Diagnostics) {
    let mut seen: Table<&crate::model::Node> = Table::default();
    let mut names = Set::default();
    for node in &schema.nodes {
        if !names.insert(node.name.as_str()) {
            continue; // already reported as defined twice
        }
        if !is_type_name(&node.name) {
            continue; // already reported, and its module follows from it
        }
        // Modules of the generated API itself.
        if reserved::ROOT_MODULES.contains(&node.module.as_str()) {
            diags.push(
                Diagnostic::error(
                    code::DESCRIBED_TWICE,
                    format!("the module name `{}` is reserved", node.module),
                )
                .at(node.span, "this node would use it")
                .help("set another \"module\" on the node"),
            );
        }
        if let Some(first) = seen.insert(&node.module, node) {
            diags.push(
                Diagnostic::error(
                    code::DESCRIBED_TWICE,
                    format!("`{}` and `{}` both use the module `{}`", first.name, node.name, node.module),
                )
                .at(node.span, "second use")
                .also(first.span, "first use")
                .help("set another \"module\" on one of them"),
            );
        }
    }
}
