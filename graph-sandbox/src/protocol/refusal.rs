//! Error responses in the platform's envelope.

use serde_json::{Map, Value, json};

use super::Answer;

/// An error answer.
#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    status: u16,
    kind: &'static str,
    code: i64,
    subcode: Option<i64>,
    message: String,
    rest: Box<Rest>,
}

/// What few errors say.
#[derive(Clone, Debug, Default)]
struct Rest {
    /// For a person to read.
    title: Option<String>,
    text: Option<String>,
    transient: Option<bool>,
    /// What a write had answered before the reading after it failed.
    original: Option<Value>,
}

impl Refusal {
    /// An error of a code, with HTTP status 400.
    pub(crate) fn new(code: i64, message: impl Into<String>) -> Self {
        Self {
            status: 400,
            kind: "OAuthException",
            code,
            subcode: None,
            message: message.into(),
            rest: Box::default(),
        }
    }

    /// Code 100: a parameter is wrong.
    pub(crate) fn parameter(message: impl AsRef<str>) -> Self {
        Self::new(100, format!("(#100) {}", message.as_ref()))
    }

    /// Code 100, subcode 33: nothing has this id.
    pub(crate) fn no_such_object(id: &str, method: &str) -> Self {
        let message = format!(
            "Unsupported {method} request. Object with ID '{id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation"
        );
        Self { kind: "GraphMethodException", subcode: Some(33), ..Self::new(100, message) }
    }

    /// Code 200: a permission is missing.
    pub(crate) fn permission(message: impl AsRef<str>) -> Self {
        Self { status: 403, ..Self::new(200, format!("(#200) {}", message.as_ref())) }
    }

    pub(crate) fn status(self, status: u16) -> Self {
        Self { status, ..self }
    }

    pub(crate) fn subcode(self, subcode: i64) -> Self {
        Self { subcode: Some(subcode), ..self }
    }

    /// What may be shown to a person.
    pub(crate) fn told(mut self, title: Option<String>, text: Option<String>) -> Self {
        (self.rest.title, self.rest.text) = (title, text);
        self
    }

    /// Whether the same call may be sent again; nothing is said of it without.
    pub(crate) fn transient(mut self, transient: Option<bool>) -> Self {
        self.rest.transient = transient;
        self
    }

    pub(crate) fn original(mut self, original: Value) -> Self {
        self.rest.original = Some(original);
        self
    }

    pub(crate) fn answer(self, trace: u64) -> Answer {
        let trace = format!("S{trace:010x}");
        let mut error = Map::new();
        let mut headers = vec![("x-fb-trace-id", trace.clone())];
        if matches!(self.code, 102 | 104 | 190 | 2500) {
            let told: String = self.message.chars().filter(|c| matches!(c, ' '..='~') && *c != '"').collect();
            headers.push((
                "www-authenticate",
                format!("OAuth \"Facebook Platform\" \"invalid_token\" \"{told}\""),
            ));
        }
        error.insert("message".to_owned(), self.message.into());
        error.insert("type".to_owned(), self.kind.into());
        error.insert("code".to_owned(), self.code.into());
        if let Some(subcode) = self.subcode {
            error.insert("error_subcode".to_owned(), subcode.into());
        }
        if let Some(transient) = self.rest.transient {
            error.insert("is_transient".to_owned(), transient.into());
        }
        for (name, told) in [("error_user_title", self.rest.title), ("error_user_msg", self.rest.text)] {
            if let Some(told) = told {
                error.insert(name.to_owned(), told.into());
            }
        }
        if let Some(original) = self.rest.original {
            error.insert("original_response".to_owned(), original);
        }
        error.insert("fbtrace_id".to_owned(), trace.into());
        Answer { status: self.status, headers, body: Some(json!({ "error": error })), raw: None }
    }
}
