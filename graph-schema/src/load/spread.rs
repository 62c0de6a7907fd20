//! Items of one schema in several files. A node may be spread over files; each of its members is defined once.

use crate::{
    diagnostic::{Diagnostic, Diagnostics, code},
    json::{Json, Kind, Member},
};

/// The parts of a node that several files may add to.
const PARTS: [&str; 5] = ["fields", "connections", "operations", "params", "targets"];

/// Adds the items of a section.
pub(super) fn add(known: &mut Vec<Member>, new: Vec<Member>, are_nodes: bool, diags: &mut Diagnostics) {
    for member in new {
        match known.iter_mut().find(|known| known.key.value == member.key.value) {
            Some(first) if are_nodes => node(first, member, diags),
            Some(first) => twice(first, &member, &member.key.value, diags),
            None => known.push(member),
        }
    }
}

/// Adds the members of a node that is defined in another file as well.
fn node(first: &mut Member, second: Member, diags: &mut Diagnostics) {
    let name = second.key.value.clone();
    if !adds(&second.value) || !adds(&first.value) {
        return twice(first, &second, &name, diags);
    }
    let (Kind::Object(known), Kind::Object(new)) = (&mut first.value.kind, second.value.kind) else { return };
    for member in new {
        let key = member.key.value.clone();
        let Some(first) = known.iter_mut().find(|known| known.key.value == key) else {
            known.push(member);
            continue;
        };
        match (&mut first.value.kind, member.value.kind) {
            (Kind::Object(known), Kind::Object(new)) if PARTS.contains(&key.as_str()) => {
                for member in new {
                    match known.iter().find(|known| known.key.value == member.key.value) {
                        Some(first) => twice(first, &member, &format!("{name}.{}", member.key.value), diags),
                        None => known.push(member),
                    }
                }
            }
            _ if matches!(key.as_str(), "$schema" | "node") => {}
            (_, kind) => {
                let member = Member { key: member.key, value: Json { span: member.value.span, kind } };
                twice(first, &member, &format!("{name}.{key}"), diags);
            }
        }
    }
}

/// Whether a definition has parts that can be added to another one.
fn adds(node: &Json) -> bool {
    PARTS.iter().any(|part| node.get(part).is_some())
}

fn twice(first: &Member, second: &Member, name: &str, diags: &mut Diagnostics) {
    diags.push(
        Diagnostic::error(code::DESCRIBED_TWICE, format!("`{name}` is defined twice"))
            .at(second.key.span, "second definition")
            .also(first.key.span, "first definition"),
    );
}
