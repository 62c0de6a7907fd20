//! The changes an operation makes, and its response.

use graph_schema::model::{Connection, Method, NodeId, Operation, ParamPlace, Returns, Scalar, Type};
use serde_json::{Map, Value, json};

use super::{
    bind::{Bound, is_file},
    special::{self, Outcome},
};
use crate::{
    graph::{Visit, read::selection::Selection},
    protocol::Refusal,
    world::{
        list_change,
        seed::{Subject, special as seeded},
        store::Item,
    },
};

impl Visit<'_> {
    /// Runs an operation with checked parameters. Returns its response and the item it created or changed.
    pub(super) fn apply(
        &mut self,
        name: &str,
        id: &str,
        connection: Option<&Connection>,
        bound: &Bound<'_>,
        outcome: Outcome,
    ) -> (Value, Option<Item>) {
        let operation = bound.operation;
        let made = match (outcome, connection, operation.method) {
            (Outcome::Done, ..) | (Outcome::Usual, _, Method::Get) => None,
            (Outcome::With(values), Some(connection), _) => {
                self.create_item(name, id, connection, bound, values)
            }
            (Outcome::Usual, Some(connection), Method::Post) if creates(operation) => {
                self.create_item(name, id, connection, bound, Map::new())
            }
            (Outcome::Usual, Some(connection), Method::Post) => {
                self.add_existing(id, connection, bound);
                None
            }
            (Outcome::Usual, Some(connection), Method::Delete) => {
                self.remove_items(id, connection, bound);
                None
            }
            (Outcome::Usual | Outcome::With(_), None, Method::Delete) => {
                for (owner, list) in self.world.store.remove(id) {
                    let value = json!({ "verb": "remove", "item": list, "id": id });
                    self.world.announce(&owner, &list, Some(value));
                }
                None
            }
            (Outcome::Usual | Outcome::With(_), None, Method::Get | Method::Post) => {
                if let Some(kind) = self.world.store.node(id) {
                    let values = self.values(name, Some(kind), bound);
                    for (field, value) in &values {
                        self.world.announce(id, field, Some(value.clone()));
                    }
                    self.world.store.change(id, values);
                }
                Some(Item::Node(id.to_owned()))
            }
        };
        let answer = self.response(&operation.returns, id, made.as_ref());
        (answer, made)
    }

    /// Reads the item that was just written.
    pub(super) fn read_back(
        &mut self,
        id: &str,
        connection: Option<&Connection>,
        made: Item,
        selection: &Selection,
    ) -> Result<Value, Refusal> {
        match (made, connection) {
            (Item::Node(made), _) => self.node(&made, Some(selection), false),
            (Item::Value(value), Some(connection)) => {
                Ok(self.value(id, &connection.item, &value, Some(selection))?.unwrap_or(value))
            }
            (Item::Value(value), None) => Ok(value),
        }
    }

    /// Creates an item in a connection.
    fn create_item(
        &mut self,
        name: &str,
        id: &str,
        connection: &Connection,
        bound: &Bound<'_>,
        known: Map<String, Value>,
    ) -> Option<Item> {
        let item = match &connection.item {
            Type::Node(kind) if self.schema[*kind].is_object => {
                let new = self.world.store.fresh_id(None, id);
                let subject = Subject {
                    id: &new,
                    node: *kind,
                    owner: Some(id),
                    moment: self.world.store.tick(),
                    complete: false,
                    bare: true,
                };
                let mut object = self.world.store.generator.object(*kind, &subject, None, 0);
                if self.schema[*kind].field("id").is_some() {
                    object.insert("id".to_owned(), new.as_str().into());
                }
                object.extend(self.values(name, Some(*kind), bound));
                object.extend(known);
                Item::Value(Value::Object(object))
            }
            Type::Node(kind) => {
                self.world.store.tick();
                let mut values = self.values(name, Some(*kind), bound);
                values.extend(self.author(*kind));
                values.extend(known);
                Item::Node(self.world.create(*kind, id, values))
            }
            Type::Ref(_) | Type::Id(_) => Item::Value(bound.values.iter().flatten().next()?.clone()),
            Type::Map(_) | Type::List(_) | Type::Scalar(_) | Type::Enum(_) | Type::Connection(_) => {
                Item::Value(Value::Object(self.values(name, None, bound)))
            }
        };
        self.world.store.append(id, connection, item.clone());
        let new = match &item {
            Item::Node(new) => Some(new.clone()),
            Item::Value(value) => value.get("id").and_then(Value::as_str).map(str::to_owned),
        };
        let mut value = list_change(connection, new.as_deref(), "add");
        for name in ["message", "name"] {
            if let Some(text) = bound.text(name) {
                value[name] = text.into();
            }
        }
        self.world.announce(id, &connection.name, Some(value));
        Some(item)
    }

    /// Adds the node in the path to a connection, unless it is already there.
    fn add_existing(&mut self, id: &str, connection: &Connection, bound: &Bound<'_>) {
        let Some(target) =
            bound.path_value().filter(|target| self.world.store.node(target).is_some()).map(str::to_owned)
        else {
            return;
        };
        if self.world.store.edges(id, connection).iter().all(|edge| edge.id() != Some(&target)) {
            self.world.store.tick();
            self.world.announce(id, &connection.name, Some(list_change(connection, Some(&target), "add")));
            self.world.store.append(id, connection, Item::Node(target));
        }
    }

    /// Removes items from a connection: the one in the path, those that match the parameters, or else those
    /// that the app created.
    fn remove_items(&mut self, id: &str, connection: &Connection, bound: &Bound<'_>) {
        let wanted: Vec<(String, Value)> = bound
            .operation
            .params
            .iter()
            .zip(&bound.values)
            .filter(|(param, _)| param.place == ParamPlace::Call)
            .filter_map(|(param, value)| Some((param.name.clone(), value.clone()?)))
            .collect();
        let path = bound.path_value().map(str::to_owned);
        let edges = self.world.store.edit(id, connection);
        let before = edges.len();
        edges.retain(|edge| match (&path, &edge.item) {
            (Some(path), _) => edge.id() != Some(path),
            (None, Item::Value(value)) if !wanted.is_empty() => {
                !wanted.iter().all(|(name, wanted)| value.get(name) == Some(wanted))
            }
            (None, Item::Node(item)) if !wanted.is_empty() => {
                !wanted.iter().any(|(_, wanted)| wanted.as_str() == Some(item))
            }
            (None, Item::Node(_) | Item::Value(_)) => !edge.by_app,
        });
        if edges.len() < before {
            let value = list_change(connection, path.as_deref(), "remove");
            self.world.announce(id, &connection.name, Some(value));
        }
    }

    /// The field values that the parameters set.
    fn values(&self, name: &str, kind: Option<NodeId>, bound: &Bound<'_>) -> Map<String, Value> {
        let given = bound
            .operation
            .params
            .iter()
            .zip(&bound.values)
            .filter_map(|(param, value)| Some((param, value.as_ref()?)));
        let named = given.map(|(param, value)| (special::field_of_param(name, &param.name), value));
        let fitting = named.filter_map(|(field, value)| match kind {
            None => Some((field.to_owned(), value.clone())),
            Some(kind) => {
                let ty = &self.schema[kind].field(field)?.ty;
                Some((field.to_owned(), self.converted(ty, value)?))
            }
        });
        let mut values: Map<String, Value> = fitting.collect();
        // An uploaded photo is also its own thumbnail.
        let has_upload = bound
            .operation
            .params
            .iter()
            .zip(&bound.values)
            .any(|(param, value)| is_file(param) && value.is_some() && values.contains_key(&param.name));
        if let (true, Some(kind), Some(source)) = (has_upload, kind, values.get("source").cloned())
            && self.schema[kind].field("picture").is_some_and(|field| field.ty == Type::Scalar(Scalar::Url))
        {
            values.entry("picture").or_insert(source);
        }
        values
    }

    /// Converts a parameter's value to the type of a field.
    fn converted(&self, ty: &Type, value: &Value) -> Option<Value> {
        match (ty, value) {
            (Type::Ref(node) | Type::Node(node), Value::String(id)) if !self.schema[*node].is_object => {
                Some(self.world.store.generator.reference(*node, id))
            }
            (Type::List(item), Value::Array(values)) => {
                values.iter().map(|value| self.converted(item, value)).collect()
            }
            (Type::Node(_) | Type::Ref(_) | Type::Map(_), Value::Object(_)) => Some(value.clone()),
            (Type::Scalar(Scalar::Json), _) => Some(value.clone()),
            // A privacy object as a single word.
            (Type::Scalar(Scalar::String), Value::Object(object)) => {
                Some(object.get("value")?.as_str()?.to_lowercase().into())
            }
            (
                Type::Scalar(_) | Type::Id(_) | Type::Enum(_),
                Value::String(_) | Value::Number(_) | Value::Bool(_),
            ) => Some(value.clone()),
            _ => None,
        }
    }

    /// The caller as the author, in the fields that hold one.
    fn author(&self, kind: NodeId) -> Map<String, Value> {
        let Some(who) = &self.caller.who else { return Map::new() };
        let Some(is) = self.world.store.node(who) else { return Map::new() };
        let fields =
            self.schema[kind].fields.iter().filter(|field| seeded::AUTHORS.contains(&field.name.as_str()));
        fields
            .filter(|field| match field.ty {
                Type::Node(node) | Type::Ref(node) => {
                    node == is || self.world.store.generator.referenced_node(node) == Some(is)
                }
                _ => false,
            })
            .map(|field| (field.name.clone(), self.world.store.generator.reference(is, who)))
            .collect()
    }

    fn response(&mut self, returns: &Returns, id: &str, made: Option<&Item>) -> Value {
        let new = match made {
            Some(Item::Node(id)) => Some(id.clone()),
            Some(Item::Value(value)) => value.get("id").and_then(Value::as_str).map(str::to_owned),
            None => None,
        };
        match returns {
            Returns::Success if self.says_success => json!({ "success": true }),
            Returns::Success => Value::Bool(true),
            Returns::Membership(_) | Returns::List => json!({ "data": [] }),
            Returns::Value(ty) => match self.response_value(ty, "id", id, new.as_deref()) {
                Value::Array(data) => json!({ "data": data }),
                value => value,
            },
            Returns::Members(members) => members
                .iter()
                .map(|(name, ty)| (name.clone(), self.response_value(ty, name, id, new.as_deref())))
                .collect(),
        }
    }

    fn response_value(&mut self, ty: &Type, name: &str, id: &str, new: Option<&str>) -> Value {
        match ty {
            Type::Scalar(Scalar::Boolean) => true.into(),
            Type::Id(_) | Type::Scalar(Scalar::String)
                if name == "id" || name.ends_with("_id") || name == "request" =>
            {
                match (name, new) {
                    ("id", Some(new)) => new.into(),
                    // A request id is the item id without the recipient's suffix.
                    ("request", Some(new)) => new.strip_suffix(&format!("_{id}")).unwrap_or(new).into(),
                    _ => self.world.store.fresh_id(None, id).into(),
                }
            }
            Type::List(item) if matches!(**item, Type::Id(_)) => json!([id]),
            Type::Node(node) if !self.schema[*node].is_object => new
                .and_then(|new| self.node(new, None, false).ok())
                .unwrap_or_else(|| json!({ "id": new.unwrap_or(id) })),
            _ => {
                let Some(node) = self.world.store.node(id) else { return Value::Null };
                let moment = self.world.store.now();
                let subject = Subject { id, node, owner: Some(id), moment, complete: true, bare: false };
                self.world.store.generator.value(ty, name, &subject, 0).unwrap_or(Value::Null)
            }
        }
    }
}

/// Whether an operation creates an item: it returns an id, or its name starts with `create`.
fn creates(operation: &Operation) -> bool {
    let answers_id = match &operation.returns {
        Returns::Members(members) => members.iter().any(|(name, _)| name == "id"),
        Returns::Value(Type::Id(_)) => true,
        Returns::Value(_) | Returns::Success | Returns::Membership(_) | Returns::List => false,
    };
    answers_id || operation.name.starts_with("create")
}
