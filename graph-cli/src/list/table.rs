//! Prints rows as tables, one table per kind.

use std::io::{self, Write};

use serde_json::Value;

use super::row::{Code, Field, Limits, Required, Returns, Row, Rule};
use crate::output::write_columns;

/// The tables in printing order, with their column heads.
const TABLES: &[(&str, &[&str])] = &[
    ("Nodes", &["NODE"]),
    ("Objects", &["OBJECT"]),
    ("Enums", &["ENUM"]),
    ("Unions", &["UNION", "TAG", "FORM", "WITHOUT A TAG"]),
    ("Variants", &["UNION", "VARIANT", "TYPE", "FUNCTION", "LIMITS"]),
    ("Fields", &["NODE", "FIELD", "TYPE", "PRESENCE", "TOKEN", "PERMISSION"]),
    ("Members that are sent", &["OBJECT", "MEMBER", "REQUIRED", "PLACE", "LIMITS"]),
    ("Connections", &["NODE", "CONNECTION", "ITEM", "PAGING", "TOKEN", "PERMISSION"]),
    ("Operations", &["OPERATION", "METHOD", "PATH", "RETURNS", "TOKEN", "PERMISSION"]),
    ("Parameters", &["OPERATION", "PARAMETER", "TYPE", "REQUIRED", "LIMITS"]),
    ("Rules", &["OPERATION", "RULE"]),
    ("Permissions", &["PERMISSION"]),
    ("Errors", &["CODE", "SUBCODE", "NAME", "OPERATION", "RETRY"]),
    ("Real-time updates", &["NODE", "MEMBER"]),
    ("Webhooks", &["OBJECT", "FIELD", "TYPE", "VARIANT", "PERMISSION"]),
];

