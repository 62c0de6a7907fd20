//! Decodes answers by the schema, with the coercions of the client: objects, lists, maps, connections.

use graph_schema::{
    Schema,
    model::{NodeId, Presence, Scalar, Type},
    value::is_described,
};
use serde_json::{Map, Value};

use super::{
    finding::{Finding, Kind, Path, describe, kind_of},
    list::is_list,
    scalar::is_without_id,
};

/// A member that a node or an object of the schema does not have.
#[derive(Clone, Debug)]
pub struct Unknown {
    pub owner: NodeId,
    pub name: String,
    pub value: Value,
}

/// Reads answers and collects findings.
pub struct Decoder<'a> {
    pub schema: &'a Schema,
    pub findings: Vec<Finding>,
    /// The members that the schema lacks, if they are wanted.
    pub unknown: Option<Vec<Unknown>>,
    /// The number of members that their types have no place for, such as those of a reference.
    pub homeless: usize,
    /// The number of keys that the schema describes.
    pub known: usize,
    /// The number of all keys.
    pub keys: usize,
    path: Path,
    /// The number of enclosing objects that keep unknown members.
    pub(super) keepers: usize,
}

impl<'a> Decoder<'a> {
    pub fn new(schema: &'a Schema) -> Self {
        Self {
            schema,
            findings: Vec::new(),
            unknown: None,
            homeless: 0,
            known: 0,
            keys: 0,
            path: Path::default(),
            keepers: 0,
        }
    }

    pub fn note(&mut self, kind: Kind, what: impl Into<String>) {
        self.findings.push(Finding { kind, path: self.path.to_string(), what: what.into() });
    }

    pub(super) fn coerced(&mut self, expected: &str, value: &Value) {
        self.note(Kind::Coerced, format!("expected {expected}, found {}", kind_of(value)));
    }

    pub(super) fn failed(&mut self, expected: &str, value: &Value) {
        self.note(Kind::Failed, format!("expected {expected}, found {}", describe(value)));
    }

    /// A value that may be absent. The platform has several representations of an absent value.
    pub fn optional(&mut self, ty: &Type, value: &Value) {
        let is_text = matches!(ty, Type::Scalar(Scalar::String | Scalar::Url | Scalar::Json));
        let is_container = matches!(ty, Type::List(_) | Type::Map(_) | Type::Keyed(..));
        let can_be_false = is_container
            || matches!(
                ty,
                Type::Scalar(Scalar::Picture) | Type::Ref(_) | Type::Node(_) | Type::Connection(_)
            );
        let is_absent = match value {
            Value::Null => return,
            Value::String(text) => text.is_empty() && !is_text,
            Value::Bool(false) => can_be_false,
            Value::Array(items) => items.is_empty() && !is_text && !is_container,
            Value::Object(members) if matches!(ty, Type::Id(_)) && is_without_id(members) => {
                return self.without_id(members, value);
            }
            Value::Bool(true) | Value::Number(_) | Value::Object(_) => false,
        };
        match is_absent {
            true => self.coerced("a value", value),
            false => self.read(ty, value),
        }
    }

    /// A value of a type.
    pub fn read(&mut self, ty: &Type, value: &Value) {
        match ty {
            Type::Scalar(scalar) => self.scalar(*scalar, value),
            Type::Id(_) => self.id(value),
            Type::Ref(_) => self.reference(value),
            Type::Enum(id) => {
                let schema = self.schema;
                self.word(schema[*id].words.iter().map(|(word, _)| word.as_str()), value);
            }
            Type::Node(node) => self.node(*node, value),
            Type::Union(_) => self.union(ty, value),
            Type::Connection(node) => self.connection(&Type::Node(*node), None, value),
            Type::List(item) => self.list(item, value),
            Type::Encoded(item) => {
                let Some(text) = value.as_str() else { return self.read(item, value) };
                // What cannot be read stays text in the client.
                if let Ok(inside) = serde_json::from_str::<Value>(text) {
                    self.read(item, &inside);
                }
            }
            Type::Map(item) if pairs(value).is_some() => {
                self.coerced("an object", value);
                self.elements(pairs(value).unwrap_or_default(), |this, pair| this.pair(item, pair));
            }
            Type::Map(item) | Type::Keyed(_, item) => {
                let Some(members) = self.object(value) else { return };
                for (key, value) in members.iter().filter(|(_, value)| !value.is_null()) {
                    // Any key is allowed, so all of them count as known.
                    self.below(key, |this| this.read(item, value));
                    (self.keys, self.known) = (self.keys + 1, self.known + 1);
                }
            }
        }
    }

