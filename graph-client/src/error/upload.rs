//! The errors of upload hosts, which have their own envelope, `debug_info`.

use bytes::Bytes;
use http::StatusCode;
use serde_json::Value;

use super::{Error, Result, Server, check, refused_write, server};
use crate::{decode::lenient_json, request::Request, secrecy::Redactor};

/// The response to uploaded bytes, or the error that it contains. `repeatable`: the rest of the bytes can be sent again
/// without harm.
pub(crate) fn check_bytes(
    status: StatusCode,
    body: Bytes,
    request: &Request,
    repeatable: bool,
    redactor: &dyn Fn() -> Redactor,
) -> Result<Value> {
    let json = lenient_json(&body).ok();
    if let Some(server) = json.as_ref().and_then(|json| with_debug_info(json, status)) {
        return Err(Error::from_server(server, request.api, repeatable).throttled_if(status));
    }
    let body = check(status, body, request, repeatable, redactor)?;
    match json {
        Some(refused)
            if refused == Value::Bool(false) || refused.get("success") == Some(&Value::Bool(false)) =>
        {
            Err(refused_write(&refused))
        }
        Some(json) => Ok(json),
        None if body.trim_ascii().is_empty() => Ok(Value::Null),
        None => Ok(Value::String(String::from_utf8_lossy(&body).into_owned())),
    }
}

/// `{"debug_info":{"retriable":false,"type":"..","message":".."}}`, whatever the status is.
fn with_debug_info(json: &Value, status: StatusCode) -> Option<Server> {
    let info = json.get("debug_info")?.as_object()?;
    let succeeded = status.is_success() && json.get("success") == Some(&Value::Bool(true));
    if succeeded || !["type", "message", "retriable"].iter().any(|key| info.contains_key(*key)) {
        return None;
    }
    let text = |value: &Value, key: &str| {
        value.get(key).and_then(Value::as_str).filter(|text| !text.is_empty()).map(super::envelope::truncated)
    };
    let info_value = json.get("debug_info")?;
    let message = text(info_value, "message");
    // The message may be JSON in a text, with the real one inside.
    let inner = message.as_deref().and_then(|text| serde_json::from_str::<Value>(text).ok());
    let inner_message = inner.as_ref().and_then(|inner| {
        text(inner, "message")
            .or_else(|| text(inner, "error_message"))
            .or_else(|| text(inner.get("error")?, "message"))
    });
    let mut rest = server::rest(info);
    if let Some(inner) = inner.filter(Value::is_object) {
        rest.insert("error_data".to_owned(), inner);
    }
    Some(Server {
        status: status.as_u16(),
        message: inner_message
            .or(message)
            .unwrap_or_else(|| "the host refused the upload without giving a reason".to_owned()),
        kind: text(info_value, "type"),
        is_transient: info.get("retriable").and_then(Value::as_bool),
        rest,
        ..Server::default()
    })
}

#[cfg(test)]
mod tests {
    use http::Method;

    use super::*;
    use crate::facts::{Api, ErrorKind};

    static API: Api =
        Api { host: "https://a.example", version: None, dialog: None, hosts: &[], errors: &[], common: &[] };

    fn checked(status: u16, body: &str) -> Result<Value> {
        let request = Request::raw(&API, Method::POST, "");
        let status = StatusCode::from_u16(status).unwrap();
        check_bytes(status, Bytes::copy_from_slice(body.as_bytes()), &request, true, &Redactor::default)
    }

    #[test]
    fn the_envelope_of_upload_hosts_is_read() {
        let error = checked(
            400,
            r#"{"debug_info":{"retriable":false,"type":"ProcessingFailedError","message":"{\"success\":false,\"error\":{\"message\":\"no video\"}}"}}"#,
        )
        .unwrap_err();
        assert_eq!(error.server_type(), Some("ProcessingFailedError"));
        assert_eq!(error.server_message(), Some("no video"));
        assert_eq!(error.error_data().unwrap()["success"], false);
        assert!(!error.is_retryable());
        for (body, message, retryable) in [
            (
                r#"{"debug_info":{"retriable":true,"type":"PartialRequestError","message":"cut"}}"#,
                "cut",
                true,
            ),
            (r#"{"debug_info":{"type":"X"}}"#, "the host refused the upload without giving a reason", false),
        ] {
            let error = checked(200, body).unwrap_err();
            assert_eq!((error.server_message(), error.is_retryable()), (Some(message), retryable), "{body}");
        }
        // The kind of the platform's own errors stays.
        let error = checked(400, r#"{"error":{"message":"bad token","code":190}}"#).unwrap_err();
        assert_eq!((error.code(), error.kind()), (Some(190), error.kind()));
        assert_eq!(checked(500, "<html>").unwrap_err().kind(), ErrorKind::Server);
        for refused in [r#"{"success":false,"message":"x"}"#, r#"{"success":false}"#, "false"] {
            assert_eq!(checked(200, refused).unwrap_err().kind(), ErrorKind::Api, "{refused}");
        }
    }

    #[test]
    fn successes_are_no_errors() {
        for body in [
            r#"{"success":true,"message":"Upload successful."}"#,
            r#"{"success":true,"debug_info":{"message":"x"}}"#,
            r#"{"h":"2:c2Ft","debug_info":{}}"#,
            r#"{"h":"2:c2Ft","debug_info":"x"}"#,
            "",
        ] {
            assert!(checked(200, body).is_ok(), "{body}");
        }
    }
}