pub fn print(rows: &[Row<'_>], out: &mut impl Write) -> io::Result<()> {
    let mut first = true;
    for (title, heads) in TABLES {
        let rows: Vec<Vec<String>> = match *title {
            "Members that are sent" => rows.iter().filter_map(sent).collect(),
            title => {
                rows.iter().map(cells).filter(|(table, _)| *table == title).map(|(_, cells)| cells).collect()
            }
        };
        if rows.is_empty() {
            continue;
        }
        if !first {
            writeln!(out)?;
        }
        first = false;
        writeln!(out, "{title} ({})", rows.len())?;
        // A single column needs no head; the title is enough.
        let head = (heads.len() > 1).then(|| heads.iter().map(|head| (*head).to_owned()).collect());
        let lines: Vec<Vec<String>> = head.into_iter().chain(rows).collect();
        write_columns(&lines, out)?;
    }
    Ok(())
}

/// The table that a row belongs to, and its cells.
fn cells(row: &Row<'_>) -> (&'static str, Vec<String>) {
    let text = |text: &str| text.to_owned();
    match row {
        Row::Node { name } => ("Nodes", vec![text(name)]),
        Row::Object { name } => ("Objects", vec![text(name)]),
        Row::Enum { name } => ("Enums", vec![text(name)]),
        Row::Union(union) => {
            let form = match (union.tag, union.inline, union.content_in) {
                (None, ..) => text("the member that is present"),
                (_, true, _) => text("content beside the tag"),
                (_, _, Some(member)) => format!("content in {member}"),
                _ => text("content in the member of that name"),
            };
            let tag = union.tag.unwrap_or_default();
            ("Unions", vec![text(union.name), text(tag), form, text(union.default.unwrap_or_default())])
        }
        Row::Variant(variant) => (
            "Variants",
            vec![
                text(variant.union),
                text(variant.name),
                variant.ty.clone().unwrap_or_default(),
                variant.function.clone(),
                limits_text(&variant.limits),
            ],
        ),
        Row::Permission { name } => ("Permissions", vec![text(name)]),
        Row::Update { node, name } => ("Real-time updates", vec![text(node), text(name)]),
        Row::Event(event) => (
            "Webhooks",
            vec![
                text(event.object),
                text(event.name),
                event.ty.clone(),
                text(event.variant),
                event.permission.to_string(),
            ],
        ),
        Row::Rule { operation, rule } => ("Rules", vec![text(operation), rule_text(rule)]),
        Row::Field(field) => {
            let mut presence = text(field.presence);
            if field.on_request {
                presence += ", on request";
            }
            if field.unasked {
                presence += ", unasked";
            }
            if field.deprecated.is_some() {
                presence += ", deprecated";
            }
            let tokens = field.token.join(", ");
            (
                "Fields",
                vec![
                    text(field.node),
                    text(field.name),
                    field.ty.clone(),
                    presence,
                    tokens,
                    field.permission.to_string(),
                ],
            )
        }
        Row::Connection(connection) => (
            "Connections",
            vec![
                text(connection.node),
                text(connection.name),
                connection.item.clone(),
                text(connection.paging),
                connection.token.join(", "),
                connection.permission.to_string(),
            ],
        ),
        Row::Operation(operation) => (
            "Operations",
            vec![
                operation.name.clone(),
                text(operation.method),
                operation.path.clone(),
                returns_text(&operation.returns),
                operation.tokens.join(", "),
                operation.permission.to_string(),
            ],
        ),
        Row::Param(param) => {
            let required = match &param.required {
                Required::Known(true) => "yes".to_owned(),
                Required::ByRule(word) => text(word),
                Required::Known(false) => match param.requires.as_slice() {
                    [] => "no".to_owned(),
                    others => format!("no, only with {}", others.join(", ")),
                },
            };
            let limits = [
                param.min_length.map(|limit| format!("from {limit} characters")),
                param.max_length.map(|limit| format!("up to {limit} characters")),
                param.max_bytes.map(|limit| format!("up to {limit} bytes")),
                param.min.map(|limit| format!("from {limit}")),
                param.max.map(|limit| format!("up to {limit}")),
                param.min_items.map(|limit| format!("from {limit} elements")),
                param.max_items.map(|limit| format!("up to {limit} elements")),
                param.pattern.map(text),
                param.constant.as_ref().map(|value| format!("always {value}")),
                param.flat.then(|| text("its members are parameters")),
                param.only_on.map(|target| format!("only on {target}")),
            ];
            let limits: Vec<String> = limits.into_iter().flatten().collect();
            (
                "Parameters",
                vec![
                    param.operation.clone(),
                    text(param.name),
                    param.ty.clone(),
                    required,
                    limits.join(", "),
                ],
            )
        }
        Row::Error(error) => {
            let code = match &error.code {
                Code::One(code) => code.to_string(),
                Code::Range(range) => range.clone(),
            };
            let subcode = error.subcode.map(|subcode| subcode.to_string()).unwrap_or_default();
            let operation = error.operation.clone().unwrap_or_default();
            ("Errors", vec![code, subcode, text(error.name), operation, text(error.retry)])
        }
    }
}

/// The row of a member of which the schema says how it is sent.
fn sent(row: &Row<'_>) -> Option<Vec<String>> {
    let Row::Field(Field { node, name, sent: Some(sent), .. }) = row else { return None };
    let required = if sent.required { "yes" } else { "no" };
    let place = match &sent.at {
        Some(at) => at.clone(),
        None if sent.flat => "its members stand in the object".to_owned(),
        None => String::new(),
    };
    let constant = sent.constant.as_ref().map(|value| format!("always {value}"));
    let limits = constant.unwrap_or_else(|| limits_text(&sent.limits));
    Some(vec![(*node).to_owned(), (*name).to_owned(), required.to_owned(), place, limits])
}

fn limits_text(limits: &Limits) -> String {
    let all = [
        limits.min_length.map(|limit| format!("from {limit} characters")),
        limits.max_length.map(|limit| format!("up to {limit} characters")),
        limits.max_bytes.map(|limit| format!("up to {limit} bytes")),
        limits.min.map(|limit| format!("from {limit}")),
        limits.max.map(|limit| format!("up to {limit}")),
        limits.min_items.map(|limit| format!("from {limit} elements")),
        limits.max_items.map(|limit| format!("up to {limit} elements")),
        limits.pattern.map(str::to_owned),
    ];
    all.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn returns_text(returns: &Returns<'_>) -> String {
    match returns {
        Returns::Word(word) => word.clone(),
        Returns::Members(members) => {
            let members: Vec<String> = members.iter().map(|(name, ty)| format!("{name}: {ty}")).collect();
            format!("{{ {} }}", members.join(", "))
        }
    }
}

fn rule_text(rule: &Rule<'_>) -> String {
    match rule {
        Rule::AtLeastOne(params) => format!("at least one of {}", params.join(", ")),
        Rule::ExactlyOne(params) => format!("exactly one of {}", params.join(", ")),
        Rule::NotTogether(sides) => {
            let sides: Vec<String> = sides.iter().map(|side| side.join(" and ")).collect();
            format!("not together: {}", sides.join("; "))
        }
        Rule::OnlyWith { param, with, values } => {
            let values: Vec<String> = values.iter().map(Value::to_string).collect();
            let values = if values.is_empty() { String::new() } else { format!(" {}", values.join(" or ")) };
            format!("{param} only with {with}{values}")
        }
        Rule::OnlyOn { param, target } => format!("{param} only on {target}"),
    }
}
