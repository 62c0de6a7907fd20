//! The field values that an operation sets.

use graph_schema::model::{NodeId, Scalar, Type};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::{
    bind::{Bound, is_file},
    special,
};
use crate::{graph::Visit, world::seed::special::AUTHORS};

impl Visit<'_> {
    /// The field values that the parameters set.
    pub(super) fn values(&self, name: &str, kind: Option<NodeId>, bound: &Bound<'_>) -> Map<String, Value> {
        let arguments = bound
            .operation
            .params
            .iter()
            .zip(&bound.values)
            .filter_map(|(param, value)| Some((param, value.as_ref()?)));
        let named = arguments.map(|(param, value)| (special::field_of_param(name, &param.name), value));
        let converted = named.filter_map(|(field, value)| match kind {
            None => Some((field.to_owned(), value.clone())),
            Some(kind) => {
                let ty = &self.schema[kind].field(field)?.ty;
                Some((field.to_owned(), self.converted(ty, value)?))
            }
        });
        let mut values: Map<String, Value> = converted.collect();
        if let Some(kind) = kind {
            self.describe_file(kind, bound, &mut values);
        }
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

    /// What a node says about its file: where it is, its kind, size and hash.
    fn describe_file(&self, kind: NodeId, bound: &Bound<'_>, values: &mut Map<String, Value>) {
        let node = &self.schema[kind];
        let params = bound.operation.params.iter().zip(&bound.values);
        let mut uploaded = params.filter(|(param, _)| is_file(param) && node.field(&param.name).is_none());
        let address = uploaded.find_map(|(_, value)| value.as_ref()?.as_str());
        let number = address.and_then(|url| url.rsplit('/').next()).and_then(|number| number.parse().ok());
        let Some((number, file)) =
            number.and_then(|number: u64| Some((number, self.world.uploads.get(number)?)))
        else {
            return;
        };
        let hash: String = Sha256::digest(&file.bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        let facts = [
            ("url", Value::from(self.world.download_url(&number.to_string()))),
            ("mime_type", file.content_type.as_str().into()),
            ("file_size", file.bytes.len().into()),
            ("sha256", hash.into()),
        ];
        let known = facts.into_iter().filter(|(name, _)| node.field(name).is_some());
        values.extend(known.map(|(name, value)| (name.to_owned(), value)));
    }

    /// Converts a parameter's value to the type of a field.
    pub(super) fn converted(&self, ty: &Type, value: &Value) -> Option<Value> {
        match (ty, value) {
            (Type::Ref(node) | Type::Node(node), Value::String(id)) if !self.schema[*node].is_object => {
                Some(self.world.store.generator.reference(*node, id))
            }
            (Type::List(item), Value::Array(values)) => {
                values.iter().map(|value| self.converted(item, value)).collect()
            }
            (
                Type::Node(_) | Type::Ref(_) | Type::Map(_) | Type::Keyed(..) | Type::Union(_),
                Value::Object(_),
            ) => Some(value.clone()),
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
    pub(super) fn author(&self, kind: NodeId) -> Map<String, Value> {
        let Some(who) = &self.caller.who else { return Map::new() };
        let Some(is) = self.world.store.node(who) else { return Map::new() };
        let fields = self.schema[kind].fields.iter().filter(|field| AUTHORS.contains(&field.name.as_str()));
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
}
