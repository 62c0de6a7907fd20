//! A first overlay for an import: the places where its user says what the catalogue does not.

use crate::json::{Json, object};

type Members = Vec<(String, Json)>;

/// The overlay for these nodes, each with the content of its file.
pub(crate) fn overlay(nodes: &[(&str, &Members)]) -> String {
    let nodes_json = nodes.iter().map(|(name, members)| ((*name).to_owned(), node(name, members))).collect();
    let ready = nodes.iter().map(|(name, _)| Json::text(*name)).collect();
    Json::file(vec![
        text("doc", "To do: what this API is for."),
        text(
            "note",
            "Made by `graph import`, which never changes it again. It is laid over graph.json: write only what differs. \
             Replace \"unknown\" by a permission of \"permissions\", by \"none\", or by { \"all\": [..] }. \
             The guide to the language is docs/schema.md.",
        ),
        text("extends", "graph.json"),
        ("ready".to_owned(), Json::List(ready)),
        ("permissions".to_owned(), permissions()),
        ("errors".to_owned(), errors()),
        ("nodes".to_owned(), Json::Object(nodes_json)),
    ])
}

fn permissions() -> Json {
    let doc =
        "To do: list the permissions that your calls need, each with what it allows. This one is an example.";
    Json::Object(vec![("example_permission".to_owned(), object([("doc", Some(Json::text(doc)))]))])
}

/// One code that every API of the platform has, as an example.
fn errors() -> Json {
    let expired = object([
        ("name", Some(Json::text("TokenInvalid"))),
        ("meaning", Some(Json::text("The access token has expired or was revoked."))),
        ("remedy", Some(Json::text("To do: what your users do then. List more codes beside this example."))),
        ("retry", Some(Json::text("never"))),
        ("kind", Some(Json::text("authentication"))),
    ]);
    Json::Object(vec![("190".to_owned(), expired)])
}

/// Everything of a node that a permission may be needed for.
fn node(name: &str, members: &Members) -> Json {
    let connections = get(members, "connections").map(|connections| each(connections, connection));
    object([
        ("doc", Some(Json::text(format!("To do: what `{name}` is.")))),
        ("fields", get(members, "fields").and_then(id)),
        ("connections", connections),
        ("operations", get(members, "operations").map(|operations| each(operations, operation))),
    ])
}

/// The id, which every answer has. It is the example of a field.
fn id(fields: &Json) -> Option<Json> {
    let Json::Object(fields) = fields else { return None };
    fields.iter().find(|(name, _)| name == "id")?;
    let id = object([("doc", Some(Json::text("The id."))), ("presence", Some(Json::text("always")))]);
    Some(Json::Object(vec![("id".to_owned(), id)]))
}

fn connection(members: &Members) -> Json {
    object([
        ("permission", get(members, "permission").cloned()),
        ("operations", get(members, "operations").map(|operations| each(operations, operation))),
    ])
}

fn operation(members: &Members) -> Json {
    object([("permission", get(members, "permission").cloned()), ("errors", Some(Json::Object(Vec::new())))])
}

fn each(members: &Json, of: impl Fn(&Members) -> Json) -> Json {
    let Json::Object(members) = members else { return Json::Object(Vec::new()) };
    let converted = members.iter().filter_map(|(name, json)| match json {
        Json::Object(inside) => Some((name.clone(), of(inside))),
        Json::Text(_) | Json::Flag(_) | Json::Number(_) | Json::List(_) => None,
    });
    Json::Object(converted.collect())
}

fn get<'m>(members: &'m Members, key: &str) -> Option<&'m Json> {
    members.iter().find(|(name, _)| name == key).map(|(_, json)| json)
}

fn text(key: &str, text: &str) -> (String, Json) {
    (key.to_owned(), Json::text(text))
}
