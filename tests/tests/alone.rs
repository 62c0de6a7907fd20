//! An API on the platform's hosts has the platform's common error codes, also if its schema extends no other.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use bytes::Bytes;
use graph_client::{
    transport::{BoxFuture, Transport, TransportError},
    *,
};

mod api {
    graph_client::graph_api!("../alone/graph.json");
}

use api::moon;

/// Responds to everything with one error, and counts.
struct Failing {
    body: String,
    header: Option<(&'static str, &'static str)>,
    sent: Arc<AtomicUsize>,
}

impl Transport for Failing {
    fn send(
        &self,
        _: http::Request<Bytes>,
    ) -> BoxFuture<std::result::Result<http::Response<Bytes>, TransportError>> {
        self.sent.fetch_add(1, Ordering::Relaxed);
        let mut response = http::Response::builder().status(400);
        if let Some((name, value)) = self.header {
            response = response.header(name, value);
        }
        let response = response.body(Bytes::from(self.body.clone())).unwrap();
        Box::pin(async move { Ok(response) })
    }
}

/// The error of a read, and the number of attempts.
async fn error(code: &str, header: Option<(&'static str, &'static str)>) -> (Error, usize) {
    let sent = Arc::<AtomicUsize>::default();
    let body = format!(r#"{{"error":{{"message":"busy","type":"OAuthException","code":{code}}}}}"#);
    let transport = Failing { body, header, sent: Arc::clone(&sent) };
    let retry = RetryPolicy::default().attempts(2).first_wait(Duration::ZERO);
    let graph = Graph::builder().transport(transport).retry(retry).build();
    let client = graph.with(UserToken::new("x"));
    let error = client.get::<api::Moon>(moon::id("5")).await.unwrap_err();
    (error, sent.load(Ordering::Relaxed))
}

#[tokio::test]
async fn codes_of_the_platform_are_known() {
    for (code, kind, attempts) in [
        ("1", ErrorKind::Server, 2),
        ("2", ErrorKind::Server, 2),
        ("4", ErrorKind::Throttled, 2),
        ("17", ErrorKind::Throttled, 2),
        ("32", ErrorKind::Throttled, 2),
        ("80004", ErrorKind::Throttled, 2),
        ("100", ErrorKind::Parameter, 1),
        ("190", ErrorKind::Authentication, 1),
        ("200", ErrorKind::Permission, 1),
        ("299", ErrorKind::Permission, 1),
        // The schema says otherwise, and adds one.
        ("613", ErrorKind::Blocked, 1),
        ("7001", ErrorKind::NotFound, 1),
        ("368", ErrorKind::Blocked, 1),
        ("7002", ErrorKind::Api, 1),
    ] {
        let (error, sent) = error(code, None).await;
        assert_eq!((error.kind(), sent), (kind, attempts), "{code}: {error}");
    }
    // A `retry` of the schema is the last word. A row without one, and the common table, leave it to `is_transient`.
    for (code, attempts) in [("613", 1), ("368", 2), ("7001", 2), ("190", 2)] {
        let (error, sent) = error(&format!(r#"{code},"is_transient":true"#), None).await;
        assert_eq!(sent, attempts, "{code}: {error}");
    }
    // What the schema does not say comes from the common table.
    let (error, _) = error("368", None).await;
    assert_eq!((error.name(), error.meaning()), (Some("Blocked"), Some("The moon is closed.")));
    assert_eq!(error.remedy(), Some("Stop, and try again only after a long wait."));
    assert_eq!((self::error("613", None).await).0.remedy(), Some("Wait, and make fewer calls."));
    assert_eq!((self::error("7001", None).await).0.remedy(), Some("Look elsewhere."));
}

#[tokio::test]
async fn the_wait_comes_from_the_headers_whatever_the_code() {
    let usage = ("x-business-use-case-usage", r#"{"66":[{"estimated_time_to_regain_access":23}]}"#);
    for code in ["4", "80004", "2", "613", "100", "7002"] {
        let (error, _) = error(code, Some(usage)).await;
        assert_eq!(error.retry_after(), Some(Duration::from_secs(23 * 60)), "{code}");
    }
    let (error, _) = error("7002", Some(("retry-after", "9"))).await;
    assert_eq!(error.retry_after(), Some(Duration::from_secs(9)));
}

/// An API on another host has the codes of its schema alone.
#[test]
fn other_hosts_have_their_own_codes() {
    let codes = |host: &str| {
        let text =
            format!(r#"{{ "host": "{host}", "nodes": {{}}, "errors": {{ "4": {{ "name": "Mine" }} }} }}"#);
        let schema = graph_schema::parse(&[("graph.json", &text)]).into_result().unwrap();
        schema.errors.into_iter().map(|error| (error.code.first, error.name, error.kind)).collect::<Vec<_>>()
    };
    assert_eq!(codes("https://api.ads.example"), [(4, "Mine".to_owned(), "api".to_owned())]);
    for host in ["https://notfacebook.com", "https://facebook.com.example"] {
        assert_eq!(codes(host).len(), 1, "{host}");
    }
    for host in ["https://graph.facebook.com", "https://graph.instagram.com", "https://graph.threads.net/"] {
        assert!(codes(host).iter().any(|(code, ..)| *code == 190), "{host}");
        assert!(codes(host).contains(&(4, "Mine".to_owned(), "throttled".to_owned())), "{host}");
    }
}
