//! Reads one JSON object of the catalogue key by key, and reports unknown keys.

use serde_json::{Map, Value};

use crate::report::{Kind, Report};

pub(super) struct Entry<'a> {
    members: &'a Map<String, Value>,
    known: Vec<&'static str>,
    spec: &'a str,
    place: String,
    report: &'a mut Report,
}

impl<'a> Entry<'a> {
    pub(super) fn new(
        value: &'a Value,
        spec: &'a str,
        place: String,
        report: &'a mut Report,
    ) -> Option<Self> {
        let Value::Object(members) = value else {
            report.add(Kind::Malformed, spec, &place, format!("expected an object, found {}", kind(value)));
            return None;
        };
        Some(Self { members, known: Vec::new(), spec, place, report })
    }

    /// A required string.
    pub(super) fn text(&mut self, key: &'static str) -> Option<String> {
        let text = self.text_if_any(key);
        if !self.members.contains_key(key) {
            self.malformed(format!("\"{key}\" is missing"));
        }
        text
    }

    /// An optional string. `null` counts as missing.
    pub(super) fn text_if_any(&mut self, key: &'static str) -> Option<String> {
        match self.take(key)? {
            Value::String(text) => Some(text.clone()),
            Value::Null => None,
            other => self.wrong(key, other, "a string"),
        }
    }

    pub(super) fn flag(&mut self, key: &'static str) -> bool {
        match self.take(key) {
            Some(Value::Bool(flag)) => *flag,
            Some(other) => self.wrong(key, other, "a boolean").unwrap_or_default(),
            None => false,
        }
    }

    pub(super) fn list(&mut self, key: &'static str) -> &'a [Value] {
        match self.take(key) {
            Some(Value::Array(items)) => items,
            Some(other) => self.wrong(key, other, "a list").unwrap_or_default(),
            None => &[],
        }
    }

    pub(super) fn malformed(&mut self, text: String) {
        self.report.add(Kind::Malformed, self.spec, &self.place, text);
    }

    /// Reports every key that was not read.
    pub(super) fn finish(self) -> &'a mut Report {
        for (key, value) in self.members {
            if !self.known.contains(&key.as_str()) {
                self.report.add(Kind::UnknownKey, self.spec, &self.place, format!("\"{key}\": {value}"));
            }
        }
        self.report
    }

    fn take(&mut self, key: &'static str) -> Option<&'a Value> {
        self.known.push(key);
        self.members.get(key)
    }

    fn wrong<T>(&mut self, key: &str, value: &Value, expected: &str) -> Option<T> {
        self.malformed(format!("\"{key}\": expected {expected}, found {}", kind(value)));
        None
    }
}

/// The kind of a JSON value.
pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
