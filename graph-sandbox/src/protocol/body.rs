//! Request bodies: forms, JSON objects and multipart.

use serde_json::Value;

use super::{
    Refusal, multipart,
    pairs::{Files, Pairs, pairs},
};

/// The parameters and files of a POST body.
pub(super) fn read(content_type: Option<&str>, bytes: &[u8]) -> Result<(Pairs, Files), Refusal> {
    let kind = kind(content_type);
    let content_type = content_type.unwrap_or_default();
    match kind.as_str() {
        JSON => json(bytes)
            .map(|pairs| (pairs, Files::new()))
            .ok_or_else(|| Refusal::parameter("The body is not a JSON object")),
        "multipart/form-data" => multipart::read(content_type, bytes)
            .ok_or_else(|| Refusal::parameter("The body is not valid multipart/form-data")),
        _ => Ok((pairs(bytes), Files::new())),
    }
}

const JSON: &str = "application/json";

fn kind(content_type: Option<&str>) -> String {
    let content_type = content_type.unwrap_or_default();
    content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Whether a body is JSON.
pub(super) fn is_json(content_type: Option<&str>) -> bool {
    kind(content_type) == JSON
}

fn json(bytes: &[u8]) -> Option<Pairs> {
    let Ok(Value::Object(object)) = serde_json::from_slice(bytes) else { return None };
    let text = |value: Value| match value {
        Value::String(text) => text,
        other => other.to_string(),
    };
    Some(object.into_iter().map(|(name, value)| (name, text(value))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_members_are_parameters() {
        let (pairs, _) = read(Some("application/json"), br#"{"a":"x","b":[1],"c":true}"#).unwrap();
        assert_eq!(pairs.len(), 3);
        assert!(pairs.contains(&("b".to_owned(), "[1]".to_owned())));
        assert!(read(Some("application/json"), b"[").is_err());
    }
}
