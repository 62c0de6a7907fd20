//! Facts about plausible data that a schema cannot express, such as counts.

use graph_schema::{
    Schema,
    model::{Node, NodeId, Type},
};
use serde_json::{Map, Value, json};

use super::Generator;

/// The name of the connection that lists friends, even if the schema does not mark it.
pub(crate) const FRIENDS: &str = "friends";

/// The id of a Page that no one likes.
pub(crate) const UNLIKED_PAGE: &str = "1";

/// The node type that administrators have tokens of.
pub(crate) const PAGE: &str = "Page";

/// The node types of apps.
pub(crate) const APPS: &[&str] = &["Application", "App"];

/// How many nodes of a type exist from the start, and whether lists share them instead of creating new ones.
pub(super) fn pool(name: &str) -> (usize, bool) {
    match name {
        PAGE => (48, true),
        "Application" => (4, true),
        _ => (6, false),
    }
}

/// The name by which the ids of a node type are made: APIs that are served together have different ones for Instagram
/// accounts, but mean the same.
pub(super) fn kin<'a>(schema: &Schema, name: &'a str) -> &'a str {
    match name {
        "InstagramAccount" if schema.node("Account").is_none_or(|(_, node)| node.is_object) => "Account",
        _ => name,
    }
}

/// How many items a connection of the token's user has.
pub(super) fn count(connection: &str) -> usize {
    match connection {
        "albums" | "events" | "achievements" => 3,
        "likes" => 34,
        "feed" | "posts" => 8,
        "checkins" => 4,
        _ => 5,
    }
}

/// The id of a new node of `owner`.
pub(crate) fn id(schema: &Schema, node: NodeId, owner: &str, number: u64) -> String {
    match schema[node].name.as_str() {
        "Post" => format!("{owner}_{}", number % 1_000_000_000),
        "AppRequest" => format!("{number}_{owner}"),
        _ => written(&schema[node], number),
    }
}

/// The id with a number in the form of a target of the node, such as `act_{account_id}`.
pub(super) fn written(node: &Node, number: u64) -> String {
    match template(node) {
        Some((before, _, after)) => format!("{before}{number}{after}"),
        None => number.to_string(),
    }
}

/// The text before and after the only placeholder of an id's template, and the name of the placeholder.
fn template(node: &Node) -> Option<(&str, &str, &str)> {
    let forms = node.targets.iter().filter(|target| target.args.len() == 1);
    forms.filter_map(|target| target.path.as_deref()).find_map(|path| {
        let (before, rest) = path.split_once('{')?;
        let (name, after) = rest.split_once('}')?;
        let is_form = !before.is_empty() && !path.contains('/') && !after.contains('{');
        is_form.then_some((before, name, after))
    })
}

/// The part of an id that a field of this name repeats: `account_id` is that of `act_{account_id}`.
pub(super) fn part<'a>(node: &Node, field: &str, id: &'a str) -> Option<&'a str> {
    let (before, name, after) = template(node)?;
    id.strip_prefix(before)?.strip_suffix(after).filter(|_| name == field)
}

/// Whether `me` is a path to this node type.
pub(crate) fn is_person(node: &Node) -> bool {
    node.targets.iter().any(|target| target.path.as_deref() == Some("me"))
}

/// Whether the platform writes the figures of an object as text: those of ads.
pub(super) fn has_figures_as_text(object: &str) -> bool {
    object == "AdsInsights"
}

/// The levels of a report, and the field with the id of what a row is about.
pub(crate) const LEVELS: &[(&str, &str)] =
    &[("campaign", "campaign_id"), ("adset", "adset_id"), ("ad", "ad_id")];

/// Words by which figures are divided, for breakdowns whose words the schema does not have.
pub(crate) fn parts(breakdown: &str) -> &'static [&'static str] {
    match breakdown {
        "age" => &["18-24", "25-34", "35-44", "45-54", "55-64", "65+"],
        "gender" => &["female", "male", "unknown"],
        "country" => &["US", "DE"],
        "city" => &["Berlin, Berlin", "Austin, Texas"],
        "follow_type" => &["FOLLOWER", "NON_FOLLOWER"],
        "media_product_type" => &["POST", "REELS", "STORY"],
        "contact_button_type" => &["CALL", "EMAIL", "TEXT"],
        "action_type" => &["like", "comment", "share"],
        "story_navigation_action_type" => &["tap_forward", "tap_back", "tap_exit", "swipe_forward"],
        "paid_non_paid" | "paid_non_paid_unique" => &["total", "paid", "unpaid"],
        "type" | "type_total" | "reaction_type" => &["like", "love", "wow", "haha", "sorry", "anger"],
        name if name.starts_with("is_") => &["0", "1"],
        _ => &["first", "second"],
    }
}

/// Fields that hold the author of a node.
pub(crate) const AUTHORS: &[&str] = &["from", "owner"];

/// The fields that determine who may see an item: its app and its privacy.
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
