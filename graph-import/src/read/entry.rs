//! One object of the catalogue being read: keys are taken one by one; what is left over is reported.

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
            report.add(Kind::Malformed, spec, &place, format!("{} instead of an object", kind(value)));
            return None;
        };
        Some(Self { members, known: Vec::new(), spec, place, report })
    }

    /// A text that has to be there.
    pub(super) fn text(&mut self, key: &'static str) -> Option<String> {
        let text = self.text_if_any(key);
        if !self.members.contains_key(key) {
            self.malformed(format!("\"{key}\" is missing"));
        }
        text
    }

    /// A text that may be missing; `null` is as good as missing.
    pub(super) fn text_if_any(&mut self, key: &'static str) -> Option<String> {
        match self.take(key)? {
            Value::String(text) => Some(text.clone()),
            Value::Null => None,
            other => self.wrong(key, other, "text"),
        }
    }

    pub(super) fn flag(&mut self, key: &'static str) -> bool {
        match self.take(key) {
            Some(Value::Bool(flag)) => *flag,
            Some(other) => self.wrong(key, other, "true or false").unwrap_or_default(),
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

    /// Reports every key that nobody took, and gives the report back.
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
        self.malformed(format!("\"{key}\" is {} instead of {expected}", kind(value)));
        None
    }
}

/// What kind of JSON a value is.
pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
