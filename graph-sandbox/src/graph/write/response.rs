//! The response of an operation.

use graph_schema::model::{Returns, Scalar, Type};
use serde_json::{Value, json};

use crate::{
    graph::Visit,
    world::{seed::Subject, store::Item},
};

impl Visit<'_> {
    /// The response to an operation on the node `id`. `made` is the item that it created or changed.
    pub(super) fn response(&mut self, returns: &Returns, id: &str, made: Option<&Item>) -> Value {
        let new = match made {
            Some(Item::Node(id)) => Some(id.clone()),
            Some(Item::Value(value)) => value.get("id").and_then(Value::as_str).map(str::to_owned),
            None => None,
        };
        match returns {
            Returns::Success if self.success_is_object => json!({ "success": true }),
            Returns::Success => Value::Bool(true),
            Returns::Written => match new {
                Some(id) => json!({ "id": id, "success": true }),
                None => json!({ "success": true }),
            },
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

    /// A value of the response, of this type and member name. `new` is the id of the new item.
    fn response_value(&mut self, ty: &Type, name: &str, id: &str, new: Option<&str>) -> Value {
        match ty {
            Type::Scalar(Scalar::Boolean) => true.into(),
            Type::Id(node) if new.is_some_and(|new| self.world.store.node(new) == Some(*node)) => new.into(),
            Type::Id(_) | Type::Scalar(Scalar::String)
                if name == "id" || name.ends_with("_id") || name == "request" =>
            {
                let is_its =
                    |new: &str| matches!(ty, Type::Id(kind) if self.world.store.node(new) == Some(*kind));
                match (name, new) {
                    ("id", Some(new)) => new.into(),
                    (_, Some(new)) if is_its(new) => new.into(),
                    // A request id is the item id without the recipient's suffix.
                    ("request", Some(new)) => new.strip_suffix(&format!("_{id}")).unwrap_or(new).into(),
                    // What else an answer names is there as well, such as the post of a photo.
                    _ => match ty {
                        Type::Id(kind) if !self.schema[*kind].is_object => {
                            let author = self.author(*kind);
                            self.world.create(*kind, id, author).into()
                        }
                        _ => self.world.store.fresh_id(None, id).into(),
                    },
                }
            }
            Type::List(item) if matches!(**item, Type::Id(_)) => json!([id]),
            Type::Node(node) if !self.schema[*node].is_object => new
                .and_then(|new| self.node(new, None, false).ok())
                .unwrap_or_else(|| json!({ "id": new.unwrap_or(id) })),
            _ => {
                let Some(node) = self.world.store.node(id) else { return Value::Null };
                let moment = self.world.store.now();
                let subject = Subject { id, node, owner: Some(id), moment, complete: true, from_call: false };
                self.world.store.generator.value(ty, name, &subject, 0).unwrap_or(Value::Null)
            }
        }
    }
}
