//! Distinguishes errors from responses by the body: the status is unreliable, since errors and HTML come with 200 too.

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

/// The error of a write with the response `false` or `{"success": false}`. What the response says beside is in the
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

#[cfg(test)]
mod tests {
    use http::Method;

    use super::*;
    use crate::facts::{Api, ErrorRow};

    fn request(method: Method, api: &'static Api) -> Request {
        Request::raw(api, method, "me")
    }

    static API: Api = Api {
        host: "https://graph.example",
        version: None,
        common: &[],
        dialog: None,
        hosts: &[],
        errors: &[
            ErrorRow {
                first: 1,
                last: 1,
                subcode: None,
                name: "Unknown",
                meaning: "",
                remedy: "",
                kind: ErrorKind::Server,
                retry: true,
                last_word: false,
            },
            ErrorRow {
                first: 4,
                last: 4,
                subcode: None,
                name: "AppRateLimit",
                meaning: "",
                remedy: "",
                kind: ErrorKind::Throttled,
                retry: true,
                last_word: false,
            },
            ErrorRow {
                first: 190,
                last: 190,
                subcode: None,
                name: "TokenInvalid",
                meaning: "",
                remedy: "",
                kind: ErrorKind::Authentication,
                retry: false,
                last_word: false,
            },
            ErrorRow {
                first: 190,
                last: 190,
                subcode: Some(463),
                name: "Expired",
                meaning: "",
                remedy: "",
                kind: ErrorKind::Authentication,
                retry: false,
                last_word: false,
            },
            ErrorRow {
                first: 200,
                last: 299,
                subcode: None,
                name: "PermissionMissing",
                meaning: "",
                remedy: "",
                kind: ErrorKind::Permission,
                retry: false,
                last_word: false,
            },
        ],
    };

    fn check_body(status: u16, body: &str) -> Result<Bytes> {
        check(
            StatusCode::from_u16(status).unwrap(),
            Bytes::copy_from_slice(body.as_bytes()),
            &request(Method::GET, &API),
            true,
            &Redactor::default,
        )
    }

    fn error(status: u16, body: &str) -> Error {
        check_body(status, body).unwrap_err()
    }

