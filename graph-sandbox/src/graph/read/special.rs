//! Connections whose items are computed instead of stored: permissions and administered Pages.

use std::collections::BTreeSet;

use graph_schema::model::{Connection, Field, Scalar, TokenKind, Type, Whose};
use serde_json::{Map, Value, json};

use crate::{
    graph::Visit,
    world::store::{Edge, Item},
};

/// The items of a connection that are computed; `None` for a stored one.
pub(crate) fn items(visit: &mut Visit<'_>, id: &str, connection: &Connection) -> Option<Vec<Edge>> {
    if let Some(accounts) = accounts(visit, id, connection) {
        return Some(accounts);
    }
    if !is_permissions(visit, id, connection) {
        return None;
    }
    let granted = match visit.caller.kind {
        Some(TokenKind::User) if visit.whose(id) == Whose::Own => BTreeSet::clone(&visit.caller.granted),
        _ => visit.world.tokens.granted_by(id),
    };
    let edge = |value: Value| Edge { key: 1, moment: 0, open: true, by_app: false, item: Item::Value(value) };
    if visit.lists_permissions || matches!(connection.item, Type::Node(_)) {
        let listed = granted.into_iter().map(|name| json!({ "permission": name, "status": "granted" }));
        return Some(listed.map(edge).collect());
    }
    let mut object: Map<String, Value> = granted.into_iter().map(|name| (name, 1.into())).collect();
    object.insert("installed".to_owned(), 1.into());
    Some(vec![edge(Value::Object(object))])
}

/// The Pages that a person administers, each with a valid token.
fn accounts(visit: &mut Visit<'_>, id: &str, connection: &Connection) -> Option<Vec<Edge>> {
    let Type::Node(object) = connection.item else { return None };
    let key = |at: usize| (1 << 20) - at as u64;
    let is_person =
        visit.world.store.node(id).is_some_and(|node| visit.world.store.generator.is_person(node));
    if is_person && connection.name == "accounts" && visit.schema[object].name == "Page" {
        let pages = visit.world.administers(id).into_iter().enumerate();
        let edge =
            |(at, page)| Edge { key: key(at), moment: 0, open: true, by_app: false, item: Item::Node(page) };
        return Some(pages.map(edge).collect());
    }
    let is_secret = |field: &Field| matches!(field.ty, Type::Scalar(Scalar::Secret));
    let schema = visit.schema.clone();
    if !schema[object].is_object || !schema[object].field("access_token").is_some_and(is_secret) {
        return None;
    }
    let granted = visit.world.granted(&visit.caller, id);
    let mut edges = Vec::new();
    for (at, page) in visit.world.administers(id).into_iter().enumerate() {
        let token = visit.world.tokens.page_of(&page, id, BTreeSet::clone(&granted));
        let about = visit.world.store.object(&page).cloned().unwrap_or_default();
        let mut account = Map::new();
        for field in &schema[object].fields {
            let value = match field.name.as_str() {
                "access_token" => Some(token.as_str().into()),
                "id" => Some(page.as_str().into()),
                "perms" => Some(json!(["ADMINISTER", "EDIT_PROFILE", "CREATE_CONTENT", "BASIC_ADMIN"])),
                name => about.get(name).cloned(),
            };
            account.extend(value.map(|value| (field.name.clone(), value)));
        }
        let item = Item::Value(Value::Object(account));
        edges.push(Edge { key: key(at), moment: 0, open: true, by_app: false, item });
    }
    Some(edges)
}

/// The list of permissions always has a `paging` object, even if it is empty.
pub(crate) fn empty_paging(connection: &Connection) -> Option<Value> {
    (connection.name == "permissions").then(|| json!({}))
}

pub(crate) fn is_permissions(visit: &Visit<'_>, id: &str, connection: &Connection) -> bool {
    let person = visit.world.store.node(id).is_some_and(|node| visit.world.store.generator.is_person(node));
    let fits = match connection.item {
        Type::Map(_) | Type::Keyed(..) => true,
        Type::Node(item) => visit.schema[item].field("permission").is_some(),
        _ => false,
    };
    person && connection.name == "permissions" && fits
}
