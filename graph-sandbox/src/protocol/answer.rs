//! Responses as values.

use serde_json::Value;

use super::to_text;

/// The version reported for a path without a version.
pub(crate) const OLDEST_VERSION: &str = "v1.0";

/// The content type of a JSON body.
pub(crate) const CONTENT_TYPE: &str = "application/json; charset=UTF-8";

/// The content type of a batch item: inside a batch the platform labels JSON as a script.
pub(crate) const ITEM_CONTENT_TYPE: &str = "text/javascript; charset=UTF-8";

/// The response to one call.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(&'static str, String)>,
    /// The JSON body; `None` for a redirect.
    pub(crate) body: Option<Value>,
    /// Bytes to send instead of `body`, for responses that are not JSON.
    pub(crate) raw: Option<Raw>,
}

/// A body that is not JSON, or deliberately malformed.
#[derive(Clone, Debug)]
pub(crate) struct Raw {
    pub(crate) content_type: String,
    pub(crate) bytes: Vec<u8>,
}

impl Answer {
    pub(crate) fn ok(body: Value) -> Self {
        Self { status: 200, headers: Vec::new(), body: Some(body), raw: None }
    }

    /// A 200 response with a body that is not JSON.
    pub(crate) fn raw(content_type: impl Into<String>, bytes: Vec<u8>) -> Self {
        let raw = Raw { content_type: content_type.into(), bytes };
        Self { status: 200, headers: Vec::new(), body: None, raw: Some(raw) }
    }

    /// A 302 redirect.
    pub(crate) fn redirect(location: String) -> Self {
        Self { status: 302, headers: vec![("location", location)], body: None, raw: None }
    }

    /// Sets the ETag; if the client already has this version, the response becomes 304.
    pub(crate) fn tag(&mut self, known: Option<&str>) {
        let Some(body) = &self.body else { return };
        // FNV-1a: an ETag is not a secret, and an accidental collision is unlikely enough.
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
