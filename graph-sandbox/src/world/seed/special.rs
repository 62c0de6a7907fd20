//! What the schema cannot say about plausible data: how many there are of what.

use graph_schema::{
    Schema,
    model::{Node, NodeId, Type},
};
use serde_json::{Map, Value, json};

use super::Generator;

/// The connection that lists friends, also where a schema does not say so.
pub(crate) const FRIENDS: &str = "friends";

/// The Page that nobody likes.
pub(crate) const UNLIKED_PAGE: &str = "1";

/// How many of a kind exist from the start, and whether lists share them instead of making their own.
pub(super) fn pool(name: &str) -> (usize, bool) {
    match name {
        "Page" => (48, true),
        "Application" => (4, true),
        _ => (6, false),
    }
}

/// How many items a connection of the token's person has.
pub(super) fn count(connection: &str) -> usize {
    match connection {
        "albums" | "events" | "achievements" => 3,
        "likes" => 34,
        "feed" | "posts" => 8,
        "checkins" => 4,
        _ => 5,
    }
}

/// The id of something that `owner` made.
pub(crate) fn id(schema: &Schema, node: NodeId, owner: &str, number: u64) -> String {
    match schema[node].name.as_str() {
        "Post" => format!("{owner}_{}", number % 1_000_000_000),
        "AppRequest" => format!("{number}_{owner}"),
        _ => number.to_string(),
    }
}

/// Whether the person of a token is reached through `me` on such a node.
pub(crate) fn is_person(node: &Node) -> bool {
    node.targets.iter().any(|target| target.path.as_deref() == Some("me"))
}

/// Fields that name who made something.
pub(crate) const MAKERS: &[&str] = &["from", "owner"];

/// What says of an item who may see it: its app, and its privacy.
pub(super) fn visibility(generator: &Generator, node: NodeId, open: bool) -> Map<String, Value> {
    let schema = &generator.schema;
    let mut values = Map::new();
    for field in &schema[node].fields {
        match (field.name.as_str(), &field.ty) {
            ("application", Type::Ref(app) | Type::Node(app)) if !schema[*app].is_object => {
                if let Some(id) = generator.pool(*app).get(usize::from(!open)) {
                    values.insert("application".to_owned(), generator.reference(*app, id));
                }
            }
            ("privacy", Type::Node(object)) if schema[*object].field("value").is_some() => {
                let (value, description) =
                    if open { ("EVERYONE", "Public") } else { ("ALL_FRIENDS", "Friends") };
                values.insert("privacy".to_owned(), json!({ "value": value, "description": description }));
            }
            _ => {}
        }
    }
    values
}
