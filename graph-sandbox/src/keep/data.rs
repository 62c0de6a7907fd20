//! Data as JSON: importing your own, exporting what calls changed.

use graph_schema::{
    Schema,
    model::{Connection, Type},
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::world::{
    World,
    store::{ItemRow, Row},
};

/// An import or export.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Document {
    #[serde(default)]
    nodes: Vec<Node>,
    #[serde(default)]
    lists: Vec<List>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    tokens: Vec<Token>,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Node {
    id: String,
    /// The API that it belongs to, if there are several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    api: Option<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    node: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    owner: Option<String>,
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    fields: Map<String, Value>,
    #[serde(default, skip_serializing_if = "is_false")]
    deleted: bool,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct List {
    of: String,
    connection: String,
    /// Node ids or objects, newest first.
    items: Vec<Value>,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Token {
    user: String,
    #[serde(default)]
    permissions: Vec<String>,
    #[serde(default)]
    token: String,
}

fn lists_nodes(schema: &Schema, connection: &Connection) -> bool {
    matches!(connection.item, Type::Node(node) if !schema[node].is_object)
}

fn is_false(value: &bool) -> bool {
    !*value
}

/// Imports data and returns the new tokens in the order of `tokens`. Data with a mistake is rejected as a whole.
pub(crate) fn load(world: &mut World, text: &str) -> Result<Vec<String>, String> {
    let document: Document = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let parts = parts(world, document)?;
    for (place, part) in &parts {
        world.turn_to(*place);
        check(world, part)?;
    }
    let mut tokens = Vec::new();
    for (place, part) in parts {
        world.turn_to(place);
        tokens.extend(add(world, part)?);
    }
    Ok(tokens)
}

/// The parts of a document for each API, with the index of the API. Tokens, and nodes that no API knows, are in the
/// first part.
fn parts(world: &mut World, document: Document) -> Result<Vec<(usize, Document)>, String> {
    for node in &document.nodes {
        if let Some(api) = node.api.as_ref().filter(|api| !world.names.contains(api)) {
            return Err(format!("node {}: the API `{api}` is not served here", node.id));
        }
    }
    if !world.has_several_apis() {
        return Ok(vec![(0, document)]);
    }
    let mut places: Vec<usize> = vec![0];
    let mut part = |place: usize| -> usize {
        places.iter().position(|known| *known == place).unwrap_or_else(|| {
            places.push(place);
            places.len() - 1
        })
    };
    let mut of_node: std::collections::BTreeMap<String, usize> = std::collections::BTreeMap::new();
    let mut nodes = Vec::new();
    for node in document.nodes {
        world.turn_to(0);
        let named = node.api.as_ref().and_then(|api| world.names.iter().position(|name| name == api));
        match named {
            Some(place) => world.turn_to(place),
            None if node.deleted => world.turn_to_owner(&node.id),
            // The one that has most of the fields.
            None => world.turn_to_best(|schema, _| {
                let (_, kind) = schema.node(&node.node).filter(|(_, kind)| !kind.is_object)?;
                Some(node.fields.keys().filter(|name| kind.field(name).is_some()).count())
            }),
        }
        of_node.insert(node.id.clone(), world.place());
        nodes.push((part(world.place()), node));
    }
    let mut lists = Vec::new();
    for list in document.lists {
        let place = of_node.get(&list.of).copied().unwrap_or_else(|| {
            world.turn(|_, store| store.node(&list.of).is_some());
            world.place()
        });
        lists.push((part(place), list));
    }
    let mut parts: Vec<(usize, Document)> =
        places.into_iter().map(|place| (place, Document::default())).collect();
    if let Some((_, first)) = parts.first_mut() {
        first.tokens = document.tokens;
    }
    for (at, node) in nodes {
        if let Some((_, part)) = parts.get_mut(at) {
            part.nodes.push(node);
        }
    }
    for (at, list) in lists {
        if let Some((_, part)) = parts.get_mut(at) {
            part.lists.push(list);
        }
    }
    Ok(parts)
}

/// Checks that the current API has the nodes and fields.
fn check(world: &World, document: &Document) -> Result<(), String> {
    let schema = world.schema.clone();
    for node in document.nodes.iter().filter(|node| !node.deleted) {
        let Some((_, kind)) = schema.node(&node.node) else {
            return Err(format!("node {}: the schema has no node `{}`", node.id, node.node));
        };
        if let Some(unknown) = node.fields.keys().find(|name| kind.field(name).is_none()) {
            return Err(format!("node {}: {} has no field `{unknown}`", node.id, kind.name));
        }
    }
    Ok(())
}

/// Adds data to the current API.
fn add(world: &mut World, document: Document) -> Result<Vec<String>, String> {
    let schema = world.schema.clone();
    let mut lists = Vec::new();
    for list in document.lists {
        let new = document.nodes.iter().find(|node| node.id == list.of).map(|node| node.node.clone());
        let kind = match new.or_else(|| world.store.node(&list.of).map(|kind| schema[kind].name.clone())) {
            Some(name) => schema.node(&name).map(|(_, node)| node),
            None => None,
        };
        let Some(kind) = kind else { return Err(format!("list of {}: no such node", list.of)) };
        let Some(connection) = kind.connection(&list.connection) else {
            return Err(format!(
                "list of {}: {} has no connection `{}`",
                list.of, kind.name, list.connection
            ));
        };
        let count = list.items.len() as u64;
        let rows = list.items.into_iter().zip(0..).map(|(item, at)| ItemRow {
            key: (1 << 20) + count - at,
            moment: world.store.now(),
            open: true,
            by_app: false,
            is_node: item.is_string() && lists_nodes(&schema, connection),
            item,
        });
        lists.push(((list.of, list.connection), rows.collect::<Vec<_>>()));
    }
    let moment = world.store.now();
    for node in document.nodes {
        let row = (!node.deleted).then_some(Row {
            node: node.node,
            owner: node.owner.or_else(|| Some(node.id.clone())),
            moment,
            whole: false,
            made: true,
            available: true,
            fields: node.fields,
        });
        // Changes of an existing node are announced like those of a call.
        let is_known = world.store.node(&node.id).is_some();
        let changes: Vec<_> = row.iter().filter(|_| is_known).flat_map(|row| row.fields.clone()).collect();
        world.store.put(&node.id, row)?;
        for (field, value) in changes {
            world.announce(&node.id, &field, Some(value).filter(|value| !value.is_null()));
        }
    }
    for (list, rows) in lists {
        world.store.put_list(list, rows);
    }
    let granted = |token: &Token| token.permissions.iter().cloned().collect();
    Ok(document.tokens.iter().map(|token| world.tokens.user(&token.user, granted(token))).collect())
}

/// Exports what calls created and changed, in the format that [`load`] imports.
pub(crate) fn dump(world: &mut World) -> Value {
    let mut all = Document::default();
    for place in 0..world.schemas().len() {
        world.turn_to(place);
        let mut one = dump_one(world);
        if world.has_several_apis() {
            let name = world.names.get(place).filter(|name| !name.is_empty());
            one.nodes.iter_mut().for_each(|node| node.api = name.cloned());
        }
        all.nodes.extend(one.nodes);
        all.lists.extend(one.lists);
    }
    json!(all)
}

fn dump_one(world: &mut World) -> Document {
    let changed = world.store.changed.clone();
    let mut nodes = Vec::new();
    for id in &changed.nodes {
        let fields = world.store.object(id).map(|fields| Map::clone(fields)).unwrap_or_default();
        nodes.push(match world.store.row(id) {
            Some(row) => {
                Node { id: id.clone(), api: None, node: row.node, owner: row.owner, fields, deleted: false }
            }
            None => Node {
                id: id.clone(),
                api: None,
                node: String::new(),
                owner: None,
                fields: Map::new(),
                deleted: true,
            },
        });
    }
    let items = |list| world.store.rows(list).into_iter().map(|row| row.item).collect();
    let lists = changed
        .lists
        .iter()
        .map(|list| List { of: list.0.clone(), connection: list.1.clone(), items: items(list) })
        .collect();
    Document { nodes, lists, tokens: Vec::new() }
}
