//! The response of a write whose members the schema does not describe.

use serde_json::Value;

use crate::{
    decode::lenient_json,
    error::{Error, Result, refused_write},
};

/// The response to a write, for operations whose response the schema does not describe (`"written"`).
///
/// A response of `false`, or with `"success": false`, is an error.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Written {
    /// The id in the response: usually of the created node, but depending on the operation also of the changed node.
    /// `None` if the response has none.
    pub id: Option<String>,
    /// The success flag; `None` if the response has none. Never `Some(false)`.
    pub success: Option<bool>,
    /// The whole response; `null` if it is empty.
    pub json: Value,
}

impl Written {
    /// A member of the response.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.json.get(name)
    }

    /// A member of the response, if it is a string.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.get(name).and_then(Value::as_str)
    }

    pub(super) fn of(json: Value) -> Result<Self> {
        let success = match json.get("success").unwrap_or(&json) {
            Value::Bool(flag) => Some(*flag),
            Value::String(text) => text.parse().ok(),
            _ => None,
        };
        if success == Some(false) {
            return Err(refused_write(&json));
        }
        // Some writes return the bare id.
        let id = match json.get("id").unwrap_or(&json) {
            Value::String(text) if success.is_none() || json.is_object() => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        };
        Ok(Self { id, success, json })
    }
}

/// The error of a write that was answered with `false`, or with `"success": false`, instead of what it returns.
pub(crate) fn refusal(body: &[u8]) -> Option<Error> {
    Written::of(lenient_json(body.trim_ascii()).ok()?).err()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::Written;

    #[test]
    fn every_answer_is_kept() {
        for (answer, id, success) in [
            (json!({ "recipient_id": "2", "message_id": "m_Ab" }), None, None),
            (json!({ "report_run_id": "7" }), None, None),
            (json!({ "success": true, "post_id": "9" }), None, Some(true)),
            (json!({ "id": "9" }), Some("9"), None),
            (json!({ "id": 9, "success": "true" }), Some("9"), Some(true)),
            (json!({ "id": "9", "success": 1 }), Some("9"), None),
            (json!({ "id": { "of": 1 } }), None, None),
            (json!(true), None, Some(true)),
            (json!("true"), None, Some(true)),
            (json!("9_8"), Some("9_8"), None),
            (json!(98), Some("98"), None),
            (json!([{ "id": "9" }]), None, None),
            (Value::Null, None, None),
        ] {
            let written = Written::of(answer.clone()).unwrap();
            assert_eq!((written.id.as_deref(), written.success), (id, success), "{answer}");
            assert_eq!(written.json, answer);
        }
    }

    #[test]
    fn a_refusal_is_an_error_that_repeats_the_reason() {
        for answer in
            [json!(false), json!("false"), json!({ "success": false }), json!({ "success": "false" })]
        {
            let error = Written::of(answer).unwrap_err().to_string();
            assert!(error.contains("without giving a reason"), "{error}");
        }
        let error = Written::of(json!({ "success": false, "why": "closed" })).unwrap_err().to_string();
        assert!(error.contains(r#""why":"closed""#), "{error}");
        let long = "é".repeat(10_000);
        assert!(Written::of(json!({ "success": false, "why": long })).unwrap_err().to_string().len() < 1500);
    }
}
