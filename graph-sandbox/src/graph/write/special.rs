//! Operations with effects that the schema describes only in prose, by name.

use graph_schema::model::{Connection, Whose};
use serde_json::{Map, Value, json};

use super::bind::Bound;
use crate::{
    graph::Visit,
    protocol::Refusal,
    world::store::{Edge, Item},
};

/// The outcome of an operation's special behavior.
pub(crate) enum Outcome {
    /// The operation has no special behavior.
    Usual,
    /// Done; the response is a success.
    Done,
    /// Creates an item as usual, with these values.
    With(Map<String, Value>),
    /// It has created this node.
    Made(String),
}

/// Runs the special behavior of an operation.
pub(crate) fn operate(
    visit: &mut Visit<'_>,
    name: &str,
    id: &str,
    connection: Option<&Connection>,
    bound: &Bound<'_>,
) -> Result<Outcome, Refusal> {
    match (name, connection) {
        ("user.achievements.create", Some(connection)) => add_achievement(visit, id, connection, bound),
        ("user.achievements.delete", Some(connection)) => remove_achievement(visit, id, connection, bound),
        ("user.permissions.revoke_one", _) => {
            only_own(visit, id)?;
            let permission = bound.text("permission").unwrap_or_default();
            visit.world.tokens.revoke(id, permission);
            visit.world.announce_permissions(id, vec![permission.to_owned()], "revoked");
            Ok(Outcome::Done)
        }
        ("user.permissions.revoke_all", _) => {
            only_own(visit, id)?;
            let lost: Vec<String> = visit.world.tokens.granted_by(id).into_iter().collect();
            visit.world.tokens.revoke_all(id);
            visit.world.announce_permissions(id, lost, "revoked");
            Ok(Outcome::Done)
        }
        ("waba.message_templates.create" | "waba.message_templates.create_from_library", Some(_)) => {
            let text = |name: &str| bound.text(name).unwrap_or_default();
            let (new, language) = (text("name").to_owned(), text("language").to_owned());
            visit.check_new_template(id, &new, &language)?;
            // One of the library needs no review.
            let status = if name.ends_with("_library") { "APPROVED" } else { "PENDING" };
            Ok(Outcome::With(Map::from_iter([("status".to_owned(), status.into())])))
        }
        _ => visit.publish(id, connection, bound),
    }
}

/// The field that a parameter sets, if the names differ.
pub(crate) fn field_of_param<'a>(operation: &str, param: &'a str) -> &'a str {
    match (operation, param) {
        ("user.albums.create", "message") => "description",
        ("user.photos.create", "message") => "name",
        ("user.events.create" | "event.update", "privacy_type") => "privacy",
        _ => param,
    }
}

fn only_own(visit: &Visit<'_>, id: &str) -> Result<(), Refusal> {
    if visit.whose(id) == Whose::Own { Ok(()) } else { Err(Refusal::permission("Permissions error")) }
}

fn add_achievement(
    visit: &mut Visit<'_>,
    id: &str,
    connection: &Connection,
    bound: &Bound<'_>,
) -> Result<Outcome, Refusal> {
    let url = bound.text("achievement").unwrap_or_default().to_owned();
    if own_achievement(visit, id, connection, &url).is_some() {
        return Err(bound.documented(3501));
    }
    if !is_registered(visit, connection, &url) {
        return Err(bound.documented(3403));
    }
    let app = visit.world.cast.app.clone();
    let name = visit.schema.node("Application").map(|(node, _)| visit.world.store.generator.name(node, &app));
    let mut values = Map::new();
    values.insert(
        "achievement".to_owned(),
        json!({ "url": url, "type": "game.achievement", "title": "Explorer" }),
    );
    values.insert("application".to_owned(), json!({ "id": app, "name": name.unwrap_or_default() }));
    Ok(Outcome::With(values))
}

fn remove_achievement(
    visit: &mut Visit<'_>,
    id: &str,
    connection: &Connection,
    bound: &Bound<'_>,
) -> Result<Outcome, Refusal> {
    let url = bound.text("achievement").unwrap_or_default().to_owned();
    match own_achievement(visit, id, connection, &url) {
        Some(key) => {
            visit.world.store.edit(id, connection).retain(|edge| edge.key != key);
            Ok(Outcome::Done)
        }
        None => Err(bound.documented(3404)),
    }
}

/// The key of an achievement of the app that a person earned.
fn own_achievement(visit: &mut Visit<'_>, id: &str, connection: &Connection, url: &str) -> Option<u64> {
    let app = visit.world.cast.app.clone();
    let edges = visit.world.store.edges(id, connection);
    edges.iter().find(|edge| is_of_app(edge, &app) && achievement(edge) == Some(url)).map(|edge| edge.key)
}

/// Whether an achievement is registered: the unearned one, and those of the app that the user earned.
fn is_registered(visit: &mut Visit<'_>, connection: &Connection, url: &str) -> bool {
    let (app, person) = (visit.world.cast.app.clone(), visit.world.cast.user.clone());
    let edges = visit.world.store.edges(&person, connection);
    let known = edges.iter().any(|edge| is_of_app(edge, &app) && achievement(edge) == Some(url));
    known || url == visit.world.cast.achievement
}

fn is_of_app(edge: &Edge, app: &str) -> bool {
    matches!(&edge.item, Item::Value(value) if value.pointer("/application/id").and_then(Value::as_str) == Some(app))
}

fn achievement(edge: &Edge) -> Option<&str> {
    match &edge.item {
        Item::Value(value) => value.pointer("/achievement/url").and_then(Value::as_str),
        Item::Node(_) => None,
    }
}
