//! Retries: which calls are retried, when, and which never are.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use graph_client::{
    api::{self as fb, user},
    *,
};

use crate::stub::{Instantly, Reply, Stub, TOKEN, failed, json, status};

const PROFILE: &str = r#"{"id":"4"}"#;

async fn profile(me: &Client<UserToken>) -> Result<fb::User> {
    me.get::<fb::User>(user::me().fields([user::fields::id])).await
}

/// Fails a number of times, then succeeds.
fn failing(times: usize, fail: fn() -> Reply, good: &'static str) -> Stub {
    Stub::start(move |_, before| if before < times { fail() } else { json(good) })
}

#[tokio::test]
async fn retries_reads_until_success() -> Result<()> {
    let hang_up: fn() -> Reply = || Reply::Bytes(Vec::new());
    for fail in [
        || failed(1),
        || failed(2),
        || failed(4),
        || failed(17),
        || failed(613),
        || failed(80_004),
        || failed(-3),
        || status(503, ""),
        || status(200, "<html>Sorry, something went wrong</html>"),
        || status(500, "<html>"),
        || status(400, r#"{"error":{"message":"x","code":190,"is_transient":true}}"#),
        hang_up,
    ] {
        let stub = failing(2, fail, PROFILE);
        profile(&stub.me()).await?;
        assert_eq!(stub.count(), 3);
    }
    Ok(())
}

#[tokio::test]
async fn does_not_retry_permanent_errors() {
    for (fail, kind) in [
        ((|| failed(190)) as fn() -> Reply, ErrorKind::Authentication),
        (|| failed(100), ErrorKind::Parameter),
        (|| failed(200), ErrorKind::Permission),
        (|| failed(803), ErrorKind::NotFound),
        (|| status(400, r#"{"error":{"message":"x","code":1,"is_transient":false}}"#), ErrorKind::Server),
        (|| status(404, "Not Found"), ErrorKind::Decode),
    ] {
        let stub = failing(9, fail, PROFILE);
        let error = profile(&stub.me()).await.unwrap_err();
        assert_eq!((error.kind(), stub.count(), error.attempts()), (kind, 1, 1), "{error}");
    }
}

#[tokio::test]
async fn does_not_retry_writes_that_may_have_happened() -> Result<()> {
    let write = |stub: &Stub| stub.me().send(user::me().scores().create(5));
    let unsure: [fn() -> Reply; 5] = [
        || failed(2),
        || status(502, "<html>"),
        || Reply::Bytes(Vec::new()),
        || status(400, r#"{"error":{"message":"x","code":2,"is_transient":true}}"#),
        || status(400, r#"{"error":{"message":"x","code":4,"original_response":{"id":"1"}}}"#),
    ];
    for fail in unsure {
        let stub = failing(1, fail, "true");
        let error = write(&stub).await.unwrap_err();
        assert!(!error.is_retryable(), "{error}");
        assert_eq!(stub.count(), 1, "{error}");
    }
    // Nor a call that only a parameter turns into a write, nor any other method by path.
    for (method, other) in
        [(Method::GET, "post"), (Method::GET, "PUT"), (Method::PUT, "put"), (Method::POST, "get")]
    {
        let stub = failing(1, || failed(2), "true");
        let error = stub.me().raw(method, "me/feed").param("method", other).await.unwrap_err();
        assert!(!error.is_retryable() && stub.count() == 1, "{other}: {error}");
    }
    // Rejected before execution, so it has not happened.
    let stub = failing(1, || failed(4), "true");
    write(&stub).await?;
    assert_eq!(stub.count(), 2);
    // Nor if nothing listens on the port.
    let host = Stub::start(|_, _| json("true")).host();
    let timer = Instantly::default();
    let graph = Graph::builder().host(host).timer(timer.clone()).timeout(None).build();
    let error = graph.with(UserToken::new(TOKEN)).send(user::me().scores().create(5)).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Network, 4), "{error}");
    assert_eq!(timer.waits.lock().unwrap().len(), 3);
    // A call declared idempotent is retried, unless it is known to have happened.
    let stub = failing(2, || failed(2), "true");
    write(&stub).idempotent().await?;
    assert_eq!(stub.count(), 3);
    let happened = || status(400, r#"{"error":{"message":"x","code":2,"original_response":{"id":"1"}}}"#);
    let stub = failing(1, happened, "true");
    assert_eq!(write(&stub).idempotent().await.unwrap_err().original_response(), Some(r#"{"id":"1"}"#));
    assert_eq!(stub.count(), 1);
    // Deleting twice is safe, even if the item is gone the second time.
    let stub = failing(1, || failed(2), "true");
    stub.me().send(user::me().scores().delete()).await?;
    assert_eq!(stub.count(), 2);
    let stub = Stub::start(|_, before| if before == 0 { Reply::Bytes(Vec::new()) } else { failed(803) });
    stub.me().send(user::me().scores().delete()).await?;
    for before in [803, 4] {
        let stub = Stub::start(move |_, count| failed(if count == 0 { before } else { 803 }));
        let error = stub.me().send(user::me().scores().delete()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NotFound, "what was never there is not deleted");
    }
    Ok(())
}

#[tokio::test]
async fn backoff_follows_the_policy_and_the_server() {
    let timer = Instantly::default();
    let me = |stub: &Stub| stub.graph().timer(timer.clone()).build().with(UserToken::new(TOKEN));
    let taken = || std::mem::take(&mut *timer.waits.lock().unwrap());
    let stub = failing(9, || failed(2), PROFILE);
    let error = profile(&me(&stub)).await.unwrap_err();
    assert_eq!(error.attempts(), 4);
    assert!(error.to_string().ends_with("tried 4 times"), "{error}");
    let millis: Vec<u128> = taken().iter().map(Duration::as_millis).collect();
    assert_eq!(millis, [250, 500, 1000]);

    let later = || Reply::Http(429, vec![("retry-after", "3".to_owned())], error_body(4));
    let stub = failing(1, later, PROFILE);
    profile(&me(&stub)).await.unwrap();
    assert_eq!(taken().first().map(Duration::as_secs), Some(3));

    // Longer than the maximum wait: fails at once.
    let regain = r#"{"5":[{"type":"pages","call_count":100,"estimated_time_to_regain_access":19}]}"#;
    let stub = Stub::start(move |_, _| {
        Reply::Http(400, vec![("X-Business-Use-Case-Usage", regain.to_owned())], error_body(80_001))
    });
    let me = me(&stub);
    let error = profile(&me).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.retry_after()),
        (ErrorKind::Throttled, Some(Duration::from_secs(19 * 60)))
    );
    assert_eq!((stub.count(), taken().len()), (1, 0));
    // The next call is not even sent.
    let error = profile(&me).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts(), stub.count()), (ErrorKind::Throttled, 0, 1), "{error}");
    assert!(error.is_retryable());
}

fn error_body(code: i64) -> Vec<u8> {
    format!(r#"{{"error":{{"message":"slow down","code":{code}}}}}"#).into_bytes()
}

#[tokio::test]
async fn options_per_call() {
    let stub = failing(9, || failed(2), PROFILE);
    let read = || stub.me().get::<fb::User>(user::me().fields([user::fields::id]));
    assert_eq!(read().no_retry().await.unwrap_err().attempts(), 1);
    assert_eq!(read().retry(RetryPolicy::default().attempts(2)).await.unwrap_err().attempts(), 2);
    // A wait that exceeds the deadline is not started: years, minus a random share.
    let years = Duration::from_secs(1_000_000_000_000);
    let slow = RetryPolicy::default().first_wait(years).longest_wait(Duration::MAX);
    let graph = Graph::builder().host(stub.host()).retry(slow).build();
    let hurried = graph.with(UserToken::new(TOKEN)).get::<fb::User>(user::me().fields([user::fields::id]));
    assert_eq!(hurried.timeout(Duration::from_secs(9)).await.unwrap_err().attempts(), 1);
    assert_eq!(stub.me().raw(Method::GET, "me").no_retry().await.unwrap_err().attempts(), 1);
}

#[tokio::test]
async fn missing_responses_time_out() {
    let stub = Stub::start(|_, _| Reply::Silence);
    let graph =
        Graph::builder().host(stub.host()).timeout(Duration::from_millis(50)).retry(RetryPolicy::never());
    let me = graph.build().with(UserToken::new(TOKEN));
    let error = profile(&me).await.unwrap_err();
    assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::Timeout, true), "{error}");
    let error = me.send(user::me().scores().create(5)).await.unwrap_err();
    assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::Timeout, false), "{error}");
    let patient = Graph::builder().host(stub.host()).build().with(UserToken::new(TOKEN));
    let error =
        patient.send(user::me().scores().create(5)).timeout(Duration::from_millis(50)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout, "{error}");
}

