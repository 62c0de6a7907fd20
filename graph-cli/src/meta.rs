//! `graph schema meta`: the JSON Schema of schema files, extended with the names in one schema.

use std::{
    io::{self, Write},
    path::Path,
};

use graph_schema::{
    Schema,
    model::{Node, Scalar},
};
use serde_json::{Map, Value, json};

use crate::{output::write_to, schema, status::Status};

pub fn run(path: Option<&Path>, to: Option<&Path>, out: &mut impl Write) -> io::Result<Status> {
    let schema = match schema::usable(path) {
        Ok(schema) => schema,
        Err(status) => return Ok(status),
    };
    let text = format!("{:#}\n", with_names(&schema)?);
    write_to(to, &text, out)
}

/// The names are suggestions for completion. Unknown names stay valid: they may be about to be added, and
/// `schema check` reports them.
fn with_names(schema: &Schema) -> io::Result<Value> {
    let mut meta: Value = serde_json::from_str(graph_schema_files::META)?;
    let types = choice(types(schema));
    for place in ["type", "typeName"] {
        let names = if place == "type" { types.clone() } else { choice(nodes(schema)) };
        suggest(&mut meta, place, names);
    }
    let permissions = choice(schema.permissions.iter().map(|item| (item.name.clone(), item.doc.clone())));
    for place in ["permissionExpression", "permissionTerm"] {
        suggest(&mut meta, place, permissions.clone());
    }
    let of_kind = |wanted: bool| schema.nodes.iter().filter(move |node| node.is_object == wanted);
    let sections: [(&str, Map<String, Value>); 4] = [
        ("nodes", of_kind(false).map(|node| (node.name.clone(), of_node(node, "node"))).collect()),
        ("objects", of_kind(true).map(|node| (node.name.clone(), of_node(node, "object"))).collect()),
        (
            "enums",
            schema.enums.iter().map(|item| (item.name.clone(), described(&item.doc, "enum"))).collect(),
        ),
        (
            "permissions",
            schema
                .permissions
                .iter()
                .map(|item| (item.name.clone(), described(&item.doc, "permission")))
                .collect(),
        ),
    ];
    for (section, names) in sections {
        if let Some(Value::Object(place)) =
            meta.pointer_mut(&format!("/definitions/sections/properties/{section}"))
        {
            place.insert("properties".to_owned(), Value::Object(names));
        }
    }
    Ok(meta)
}

/// Adds suggested names to a definition. They reject nothing; otherwise an editor would answer a mistake
/// with the list of all names.
fn suggest(meta: &mut Value, definition: &str, names: Value) {
    let Some(Value::Object(definitions)) = meta.get_mut("definitions") else { return };
    let Some(old) = definitions.remove(definition) else { return };
    let description = old.get("description").cloned().unwrap_or(Value::Null);
    // The names come first: an editor shows the first description that it finds.
    let mut new = json!({ "allOf": [{ "anyOf": [names, {}] }, old] });
    if let (Value::Object(new), Value::String(_)) = (&mut new, &description) {
        new.insert("description".to_owned(), description);
    }
    definitions.insert(definition.to_owned(), new);
}

/// A choice of words, each with its description.
fn choice(words: impl IntoIterator<Item = (String, String)>) -> Value {
    let words: Vec<Value> = words
        .into_iter()
        .map(|(word, doc)| match doc.is_empty() {
            true => json!({ "const": word }),
            false => json!({ "const": word, "description": doc }),
        })
        .collect();
    // JSON Schema does not allow an empty `anyOf`.
    if words.is_empty() { json!(false) } else { json!({ "anyOf": words }) }
}

fn nodes(schema: &Schema) -> Vec<(String, String)> {
    schema.nodes.iter().map(|node| (node.name.clone(), node.doc.clone())).collect()
}

fn types(schema: &Schema) -> Vec<(String, String)> {
    let mut types: Vec<(String, String)> =
        Scalar::ALL.iter().map(|(name, _)| ((*name).to_owned(), String::new())).collect();
    types.extend(schema.enums.iter().map(|item| (item.name.clone(), item.doc.clone())));
    types.extend(nodes(schema));
    for node in &schema.nodes {
        let forms: &[&str] = if node.is_object { &["Connection"] } else { &["Id", "Ref", "Connection"] };
        types.extend(forms.iter().map(|form| (format!("{form}<{}>", node.name), node.doc.clone())));
    }
    types
}

/// A node or object with its members, for overlay files.
fn of_node(node: &Node, definition: &str) -> Value {
    let fields: Map<String, Value> =
        node.fields.iter().map(|field| (field.name.clone(), described(&field.doc, "field"))).collect();
    let mut properties = json!({ "fields": { "properties": fields } });
    if definition == "node" {
        let connections: Map<String, Value> = node
            .connections
            .iter()
            .map(|connection| (connection.name.clone(), described(&connection.doc, "connection")))
            .collect();
        let operations: Map<String, Value> = node
            .operations
            .iter()
            .map(|operation| (operation.name.clone(), described(&operation.doc, "operation")))
            .collect();
        properties["connections"] = json!({ "properties": connections });
        properties["operations"] = json!({ "properties": operations });
    }
    with(&node.doc, json!({ "properties": properties }), definition)
}

fn described(doc: &str, definition: &str) -> Value {
    with(doc, json!({}), definition)
}

/// A definition, preceded by the description and the members of one item.
fn with(doc: &str, mut known: Value, definition: &str) -> Value {
    let general = json!({ "$ref": format!("#/definitions/{definition}") });
    if doc.is_empty() {
        return json!({ "allOf": [known, general] });
    }
    known["description"] = json!(doc);
    json!({ "description": doc, "allOf": [known, general] })
}