    #[test]
    fn recognizes_all_error_formats() {
        for (status, body, kind, code, retry) in [
            (
                400,
                r#"{"error":{"message":"x","code":190,"error_subcode":463}}"#,
                ErrorKind::Authentication,
                Some(190),
                false,
            ),
            (200, r#"{"error":{"message":"x","code":1}}"#, ErrorKind::Server, Some(1), true),
            (
                400,
                r#"{"error":{"message":"x","code":1,"is_transient":false}}"#,
                ErrorKind::Server,
                Some(1),
                false,
            ),
            (
                400,
                r#"{"error":{"message":"(#299) needs rsvp_event"}}"#,
                ErrorKind::Permission,
                Some(299),
                false,
            ),
            (400, r#"{"error":"invalid_token","error_description":"gone"}"#, ErrorKind::Api, None, false),
            (200, r#"{"error_code":190,"error_msg":"gone"}"#, ErrorKind::Authentication, Some(190), false),
            (
                400,
                r#"{"error_type":"OAuthException","code":400,"error_message":"gone"}"#,
                ErrorKind::Api,
                None,
                false,
            ),
            (200, "<html>Sorry</html>", ErrorKind::Decode, None, true),
            (503, "", ErrorKind::Server, None, true),
            (
                500,
                r#"{"error":{"message":"x","code":1,"original_response":{"id":"1"}}}"#,
                ErrorKind::Server,
                Some(1),
                false,
            ),
        ] {
            let error = error(status, body);
            assert_eq!(
                (error.kind(), error.code(), error.is_retryable()),
                (kind, code, retry),
                "{body}: {error}"
            );
        }
        assert_eq!(
            error(400, r#"{"error":{"message":"x","code":190,"error_subcode":463}}"#).name(),
            Some("Expired")
        );
        assert_eq!(
            error(500, r#"{"error":{"message":"x","original_response":{"id":"1"}}}"#).original_response(),
            Some(r#"{"id":"1"}"#)
        );
    }

    #[test]
    fn truncates_long_messages() {
        let long = "ü".repeat(1 << 20);
        for body in [
            format!(r#"{{"error":{{"message":"{long}","code":2,"type":"{long}","fbtrace_id":"{long}"}}}}"#),
            format!(r#"{{"error":"{long}","error_description":"{long}"}}"#),
            format!(r#"{{"error_code":2,"error_msg":"{long}"}}"#),
        ] {
            let error = error(400, &body);
            assert!(error.to_string().chars().count() < 10_000 && error.to_string().contains('…'));
        }
    }

    #[test]
    fn responses_that_mention_errors_are_not_errors() {
        for body in [
            r#"{"name":"error"}"#,
            r#"{"status":"ERROR","data":{"error":{"code":190}}}"#,
            r#"{"data":[{"error":{"message":"x"}}]}"#,
            "true",
            "false",
            "[]",
            "{}",
        ] {
            assert_eq!(check_body(200, body).unwrap(), body);
        }
    }

    #[test]
    fn writes_that_may_have_been_executed_are_not_retryable() {
        let write = |status, body: &'static str| {
            check(
                StatusCode::from_u16(status).unwrap(),
                Bytes::from_static(body.as_bytes()),
                &request(Method::POST, &API),
                false,
                &Redactor::default,
            )
            .unwrap_err()
        };
        for (status, body, retry) in [
            (502, "<html>", false),
            (200, "<html>", false),
            (400, r#"{"error":{"message":"x","code":1}}"#, false),
            (400, r#"{"error":{"message":"x","code":2,"is_transient":true}}"#, false),
            (400, r#"{"error":{"message":"x","code":4}}"#, true),
        ] {
            let error = write(status, body);
            assert_eq!(error.is_retryable(), retry, "{body}");
            assert_eq!(error.status(), Some(status));
        }
        assert!(!error(404, "Not Found").is_retryable());
        assert!(!error(403, "<html>").is_retryable());
    }

    #[test]
    fn the_most_specific_row_wins() {
        static NARROW: Api = Api {
            host: "",
            version: None,
            common: &[],
            dialog: None,
            hosts: &[],
            errors: &[
                ErrorRow {
                    first: 200,
                    last: 299,
                    subcode: None,
                    name: "Range",
                    meaning: "",
                    remedy: "",
                    kind: ErrorKind::Permission,
                    retry: false,
                    last_word: false,
                },
                ErrorRow {
                    first: 200,
                    last: 200,
                    subcode: None,
                    name: "Exact",
                    meaning: "",
                    remedy: "",
                    kind: ErrorKind::Permission,
                    retry: false,
                    last_word: false,
                },
                ErrorRow {
                    first: 200,
                    last: 200,
                    subcode: None,
                    name: "Later",
                    meaning: "",
                    remedy: "",
                    kind: ErrorKind::Permission,
                    retry: false,
                    last_word: false,
                },
            ],
        };
        for (code, name) in [(200, "Later"), (201, "Range")] {
            let body = format!(r#"{{"error":{{"message":"x","code":{code}}}}}"#);
            let error = check(
                StatusCode::BAD_REQUEST,
                body.into(),
                &request(Method::GET, &NARROW),
                true,
                &Redactor::default,
            )
            .unwrap_err();
            assert_eq!(error.name(), Some(name));
        }
    }

    #[test]
    fn what_the_schema_says_itself_is_the_last_word() {
        const fn row(code: i64, retry: bool, last_word: bool) -> ErrorRow {
            let (name, meaning, kind) = ("Row", "", ErrorKind::Server);
            ErrorRow {
                first: code,
                last: code,
                subcode: None,
                name,
                meaning,
                remedy: "",
                kind,
                retry,
                last_word,
            }
        }
        static OWN: Api = Api {
            host: "",
            version: None,
            common: &[row(1, true, false), row(2, true, false), row(3, false, false)],
            dialog: None,
            hosts: &[],
            errors: &[row(2, false, true), row(3, true, true), row(4, true, false), row(5, false, false)],
        };
        // The code, and whether it is retried without `is_transient`, if it is false, and if it is true.
        for (code, expected) in [
            (1, [true, false, true]),
            (2, [false, false, false]),
            (3, [true, true, true]),
            (4, [true, false, true]),
            (5, [false, false, true]),
            (6, [false, false, true]),
        ] {
            for (transient, retry) in
                ["", r#","is_transient":false"#, r#","is_transient":true"#].iter().zip(expected)
            {
                let body = format!(r#"{{"error":{{"message":"x","code":{code}{transient}}}}}"#);
                let ask = |method, repeatable| {
                    let request = request(method, &OWN);
                    let body = body.clone().into();
                    check(StatusCode::BAD_REQUEST, body, &request, repeatable, &Redactor::default)
                        .unwrap_err()
                };
                assert_eq!(ask(Method::GET, true).is_retryable(), retry, "{body}");
                // A write that may have taken effect is not sent again, whatever a table says.
                assert!(!ask(Method::POST, false).is_retryable(), "{body}");
            }
        }
    }

    #[test]
    fn an_error_that_is_odd_json_stays_an_error() {
        for status in [200, 400] {
            let body = r#"{"error":{"message":"bad \ud83d","code":190}}"#;
            assert_eq!(error(status, body).code(), Some(190), "{status}");
        }
    }

    #[test]
    fn status_429_is_throttling_whatever_the_body() {
        for body in ["", "<html>", r#"{"error":{"message":"x","code":987654}}"#] {
            let error = error(429, body);
            assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::Throttled, true), "{body}");
        }
    }

    #[test]
    fn every_member_of_an_error_is_kept() {
        let error = error(
            400,
            r#"{"error":{"message":"wrong","code":100,"error_data":"{\"details\":\"component 2\",\"n\":[1]}","href":"x"}}"#,
        );
        assert_eq!(error.details(), Some("component 2"));
        assert_eq!(error.error_data().and_then(|data| data.get("n")), Some(&serde_json::json!([1])));
        assert_eq!(error.server_member("href"), Some(&"x".into()));
        assert_eq!(error.to_string(), "wrong: component 2 (code 100)");
    }

    #[test]
    fn a_refused_write_quotes_no_credentials() {
        let response =
            serde_json::json!({"success": false, "why": ["see me?access_token=SECRET&a=1", 1, null]});
        let error = refused_write(&response).to_string();
        assert!(error.contains("see me?a=1") && !error.contains("SECRET"), "{error}");
    }

    #[test]
    fn text_of_a_server_stays_on_one_line() {
        let error = error(400, r#"{"error":{"message":"a\nb\u202e\u001b[31m","code":100}}"#);
        assert_eq!(error.to_string(), "a\\nb\\u{202e}\\u{1b}[31m (code 100)");
        assert_eq!(error.server_message(), Some("a\nb\u{202e}\u{1b}[31m"));
    }

    #[test]
    fn a_write_with_an_unreadable_response_happened() {
        for (method, happened) in [(Method::POST, true), (Method::DELETE, true), (Method::GET, false)] {
            let request = request(method, &API);
            let error =
                check(StatusCode::OK, "<html>".into(), &request, true, &Redactor::default).unwrap_err();
            assert_eq!((error.happened(), error.is_retryable()), (happened, !happened));
            assert_eq!(error.response(), happened.then_some("<html>"));
        }
    }
}
