//! Failing and malicious servers: each response is decoded or is an error that names the cause, and no token is sent
//! to another host.

use std::{error::Error as _, time::Duration};

use graph_client::{
    api::{self as fb, album, user},
    transport::Reqwest,
    *,
};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::stub::{MARK, Reply, Stub, TOKEN, json, status};

#[derive(Debug, Clone, Fields)]
#[graph(node = user)]
struct Profile {
    id: user::Id,
    name: Option<String>,
    albums: Connection<Album>,
}

#[derive(Debug, Clone, Fields)]
#[graph(node = album)]
struct Album {
    #[expect(dead_code, reason = "it is only read from answers")]
    id: album::Id,
}

/// Formats an error with its sources and debug output.
fn all(error: &Error) -> String {
    let source = error.source().map(|source| format!("{source} {source:?}")).unwrap_or_default();
    let server = format!("{:?} {:?} {:?}", error.user_message(), error.trace_id(), error.original_response());
    let decode = error.decode_error().map(|decode| format!("{decode} {decode:?} {}", decode.path()));
    format!("{error} {error:?} {error:#?} {source} {server} {decode:?}")
}

async fn error(reply: impl Fn() -> Reply + Send + Sync + 'static) -> Error {
    let stub = Stub::start(move |_, _| reply());
    let graph = stub.graph().retry(RetryPolicy::never()).on_deviation(|deviation| {
        assert!(!format!("{deviation} {deviation:?}").contains(MARK), "{}", deviation.kind_only());
    });
    let error = graph.build().with(UserToken::new(TOKEN)).get::<Profile>(user::me()).await.unwrap_err();
    assert!(
        !all(&error).contains(MARK),
        "an error shows the token: {}",
        error.to_string().replace(MARK, "***")
    );
    error
}

trait KindOnly {
    fn kind_only(&self) -> String;
}

impl KindOnly for Deviation {
    /// For a message that must not show the response.
    fn kind_only(&self) -> String {
        format!("{:?}", self.kind)
    }
}

