//! Decodes lists and connections, in each form that the platform writes them in.

use graph_schema::model::{NodeId, Scalar, Type};
use serde_json::Value;

use super::decode::Decoder;

/// Whether the envelope of a list has a member of this name: `{"data": [..], "paging": {..}, "summary": {..}, "count": 3}`.
pub fn is_part_of_page(key: &str) -> bool {
    matches!(key, "data" | "paging" | "summary" | "count" | "total_count")
}

/// Whether a value is a list in one of its forms, or the number of its items.
pub(super) fn is_list(value: &Value) -> bool {
    match value {
        Value::Array(_) | Value::Number(_) => true,
        Value::Object(members) => {
            members.get("data").is_some_and(Value::is_array)
                || !members.is_empty() && members.keys().all(|key| is_part_of_page(key))
        }
        _ => false,
    }
}

impl Decoder<'_> {
    /// `{"data": [..], "paging": {..}, "summary": {..}, "count": 3}`, a bare list, or a bare count.
    pub fn connection(&mut self, item: &Type, summary: Option<NodeId>, value: &Value) {
        match value {
            Value::Number(count) if count.as_f64().is_some_and(|count| count >= 0.0) => {
                self.read(&Type::Scalar(Scalar::Integer), value);
            }
            Value::Array(items) => self.elements(items, |this, value| this.read(item, value)),
            _ => self.page(item, summary, value),
        }
    }

    /// A list that is the whole answer. It always has an envelope.
    pub fn page(&mut self, item: &Type, summary: Option<NodeId>, value: &Value) {
        let Some(members) = self.object(value) else { return };
        for (key, value) in members {
            self.keys += 1;
            self.known += usize::from(is_part_of_page(key));
            self.below(key, |this| match key.as_str() {
                "data" => this.data(item, value),
                "summary" => {
                    if let Some(id) = summary {
                        this.optional(&Type::Node(id), value);
                    }
                }
                "paging" => this.paging(value),
                "count" | "total_count" => this.optional(&Type::Scalar(Scalar::Integer), value),
                _ => this.lost(key, value),
            });
        }
    }

    /// Links and cursors. The schema does not describe them, so their keys are not counted.
    fn paging(&mut self, value: &Value) {
        let Some(members) = self.object(value) else { return };
        for (key, value) in members {
            self.below(key, |this| match key.as_str() {
                "next" | "previous" => {}
                "cursors" => {
                    let cursors = this.object(value).into_iter().flatten();
                    for (key, value) in
                        cursors.filter(|(key, _)| !matches!(key.as_str(), "after" | "before" | "id"))
                    {
                        this.below(key, |this| this.lost(key, value));
                    }
                }
                "id" => {}
                _ => this.lost(key, value),
            });
        }
    }

    fn data(&mut self, item: &Type, value: &Value) {
        match value {
            Value::Null => {}
            Value::Array(items) => self.elements(items, |this, value| this.read(item, value)),
            Value::Object(members) if members.is_empty() => self.coerced("a list", value),
            _ => self.failed("a list", value),
        }
    }

    /// A list: bare, in an envelope, with gaps, or as a map from indexes.
    pub(super) fn list(&mut self, item: &Type, value: &Value) {
        let members = match value {
            Value::Null => return,
            Value::Array(items) => return self.elements(items, |this, value| this.optional(item, value)),
            Value::Object(members) => members,
            _ => return self.failed("a list", value),
        };
        if members.is_empty() {
            return self.coerced("a list", value);
        }
        for (key, value) in members {
            self.keys += 1;
            let is_index = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_digit());
            let known = is_index || matches!(key.as_str(), "data" | "paging" | "count" | "summary");
            self.known += usize::from(known);
            self.below(key, |this| match (key.as_str(), value) {
                ("data", Value::Array(items)) => {
                    this.elements(items, |this, value| this.optional(item, value))
                }
                ("data", Value::Null) => {}
                ("data", Value::Object(members)) if members.is_empty() => this.coerced("a list", value),
                ("data", _) => this.failed("a list", value),
                (_, value) if is_index => {
                    this.coerced("an element of a list", value);
                    match value {
                        Value::Array(items) => {
                            this.elements(items, |this, value| this.optional(item, value));
                        }
                        _ => this.optional(item, value),
                    }
                }
                ("paging" | "count" | "summary", _) => {}
                _ => this.lost(key, value),
            });
        }
    }
}
