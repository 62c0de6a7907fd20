use http::Method;

use super::*;
use crate::facts::{Api, ErrorRow};

fn request(method: Method, api: &'static Api) -> Request {
    Request::raw(api, method, "me")
}

/// The row of a range of codes.
const fn row(first: i64, last: i64, name: &'static str, kind: ErrorKind, retry: bool) -> ErrorRow {
    ErrorRow { first, last, subcode: None, name, meaning: "", remedy: "", kind, retry, last_word: false }
}

static API: Api = Api {
    host: "https://graph.example",
    version: None,
    common: &[],
    dialog: None,
    hosts: &[],
    errors: &[
        row(1, 1, "Unknown", ErrorKind::Server, true),
        row(4, 4, "AppRateLimit", ErrorKind::Throttled, true),
        row(190, 190, "TokenInvalid", ErrorKind::Authentication, false),
        ErrorRow { subcode: Some(463), ..row(190, 190, "Expired", ErrorKind::Authentication, false) },
        row(200, 299, "PermissionMissing", ErrorKind::Permission, false),
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
        (400, r#"{"error":{"message":"(#299) needs rsvp_event"}}"#, ErrorKind::Permission, Some(299), false),
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
            row(200, 299, "Range", ErrorKind::Permission, false),
            row(200, 200, "Exact", ErrorKind::Permission, false),
            row(200, 200, "Later", ErrorKind::Permission, false),
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
    const fn own(code: i64, retry: bool, last_word: bool) -> ErrorRow {
        ErrorRow { last_word, ..row(code, code, "Row", ErrorKind::Server, retry) }
    }
    static OWN: Api = Api {
        host: "",
        version: None,
        common: &[own(1, true, false), own(2, true, false), own(3, false, false)],
        dialog: None,
        hosts: &[],
        errors: &[own(2, false, true), own(3, true, true), own(4, true, false), own(5, false, false)],
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
                check(StatusCode::BAD_REQUEST, body, &request, repeatable, &Redactor::default).unwrap_err()
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
fn what_is_transient_is_not_always_safe_to_repeat() {
    for (status, body, transient) in [
        (500, r#"{"error":{"message":"x","code":1}}"#, true),
        (400, r#"{"error":{"message":"x","code":4}}"#, true),
        (400, r#"{"error":{"message":"x","code":987654,"is_transient":true}}"#, true),
        (500, r#"{"error":{"message":"x","code":1,"is_transient":false}}"#, false),
        (400, r#"{"error":{"message":"x","code":190}}"#, false),
        (500, r#"{"error":{"message":"x","code":1,"original_response":{"id":"1"}}}"#, false),
        (502, "<html>", true),
        (404, "<html>", false),
    ] {
        let request = request(Method::POST, &API);
        let status = StatusCode::from_u16(status).unwrap();
        let error = check(status, body.into(), &request, false, &Redactor::default).unwrap_err();
        assert_eq!(error.is_transient(), transient, "{body}");
        assert!(!error.is_retryable() || error.kind() == ErrorKind::Throttled, "{body}");
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
    let response = serde_json::json!({"success": false, "why": ["see me?access_token=SECRET&a=1", 1, null]});
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
fn whether_a_write_was_done_is_not_known_from_a_page() {
    for (method, repeatable) in [(Method::POST, false), (Method::DELETE, true), (Method::GET, true)] {
        let is_write = method != Method::GET;
        let request = request(method, &API);
        let checked = check(StatusCode::OK, "<html>".into(), &request, repeatable, &Redactor::default);
        let error = checked.unwrap_err();
        assert_eq!((error.happened(), error.is_retryable()), (false, repeatable));
        assert_eq!(error.response(), is_write.then_some("<html>"));
    }
}

#[test]
fn an_error_stays_one_however_odd_its_json() {
    let deep = format!(r#"{{"error":{{"message":"no","code":190,"error_data":{}"#, "[".repeat(200));
    for body in [
        "\u{feff}{\"error\":{\"message\":\"no\",\"code\":190}}".as_bytes(),
        b"{\"error\":{\"message\":\"no\",\"code\":190,\"error_user_msg\":\"caf\xc3\"}}",
        deep.as_bytes(),
        br#"{"error":{"message":"no","code":190,"n":1e999}}"#,
        br#"{"error":[{"message":"no","code":190}]}"#,
        br#"{"error":190,"message":"no"}"#,
        br#"{"error":{"message":"no","code":190.0}}"#,
        br#"{"error":{"message":"no","code":"190"}}"#,
        b"{\"error\":{\"message\":\"no\",\"code\":190}}\n<!-- x -->",
        b"{\"error\":{\"message\":\"no\",\"code\":190}}\0",
        b"{\"error\":{\"message\":\"no\",\"code\":190,\"error_user_msg\":\"a\nb\"}}",
        br#" { "error" : { "message" : "no" , "code" : 190 , "x" : "cut"#,
    ] {
        for status in [200, 400] {
            let request = request(Method::POST, &API);
            let status = StatusCode::from_u16(status).unwrap();
            let checked = check(status, Bytes::copy_from_slice(body), &request, false, &Redactor::default);
            let (shown, error) = (String::from_utf8_lossy(body), checked.unwrap_err());
            assert_eq!((error.code(), error.server_message()), (Some(190), Some("no")), "{shown}");
            assert!(!error.happened(), "{shown}");
        }
    }
    assert_eq!(error(200, r#"{"error":true}"#).kind(), ErrorKind::Api);
    assert_eq!(error(400, r#"{"error_message":"no"}"#).server_message(), Some("no"));
}

#[test]
fn members_that_are_named_like_an_error_are_data() {
    for body in [
        r#"{"id":"7","async_status":"Job Failed","error_code":4,"error_message":"too much"}"#,
        r#"{"error":null,"id":"7"}"#,
        r#"{"error":false}"#,
        r#"{"error":0,"id":"7"}"#,
        r#"{"error":[],"id":"7"}"#,
    ] {
        assert_eq!(check_body(200, body).unwrap(), body);
    }
    // What is asked for.
    let checked = |fields: &str, body: &'static str| {
        let mut request = request(Method::GET, &API);
        request.params.set("fields", fields);
        check(StatusCode::OK, body.into(), &request, true, &Redactor::default)
    };
    for fields in ["error", "id,error{message}", "photos.limit(2){id},error", "problem.as(error)"] {
        assert!(checked(fields, r#"{"error":{"message":"blurred"}}"#).is_ok(), "{fields}");
    }
    for fields in ["id", "photos{error}", "id,photos{id,error}", "errors"] {
        assert!(checked(fields, r#"{"error":{"message":"blurred"}}"#).is_err(), "{fields}");
    }
    assert!(checked("error_code,error_message", r#"{"error_code":4,"error_message":"x"}"#).is_ok());
    // Cut off: it is left to the reader of the node to say so.
    let cut = r#"{"error":{"message":"blurred","code":190"#;
    assert!(checked("error,id", cut).is_ok());
    assert_eq!(checked("id", cut).unwrap_err().code(), Some(190));
}

#[test]
fn a_write_with_an_original_response_is_not_sent_again_with_429() {
    let error = error(429, r#"{"error":{"message":"x","code":4,"original_response":{"id":"1"}}}"#);
    assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::Throttled, false));
}