#[tokio::test]
async fn calls_share_a_retry_budget() {
    let stub = failing(999, || failed(2), PROFILE);
    let me = stub.me();
    for _ in 0..20 {
        let _ = profile(&me).await;
    }
    // Twenty first attempts, and ten retries in total.
    assert_eq!(stub.count(), 30);
}

#[tokio::test]
async fn reports_every_attempt() {
    let stub = Stub::start(|_, before| match before {
        0 => failed(2),
        _ => Reply::Http(200, vec![("X-App-Usage", r#"{"call_count":28}"#.to_owned())], PROFILE.into()),
    });
    let recorded = Arc::new(Mutex::new(Vec::new()));
    let keep = recorded.clone();
    let graph = stub.graph().on_call(move |call| {
        let calls = call.usage.app.map(|app| app.calls);
        keep.lock().unwrap().push((
            call.operation,
            call.attempt,
            call.status,
            call.error.map(Error::kind),
            call.again_in.is_some(),
            calls,
        ));
    });
    profile(&graph.build().with(UserToken::new(TOKEN))).await.unwrap();
    let operation = Some("user.get");
    let recorded = recorded.lock().unwrap().clone();
    assert_eq!(
        recorded,
        [
            (operation, 1, Some(400), Some(ErrorKind::Server), true, None),
            (operation, 2, Some(200), None, false, Some(28.0))
        ]
    );
}

#[tokio::test]
async fn dropping_a_call_cancels_it() {
    let stub = Stub::start(|_, before| if before == 0 { Reply::Silence } else { json(PROFILE) });
    let me = Graph::builder().host(stub.host()).build().with(UserToken::new(TOKEN));
    let given_up = tokio::time::timeout(Duration::from_millis(100), profile(&me)).await;
    assert!(given_up.is_err());
    // The client remains usable.
    profile(&me).await.unwrap();
    assert_eq!(stub.count(), 2);
}
