//! The texts in values: which nodes have a URL.

use serde_json::Value;

use super::{Item, Store};

/// All texts in a value.
pub(crate) fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(values) => values.iter().flat_map(texts).collect(),
        Value::Object(members) => members.values().flat_map(texts).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
    }
}

impl Store {
    /// Whether a field of a node or an item of a list has this text.
    pub(crate) fn mentions(&self, text: &str) -> bool {
        let has = |value: &Value| texts(value).contains(&text);
        self.records.values().any(|record| record.values.values().any(has))
            || self.edges.values().flatten().any(|edge| match &edge.item {
                Item::Value(value) => has(value),
                Item::Node(_) => false,
            })
    }
}
