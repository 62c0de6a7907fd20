//! Looks subjects up by name.

pub use graph_schema::call::find::{Call, What, calls};
use graph_schema::{
    Schema,
    model::{
        Connection, Enum, ErrorCode, ErrorRange, Event, Field, Node, OperationError, PermissionId, UnionId,
        Webhook,
    },
    suggest,
};

use super::event::event_name;

/// Something that a schema describes.
#[derive(Clone, Copy, Debug)]
pub enum Subject<'a> {
    /// A node or object.
    Node(&'a Node),
    /// An enum.
    Enum(&'a Enum),
    /// A union.
    Union(UnionId),
    /// A permission.
    Permission(PermissionId),
    /// An error code that any call may return.
    Error(&'a ErrorCode),
    /// An error code that one operation documents.
    OperationError(Call<'a>, &'a OperationError),
    /// A field of a node or object.
    Field(&'a Node, &'a Field),
    /// A connection of a node.
    Connection(&'a Node, &'a Connection),
    /// A call.
    Call(Call<'a>),
    /// An event that the platform delivers.
    Event(&'a Webhook, &'a Event),
}

/// All subjects of a name: a field and a connection may share one.
#[must_use]
pub fn find<'a>(schema: &'a Schema, name: &str) -> Vec<Subject<'a>> {
    let all = all(schema);
    let exactly: Vec<Subject<'a>> =
        all.iter().filter(|(known, _)| known == name).map(|(_, subject)| *subject).collect();
    if !exactly.is_empty() {
        return exactly;
    }
    // A code without an entry may be in a range.
    let Ok(code) = name.parse::<i64>() else { return Vec::new() };
    let around = |error: &&ErrorCode| (error.code.first..=error.code.last).contains(&code);
    schema.errors.iter().filter(around).map(Subject::Error).collect()
}

/// The message for a name that does not exist.
#[must_use]
pub fn unknown(schema: &Schema, name: &str) -> String {
    let all = all(schema);
    let names = || all.iter().map(|(known, _)| known.as_str());
    let title = format!("the schema has nothing called `{name}`");
    let inside = |place: &str| -> Vec<&str> {
        names().filter_map(|known| known.strip_prefix(place)?.strip_prefix('.')).collect()
    };
    // The place exists, so the last part is wrong.
    if let Some((place, last)) = name.rsplit_once('.') {
        let members = inside(place);
        if let Some(near) = suggest(last, members.iter().copied()) {
            return format!("{title}; did you mean `{place}.{near}`?");
        }
        let mut direct: Vec<&str> = members.into_iter().filter(|member| !member.contains('.')).collect();
        direct.dedup();
        if !direct.is_empty() {
            return format!("{title}; `{place}` has {}", direct.join(", "));
        }
    }
    match suggest(name, names()).filter(|_| name.len() > 1) {
        Some(near) => format!("{title}; did you mean `{near}`?"),
        None => format!(
            "{title}\n`graph schema list` lists all names, such as User, User.birthday, user.events.create, user_likes, 190"
        ),
    }
}

fn all(schema: &Schema) -> Vec<(String, Subject<'_>)> {
    let mut all = Vec::new();
    for node in &schema.nodes {
        // A member is named by its node's name, or by the module, as operations are.
        let mut places = vec![node.name.as_str(), node.module.as_str()];
        places.dedup();
        for place in places {
            all.push((place.to_owned(), Subject::Node(node)));
            for field in &node.fields {
                all.push((format!("{place}.{}", field.name), Subject::Field(node, field)));
            }
            for connection in &node.connections {
                let subject = Subject::Connection(node, connection);
                all.push((format!("{place}.{}", connection.name), subject));
                if connection.path != connection.name {
                    all.push((format!("{place}.{}", connection.path), subject));
                }
            }
        }
    }
    all.extend(schema.enums.iter().map(|item| (item.name.clone(), Subject::Enum(item))));
    all.extend(schema.unions().map(|(id, item)| (item.name.clone(), Subject::Union(id))));
    all.extend(schema.permissions().map(|(id, item)| (item.name.clone(), Subject::Permission(id))));
    for error in &schema.errors {
        all.push((code(error.code, error.subcode), Subject::Error(error)));
        all.push((error.name.clone(), Subject::Error(error)));
    }
    for call in calls(schema) {
        all.push((call.name(), Subject::Call(call)));
        if let What::Operation(operation) = call.what {
            for error in &operation.errors {
                let subject = Subject::OperationError(call, error);
                all.extend([(error.code.to_string(), subject), (error.name.clone(), subject)]);
            }
        }
    }
    for webhook in &schema.webhooks {
        let events = webhook.events.iter();
        all.extend(events.map(|event| (event_name(webhook, event), Subject::Event(webhook, event))));
    }
    all
}

/// A code in the notation of the schema's keys: `190`, `190/463`, `200-299`.
#[must_use]
pub fn code(range: ErrorRange, subcode: Option<i64>) -> String {
    let mut text = range.first.to_string();
    if range.last != range.first {
        text += &format!("-{}", range.last);
    }
    if let Some(subcode) = subcode {
        text += &format!("/{subcode}");
    }
    text
}
