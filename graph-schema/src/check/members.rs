//! Checks where the members of an object stand, their other names, and the rules between them.

use super::unique::Unique;
use crate::{
    diagnostic::{Diagnostic, Diagnostics, code, source::Span},
    model::Schema,
    raw::{Document, Field, Name, Node, Rule},
    table::Table,
};

pub(super) fn check(raw: &Document, schema: &Schema, diags: &mut Diagnostics) {
    for (object, _) in super::objects(raw, schema) {
        places(object, diags);
        aliases(object, diags);
        setters(object, diags);
        for rule in &object.rules {
            self::rule(object, rule, diags);
        }
        object.fields.iter().for_each(|field| only_with(object, field, diags));
    }
}

fn is_constant(field: &Field) -> bool {
    field.sent.as_ref().is_some_and(|sent| sent.constant.is_some())
}

fn is_required(field: &Field) -> bool {
    field.sent.as_ref().is_some_and(|sent| sent.required)
}

fn is_flat(field: &Field) -> bool {
    field.sent.as_ref().is_some_and(|sent| sent.flat.is_some())
}

/// The path of a member below its object, with its place in the schema.
fn path(field: &Field) -> &Name {
    field.sent.as_ref().and_then(|sent| sent.at.as_ref()).unwrap_or(&field.name)
}

fn places(object: &Node, diags: &mut Diagnostics) {
    let has_paths = object.fields.iter().any(|field| path(field).span != field.name.span);
    if !has_paths {
        return;
    }
    let mut seen: Vec<&Name> = Vec::new();
    for field in object.fields.iter().filter(|field| !is_flat(field)) {
        let own = path(field);
        if own.span == field.name.span && own.value.contains('.') {
            diags.push(
                Diagnostic::error(code::BAD_PLACE, format!("the name `{}` looks like a path", own.value))
                    .at(
                        own.span,
                        "other members of this object have a path in \"at\", where `.` separates names",
                    )
                    .help("remove \"at\" from the other members: describe them as objects of their own"),
            );
            continue;
        }
        if own.span != field.name.span {
            own.value.split('.').filter(|part| !part.is_empty()).for_each(|part| {
                super::names::wire_name(&Name::new(part.to_owned(), own.span), diags);
            });
        }
        for other in &seen {
            let (title, label) = if own.value == other.value {
                (format!("two members stand at `{}`", own.value), "second use")
            } else if is_below(&own.value, &other.value) {
                (
                    format!("`{}` stands inside `{}`", own.value, other.value),
                    "inside the value of another member",
                )
            } else if is_below(&other.value, &own.value) {
                (
                    format!("`{}` stands inside `{}`", other.value, own.value),
                    "another member is inside this value",
                )
            } else {
                continue;
            };
            diags.push(
                Diagnostic::error(code::BAD_PLACE, title)
                    .at(own.span, label)
                    .also(other.span, "the other member")
                    .help("give each member its own place in \"at\""),
            );
        }
        seen.push(own);
    }
}

fn is_below(path: &str, other: &str) -> bool {
    path.strip_prefix(other).is_some_and(|rest| rest.starts_with('.'))
}

fn aliases(object: &Node, diags: &mut Diagnostics) {
    let mut seen: Table<Span> = Table::default();
    for field in object.fields.iter().filter(|field| !is_flat(field)) {
        let path = path(field);
        let first = path.value.split_once('.').map_or(path.value.as_str(), |(first, _)| first);
        seen.insert_first(first, field.name.span);
    }
    for alias in object.fields.iter().filter_map(|field| field.sent.as_ref()).flat_map(|sent| &sent.aliases) {
        super::names::wire_name(alias, diags);
        if let Some(first) = seen.insert(&alias.value, alias.span) {
            diags.push(
                Diagnostic::error(
                    code::DESCRIBED_TWICE,
                    format!("two members of `{}` are read from `{}`", object.name.value, alias.value),
                )
                .at(alias.span, "second use")
                .also(first, "first use")
                .help("remove this alias"),
            );
        }
    }
}

