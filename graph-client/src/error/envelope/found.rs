//! Finds the error in an answer, in each of the platform's forms. What is not JSON as a whole is still an error if it begins
//! like one.

use std::sync::LazyLock;

use http::StatusCode;
use memchr::memmem;
use serde_json::Value;

use super::Server;
use crate::{
    decode::{Reader, lenient_json},
    error::server,
    request::Request,
};

static ERROR_KEY: LazyLock<memmem::Finder<'static>> = LazyLock::new(|| memmem::Finder::new(b"\"error"));

const NO_MESSAGE: &str = "the server returned an error without a message";

/// The error in an answer with any status.
pub(super) fn in_any_answer(text: &[u8], status: StatusCode, request: &Request) -> Option<Server> {
    if !looks_like_error(text) {
        return None;
    }
    // What a call asked for is data, whatever its name.
    let is_data = |name: &str| status.is_success() && asks_for(request, name);
    let Some(value) = json(text) else { return (!is_data("error")).then(|| salvaged(text, status)) };
    if !is_data("error")
        && let Some(server) = server_error(&value, status)
    {
        return Some(server);
    }
    let is_node =
        status.is_success() && value.as_object().is_some_and(|all| all.keys().any(|key| is_of_node(key)));
    if is_node || is_data("error_message") || is_data("error_code") {
        return None;
    }
    flat_error(&value, status)
}

/// The error in an answer whose status says that it is one.
pub(super) fn in_failure(text: &[u8], status: StatusCode) -> Option<Server> {
    json(text).and_then(|value| flat_error(&value, status))
}

/// An answer as JSON. Invalid UTF-8 is replaced.
fn json(text: &[u8]) -> Option<Value> {
    lenient_json(text).ok().or_else(|| {
        let valid = String::from_utf8_lossy(text);
        lenient_json(valid.as_bytes()).ok()
    })
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
    match read {
        Ok(()) => found,
        Err(_) => text.get(1..).unwrap_or_default().trim_ascii_start().starts_with(b"\"error\""),
    }
}

/// Whether a call selects a field of this name, or shows one under it.
fn asks_for(request: &Request, field: &str) -> bool {
    let Some((_, fields)) = request.params.iter().find(|(name, _)| name == "fields") else { return false };
    let mut depth = 0_usize;
    let names = fields.split_inclusive(['{', '}', '(', ')', ',']).filter(|part| {
        let is_outside = depth == 0;
        match part.as_bytes().last() {
            Some(b'{' | b'(') => depth += 1,
            Some(b'}' | b')') => depth = depth.saturating_sub(1),
            _ => {}
        }
        is_outside
    });
    names.into_iter().any(|part| part.split(['.', '{', '}', '(', ')', ',']).next() == Some(field))
        || fields.contains(&format!(".as({field})"))
}

/// Whether a member of an answer is none of a legacy error.
fn is_of_node(key: &str) -> bool {
    let of_error =
        ["code", "fbtrace_id", "is_transient", "message", "request_args", "status", "success", "type"];
    !key.starts_with("error") && !of_error.contains(&key)
}

fn server_error(value: &Value, status: StatusCode) -> Option<Server> {
    let error = match value.get("error")? {
        Value::Array(all) => all.first()?,
        error => error,
    };
    match error {
        Value::Object(error) => {
            let text = |key: &str| {
                error.get(key).and_then(Value::as_str).filter(|text| !text.is_empty()).map(truncated)
            };
            let message = text("message").unwrap_or_else(|| NO_MESSAGE.to_owned());
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
        Value::String(word) => {
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
        Value::Bool(true) | Value::Number(_) if number(error) != Some(0) => {
            let message = value.get("message").and_then(Value::as_str).unwrap_or(NO_MESSAGE);
            let (code, message) = (number(error), truncated(message));
            Some(Server { status: status.as_u16(), code, message, ..Server::default() })
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => None,
    }
}

/// Legacy errors without an `error` object. The status says that a message alone is one.
fn flat_error(value: &Value, status: StatusCode) -> Option<Server> {
    let text = |key: &str| value.get(key).and_then(Value::as_str).map(truncated);
    let message =
        text("error_message").or_else(|| text("error_msg")).or_else(|| text("error_description"))?;
    let code = value.get("error_code").and_then(number);
    let kind = text("error_type");
    if code.is_none() && kind.is_none() && status.is_success() {
        return None;
    }
    Some(Server { status: status.as_u16(), code, kind, message, ..Server::default() })
}

/// What can be read of an error that is not JSON as a whole.
fn salvaged(text: &[u8], status: StatusCode) -> Server {
    let text = String::from_utf8_lossy(text);
    let after = |key: &str| {
        let (_, rest) = text.split_once(&format!("\"{key}\""))?;
        rest.trim_start().strip_prefix(':').map(str::trim_start)
    };
    let number = |key: &str| {
        let digits = after(key)?.trim_start_matches('"');
        let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
        digits.get(..end)?.parse().ok()
    };
    let message = after("message").and_then(|rest| {
        let rest = rest.strip_prefix('"')?;
        let is_end = |at: &usize| !rest.get(..*at).is_some_and(|before| before.ends_with('\\'));
        let end = rest.match_indices('"').map(|(at, _)| at).find(is_end)?;
        rest.get(..end).map(truncated)
    });
    let message = message.unwrap_or_else(|| NO_MESSAGE.to_owned());
    Server {
        status: status.as_u16(),
        code: number("code").or_else(|| code_in_text(&message)),
        subcode: number("error_subcode"),
        message,
        ..Server::default()
    }
}

/// Truncates a string of the server: errors are cloned and printed, and responses can be large.
pub(in crate::error) fn truncated(text: &str) -> String {
    const MAX_LENGTH: usize = 4096;
    match text.char_indices().nth(MAX_LENGTH).and_then(|(end, _)| text.get(..end)) {
        Some(start) => format!("{start}…"),
        None => text.to_owned(),
    }
}

fn number(value: &Value) -> Option<i64> {
    let whole = |number: f64| (number.fract() == 0.0 && number.abs() < 1e15).then_some(number as i64);
    value.as_i64().or_else(|| value.as_f64().and_then(whole)).or_else(|| value.as_str()?.parse().ok())
}

/// The code in a message such as `(#341) Feed action request limit reached`. Older errors have it only there.
fn code_in_text(message: &str) -> Option<i64> {
    message.strip_prefix("(#")?.split_once(')')?.0.parse().ok()
}
