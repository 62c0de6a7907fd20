//! What a permission gives access to.

use graph_schema::{
    Schema,
    model::{PermissionId, PermissionRule, Requirement, Whose},
};

use super::{
    card::Member,
    cards::member,
    find::{self, What},
    param::person,
};

/// The fields, lists and operations whose rules name a permission, each with the targets it applies to.
pub fn of(schema: &Schema, id: PermissionId) -> Vec<(&'static str, Vec<Member<'_>>)> {
    let mut fields = Vec::new();
    for node in &schema.nodes {
        for field in &node.fields {
            if let Some(how) = how(schema, &field.permission, id) {
                fields.push(member(&format!("{}.{}", node.name, field.name), how, &field.doc));
            }
        }
    }
    let (mut lists, mut operations) = (Vec::new(), Vec::new());
    for call in find::calls(schema) {
        match (call.what, call.connection) {
            (What::Operation(operation), _) => {
                if let Some(how) = how(schema, &operation.permission, id) {
                    operations.push(member(&call.name(), how, &operation.doc));
                }
            }
            (What::List, Some(connection)) => {
                if let Some(how) = how(schema, &connection.permission, id) {
                    lists.push(member(&call.name(), how, &connection.doc));
                }
            }
            (What::Get | What::List | What::Variant(_), _) => {}
        }
    }
    let mut groups = vec![("fields", fields), ("lists", lists), ("operations", operations)];
    groups.retain(|(_, list)| !list.is_empty());
    groups
}

/// The targets for which a rule names the permission, and the permissions beside it.
fn how(schema: &Schema, rule: &PermissionRule, id: PermissionId) -> Option<String> {
    let parts = [(Whose::Own, &rule.own), (Whose::Friend, &rule.friend), (Whose::Other, &rule.other)];
    let speaking: Vec<_> =
        parts.iter().filter(|(_, requirement)| requirement.permissions().contains(&id)).collect();
    let (_, first) = speaking.first()?;
    let people: Vec<&str> = speaking.iter().map(|(whose, _)| person(*whose)).collect();
    let mut text = match people.len() {
        3 => "for everybody".to_owned(),
        _ => format!("for {}", people.join(" and ")),
    };
    match first {
        Requirement::Widens(_) => text += ", adds to the response",
        Requirement::Needs(all) => {
            for any in all {
                let others: Vec<&str> = any
                    .iter()
                    .filter(|other| **other != id)
                    .map(|other| schema[*other].name.as_str())
                    .collect();
                match (any.contains(&id), others.is_empty()) {
                    (true, false) => text += &format!(", or {}", others.join(" or ")),
                    (false, _) => text += &format!(", with {}", others.join(" or ")),
                    (true, true) => {}
                }
            }
        }
        Requirement::None | Requirement::Never | Requirement::Unknown => {}
    }
    Some(text)
}