/// Setters, and those that add to a list, are methods of one type.
fn setters(object: &Node, diags: &mut Diagnostics) {
    if object.fields.iter().all(|field| field.sent.as_ref().is_none_or(|sent| sent.add.is_none())) {
        return;
    }
    let mut names = Unique::default();
    for field in object.fields.iter().filter(|field| !is_required(field) && !is_constant(field)) {
        let name = field.rust.as_ref().unwrap_or(&field.name);
        let what = format!("the setter of `{}`", field.name.value);
        names.define_quietly(name.value.clone(), what, name.span);
    }
    for field in &object.fields {
        let Some(add) = field.sent.as_ref().and_then(|sent| sent.add.as_ref()) else { continue };
        super::names::member_name(add, "a setter", diags);
        let what = format!("the setter that adds to `{}`", field.name.value);
        names.define(add.value.clone(), what, add.span, diags);
    }
}

fn rule(object: &Node, rule: &Rule, diags: &mut Diagnostics) {
    let kind = rule.kind.value.as_str();
    let mut seen: Table<Span> = Table::default();
    for name in rule.sides.iter().flatten() {
        if let Some(first) = seen.insert(&name.value, name.span) {
            diags.push(
                invalid(object, name, "appears twice in one rule")
                    .also(first, "first use")
                    .help("remove one of them"),
            );
        }
        let Some(field) = object.fields.iter().find(|field| field.name.value == name.value) else { continue };
        if is_constant(field) {
            let help = "a constant is always sent: remove it from the rule";
            diags.push(invalid(object, name, "this member is a constant").help(help));
        } else if is_required(field) {
            let label = match kind {
                "not_together" | "exactly_one" => "always there, so none of the others could be set",
                "together" => "always there, so all of the others are required as well",
                _ => "always there, so the rule has no effect",
            };
            let help = "remove it from the rule, or remove \"required\"";
            diags.push(invalid(object, name, label).help(help));
        }
    }
    if let Some(side) = rule.sides.iter().find(|side| side.len() > 1)
        && let Some(name) = side.first()
    {
        let label = "several members cannot be one alternative in a rule of an object";
        let help = "write one rule for each pair that excludes each other";
        diags.push(invalid(object, name, label).help(help));
    }
    if let Some(name) = &rule.name {
        diags.push(
            Diagnostic::error(
                code::BAD_RULE,
                format!("\"name\" is not allowed on a rule of `{}`", object.name.value),
            )
            .at(name.span, "members of objects have their own setters")
            .help("remove \"name\""),
        );
    }
}

fn only_with(object: &Node, field: &Field, diags: &mut Diagnostics) {
    let Some(rule) = field.sent.as_ref().and_then(|sent| sent.only_with.as_ref()) else { return };
    let with = &rule.name;
    let Some(other) = object.fields.iter().find(|other| other.name.value == with.value) else { return };
    let label = if other.name.value == field.name.value {
        "a member cannot require itself"
    } else if is_constant(field) {
        "a constant is always sent, so it cannot depend on another member"
    } else if is_required(field) {
        "always required, so it cannot depend on another member"
    } else if is_constant(other) {
        "depends on a constant, which is always sent"
    } else if is_required(other) && rule.values.is_none() {
        "depends on a required member, which is always sent"
    } else {
        return;
    };
    diags.push(
        Diagnostic::error(
            code::BAD_RULE,
            format!("invalid rule for `{}` of `{}`", field.name.value, object.name.value),
        )
        .at(with.span, label)
        .help("remove \"only_with\""),
    );
}

fn invalid(object: &Node, name: &Name, label: &str) -> Diagnostic {
    Diagnostic::error(code::BAD_RULE, format!("invalid rule for `{}` of `{}`", name.value, object.name.value))
        .at(name.span, label)
}

#[cfg(test)]
mod tests {
    #[test]
    fn an_object_may_have_many_required_members() {
        let fields: Vec<String> =
            (0..300).map(|at| format!(r#""f{at}": {{ "type": "string", "required": true }}"#)).collect();
        let text = format!(r#"{{ "objects": {{ "Card": {{ "fields": {{ {} }} }} }} }}"#, fields.join(", "));
        let loaded = crate::parse(&[("a.json", &text)]);
        assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
        assert_eq!(loaded.schema.nodes[0].fields.iter().filter(|field| field.required).count(), 300);
    }
}
