//! Line breaking: what fits on one line, and how the rest is split.

use std::cmp::Ordering;

use super::keys::Role;
use crate::json::{Json, Kind, Member};

/// The target line width. Strings are never split.
const WIDTH: usize = 126;
/// The target width of table rows, such as fields and parameters.
const ROW_WIDTH: usize = 146;
const STEP: usize = 2;

/// Formats a whole file.
pub(super) fn file(tree: &Json) -> String {
    let role = if tree.get("node").is_some() { Role::NodeFile } else { Role::File };
    value(tree, role, 0, 0) + "\n"
}

/// Formats a value on as many lines as it needs. The first line starts at column `used`, the others at `indent`.
/// Leaves room for a comma.
fn value(json: &Json, role: Role, indent: usize, used: usize) -> String {
    let line = flat(json, role);
    let most = if role.is_row() { ROW_WIDTH } else { WIDTH };
    let fits = used + line.chars().count() < most;
    let empty = matches!(line.as_str(), "{}" | "[]");
    let tall = matches!(&json.kind, Kind::Object(members) if role.is_tall(json, members.len()));
    match &json.kind {
        _ if empty || role.is_flat() || (fits && !tall) => line,
        Kind::Object(members) => {
            let members = ordered(members, role);
            let lines = lines(&members, role, indent + STEP);
            block('{', &lines, '}', indent)
        }
        Kind::Array(items) => {
            let plain = items.iter().all(|item| !matches!(item.kind, Kind::Object(_) | Kind::Array(_)));
            let items = items.iter().map(|item| value(item, Role::Free, indent + STEP, indent + STEP));
            let lines = match plain {
                true => filled(items, indent + STEP),
                false => items.collect(),
            };
            block('[', &lines, ']', indent)
        }
        Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) | Kind::Bad => line,
    }
}

fn block(open: char, lines: &[String], close: char, indent: usize) -> String {
    let space = " ".repeat(indent + STEP);
    let lines: Vec<String> = lines.iter().map(|line| format!("{space}{line}")).collect();
    format!("{open}\n{}\n{}{close}", lines.join(",\n"), " ".repeat(indent))
}

/// Formats the members of an object, one per line, except that members of one group share lines.
fn lines(members: &[&Member], role: Role, indent: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut previous = None;
    for member in members {
        let group = group(&member.key.value, role);
        let shared = role == Role::Texts || group.is_some() && group == previous;
        let key = format!("{}: ", text(&member.key.value));
        let inner = role.of(&member.key.value);
        let line = format!("{key}{}", flat(&member.value, inner));
        if let Some(last) = lines.last_mut().filter(|last| shared && !last.contains('\n')) {
            let together = indent + last.chars().count() + 2 + line.chars().count();
            if together < WIDTH {
                *last += &format!(", {line}");
                continue;
            }
        }
        previous = group;
        let used = indent + key.chars().count();
        // The files of a manifest are listed one per line.
        let tall = role == Role::File && member.key.value == "files";
        lines.push(match &member.value.kind {
            Kind::Array(items) if tall && items.len() > 1 => {
                let items: Vec<String> = items.iter().map(|item| flat(item, Role::Free)).collect();
                key + &block('[', &items, ']', indent)
            }
            _ => key + &value(&member.value, inner, indent, used),
        });
    }
    lines
}

/// Puts as many items on a line as fit.
fn filled(items: impl Iterator<Item = String>, indent: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for item in items {
        match lines.last_mut() {
            Some(last) if indent + last.chars().count() + 2 + item.chars().count() < WIDTH => {
                *last += &format!(", {item}");
            }
            _ => lines.push(item),
        }
    }
    lines
}

fn group(key: &str, role: Role) -> Option<usize> {
    role.groups().iter().position(|group| group.contains(&key))
}

/// Sorts known keys in their defined order, followed by unknown keys in the order of the input.
fn ordered(members: &[Member], role: Role) -> Vec<&Member> {
    let place = |member: &Member| {
        role.groups().iter().flat_map(|group| group.iter()).position(|key| *key == member.key.value)
    };
    let mut members: Vec<&Member> = members.iter().collect();
    members.sort_by(|one, other| match (place(one), place(other)) {
        (Some(one), Some(other)) => one.cmp(&other),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    });
    members
}

/// Formats a value on one line.
fn flat(json: &Json, role: Role) -> String {
    match &json.kind {
        Kind::Null | Kind::Bad => "null".to_owned(),
        Kind::Bool(value) => value.to_string(),
        Kind::Number(digits) => digits.clone(),
        Kind::String(value) => text(value),
        Kind::Array(items) => {
            let items: Vec<String> = items.iter().map(|item| flat(item, Role::Free)).collect();
            format!("[{}]", items.join(", "))
        }
        Kind::Object(members) if members.is_empty() => "{}".to_owned(),
        Kind::Object(members) => {
            let members: Vec<String> = ordered(members, role)
                .into_iter()
                .map(|member| {
                    let inner = role.of(&member.key.value);
                    format!("{}: {}", text(&member.key.value), flat(&member.value, inner))
                })
                .collect();
            format!("{{ {} }}", members.join(", "))
        }
    }
}

fn text(value: &str) -> String {
    let mut out = String::from("\"");
    for c in value.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
