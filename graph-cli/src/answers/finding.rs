//! Differences between an answer and the schema, and their places.

use std::fmt;

use serde_json::Value;

/// The kind of a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A member that the schema does not have. A ready struct keeps it in `rest`.
    UnknownField,
    /// An unknown member that decoding drops: in a reference, or in the envelope of a list.
    Lost,
    /// An event of webhooks that the schema does not describe. The client keeps it as JSON.
    UnknownEvent,
    /// A word that the enum does not have. Decoding keeps it.
    UnknownWord,
    /// A value in another representation, which decoding accepts.
    Coerced,
    /// A field that is absent although the schema says that it is always present.
    Missing,
    /// A value that cannot be decoded.
    Failed,
}

impl Kind {
    pub const ALL: [Self; 7] = [
        Self::Failed,
        Self::Lost,
        Self::UnknownEvent,
        Self::UnknownField,
        Self::UnknownWord,
        Self::Missing,
        Self::Coerced,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::UnknownField => "unknown field",
            Self::UnknownEvent => "unknown event",
            Self::Lost => "lost field",
            Self::UnknownWord => "unknown value",
            Self::Coerced => "coerced",
            Self::Missing => "missing",
            Self::Failed => "failed",
        }
    }

    /// Whether data is lost.
    pub fn is_failure(self) -> bool {
        matches!(self, Self::Failed | Self::Lost)
    }
}

/// A difference, with its place.
#[derive(Clone, Debug)]
pub struct Finding {
    pub kind: Kind,
    /// The path from the outermost value, such as `data[3].created_time`.
    pub path: String,
    pub what: String,
}

/// The path to a value.
#[derive(Clone, Debug, Default)]
pub struct Path(Vec<String>);

impl Path {
    pub fn push_key(&mut self, key: &str) {
        let plain = !key.is_empty() && key.bytes().all(|byte| byte == b'_' || byte.is_ascii_alphanumeric());
        let dot = if self.0.is_empty() { "" } else { "." };
        self.0.push(if plain { format!("{dot}{key}") } else { format!("[{key:?}]") });
    }

    pub fn push_index(&mut self, at: usize) {
        self.0.push(format!("[{at}]"));
    }

    pub fn pop(&mut self) {
        self.0.pop();
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.concat())
    }
}

/// The kind of a value, without its content. The words are those of the client's strict mode.
pub fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(true) => "true",
        Value::Bool(false) => "false",
        Value::Number(_) => "a number",
        Value::String(text) if text.is_empty() => "an empty string",
        Value::String(_) => "a string",
        Value::Array(items) if items.is_empty() => "an empty list",
        Value::Array(_) => "a list",
        Value::Object(members) if members.is_empty() => "an empty object",
        Value::Object(_) => "an object",
    }
}

/// The start of a string, a number, or the kind of any other value.
pub fn describe(value: &Value) -> String {
    const MAX_CHARS: usize = 40;
    match value {
        Value::String(text) => {
            let mut short: String = text.chars().take(MAX_CHARS).collect();
            if short.len() < text.len() {
                short.push('…');
            }
            format!("{short:?}")
        }
        Value::Number(number) => number.to_string(),
        _ => kind_of(value).to_owned(),
    }
}
