//! Distinguishes errors from responses by the body: the status is unreliable, since errors and HTML come with 200 too.

mod found;
#[cfg(test)]
mod tests;

use bytes::Bytes;
use http::StatusCode;
use serde_json::Value;

use super::{Error, ErrorKind, Result, Server};
use crate::{
    request::Request,
    secrecy::{Redactor, without_secrets},
};

pub(super) use found::truncated;

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Returns the body of a successful response, or the error that it contains. A write is not `repeatable`: the
/// server may have executed it. `redactor` is called only if an error quotes the response.
pub(crate) fn check(
    status: StatusCode,
    body: Bytes,
    request: &Request,
    repeatable: bool,
    redactor: &dyn Fn() -> Redactor,
) -> Result<Bytes> {
    let text = body.trim_ascii();
    let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    let server = found::in_any_answer(text, status, request);
    let server = server.or_else(|| if status.is_success() { None } else { found::in_failure(text, status) });
    if let Some(server) = server {
        return Err(Error::from_server(server, request.api, repeatable).throttled_if(status));
    }
    if status.is_success() {
        if is_api_response(text) {
            return Ok(body);
        }
        // What answered may be a proxy: whether a write was done is not known.
        let error = not_json(status, text, repeatable, redactor);
        return Err(if request.writes() { error.with_response(text) } else { error });
    }
    Err(not_json(status, text, repeatable, redactor).throttled_if(status))
}

/// Whether the body may be an API response: empty, JSON, or a token in the legacy form; not HTML or plain text.
fn is_api_response(text: &[u8]) -> bool {
    let json = matches!(text.first(), None | Some(b'{' | b'[' | b'"' | b'-' | b'0'..=b'9' | 0xef));
    json || [&b"true"[..], b"false", b"null", b"access_token="].iter().any(|word| text.starts_with(word))
}

/// The error of a read with the response `false`.
pub(crate) fn not_visible() -> Error {
    Error::new(ErrorKind::NotFound, "not found, or not visible to this token (the response is `false`)")
}

/// The error of a write with the response `false` or `{"success": false}`. The other members of the response are in the
/// message.
pub(crate) fn refused_write(response: &Value) -> Error {
    const LONGEST: usize = 500;
    let text = without_credentials(response).to_string();
    if response.as_object().is_none_or(|members| members.len() < 2) {
        return Error::new(ErrorKind::Api, "the server refused the write without giving a reason");
    }
    let shown: String = text.chars().take(LONGEST).collect();
    let cut = if shown.len() < text.len() { ".." } else { "" };
    Error::new(ErrorKind::Api, format!("the server refused the write: {shown}{cut}"))
}

/// A value whose texts have no parameters with credentials, not even those that are not links, for an error.
fn without_credentials(value: &Value) -> Value {
    match value {
        Value::String(text) => Value::String(without_secrets(text.clone())),
        Value::Array(items) => items.iter().map(without_credentials).collect(),
        Value::Object(members) => Value::Object(
            members.iter().map(|(name, value)| (name.clone(), without_credentials(value))).collect(),
        ),
        Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
    }
}

fn not_json(status: StatusCode, text: &[u8], repeatable: bool, redactor: &dyn Fn() -> Redactor) -> Error {
    // Redact before truncating: a cut secret could be too short to recognize.
    let mut excerpt = String::from_utf8_lossy(text.get(..4096).unwrap_or(text)).into_owned();
    redactor().redact(&mut excerpt);
    let excerpt: String = excerpt.chars().take(80).collect();
    let message = match excerpt.trim() {
        "" => "empty response".to_owned(),
        excerpt => format!("not a Graph API response: {excerpt:?}"),
    };
    // Failing servers return HTML pages, with 200 as well as 502. Other statuses, such as 404, are permanent.
    let transient =
        status.is_server_error() || status.is_success() || status == StatusCode::TOO_MANY_REQUESTS;
    let kind = if status.is_server_error() { ErrorKind::Server } else { ErrorKind::Decode };
    let error =
        Error::new(kind, format!("{message} (HTTP status {})", status.as_u16())).with_status(status.as_u16());
    if repeatable && transient { error.retryable() } else { error }
}
