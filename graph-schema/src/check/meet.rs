//! Reports names that become the same in Rust, after a change of case or with the affixes of generated code.

use super::unique::Unique;
use crate::list::List as _;
use crate::{
    diagnostic::{Diagnostic, Diagnostics, code, source::Span},
    model::Schema,
    raw::{Connection, Document, Enum, Operation, PermissionExpr, PermissionRule, Returns, TypeKind},
    reserved,
    table::{Set, Table},
};

pub(super) fn check(raw: &Document, schema: &Schema, diags: &mut Diagnostics) {
    for connection in raw.nodes.iter().flat_map(|node| &node.connections) {
        operations(connection, diags);
    }
    for operation in super::operations(raw) {
        errors(operation, diags);
        members(operation, diags);
    }
    for item in &raw.enums {
        words(item, diags);
    }
    permissions(raw, schema, diags);
}

/// The operations of a connection share a module.
fn operations(connection: &Connection, diags: &mut Diagnostics) {
    if connection.operations.len() < 2 {
        return;
    }
    let mut names = Unique::default();
    for operation in connection.operations.iter().filter(|operation| operation.variant_of.is_none()) {
        let (name, span) = (&operation.name.value, operation.name.span);
        let [has_errors, has_answer] = [!operation.errors.is_empty(), has_answer(operation)];
        for rust in reserved::fixed(name, has_errors, has_answer) {
            let marker = reserved::camel(name);
            let what = match rust.strip_prefix(&marker) {
                Some("Error") => format!("the errors of the operation `{name}`"),
                Some("Answer") => format!("the answer of the operation `{name}`"),
                _ => format!("the operation `{name}`"),
            };
            names.define(rust, what, span, diags);
        }
    }
}

fn has_answer(operation: &Operation) -> bool {
    match &operation.returns {
        Some(Returns::Members(members)) => !matches!(
            members.as_slice(),
            [(name, ty)] if name.value == "id" && matches!(ty.kind, TypeKind::Id(_))
        ),
        Some(Returns::Success | Returns::Written | Returns::Type(_)) | None => false,
    }
}

/// The errors of an operation are variants of one enum, by code.
fn errors(operation: &Operation, diags: &mut Diagnostics) {
    let mut names = Unique::default();
    let mut codes: Table<Span> = Table::default();
    for error in &operation.errors {
        let what = format!("the error {}", error.code.value);
        names.define(reserved::camel(&error.name.value), what, error.name.span, diags);
        if let Ok(number) = error.code.value.parse::<i64>()
            && let Some(first) = codes.insert(&number.to_string(), error.code.span)
        {
            diags.push(
                Diagnostic::error(code::DESCRIBED_TWICE, format!("the error code {number} is listed twice"))
                    .at(error.code.span, "second use")
                    .also(first, "first use"),
            );
        }
    }
}

/// The members of an answer are fields of one struct.
fn members(operation: &Operation, diags: &mut Diagnostics) {
    let Some(Returns::Members(members)) = &operation.returns else { return };
    let mut names = Unique::default();
    for (name, _) in members {
        let what = format!("the member `{}`", name.value);
        names.define(reserved::member(&name.value).into_owned(), what, name.span, diags);
    }
}

fn words(item: &Enum, diags: &mut Diagnostics) {
    let mut seen: Table<Span> = Table::default();
    for word in item.words.iter().map(|word| &word.name) {
        if word.value.is_empty() {
            diags.push(
                Diagnostic::error(code::BAD_NAME, format!("an empty word in the enum `{}`", item.name.value))
                    .at(word.span, "a word needs at least one character")
                    .help("remove it"),
            );
        }
        if let Some(first) = seen.insert(&word.value, word.span) {
            diags.push(
                Diagnostic::error(
                    code::DESCRIBED_TWICE,
                    format!("the word `{}` is listed twice in `{}`", word.value, item.name.value),
                )
                .at(word.span, "second use")
                .also(first, "first use")
                .help("remove one of them"),
            );
        }
    }
}

/// Permissions and their alternatives ("any of these") are traits and types of one module.
fn permissions(raw: &Document, schema: &Schema, diags: &mut Diagnostics) {
    let mut names = Unique::default();
    for permission in &raw.permissions {
        let name = &permission.name.value;
        let what = format!("the permission `{name}`");
        names.define(reserved::camel(name), what, permission.name.span, diags);
    }
    let mut places: Table<Span> = Table::default();
    each_rule(raw, &mut |rule| {
        let exprs = match rule {
            PermissionRule::Everybody(expr) => [Some(expr), None, None],
            PermissionRule::PerTarget { own, friend, other } => {
                [own.as_ref(), friend.as_ref(), other.as_ref()]
            }
        };
        exprs.into_iter().flatten().for_each(|expr| alternatives(expr, &mut places));
    });
    let mut seen = Set::default();
    for any in schema.alternatives() {
        let mut all: Vec<&str> = any.iter().map(|id| schema[*id].name.as_str()).list();
        all.sort_unstable();
        all.dedup();
        if all.len() < 2 || !seen.insert(&key(&all)) {
            continue;
        }
        let span = places.get(&key(&all)).copied().or_else(|| {
            let first = any.first()?;
            raw.permissions.get(first.0).map(|permission| permission.name.span)
        });
        let Some(span) = span else { continue };
        let what = format!("any of {}", all.iter().map(|name| format!("`{name}`")).list().join(", "));
        names.define(reserved::camel(&all.join("_or_")), what, span, diags);
    }
}

/// A set of permissions as a key.
fn key(names: &[&str]) -> String {
    format!("{names:?}")
}

/// The sets of permissions of which any is enough, with the place of each.
fn alternatives(expr: &PermissionExpr, places: &mut Table<Span>) {
    match expr {
        PermissionExpr::Any(list, span) => {
            let mut names: Vec<&str> = list
                .iter()
                .filter_map(|expr| match expr {
                    PermissionExpr::Name(name) => Some(name.value.as_str()),
                    _ => None,
                })
                .list();
            names.sort_unstable();
            names.dedup();
            places.insert_first(&key(&names), *span);
            list.iter().for_each(|expr| alternatives(expr, places));
        }
        PermissionExpr::All(list) => list.iter().for_each(|expr| alternatives(expr, places)),
        PermissionExpr::Widens(inner) => alternatives(inner, places),
        PermissionExpr::Name(_) | PermissionExpr::None | PermissionExpr::Never | PermissionExpr::Unknown => {}
    }
}

fn each_rule<'a>(raw: &'a Document, see: &mut impl FnMut(&'a PermissionRule)) {
    for node in &raw.nodes {
        node.fields.iter().filter_map(|field| field.permission.as_ref()).for_each(&mut *see);
        node.connections.iter().filter_map(|connection| connection.permission.as_ref()).for_each(&mut *see);
    }
    super::operations(raw).into_iter().filter_map(|operation| operation.permission.as_ref()).for_each(see);
}
