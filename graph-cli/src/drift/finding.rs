//! What is found in an answer, and where.

use std::fmt;

use serde_json::Value;

/// What is not as the schema says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A member that the schema does not have; a ready struct keeps it in `rest`.
    UnknownField,
    /// A member that nobody keeps: beside the id of a reference, in the envelope of a list.
    Lost,
    /// A word that the enum does not have; it survives.
    UnknownWord,
    /// A value in another form, which is read all the same.
    Coerced,
    /// A field that is said to be in every answer.
    Missing,
    /// A value that cannot be read.
    Failed,
}

impl Kind {
    pub const ALL: [Self; 6] =
        [Self::Failed, Self::Lost, Self::UnknownField, Self::UnknownWord, Self::Missing, Self::Coerced];

    pub fn name(self) -> &'static str {
        match self {
            Self::UnknownField => "unknown field",
            Self::Lost => "lost field",
            Self::UnknownWord => "unknown word",
            Self::Coerced => "coerced",
            Self::Missing => "missing",
            Self::Failed => "failed",
        }
    }

    /// Whether the answer cannot be read, or not all of it is kept.
    pub fn is_grave(self) -> bool {
        matches!(self, Self::Failed | Self::Lost)
    }
}

/// Something that is not as the schema says, with its place.
#[derive(Clone, Debug)]
pub struct Finding {
    pub kind: Kind,
    /// The way to it from the outermost value, such as `data[3].created_time`.
    pub path: String,
    pub what: String,
}

/// The way to a value.
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

/// The kind of a value; never what it says.
pub fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(true) => "true",
        Value::Bool(false) => "false",
        Value::Number(_) => "a number",
        Value::String(text) if text.is_empty() => "an empty text",
        Value::String(_) => "a text",
        Value::Array(items) if items.is_empty() => "an empty list",
        Value::Array(_) => "a list",
        Value::Object(members) if members.is_empty() => "an empty object",
        Value::Object(_) => "an object",
    }
}

/// A short piece of a text or number, the kind of everything else.
pub fn describe(value: &Value) -> String {
    const LONGEST: usize = 40;
    match value {
        Value::String(text) => {
            let mut short: String = text.chars().take(LONGEST).collect();
            if short.len() < text.len() {
                short.push('…');
            }
            format!("{short:?}")
        }
        Value::Number(number) => number.to_string(),
        _ => kind_of(value).to_owned(),
    }
}