#[tokio::test]
async fn hostile_errors_are_classified_without_secrets() {
    let token = utf8_percent_encode(TOKEN, NON_ALPHANUMERIC).to_string();
    for (code, body, kind, says) in [
        (
            400,
            r#"{"error":{"message":"Malformed access token TOKEN","type":"TOKEN","code":190,"error_subcode":1349174,"error_user_title":"TOKEN","error_user_msg":"TOKEN","fbtrace_id":"TOKEN"}}"#,
            ErrorKind::Authentication,
            "Malformed",
        ),
        (200, r#"{"error":{"message":"TOKEN","code":-3}}"#, ErrorKind::Server, "RequestAborted"),
        (400, r#"{"error":{"message":"(#341) limit TOKEN"}}"#, ErrorKind::Throttled, "341"),
        (401, r#"{"error":"TOKEN","error_description":"bad TOKEN"}"#, ErrorKind::Api, "bad"),
        (400, r#"{"error_code":190,"error_msg":"TOKEN"}"#, ErrorKind::Authentication, "TokenInvalid"),
        (400, r#"{"error_code":190,"error_description":"TOKEN"}"#, ErrorKind::Authentication, "TokenInvalid"),
        (
            400,
            r#"{"error_type":"OAuthException","code":400,"error_message":"no TOKEN"}"#,
            ErrorKind::Api,
            "no",
        ),
        (
            400,
            r#"{"error":{"message":"x","code":100,"error_data":"{\"TOKEN\":1}"}}"#,
            ErrorKind::Parameter,
            "InvalidParameter",
        ),
        (
            500,
            r#"{"error":{"message":"x","code":1,"original_response":{"id":"TOKEN"}}}"#,
            ErrorKind::Server,
            "Unknown",
        ),
        (500, r#"{"error":{}}"#, ErrorKind::Server, "without a message"),
        (
            200,
            "<html>Sorry, something went wrong. TOKEN</html>",
            ErrorKind::Decode,
            "not a Graph API response",
        ),
        (200, "Service Unavailable TOKEN", ErrorKind::Decode, "not a Graph API response"),
        (502, "<html>TOKEN", ErrorKind::Server, "502"),
        (503, "", ErrorKind::Server, "empty response"),
        (200, "null", ErrorKind::Decode, "`id` is missing"),
        (200, "", ErrorKind::Decode, "the end of the input"),
        (200, "false", ErrorKind::NotFound, "false"),
        (200, "TOKEN", ErrorKind::Decode, "not a Graph API response"),
        (200, r#"{"id":"4","name":{"TOKEN":1}}"#, ErrorKind::Decode, "name"),
        (200, r#"{"id":"4","albums":"TOKEN"}"#, ErrorKind::Decode, "albums"),
        (
            200,
            r#"{"id":"4","albums":{"data":[{"id":true,"TOKEN":"TOKEN"}]}}"#,
            ErrorKind::Decode,
            "albums.data[0].id",
        ),
        (
            200,
            r#"{"id":"4","albums":{"data":"padding padding padding paTOKEN"}}"#,
            ErrorKind::Decode,
            "albums.data",
        ),
        (200, r#"{"id":"4","#, ErrorKind::Decode, "the end of the input"),
        (200, r#"{"id":"4","name":"TOK"#, ErrorKind::Decode, "name"),
        (404, "Not Found", ErrorKind::Decode, "404"),
    ] {
        for form in [TOKEN, token.as_str(), "aFVzSHNFY1JlVG1BckswdG9rZW4vd2l0aCtvZGQ9c2lnbnM="] {
            let body = body.replace("TOKEN", form);
            let error = error(move || status(code, body.clone())).await;
            assert_eq!(error.kind(), kind, "{code} {says}: {error}");
            assert!(error.to_string().contains(says), "{says}: {error}");
            assert!(!all(&error).contains("aFVzSHNFY1JlVG1B"), "{error}");
            if error.code().is_some() {
                assert_eq!(error.operation(), Some("user.get"));
            }
        }
    }
}

#[tokio::test]
async fn hostile_depth_and_length_are_errors() {
    let deep = error(|| json("[".repeat(10 << 20))).await;
    assert_eq!(deep.kind(), ErrorKind::Decode, "{deep}");
    let deep = error(|| json(format!(r#"{{"id":"4","unknown":{}"#, r#"{"a":"#.repeat(2 << 20)))).await;
    assert!(deep.to_string().contains("unknown: expected a value"), "{deep}");
    // The same without a selection, and inside a batch.
    let stub = Stub::start(|_, _| json("[".repeat(10 << 20)));
    let me = stub.graph().retry(RetryPolicy::never()).build().with(UserToken::new(TOKEN));
    assert_eq!(me.raw(Method::GET, "me").await.unwrap_err().kind(), ErrorKind::Decode);
    let (read,) = me.batch((user::me().get::<Profile>(),)).await.unwrap();
    assert_eq!(read.unwrap_err().kind(), ErrorKind::Decode);
    assert_eq!(me.send(user::me().scores().create(5)).await.unwrap_err().kind(), ErrorKind::Decode);
}

#[tokio::test]
async fn hostile_endless_bodies_are_aborted() {
    let head = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n";
    let endless = || Stub::start(|_, _| Reply::Endless(head.to_vec(), b"[\"hUsHsEcReTmArK\",".repeat(1000)));
    let stub = endless();
    let transport = Reqwest::default().largest_answer(1 << 20);
    let me =
        stub.graph().transport(transport).retry(RetryPolicy::never()).build().with(UserToken::new(TOKEN));
    let error = me.get::<Profile>(user::me()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Network);
    assert!(error.to_string().contains("longer than 1048576 bytes"), "{error}");
    // Too long in the first chunk.
    let stub = Stub::start(|_, _| json(r#"{"id":"4"}"#));
    let graph = stub.graph().transport(Reqwest::default().largest_answer(9)).retry(RetryPolicy::never());
    let error = graph.build().with(UserToken::new(TOKEN)).get::<Profile>(user::me()).await.unwrap_err();
    assert!(error.to_string().contains("longer than 9 bytes"), "{error}");
    // Sent so slowly that it never becomes too long.
    let stub = Stub::start(|_, _| Reply::Endless(head.to_vec(), Vec::new()));
    let me =
        Graph::builder().host(stub.host()).retry(RetryPolicy::never()).timeout(Duration::from_millis(100));
    let error = me.build().with(UserToken::new(TOKEN)).get::<Profile>(user::me()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout, "{error}");
    // Ends early.
    let stub =
        Stub::start(|_, _| Reply::Bytes(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"id\":".to_vec()));
    let error = stub.me().get::<Profile>(user::me()).no_retry().await.unwrap_err();
    assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::Network, true), "{error}");
    let stub = Stub::start(|_, _| Reply::Bytes(b"SSH-2.0-hUsHsEcReTmArK\r\n".to_vec()));
    let error = stub.me().get::<Profile>(user::me()).no_retry().await.unwrap_err();
    assert!(error.kind() == ErrorKind::Network && !all(&error).contains(MARK));
}

#[tokio::test]
async fn hostile_redirects_are_not_followed_and_no_token_leaves() {
    let other = Stub::start(|_, _| json(r#"{"id":"4"}"#));
    for code in [301, 302, 303, 307, 308] {
        let to = format!("{}/v2.0/me?access_token={TOKEN}", other.host());
        let stub = Stub::start(move |_, _| Reply::Http(code, vec![("location", to.clone())], Vec::new()));
        let me = stub.me();
        let read = me.get::<Profile>(user::me()).await.unwrap_err();
        let written = me.send(user::me().scores().create(5)).await.unwrap_err();
        for error in [read, written] {
            assert!(error.to_string().contains("unexpected redirect to 127.0.0.1, not followed"), "{error}");
            assert!(!all(&error).contains(MARK));
        }
    }
    assert_eq!(other.count(), 0);
}

#[tokio::test]
async fn hostile_links_are_followed_only_to_the_api_host() -> Result<()> {
    let other = Stub::start(|_, _| json("{}"));
    let host = other.host();
    let authority = host.strip_prefix("http://").unwrap().to_owned();
    for link in [
        format!("{host}/v2.0/me/friends?after=1"),
        format!("//{authority}/v2.0/me/friends?after=1"),
        format!("http://user:{MARK}@{authority}/me/friends?ACCESS_TOKEN={MARK}&access%5Ftoken={MARK}"),
        format!("{host}\\\\@me/friends"),
        format!("/../../{authority}/x"),
        "nonsense with blanks".to_owned(),
        format!("{host}/me/friends?after=%00%0a&x=\\u0000"),
        "@".to_owned() + &authority,
        "?".to_owned(),
    ] {
        let body = serde_json::json!({"data": [{"id": "1"}], "paging": {"next": link}}).to_string();
        let stub = Stub::start(
            move |_, before| if before == 0 { json(body.clone()) } else { json(r#"{"data":[]}"#) },
        );
        let me = stub.me();
        let page = me.page(user::me().friends()).await?;
        let shown = format!("{:?} {:?}", page.next(), page.next().map(|next| next.curl()));
        assert!(!shown.contains(MARK), "{link}");
        match me.page(page.next().unwrap()).await {
            // If it is followed, then on the API host and without another token in the URL.
            Ok(_) => {
                let seen = stub.seen().pop().unwrap();
                assert!(seen.path.starts_with('/') && !seen.path.contains(MARK), "{}", seen.path);
                assert_eq!(seen.header("host").unwrap(), stub.address().to_string());
            }
            Err(error) => assert_eq!((error.kind(), stub.count()), (ErrorKind::Request, 1), "{error}"),
        }
    }
    assert_eq!(other.count(), 0);
    Ok(())
}

#[tokio::test]
async fn hostile_values_are_decoded_by_the_schema() -> Result<()> {
    for (body, id, name, albums) in [
        (r#"{"id":9007199254740993}"#, "9007199254740993", None, 0),
        (r#"{"id":18446744073709551616,"name":null}"#, "18446744073709551616", None, 0),
        (r#"{"id":"4","albums":[],"name":""}"#, "4", Some(""), 0),
        (r#"{"id":"4","albums":null,"unknown":{"a":[1,{}]}}"#, "4", None, 0),
        (r#"{"id":"4","albums":{"data":{}}}"#, "4", None, 0),
        (r#"{"id":"4","name":"a\ud83d\udc4d\ud800b"}"#, "4", Some("a👍\u{fffd}b"), 0),
        (
            r#"{"id":"a_b_c","albums":{"data":[{"id":1},{"id":"2"}],"paging":{},"summary":[]}}"#,
            "a_b_c",
            None,
            2,
        ),
        ("\u{feff}{\"id\":\"4\",\"name\":\"error\"}", "4", Some("error"), 0),
    ] {
        let stub = Stub::start(move |_, _| json(body));
        let profile = match stub.me().get::<Profile>(user::me()).await {
            Ok(profile) => profile,
            // A byte order mark is not valid JSON; it may be accepted or be an error.
            Err(error) if body.starts_with('\u{feff}') => {
                assert_eq!(error.kind(), ErrorKind::Decode);
                continue;
            }
            Err(error) => panic!("{body}: {error}"),
        };
        assert_eq!(
            (profile.id.as_str(), profile.name.as_deref(), profile.albums.len()),
            (id, name, albums),
            "{body}"
        );
    }
    Ok(())
}

#[tokio::test]
async fn hostile_write_responses_are_results_or_errors() -> Result<()> {
    for (body, good) in [
        ("true", true),
        (r#"{"success":true}"#, true),
        (r#"{"result":"Successfully deleted"}"#, true),
        ("", true),
        ("null", true),
        ("false", false),
        (r#"{"success":false}"#, false),
        (r#"{"success":"false"}"#, false),
        ("<html>", false),
        ("{", false),
    ] {
        let stub = Stub::start(move |_, _| json(body));
        let result = stub.me().send(user::me().scores().create(5)).await;
        assert_eq!((result.is_ok(), stub.count()), (good, 1), "{body}: {result:?}");
        assert!(!result.is_err_and(|error| error.is_retryable()), "{body}");
    }
    Ok(())
}

#[tokio::test]
async fn hostile_batches_are_errors() {
    let calls = || (user::me().get::<fb::User>(), user::me().scores().create(5));
    for (body, says) in [
        (r#"{"error":{"message":"no","code":190}}"#, "TokenInvalid"),
        (r#"{"error_code":190,"error_description":"no"}"#, "TokenInvalid"),
        (r#"{"id":"4"}"#, "the response to the batch is not a list"),
    ] {
        let stub = Stub::start(move |_, _| json(body));
        let error = stub.me().batch(calls()).await.unwrap_err();
        assert!(error.to_string().contains(says), "{body}: {error}");
        assert!(!all(&error).contains(MARK), "{says}");
    }
    // An element that cannot be read is the error of its own call, with its JSON.
    for (body, read, written) in [
        ("[]", "has no element for this call", "has no element for this call"),
        (r#"[{"code":200,"body":"{\"id\":\"4\"}"}]"#, "", "has no element for this call"),
        (r#"[{"code":200,"body":"{\"id\":\"4\"}"},1,2]"#, "", "unexpected element"),
        (
            r#"[{"code":"hUsHsEcReTmArK0token/with+odd=signs"},{"code":200,"body":"true"}]"#,
            "unexpected element",
            "",
        ),
    ] {
        let stub = Stub::start(move |_, _| json(body));
        let (first, second) = stub.me().batch(calls()).no_retry().await.unwrap();
        for (result, says) in [(first.map(drop), read), (second, written)] {
            match result {
                Ok(()) => assert_eq!(says, "", "{body}"),
                Err(error) => {
                    assert!(!says.is_empty() && error.to_string().contains(says), "{body}: {error}");
                    assert!(!all(&error).contains(MARK) && !error.is_retryable(), "{says}");
                    assert!(!error.response().is_some_and(|json| json.contains(MARK)), "{says}");
                }
            }
        }
    }
    // Per-call problems: HTML, null, a custom status.
    let stub = Stub::start(|_, _| {
        json(
            r#"[{"code":200,"body":"<html>hUsHsEcReTmArK0token/with+odd=signs"},{"code":0,"body":null,"headers":null}]"#,
        )
    });
    let (read, written) = stub.me().batch(calls()).no_retry().await.unwrap();
    let (read, written) = (read.unwrap_err(), written.unwrap_err());
    assert_eq!((read.kind(), written.kind()), (ErrorKind::Decode, ErrorKind::Server));
    assert!(!all(&read).contains(MARK) && !written.is_retryable());
}
