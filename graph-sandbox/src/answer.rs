//! What goes back: answers, refusals and their JSON text.

use std::io;

use serde::Serialize;
use serde_json::{Map, Value, json, ser::Formatter};

/// An answer to one call.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(&'static str, String)>,
    /// The body; none for a redirect.
    pub(crate) body: Option<Value>,
    /// What is sent in place of the body, where that is no JSON.
    pub(crate) raw: Option<Raw>,
}

impl Answer {
    /// Gives it a tag that changes with it; who has it already gets nothing.
    pub(crate) fn tag(&mut self, known: Option<&str>) {
        let Some(body) = &self.body else { return };
        // FNV-1a: it is no secret, and nobody makes two answers of one tag by chance.
        let hash = to_text(body).bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
        });
        let tag = format!("\"{hash:016x}\"");
        let is_known = known
            .is_some_and(|known| known.split(',').any(|one| matches!(one.trim(), "*") || one.trim() == tag));
        self.headers.push(("etag", tag));
        if is_known {
            self.status = 304;
            self.body = None;
        }
    }
}

/// A body that is no JSON, or is not to be trusted to be some.
#[derive(Clone, Debug)]
pub(crate) struct Raw {
    pub(crate) content_type: String,
    pub(crate) bytes: Vec<u8>,
}

impl Answer {
    pub(crate) fn ok(body: Value) -> Self {
        Self { status: 200, headers: Vec::new(), body: Some(body), raw: None }
    }
}

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

/// The version of a path that names none.
pub(crate) const OLDEST_VERSION: &str = "v1.0";

pub(crate) const CONTENT_TYPE: &str = "application/json; charset=UTF-8";

/// Inside a batch the platform calls its JSON a script.
pub(crate) const ITEM_CONTENT_TYPE: &str = "text/javascript; charset=UTF-8";

/// JSON as the platform writes it: slashes are escaped, and so is everything outside ASCII.
pub(crate) fn to_text(value: &Value) -> String {
    let mut out = Vec::new();
    let mut serializer = serde_json::Serializer::with_formatter(&mut out, PlatformJson);
    match value.serialize(&mut serializer) {
        Ok(()) => String::from_utf8(out).unwrap_or_default(),
        Err(_) => String::new(),
    }
}

struct PlatformJson;

impl Formatter for PlatformJson {
    fn write_string_fragment<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        for c in fragment.chars() {
            match c {
                '/' => writer.write_all(b"\\/")?,
                ' '..='~' => writer.write_all(&[c as u8])?,
                _ => {
                    for unit in c.encode_utf16(&mut [0; 2]) {
                        write!(writer, "\\u{unit:04x}")?;
                    }
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_as_on_the_platform() {
        let value = json!({ "a": "http://x/ \"é😀\"\n" });
        let text = to_text(&value);
        assert_eq!(text, r#"{"a":"http:\/\/x\/ \"\u00e9\ud83d\ude00\"\n"}"#);
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
    }
}
