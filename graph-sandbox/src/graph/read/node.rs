//! Nodes and objects: the fields of a response and their shape.

use std::{collections::BTreeSet, sync::Arc};

use graph_schema::call::arguments::OF_ANY;
use graph_schema::model::{Connection, Field, Node, NodeId, Presence, Scalar, TokenKind, Type};
use serde_json::{Map, Value, json};

use super::{
    list::asks_for_summary,
    selection::{Selected, Selection},
};
use crate::{
    graph::{Visit, access, params},
    protocol::Refusal,
    world::moment,
};

impl Visit<'_> {
    /// Reads a node. `brief` is the form of a person in a list.
    pub(crate) fn node(
        &mut self,
        id: &str,
        selection: Option<&Selection>,
        brief: bool,
    ) -> Result<Value, Refusal> {
        let Some(kind) = self.world.store.node(id) else { return Err(Refusal::no_such_object(id, "get")) };
        let schema = self.schema.clone();
        let node = &schema[kind];
        if node.empty_is_unavailable && !self.world.store.is_available(id) {
            return Ok(json!({}));
        }
        let mut values = self.world.store.object(id).cloned().unwrap_or_default();
        if self.is_file(node) && !values.get("url").is_some_and(|url| self.world.is_own_url(url)) {
            Arc::make_mut(&mut values)
                .insert("url".to_owned(), self.world.download_url(&format!("of/{id}")).into());
        }
        self.world.jobs.show(id, node, &schema, self.world.clock.elapsed(), &mut values);
        let mut out = Map::new();
        match selection {
            None => {
                let few_default_fields = self.few_default_fields && node.field("id").is_some();
                for field in node.fields.iter().filter(|field| !field.on_request) {
                    let is_shown = match field.name.as_str() {
                        "id" | "name" => true,
                        "created_time" | "message" | "story" => !brief,
                        _ => !brief && !few_default_fields,
                    };
                    if !is_shown {
                        continue;
                    }
                    if let Some(value) = self.field(id, field, &values, None)? {
                        out.insert(field.name.clone(), value);
                    }
                }
            }
            Some(selection) => {
                for selected in &selection.items {
                    if let Some(value) = self.selected(id, node, &values, selected)? {
                        out.insert(selected.shown().to_owned(), value);
                    }
                }
                self.unasked(id, node, &values, &mut out)?;
            }
        }
        if node.field("id").is_some() {
            out.entry("id").or_insert_with(|| id.into());
        }
        Ok(Value::Object(out))
    }

    /// Whether a node describes a file that is loaded with a token.
    fn is_file(&self, node: &Node) -> bool {
        let is_url = node.field("url").is_some_and(|field| field.ty == Type::Scalar(Scalar::Url));
        is_url && node.field("mime_type").is_some() && !node.is_object
    }

    /// Refuses to read a node of which the caller may see no field.
    pub(crate) fn may_read(&self, id: &str) -> Result<(), Refusal> {
        let Some(kind) = self.world.store.node(id) else { return Ok(()) };
        let whose = self.world.whose(&self.caller, id);
        let kinds = self.schema[kind].fields.iter().filter_map(|field| field.token.of(whose));
        match kinds.copied().reduce(|all, kinds| all.or(kinds)) {
            Some(kinds) => access::kind(Some(&kinds), &self.caller),
            None => Ok(()),
        }
    }

    /// What comes beside a selection.
    fn unasked(
        &mut self,
        id: &str,
        node: &Node,
        values: &Map<String, Value>,
        out: &mut Map<String, Value>,
    ) -> Result<(), Refusal> {
        for field in node.fields.iter().filter(|field| field.unasked) {
            if let Some(value) = self.field(id, field, values, None)? {
                out.insert(field.name.clone(), value);
            }
        }
        Ok(())
    }

    /// Checks the arguments of a field.
    fn arguments(&self, field: &Field, given: &[(String, String)]) -> Result<(), Refusal> {
        let of = |name: &str| given.iter().find(|(known, _)| known == name).map(|(_, text)| text.as_str());
        params::check(&self.schema, &field.params, &of)?;
        let known = |name: &str| {
            field.params.is_empty()
                || field.params.iter().any(|param| param.name == name)
                || OF_ANY.contains(&name)
        };
        match given.iter().find(|(name, _)| !known(name)) {
            Some((name, _)) => {
                Err(Refusal::parameter(format!("Unknown argument {name} of the field {}", field.name)))
            }
            None => Ok(()),
        }
    }

    fn selected(
        &mut self,
        id: &str,
        node: &Node,
        values: &Map<String, Value>,
        selected: &Selected,
    ) -> Result<Option<Value>, Refusal> {
        // A field takes precedence over a connection of the same name.
        if let Some(field) = node.field(&selected.name) {
            askable(field)?;
            if let Some(list) = list_of(field, node)
                && let Some(page) = self.nested(id, list, selected)?
            {
                return Ok(Some(page));
            }
            self.arguments(field, &selected.modifiers)?;
            let value = self.field(id, field, values, selected.inside.as_ref())?;
            return Ok(match field.ty {
                Type::Connection(_) => value.map(|value| with_modifiers(value, &selected.modifiers)),
                _ => value,
            });
        }
        let named = |name: &str, path: &str| name == selected.name || path == selected.name;
        match node.connections.iter().find(|connection| named(&connection.name, &connection.path)) {
            Some(connection) => self.nested(id, connection, selected),
            None => Err(unknown_field(&selected.name, node)),
        }
    }

    fn field(
        &mut self,
        id: &str,
        field: &Field,
        values: &Map<String, Value>,
        inside: Option<&Selection>,
    ) -> Result<Option<Value>, Refusal> {
        if !has_subfields(&field.ty) && inside.is_some() {
            return Err(Refusal::parameter(format!("Subfields are not supported by {}", field.name)));
        }
        let standing = self.standing(id);
        let shown = access::shows(&self.schema, field, &self.caller, standing.whose, &standing.granted);
        if let Some(token) = self.page_token(id, field) {
            return Ok(Some(token.into()));
        }
        match values.get(&field.name) {
            Some(value) => {
                // Read even if it is not visible, because an unknown field inside is an error.
                let value = self.value(id, &field.ty, value, inside)?;
                Ok(if shown { value } else { None })
            }
            None => Ok(None),
        }
    }

    /// The token of a Page that the caller administers, issued on demand.
    fn page_token(&mut self, id: &str, field: &Field) -> Option<String> {
        // A schema from a catalogue declares tokens as strings.
        let is_text = matches!(field.ty, Type::Scalar(Scalar::Secret | Scalar::String));
        let is_token = field.name == "access_token" && is_text;
        let who =
            self.caller.who.clone().filter(|_| is_token && self.caller.kind == Some(TokenKind::User))?;
        let is_own = self.world.administers(&who).iter().any(|page| page == id);
        is_own.then(|| self.world.tokens.page_of(id, &who, BTreeSet::clone(&self.caller.granted)))
    }

    /// A stored value in the selected shape. `id` is the node that contains it.
    pub(crate) fn value(
        &mut self,
        id: &str,
        ty: &Type,
        value: &Value,
        inside: Option<&Selection>,
    ) -> Result<Option<Value>, Refusal> {
        match (ty, value) {
            (Type::Scalar(Scalar::DateTime), Value::String(text)) if self.seconds => {
                Ok(Some(moment::parse(text).map_or_else(|| value.clone(), Value::from)))
            }
            // A row of a report has no id: it is read like an object.
            (Type::Node(object), Value::Object(values))
                if self.schema[*object].is_object || self.schema[*object].field("id").is_none() =>
            {
                self.object(id, *object, values, inside).map(Some)
            }
            (Type::Node(_) | Type::Ref(_), Value::Object(values)) => {
                match (inside, values.get("id").and_then(Value::as_str)) {
                    (Some(inside), Some(target)) if self.world.store.node(target).is_some() => {
                        self.node(target, Some(inside), false).map(Some)
                    }
                    _ => Ok(Some(value.clone())),
                }
            }
            (Type::List(item), Value::Array(values)) => {
                let mut out = Vec::with_capacity(values.len());
                for value in values {
                    out.extend(self.value(id, item, value, inside)?);
                }
                Ok(Some(Value::Array(out)))
            }
            (Type::Connection(item), Value::Object(values)) => {
                let mut values = values.clone();
                if let Some(Value::Array(items)) = values.get_mut("data") {
                    let mut shown = Vec::with_capacity(items.len());
                    for value in items.iter() {
                        shown.extend(self.value(id, &Type::Node(*item), value, inside)?);
                    }
                    *items = shown;
                }
                Ok(Some(Value::Object(values)))
            }
            _ => Ok(Some(value.clone())),
        }
    }

    fn object(
        &mut self,
        id: &str,
        object: NodeId,
        values: &Map<String, Value>,
        inside: Option<&Selection>,
    ) -> Result<Value, Refusal> {
        let schema = self.schema.clone();
        let object = &schema[object];
        let mut out = Map::new();
        if inside.is_none() && graph_schema::value::is_described(object) {
            return Ok(Value::Object(values.clone()));
        }
        match inside {
            None => {
                let shows_all = self.shows_all;
                for field in object.fields.iter().filter(|field| shows_all || !field.on_request) {
                    if let Some(value) = self.field(id, field, values, None)? {
                        out.insert(field.name.clone(), value);
                    }
                }
            }
            Some(selection) => {
                for selected in &selection.items {
                    let Some(field) = object.field(&selected.name) else {
                        return Err(unknown_field(&selected.name, object));
                    };
                    askable(field)?;
                    self.arguments(field, &selected.modifiers)?;
                    if let Some(value) = self.field(id, field, values, selected.inside.as_ref())? {
                        out.insert(selected.shown().to_owned(), value);
                    }
                }
                self.unasked(id, object, values, &mut out)?;
                // Each row of a report says which days it is about.
                let always = object.fields.iter().filter(|field| field.presence == Presence::Always);
                for field in always.filter(|_| !object.is_object) {
                    if let Some(value) = self.field(id, field, values, None)? {
                        out.entry(field.name.clone()).or_insert(value);
                    }
                }
                if let (Some(_), Some(id)) = (object.field("id"), values.get("id")) {
                    out.entry("id").or_insert_with(|| id.clone());
                }
            }
        }
        Ok(Value::Object(out))
    }

    /// The `metadata` of a node (`metadata=1`).
    pub(crate) fn metadata(&self, id: &str) -> Value {
        let Some(kind) = self.world.store.node(id) else { return Value::Null };
        let node = &self.schema[kind];
        let fields: Vec<Value> = node
            .fields
            .iter()
            .map(|field| json!({ "name": field.name, "description": field.doc, "type": field.ty.name(&self.schema) }))
            .collect();
        let connections: Map<String, Value> = node
            .connections
            .iter()
            .map(|connection| (connection.name.clone(), self.address(id, &connection.path, &[]).into()))
            .collect();
        json!({ "type": node.name.to_lowercase(), "fields": fields, "connections": connections })
    }
}

