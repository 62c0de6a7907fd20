//! Error responses in the platform's envelope.

use serde_json::{Map, Value, json};

use super::Answer;

/// An error to respond with.
#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    status: u16,
    kind: &'static str,
    code: i64,
    subcode: Option<i64>,
    message: String,
    rest: Box<Rest>,
}

/// Optional members of an error.
#[derive(Clone, Debug, Default)]
struct Rest {
    /// A title and a message for people.
    title: Option<String>,
    text: Option<String>,
    transient: Option<bool>,
    /// The response of a write whose subsequent read failed.
    original: Option<Value>,
}

impl Refusal {
    /// An error with this code and HTTP status 400.
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

    /// Code 100: an invalid parameter.
    pub(crate) fn parameter(message: impl AsRef<str>) -> Self {
        Self::new(100, format!("(#100) {}", message.as_ref()))
    }

    /// What was wrong, in words.
    pub(crate) fn message(&self) -> &str {
        &self.message
    }

    /// Code 100, subcode 33: no object has this id.
    pub(crate) fn no_such_object(id: &str, method: &str) -> Self {
        let message = format!(
            "Unsupported {method} request. Object with ID '{id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation"
        );
        Self { kind: "GraphMethodException", subcode: Some(33), ..Self::new(100, message) }
    }

    /// Code 200: a missing permission.
    pub(crate) fn permission(message: impl AsRef<str>) -> Self {
        Self { status: 403, ..Self::new(200, format!("(#200) {}", message.as_ref())) }
    }

    pub(crate) fn status(self, status: u16) -> Self {
        Self { status, ..self }
    }

    pub(crate) fn subcode(self, subcode: i64) -> Self {
        Self { subcode: Some(subcode), ..self }
    }

    /// Sets the title and the message for people.
    pub(crate) fn for_people(mut self, title: Option<String>, text: Option<String>) -> Self {
        (self.rest.title, self.rest.text) = (title, text);
        self
    }

    /// Sets `is_transient`; `None` omits it.
    pub(crate) fn transient(mut self, transient: Option<bool>) -> Self {
        self.rest.transient = transient;
        self
    }

    /// Attaches the response of a write whose subsequent read failed.
    pub(crate) fn original(mut self, original: Value) -> Self {
        self.rest.original = Some(original);
        self
    }

    /// The response; `trace` is the number of the call.
    pub(crate) fn answer(self, trace: u64) -> Answer {
        let trace = format!("S{trace:010x}");
        let mut error = Map::new();
        let mut headers = vec![("x-fb-trace-id", trace.clone())];
        if matches!(self.code, 102 | 104 | 190 | 2500) {
            let description: String =
                self.message.chars().filter(|c| matches!(c, ' '..='~') && *c != '"').collect();
            headers.push((
                "www-authenticate",
                format!("OAuth \"Facebook Platform\" \"invalid_token\" \"{description}\""),
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
        for (name, text) in [("error_user_title", self.rest.title), ("error_user_msg", self.rest.text)] {
            if let Some(text) = text {
                error.insert(name.to_owned(), text.into());
            }
        }
        if let Some(original) = self.rest.original {
            error.insert("original_response".to_owned(), original);
        }
        error.insert("fbtrace_id".to_owned(), trace.into());
        Answer { status: self.status, headers, body: Some(json!({ "error": error })), raw: None }
    }
}