    /// An element of a map that is written as a list.
    fn pair(&mut self, item: &Type, value: &Value) {
        let Some(members) = self.object(value) else { return };
        for (key, value) in members {
            self.keys += 1;
            match key.as_str() {
                "key" | "value" => {
                    self.known += 1;
                    if key == "value" && !value.is_null() {
                        self.below(key, |this| this.read(item, value));
                    }
                }
                _ => self.below(key, |this| this.lost(key, value)),
            }
        }
    }

    /// An object, or a bare string or number that stands for one of its fields.
    pub fn node(&mut self, id: NodeId, value: &Value) {
        let node = &self.schema[id];
        if let (Some(bare), Value::String(_) | Value::Number(_)) = (&node.bare, value) {
            if let Some(field) = node.field(bare) {
                self.optional(&field.ty, value);
            }
            return;
        }
        let Some(members) = self.object(value) else { return };
        if is_described(node) {
            return self.shaped(&Type::Node(id), &Value::Object(members.clone()));
        }
        for (key, value) in members {
            self.keys += 1;
            match node.field(key) {
                Some(field) => {
                    self.known += 1;
                    self.keepers += 1;
                    self.below(key, |this| this.optional(&field.ty, value));
                    self.keepers -= 1;
                }
                // The server adds it unasked.
                None if key == "id" => {
                    self.known += 1;
                    self.collect(id, key, value);
                }
                None => self.member(id, key, value),
            }
        }
        let always = node.fields.iter().filter(|field| field.presence == Presence::Always);
        for field in always.filter(|field| members.get(&field.name).is_none_or(Value::is_null)) {
            self.below(&field.name, |this| {
                this.note(Kind::Missing, "the schema says that it is always present")
            });
        }
    }

    /// A member that is not a field: a connection that was read with its node, or unknown.
    fn member(&mut self, id: NodeId, key: &str, value: &Value) {
        let connection = self.schema[id].connection(key).filter(|one| one.has_list && is_list(value));
        let Some(connection) = connection else {
            self.collect(id, key, value);
            return self.below(key, |this| this.note(Kind::UnknownField, kind_of(value)));
        };
        self.known += 1;
        self.keepers += 1;
        self.below(key, |this| this.connection(&connection.item, connection.summary, value));
        self.keepers -= 1;
    }

    pub(super) fn collect(&mut self, owner: NodeId, name: &str, value: &Value) {
        if let Some(unknown) = &mut self.unknown {
            unknown.push(Unknown { owner, name: name.to_owned(), value: value.clone() });
        }
    }

    /// A member that the decoded value has no place for. It is kept if an enclosing object keeps unknown
    /// members, and lost otherwise. An `id` is always known: the server adds it unasked.
    pub(super) fn lost(&mut self, key: &str, value: &Value) {
        self.homeless += usize::from(key != "id");
        match key {
            "id" => self.known += 1,
            _ if self.keepers > 0 => self.note(Kind::UnknownField, kind_of(value)),
            _ => self.note(Kind::Lost, kind_of(value)),
        }
    }

    pub(super) fn elements(&mut self, items: &[Value], mut each: impl FnMut(&mut Self, &Value)) {
        for (at, value) in items.iter().enumerate().filter(|(_, value)| !value.is_null()) {
            self.path.push_index(at);
            each(self, value);
            self.path.pop();
        }
    }

    /// The members of an object. The platform writes an empty object as `[]`.
    pub(super) fn object<'v>(&mut self, value: &'v Value) -> Option<&'v Map<String, Value>> {
        match value {
            Value::Object(members) => return Some(members),
            Value::Null => {}
            Value::Array(items) if items.is_empty() => self.coerced("an object", value),
            _ => self.failed("an object", value),
        }
        None
    }

    pub(super) fn push(&mut self, key: &str) {
        self.path.push_key(key);
    }

    pub(super) fn pop(&mut self) {
        self.path.pop();
    }

    pub(super) fn below(&mut self, key: &str, read: impl FnOnce(&mut Self)) {
        self.path.push_key(key);
        read(self);
        self.path.pop();
    }
}

/// The elements of a map that is written as a list: `[{"key": .., "value": ..}]`.
fn pairs(value: &Value) -> Option<&[Value]> {
    let items = value.as_array()?;
    let first = items.first()?.as_object()?.keys().next()?;
    matches!(first.as_str(), "key" | "value").then_some(items)
}
