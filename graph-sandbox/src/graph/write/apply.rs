//! The changes that an operation makes.

use graph_schema::model::{Connection, Method, NodeId, Operation, ParamPlace, Returns, Type};
use serde_json::{Map, Value, json};

use super::{bind::Bound, special::Outcome};
use crate::{
    graph::{Visit, read::selection::Selection},
    protocol::Refusal,
    world::{list_change, seed::Subject, store::Item},
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
            (Outcome::Made(made), ..) => Some(Item::Node(made)),
            (Outcome::With(values), Some(connection), _) => {
                self.create_item(name, id, connection, bound, values)
            }
            (Outcome::Usual, _, Method::Post) if self.other_node(operation, id, connection).is_some() => {
                self.other_node(operation, id, connection).map(|kind| {
                    self.world.store.tick();
                    let mut values = self.values(name, Some(kind), bound);
                    values.extend(self.author(kind));
                    let made = self.world.create(kind, id, values);
                    self.world.jobs.ask(&made, bound.given());
                    Item::Node(made)
                })
            }
            (Outcome::Usual, Some(connection), Method::Post) if creates(operation, connection) => {
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
                for (owner, list) in self.world.delete(id) {
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
                    self.publish_scheduled(id, bound);
                }
                Some(Item::Node(id.to_owned()))
            }
        };
        let mut answer = self.response(&operation.returns, id, made.as_ref());
        self.name_created(&operation.returns, made.as_ref(), &mut answer);
        self.echo(&operation.returns, bound, &mut answer);
        let begins_session = connection.is_some_and(|connection| connection.path == "uploads")
            || self.ids(&operation.returns).any(|(_, node)| self.schema[node].field("file_offset").is_some());
        self.addresses(begins_session, &mut answer);
        if operation.in_data {
            answer = json!({ "data": [answer] });
        }
        (answer, made)
    }

    /// The node that an operation creates, if it is neither an item of its connection nor the node itself: a container
    /// of a post, the run of a report. It is not an item of the connection.
    fn other_node(&self, operation: &Operation, id: &str, connection: Option<&Connection>) -> Option<NodeId> {
        let usual = match connection.map(|connection| &connection.item) {
            Some(Type::Node(item) | Type::Ref(item) | Type::Id(item)) => Some(*item),
            Some(_) => None,
            None => Some(self.world.store.node(id)?),
        };
        let made = self.ids(&operation.returns).next()?.1;
        let is_usual = usual.is_some_and(|usual| usual == made || self.schema[usual].is_object);
        (!is_usual).then_some(made)
    }

    /// The members of an answer that are ids of nodes.
    pub(super) fn ids<'a>(&'a self, returns: &'a Returns) -> impl Iterator<Item = (&'a str, NodeId)> {
        let object = match returns {
            Returns::Value(Type::Node(node)) if self.schema[*node].is_object => Some(&self.schema[*node]),
            _ => None,
        };
        let members = match returns {
            Returns::Members(members) => members.as_slice(),
            _ => &[],
        };
        let fields = object.into_iter().flat_map(|object| &object.fields);
        let fields = fields.filter(|field| field.at.is_empty()).map(|field| (field.name.as_str(), &field.ty));
        let all = members.iter().map(|(name, ty)| (name.as_str(), ty)).chain(fields);
        all.filter_map(|(name, ty)| match ty {
            Type::Id(node) => Some((name, *node)),
            _ => None,
        })
    }

    /// Sets the id of the created node in an answer that is an object, and what both have.
    fn name_created(&mut self, returns: &Returns, made: Option<&Item>, answer: &mut Value) {
        let (Returns::Value(Type::Node(object)), Some(Item::Node(made)), Value::Object(members)) =
            (returns, made, answer)
        else {
            return;
        };
        let schema = self.schema.clone();
        let kind = self.world.store.node(made);
        let id = self.ids(returns).find(|(_, node)| Some(*node) == kind).map(|(name, _)| name.to_owned());
        let (Some(id), Some(kind)) = (id, kind) else { return };
        let values = self.world.store.object(made).cloned().unwrap_or_default();
        for field in &schema[*object].fields {
            let is_same = schema[kind].field(&field.name).is_some_and(|same| same.ty == field.ty);
            if let (true, Some(value)) = (is_same, values.get(&field.name)) {
                members.insert(field.name.clone(), value.clone());
            }
        }
        members.insert(id, made.as_str().into());
    }

    /// Addresses for bytes in an answer are those of the sandbox. The id of a session is an address as well.
    fn addresses(&mut self, begins_session: bool, answer: &mut Value) {
        let Value::Object(members) = answer else { return };
        let known = members.clone();
        let text = |name: &str| known.get(name).and_then(Value::as_str).map(str::to_owned);
        if begins_session && let Some(id) = text("id").filter(|id| !id.starts_with("upload:")) {
            let session = format!("upload:{id}");
            self.world.transfers.open(&session);
            members.insert("id".to_owned(), session.into());
            return;
        }
        for (name, path) in [("upload_url", "video-upload"), ("uri", "ig-api-upload")] {
            let id = text("video_id").or_else(|| text("id"));
            if let (Some(_), Some(id)) = (text(name), id) {
                let version = self.schema.version.as_deref().unwrap_or("v1.0");
                let url = format!("{}/{path}/{version}/{id}", self.world.url);
                self.world.transfers.open(&id);
                members.insert(name.to_owned(), url.into());
            }
        }
    }

    /// Repeats parameters in the members of the answer that have their name and type.
    fn echo(&self, returns: &Returns, bound: &Bound<'_>, answer: &mut Value) {
        let (Returns::Value(Type::Node(node)), Value::Object(members)) = (returns, answer) else { return };
        let node = &self.schema[*node];
        if !node.is_object {
            return;
        }
        for (param, value) in bound.operation.params.iter().zip(&bound.values) {
            let field = node.field(&param.name).filter(|field| field.ty == param.ty && field.at.is_empty());
            if let (Some(_), Some(value)) = (field, value) {
                members.insert(param.name.clone(), value.clone());
            }
        }
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
                    from_call: true,
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
                values.extend(self.timing(id, connection, bound));
                values.extend(known);
                Item::Node(self.world.create(*kind, id, values))
            }
            Type::Ref(_) | Type::Id(_) => Item::Value(bound.values.iter().flatten().next()?.clone()),
            Type::Map(_)
            | Type::Keyed(..)
            | Type::Encoded(_)
            | Type::List(_)
            | Type::Scalar(_)
            | Type::Enum(_)
            | Type::Union(_)
            | Type::Connection(_) => Item::Value(Value::Object(self.values(name, None, bound))),
        };
        for list in self.lists_of_new(id, connection, bound) {
            self.world.store.append(id, &list, item.clone());
        }
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
}

/// Whether an operation creates an item: it returns the id of one, or its name starts with `create`.
fn creates(operation: &Operation, connection: &Connection) -> bool {
    let of_item =
        |ty: &Type| matches!((ty, &connection.item), (Type::Id(id), Type::Node(item)) if id == item);
    let answers_id = match &operation.returns {
        Returns::Members(members) => members.iter().any(|(name, ty)| name == "id" || of_item(ty)),
        Returns::Value(Type::Id(_)) => true,
        Returns::Value(_) | Returns::Success | Returns::Written | Returns::Membership(_) | Returns::List => {
            false
        }
    };
    answers_id || operation.name.starts_with("create")
}
