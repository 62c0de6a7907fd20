//! Distinguishes errors from responses by the body: the status is unreliable, since errors and HTML come with 200 too.

#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use bytes::Bytes;
use http::StatusCode;
use memchr::memmem;
use serde_json::Value;

use super::{Error, ErrorKind, Result, Server, server};
use crate::{
    decode::{Reader, ReadsAs, wire},
    request::Request,
    secrecy::{Redactor, without_secrets},
};

static ERROR_KEY: LazyLock<memmem::Finder<'static>> = LazyLock::new(|| memmem::Finder::new(b"\"error"));

/// Returns the body of a successful response, or the error that it contains. A write is not `repeatable`: the
/// server may have executed it. `redactor` is called only if an error quotes the response.
pub(crate) fn check(
    status: StatusCode,
    body: Bytes,
    request: &Request,
    repeatable: bool,
    redactor: &dyn Fn() -> Redactor,
) -> Result<Bytes> {
    let (text, api) = (body.trim_ascii(), request.api);
    // What serde_json refuses, such as half a surrogate pair, is read as a success would be.
    let lenient = || Reader::whole(text, <Value as ReadsAs<wire::Json>>::read).ok();
    let json = || serde_json::from_slice::<Value>(text).ok().or_else(lenient);
    let is_error = looks_like_error(text);
    let server = match is_error {
        true => json().and_then(|value| server_error(&value, status)),
        false => None,
    };
    if let Some(server) = server {
        return Err(Error::from_server(server, api, repeatable).throttled_if(status));
    }
    if status.is_success() {
        if is_api_response(text) {
            return Ok(body);
        }
        let error = not_json(status, text, repeatable, redactor);
        return Err(if request.writes() { error.with_response(text).after_write() } else { error });
    }
    if let Some(server) = json().and_then(|value| flat_error(&value, status)) {
        return Err(Error::from_server(server, api, repeatable).throttled_if(status));
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

/// Whether there is a top-level key `error` or one of the legacy keys. Fast for successful responses.
fn looks_like_error(text: &[u8]) -> bool {
    if text.first() != Some(&b'{') {
        return false;
    }
    // Search the bytes first: successful responses rarely contain the key at all.
    let mut matches = ERROR_KEY.find_iter(text);
    if !matches.any(|at| matches!(text.get(at + 6), Some(b'"' | b'_'))) {
        return false;
    }
    let mut found = false;
    let read = Reader::whole(text, |reader| {
        reader.entries(&mut |key, reader| {
            found |= matches!(key, "error" | "error_code" | "error_msg" | "error_message");
            reader.skip()
        })
    });
    read.is_ok() && found
}

fn server_error(value: &Value, status: StatusCode) -> Option<Server> {
    match value.get("error") {
        Some(Value::Object(error)) => {
            let text = |key: &str| {
                error.get(key).and_then(Value::as_str).filter(|text| !text.is_empty()).map(truncated)
            };
            let message = text("message")
                .unwrap_or_else(|| "the server returned an error without a message".to_owned());
            Some(Server {
                status: status.as_u16(),
                code: error.get("code").and_then(number).or_else(|| code_in_text(&message)),
                subcode: error.get("error_subcode").and_then(number),
                kind: text("type"),
                is_transient: error.get("is_transient").and_then(Value::as_bool),
                user_title: text("error_user_title"),
                user_message: text("error_user_msg"),
                trace_id: text("fbtrace_id"),
                original_response: error
                    .get("original_response")
                    .filter(|value| !value.is_null())
                    .map(Value::to_string),
                rest: server::rest(error),
                message,
            })
        }
        Some(Value::String(word)) => {
            let description = value.get("error_description").and_then(Value::as_str);
            let message = description
                .map_or_else(|| truncated(word), |description| truncated(&format!("{word}: {description}")));
            Some(Server {
                status: status.as_u16(),
                code: code_in_text(&message),
                message,
                ..Server::default()
            })
        }
        _ => flat_error(value, status),
    }
}

/// Legacy errors without an `error` object.
fn flat_error(value: &Value, status: StatusCode) -> Option<Server> {
    let text = |key: &str| value.get(key).and_then(Value::as_str).map(truncated);
    let message =
        text("error_message").or_else(|| text("error_msg")).or_else(|| text("error_description"))?;
    let code = value.get("error_code").and_then(number);
    let kind = text("error_type");
    if code.is_none() && kind.is_none() {
        return None;
    }
    Some(Server { status: status.as_u16(), code, kind, message, ..Server::default() })
}

/// Truncates a string of the server: errors are cloned and printed, and responses can be large.
pub(super) fn truncated(text: &str) -> String {
    const MAX_LENGTH: usize = 4096;
    match text.char_indices().nth(MAX_LENGTH).and_then(|(end, _)| text.get(..end)) {
        Some(start) => format!("{start}…"),
        None => text.to_owned(),
    }
}

fn number(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_str()?.parse().ok())
}

/// The code in a message such as `(#341) Feed action request limit reached`. Older errors have it only there.
fn code_in_text(message: &str) -> Option<i64> {
    message.strip_prefix("(#")?.split_once(')')?.0.parse().ok()
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
