//! Clients that share the state of their rate limits.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use bytes::Bytes;
use graph_client::{
    api::user,
    limits::{LimitStore, MemoryLimits, Report, Turn, TurnRequest},
    transport::{Body, BoxError, BoxFuture, Chunks},
    *,
};
use graph_sandbox::Sandbox;

use crate::stub::{Instantly, Reply, Stub, TOKEN, json};

#[derive(Debug, Clone, Fields)]
#[graph(node = user)]
struct Card {
    #[expect(dead_code, reason = "it is only read from answers")]
    id: user::Id,
}

fn reports(header: &'static str, value: &'static str) -> Stub {
    Stub::start(move |_, _| Reply::Http(200, vec![(header, value.to_owned())], br#"{"id":"4"}"#.to_vec()))
}

/// The seconds that a call waits.
async fn waits(graph: &Graph, timer: &Instantly, token: &str) -> Result<u64> {
    timer.waits.lock().unwrap().clear();
    graph.with(UserToken::new(token)).get::<Card>(user::me()).await?;
    Ok(timer.waits.lock().unwrap().iter().map(Duration::as_secs).sum())
}

#[tokio::test]
async fn what_one_client_hears_of_a_limit_slows_the_other() -> Result<()> {
    let other_token = "hUsHsEcReTmArK-other-token";
    for (header, value, same_token, another_token) in [
        ("X-App-Usage", r#"{"call_count":95}"#, 15, 30),
        ("X-Page-Usage", "95", 15, 0),
        ("X-Business-Use-Case-Usage", r#"{"7":[{"type":"pages","call_count":95}]}"#, 15, 0),
        ("X-Business-Use-Case-Usage", r#"{"7":[{"estimated_time_to_regain_access":1}]}"#, 60, 0),
        ("X-App-Usage", r#"{"call_count":12}"#, 0, 0),
    ] {
        let (near, silent) = (reports(header, value), Stub::start(|_, _| json(r#"{"id":"4"}"#)));
        let timer = Instantly::default();
        let limits = MemoryLimits::with_timer(timer.clone());
        let build =
            |stub: &Stub| stub.graph().timer(timer.clone()).timeout(None).limits(limits.clone()).build();
        let (one, two) = (build(&near), build(&silent));
        assert_eq!(waits(&one, &timer, TOKEN).await?, 0);
        assert_eq!(waits(&two, &timer, TOKEN).await?, same_token, "{header}: {value}");
        let another = waits(&two, &timer, other_token).await?;
        assert_eq!(another > 0, another_token > 0, "{header}: {value}: {another}");
        // A client with a state of its own knows nothing of it.
        let alone = silent.graph().timer(timer.clone()).timeout(None).build();
        assert_eq!(waits(&alone, &timer, TOKEN).await?, 0);
    }
    Ok(())
}

#[tokio::test]
async fn rates_hold_for_all_clients_together() -> Result<()> {
    let stub = Stub::start(|_, _| json(r#"{"id":"4"}"#));
    let timer = Instantly::default();
    let limits = MemoryLimits::with_timer(timer.clone());
    let throttle = Throttle::default().rate(Rate::of(["user.get"], 1, Duration::from_secs(6)).burst(2));
    let build = || {
        let graph = stub.graph().timer(timer.clone()).timeout(None);
        graph.throttle(throttle.clone()).limits(limits.clone()).build()
    };
    let (one, two) = (build(), build());
    let mut all = Vec::new();
    for graph in [&one, &two, &one, &two] {
        all.push(waits(graph, &timer, TOKEN).await?);
    }
    assert_eq!(all, [0, 0, 6, 6]);
    Ok(())
}

#[tokio::test]
async fn two_clients_of_a_sandbox_share_its_limit() -> Result<()> {
    let sandbox = Sandbox::start().unwrap();
    sandbox.fault("usage=app:100".parse().unwrap());
    let limits = MemoryLimits::new();
    let throttle = Throttle::default().longest_wait(Duration::ZERO);
    let build = || {
        let graph = Graph::builder().host(sandbox.url()).throttle(throttle.clone()).limits(limits.clone());
        graph.retry(RetryPolicy::never()).build().with(UserToken::new(sandbox.user_token()))
    };
    let (one, two) = (build(), build());
    one.get::<Card>(user::me()).await?;
    let error = two.get::<Card>(user::me()).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Throttled, 0), "{error}");
    assert!(error.retry_after().is_some_and(|wait| wait > Duration::from_secs(20)), "{error:?}");
    Ok(())
}

#[tokio::test]
async fn calls_of_a_batch_report_to_the_store() -> Result<()> {
    let item = serde_json::json!({
        "code": 200, "body": r#"{"id":"4"}"#,
        "headers": [{"name": "X-Page-Usage", "value": "100"}],
    });
    let stub = Stub::start(move |_, _| json(serde_json::json!([item]).to_string()));
    let silent = Stub::start(|_, _| json(r#"{"id":"4"}"#));
    let timer = Instantly::default();
    let limits = MemoryLimits::with_timer(timer.clone());
    let build = |stub: &Stub| stub.graph().timer(timer.clone()).timeout(None).limits(limits.clone()).build();
    let (one,) = build(&stub).with(UserToken::new(TOKEN)).batch((user::me().get::<Card>(),)).await?;
    one?;
    assert_eq!(waits(&build(&silent), &timer, TOKEN).await?, 30);
    Ok(())
}

/// What a store does in the place of an answer.
#[derive(Clone, Copy)]
enum Broken {
    Fails,
    Hangs,
}

#[derive(Clone)]
struct BrokenStore(Broken, Arc<AtomicUsize>);

impl BrokenStore {
    fn answer<T: Send + 'static>(&self) -> BoxFuture<std::result::Result<T, BoxError>> {
        self.1.fetch_add(1, Ordering::SeqCst);
        match self.0 {
            Broken::Fails => Box::pin(std::future::ready(Err("redis://:hUsHsEcReTmArK@host is gone".into()))),
            Broken::Hangs => Box::pin(std::future::pending()),
        }
    }
}

impl LimitStore for BrokenStore {
    fn take_turn(&self, _: TurnRequest) -> BoxFuture<std::result::Result<Turn, BoxError>> {
        self.answer()
    }

    fn record(&self, _: Vec<Report>) -> BoxFuture<std::result::Result<(), BoxError>> {
        self.answer()
    }
}

#[tokio::test]
async fn without_its_store_a_client_keeps_to_what_it_knows() -> Result<()> {
    for (broken, lost) in [(Broken::Fails, 0), (Broken::Hangs, 2)] {
        let stub = reports("X-App-Usage", r#"{"call_count":100}"#);
        let (timer, asked) = (Instantly::default(), Arc::new(AtomicUsize::new(0)));
        let graph = stub.graph().timer(timer.clone()).timeout(None);
        let graph = graph.limits(Arc::new(BrokenStore(broken, asked.clone()))).build();
        // Asked for a turn and told of the usage.
        assert_eq!(waits(&graph, &timer, TOKEN).await?, 2 * lost);
        assert_eq!(asked.load(Ordering::SeqCst), 2);
        // The store takes two seconds each time; the time that the first report took is part of the wait.
        assert_eq!(waits(&graph, &timer, TOKEN).await?, lost + (30 - 2 * lost) + lost);
    }
    Ok(())
}

#[tokio::test]
async fn a_batch_tells_a_store_of_all_its_calls_at_once() -> Result<()> {
    let item = serde_json::json!({
        "code": 200, "body": r#"{"id":"4"}"#,
        "headers": [{"name": "X-Page-Usage", "value": "12"}],
    });
    let stub = Stub::start(move |_, _| json(serde_json::json!(vec![&item; 20]).to_string()));
    let (timer, asked) = (Instantly::default(), Arc::new(AtomicUsize::new(0)));
    let graph = stub.graph().timer(timer.clone()).timeout(None);
    let graph = graph.limits(BrokenStore(Broken::Hangs, asked.clone())).build();
    let cards = vec![user::me().get::<Card>(); 20];
    for card in graph.with(UserToken::new(TOKEN)).batch(cards).await? {
        card?;
    }
    // For a turn, and for all reports: the answers do not wait for each of them.
    assert_eq!(asked.load(Ordering::SeqCst), 2);
    assert_eq!(timer.waits.lock().unwrap().iter().sum::<Duration>(), Duration::from_secs(4));
    Ok(())
}

#[tokio::test]
async fn a_store_takes_no_more_time_than_a_call_has() -> Result<()> {
    let service = tower::service_fn(|_: http::Request<Body>| {
        let mut response = http::Response::new(Chunks::from(Bytes::from(r#"{"id":"4"}"#)));
        let usage = http::HeaderValue::from_static(r#"{"call_count":12}"#);
        response.headers_mut().insert("x-app-usage", usage);
        std::future::ready(Ok::<_, BoxError>(response))
    });
    let timer = Instantly::default();
    let graph = Graph::builder().tower_service(service).timer(timer.clone()).timeout(None);
    let graph = graph.limits(BrokenStore(Broken::Hangs, Arc::default())).build();
    // Two seconds are spent on the turn, and one is left for the report.
    let me = graph.with(UserToken::new(TOKEN));
    me.get::<Card>(user::me()).timeout(Duration::from_secs(3)).await?;
    assert_eq!(timer.waits.lock().unwrap().iter().sum::<Duration>(), Duration::from_secs(3));
    Ok(())
}

#[tokio::test]
async fn a_call_without_the_time_to_wait_takes_no_turn() -> Result<()> {
    let near = reports("X-App-Usage", r#"{"call_count":100}"#);
    for is_shared in [false, true] {
        let timer = Instantly::default();
        let limits = MemoryLimits::with_timer(timer.clone());
        let build = |stub: &Stub| {
            let graph = stub.graph().timer(timer.clone()).timeout(None);
            if is_shared { graph.limits(limits.clone()) } else { graph }.build()
        };
        let graph = build(&near);
        assert_eq!(waits(&graph, &timer, TOKEN).await?, 0);
        let me = graph.with(UserToken::new(TOKEN));
        for _ in 0..3 {
            let short = me.get::<Card>(user::me()).timeout(Duration::from_secs(5));
            let error = short.await.unwrap_err();
            assert_eq!((error.kind(), error.attempts()), (ErrorKind::Throttled, 0), "{error}");
            assert_eq!(error.retry_after(), Some(Duration::from_secs(30)), "{error:?}");
        }
        assert_eq!(waits(&graph, &timer, TOKEN).await?, 30);
    }
    Ok(())
}

#[tokio::test]
async fn nothing_is_asked_if_the_throttle_is_off() -> Result<()> {
    let stub = reports("X-App-Usage", r#"{"call_count":100}"#);
    let (timer, asked) = (Instantly::default(), Arc::new(AtomicUsize::new(0)));
    let graph = stub.graph().timer(timer.clone()).timeout(None).throttle(Throttle::off());
    let graph = graph.limits(BrokenStore(Broken::Fails, asked.clone())).build();
    for _ in 0..2 {
        assert_eq!(waits(&graph, &timer, TOKEN).await?, 0);
    }
    assert_eq!(asked.load(Ordering::SeqCst), 0);
    Ok(())
}