/// The list that a field is read from: that of the connection of the same name.
fn list_of<'a>(field: &Field, node: &'a Node) -> Option<&'a Connection> {
    let is_list = matches!(field.ty, Type::Connection(_));
    node.connection(&field.name).filter(|connection| is_list && connection.has_list)
}

/// Applies the modifiers of a field to the list inside it.
fn with_modifiers(mut value: Value, modifiers: &[(String, String)]) -> Value {
    let word = |name: &str| modifiers.iter().find(|(word, _)| word == name).map(|(_, value)| value.as_str());
    let total = value.get("data").and_then(Value::as_array).map_or(0, Vec::len);
    if let (Some(limit), Some(Value::Array(data))) =
        (word("limit").and_then(|limit| limit.parse().ok()), value.get_mut("data"))
    {
        data.truncate(limit);
    }
    if word("summary").is_some_and(asks_for_summary) && value.is_object() {
        value["summary"] = json!({ "total_count": total });
    }
    value
}

pub(super) fn unknown_field(name: &str, node: &Node) -> Refusal {
    Refusal::parameter(format!("Tried accessing nonexisting field ({name}) on node type ({})", node.name))
}

/// A field that comes unasked cannot be requested.
fn askable(field: &Field) -> Result<(), Refusal> {
    match field.unasked {
        true => Err(Refusal::parameter(format!("{} is not valid for fields param", field.name))),
        false => Ok(()),
    }
}

fn has_subfields(ty: &Type) -> bool {
    match ty {
        Type::Node(_) | Type::Ref(_) | Type::Connection(_) => true,
        Type::List(item) => has_subfields(item),
        Type::Scalar(_)
        | Type::Id(_)
        | Type::Enum(_)
        | Type::Union(_)
        | Type::Map(_)
        | Type::Keyed(..)
        | Type::Encoded(_) => false,
    }
}
