//! The error as returned by the platform.

use serde_json::{Map, Value};

use crate::secrecy::Redactor;

/// The error as returned by the platform.
#[derive(Clone, Debug, Default)]
pub(crate) struct Server {
    pub(crate) status: u16,
    pub(crate) message: String,
    pub(crate) kind: Option<String>,
    pub(crate) code: Option<i64>,
    pub(crate) subcode: Option<i64>,
    pub(crate) is_transient: Option<bool>,
    pub(crate) user_title: Option<String>,
    pub(crate) user_message: Option<String>,
    pub(crate) trace_id: Option<String>,
    pub(crate) original_response: Option<String>,
    /// All other members.
    pub(crate) rest: Map<String, Value>,
}

/// Members with a place of their own in [`Server`].
const KNOWN: [&str; 9] = [
    "message",
    "type",
    "code",
    "error_subcode",
    "is_transient",
    "error_user_title",
    "error_user_msg",
    "fbtrace_id",
    "original_response",
];

/// The members of an error that [`Server`] has no place for. JSON in a string is parsed in `error_data`.
pub(super) fn rest(error: &Map<String, Value>) -> Map<String, Value> {
    let others = error.iter().filter(|(name, _)| !KNOWN.contains(&name.as_str()));
    others
        .map(|(name, value)| {
            let parsed = match value {
                Value::String(text) if name == "error_data" && text.trim_start().starts_with(['{', '[']) => {
                    serde_json::from_str(text).ok()
                }
                _ => None,
            };
            (name.clone(), parsed.unwrap_or_else(|| value.clone()))
        })
        .collect()
}

/// Redacts every string of a value.
pub(super) fn redact(value: &mut Value, redactor: &Redactor) {
    match value {
        Value::String(text) => redactor.redact(text),
        Value::Array(items) => items.iter_mut().for_each(|item| redact(item, redactor)),
        Value::Object(members) => members.values_mut().for_each(|member| redact(member, redactor)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
