//! Filters of lists: a parameter with the name of a field of the items.

use graph_schema::model::{Connection, NodeId, Param, Scalar, Type};
use serde_json::Value;

use super::asked::Asked;
use crate::{
    graph::Visit,
    world::store::{Edge, Item},
};

impl Visit<'_> {
    /// Leaves the items that have what the parameters of a list ask for: the value, or any of several.
    pub(super) fn filtered(
        &mut self,
        connection: &Connection,
        params: &[(String, String)],
        edges: Vec<Edge>,
    ) -> Vec<Edge> {
        let Type::Node(kind) = connection.item else { return edges };
        let asked = Asked(params);
        let mut filters: Vec<(&Param, Vec<String>)> = Vec::new();
        for param in connection.params.iter().filter(|param| self.filters(kind, param)) {
            let Some(text) = asked.text(&param.name) else { continue };
            let wanted = match param.ty {
                Type::List(_) => asked.words(&param.name),
                _ => vec![text.to_owned()],
            };
            filters.push((param, wanted));
        }
        if filters.is_empty() {
            return edges;
        }
        let has = |value: Option<&Value>, param: &Param, wanted: &[String]| {
            value.is_some_and(|value| wanted.iter().any(|wanted| fits(value, wanted, is_part(param))))
        };
        let mut left = Vec::new();
        for edge in edges {
            let is_left = match &edge.item {
                Item::Node(id) => {
                    let values = self.world.store.object(id);
                    values.is_some_and(|values| {
                        filters.iter().all(|(param, wanted)| has(values.get(&param.name), param, wanted))
                    })
                }
                Item::Value(value) => {
                    filters.iter().all(|(param, wanted)| has(value.get(&param.name), param, wanted))
                }
            };
            if is_left {
                left.push(edge);
            }
        }
        left
    }

    /// Whether a parameter filters by the field of its name.
    fn filters(&self, kind: NodeId, param: &Param) -> bool {
        let one = match &param.ty {
            Type::List(item) => item,
            ty => ty,
        };
        let is_word =
            matches!(one, Type::Enum(_) | Type::Id(_) | Type::Scalar(Scalar::String | Scalar::Boolean));
        is_word && self.schema[kind].field(&param.name).is_some()
    }
}

/// Whether a text only has to be a part of the field, as the description says.
fn is_part(param: &Param) -> bool {
    matches!(param.ty, Type::Scalar(Scalar::String)) && param.doc.starts_with("Part of")
}

/// Whether a value, or a member of it, is the wanted one.
fn fits(value: &Value, wanted: &str, is_part: bool) -> bool {
    match value {
        Value::String(text) => text == wanted || is_part && text.contains(wanted),
        Value::Bool(is) => matches!((is, wanted), (true, "true" | "1") | (false, "false" | "0")),
        Value::Number(number) => number.to_string() == wanted,
        Value::Object(members) => {
            members.values().any(|value| !value.is_object() && fits(value, wanted, false))
        }
        Value::Array(values) => values.iter().any(|value| fits(value, wanted, is_part)),
        Value::Null => false,
    }
}
