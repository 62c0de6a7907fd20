//! Services and layers of `tower` in the place of the transport and around it.

use std::{
    error::Error as StdError,
    future::{Ready, ready},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll},
    time::Duration,
};

use graph_client::{
    api::{event, user},
    transport::{Body, BoxError, Chunks, Reqwest, Tower, Transport, TransportError},
    *,
};
use graph_sandbox::Sandbox;
use hyper_util::{client::legacy::Client as Hyper, rt::TokioExecutor};
use tower::{Service, ServiceBuilder, service_fn, timeout::error::Elapsed};

use crate::{
    stub::{Instantly, MARK, Reply, Stub, TOKEN, json},
    transport_errors::{nobody, sources},
};

type Outcome = std::result::Result<(), BoxError>;

/// The client of `hyper-util`, which no code of ours knows.
fn hyper() -> Hyper<hyper_util::client::legacy::connect::HttpConnector, Body> {
    Hyper::builder(TokioExecutor::new()).build_http()
}

#[tokio::test]
async fn a_client_of_hyper_is_a_transport() -> Outcome {
    let sandbox = Sandbox::start()?;
    let graph = Graph::builder().host(sandbox.url()).tower_service(hyper()).build();
    let me = graph.with(UserToken::new(sandbox.user_token()));
    let picnic = me.send(user::me().events().create("Picnic", event::Time::date(2012, 7, 4))).await?;
    let read = me.raw(Method::GET, &format!("{}?fields=name", picnic.id)).await?;
    assert_eq!(read["name"], "Picnic");
    // A file that is read while it is sent, and its bytes, read while they arrive.
    let picture: Vec<u8> = (0..300_000_u32).map(|number| number as u8).collect();
    let bytes = picture.clone();
    let file =
        File::from_reader("a.jpg", picture.len() as u64, move || Ok(std::io::Cursor::new(bytes.clone())));
    let photo = me.raw(Method::POST, "me/photos").file("source", file).await?;
    let photo = me.raw(Method::GET, &format!("{}?fields=source", photo["id"].as_str().unwrap())).await?;
    let source = photo["source"].as_str().unwrap();
    let kept = me.download(source).bytes().await?;
    assert!(kept == picture, "{} bytes", kept.len());
    // An error of the platform is one of the platform.
    let error = me.raw(Method::GET, "999999999").await.unwrap_err();
    assert_eq!(error.code(), Some(100));
    Ok(())
}

#[tokio::test]
async fn the_error_of_a_foreign_client_is_the_source() {
    let timer = Instantly::default();
    let graph =
        Graph::builder().host(nobody()).tower_service(hyper()).timer(timer.clone()).timeout(None).build();
    let error = graph.with(UserToken::new(TOKEN)).raw(Method::POST, "me/feed").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Network);
    let sources = sources(&error);
    assert!(sources[0].is::<hyper_util::client::legacy::Error>(), "{sources:?}");
    assert!(error.to_string().contains("refused"), "{error}");
    // Nobody got it, so the write was sent again.
    assert!(error.attempts() > 1 && error.is_retryable(), "{error:?}");
}

#[tokio::test]
async fn a_layer_limits_concurrent_calls() -> Outcome {
    let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let (counted, highest) = (now.clone(), most.clone());
    let service = service_fn(move |_: http::Request<Body>| {
        let (now, most) = (counted.clone(), highest.clone());
        async move {
            most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            for _ in 0..10 {
                tokio::task::yield_now().await;
            }
            now.fetch_sub(1, Ordering::SeqCst);
            Ok::<_, BoxError>(http::Response::new(Chunks::from(bytes::Bytes::from(r#"{"id":"4"}"#))))
        }
    });
    let ask = async |graph: Graph| {
        let me = graph.with(UserToken::new(TOKEN));
        futures_util::future::try_join_all((0..8).map(|_| async { me.raw(Method::GET, "me").await })).await
    };
    ask(Graph::builder().tower_service(service.clone()).build()).await?;
    assert_eq!(most.swap(0, Ordering::SeqCst), 8);
    let limited = ServiceBuilder::new().concurrency_limit(3);
    ask(Graph::builder().tower_service(service).tower_layer(limited).build()).await?;
    assert_eq!(most.load(Ordering::SeqCst), 3);
    Ok(())
}

#[tokio::test]
async fn a_layer_sees_every_attempt_and_the_one_added_last_sees_it_first() -> Outcome {
    let stub = Stub::start(|_, before| match before {
        0 => Reply::Http(500, vec![], b"{}".to_vec()),
        _ => json(r#"{"id":"4"}"#),
    });
    let tag = |name: &'static str| {
        ServiceBuilder::new().map_request(move |mut request: http::Request<Body>| {
            request.headers_mut().append("x-passed", http::HeaderValue::from_static(name));
            request
        })
    };
    let graph = stub
        .graph()
        .timer(Instantly::default())
        .timeout(None)
        .tower_layer(tag("inner"))
        .tower_layer(tag("outer"));
    graph.build().with(UserToken::new(TOKEN)).raw(Method::GET, "me").await?;
    let passed = |seen: &crate::stub::Seen| -> Vec<String> {
        let passed = seen.headers.iter().filter(|(name, _)| name == "x-passed");
        passed.map(|(_, value)| value.clone()).collect()
    };
    let all: Vec<_> = stub.seen().iter().map(passed).collect();
    assert_eq!(all, [["outer", "inner"], ["outer", "inner"]]);
    Ok(())
}

#[tokio::test]
async fn the_time_limit_of_a_layer_is_a_timeout_if_it_says_so() {
    let stub = Stub::start(|_, _| Reply::Silence);
    let short = Duration::from_millis(50);
    let plain = stub.graph().tower_layer(ServiceBuilder::new().timeout(short)).build();
    let says = ServiceBuilder::new()
        .map_err(|error: BoxError| match error.downcast::<Elapsed>() {
            Ok(elapsed) => TransportError::timeout("too slow").caused_by(*elapsed),
            Err(other) => other.into(),
        })
        .timeout(short);
    let mapped = stub.graph().tower_layer(says).build();
    for (graph, kind) in [(plain, ErrorKind::Network), (mapped, ErrorKind::Timeout)] {
        let me = graph.with(UserToken::new(TOKEN));
        let error = me.raw(Method::POST, "me/feed").no_retry().await.unwrap_err();
        assert_eq!(error.kind(), kind, "{error}");
        assert!(sources(&error).iter().any(|source| source.is::<Elapsed>()), "{error:?}");
        // It may have arrived.
        assert!(!error.is_retryable(), "{error:?}");
    }
}

/// A service that is not ready at first.
#[derive(Clone)]
struct Warming(Arc<AtomicUsize>);

impl Service<http::Request<Body>> for Warming {
    type Response = http::Response<Chunks>;
    type Error = std::io::Error;
    type Future = Ready<std::io::Result<Self::Response>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        let is_ready = self.0.fetch_add(1, Ordering::SeqCst) > 0;
        Poll::Ready(if is_ready { Ok(()) } else { Err(std::io::Error::other("warming up")) })
    }

    fn call(&mut self, _: http::Request<Body>) -> Self::Future {
        ready(Ok(http::Response::new(Chunks::from(bytes::Bytes::from(r#"{"id":"4"}"#)))))
    }
}

#[tokio::test]
async fn what_a_service_was_not_ready_for_was_not_sent() -> Outcome {
    let calls = Arc::new(AtomicUsize::new(0));
    let graph = Graph::builder()
        .tower_service(Warming(calls.clone()))
        .timer(Instantly::default())
        .timeout(None)
        .build();
    graph.with(UserToken::new(TOKEN)).raw(Method::POST, "me/feed").await?;
    assert_eq!(calls.load(Ordering::SeqCst), 2);
    Ok(())
}

#[tokio::test]
async fn a_write_whose_response_began_was_sent() {
    let calls = Arc::new(AtomicUsize::new(0));
    let counted = calls.clone();
    let service = service_fn(move |_: http::Request<Body>| {
        counted.fetch_add(1, Ordering::SeqCst);
        // Of a request, the error would mean that nobody got it.
        let refused = TransportError::not_sent("the cache behind the proxy refused");
        let cut = Chunks::new(futures_util::stream::iter([Err(refused)]));
        ready(Ok::<_, BoxError>(http::Response::new(cut)))
    });
    let graph = Graph::builder().tower_service(service).timer(Instantly::default()).timeout(None).build();
    let error = graph.with(UserToken::new(TOKEN)).raw(Method::POST, "me/feed").await.unwrap_err();
    assert_eq!(calls.load(Ordering::SeqCst), 1);
    assert!(error.kind() == ErrorKind::Network && !error.is_retryable(), "{error:?}");
}

#[tokio::test]
async fn a_service_that_quotes_the_url_shows_no_password_of_the_host() {
    let service = service_fn(|request: http::Request<Body>| async move {
        let quoted = format!("cannot send to {} (by http://a:dOoR,77@proxy:3128)", request.uri());
        Err::<http::Response<Chunks>, _>(std::io::Error::other(quoted))
    });
    let graph = Graph::builder().tower_service(service).host("https://graph:tUrNsTiLe@gate.example");
    let graph = graph.timer(Instantly::default()).timeout(None).build();
    let error = graph.with(UserToken::new(TOKEN)).raw(Method::GET, "me").await.unwrap_err();
    let source = error.source().unwrap();
    let shown = format!("{error} {error:?} {source} {source:?} {source:#?}");
    assert!(!shown.contains("tUrNsTiLe") && !shown.contains("dOoR"), "{shown}");
    assert!(shown.contains("gate.example"), "{shown}");
}

#[tokio::test]
async fn a_service_that_quotes_the_request_in_its_error_shows_no_token() {
    let service = service_fn(|request: http::Request<Body>| async move {
        let header = request.headers()["authorization"].to_str().map(str::to_owned);
        let foreign = format!("http://cdn.example/a?x=1&access_token={MARK}-of-somebody");
        let quoted = format!("cannot send {} to {foreign}, {:?}", request.uri(), header.unwrap_or_default());
        Err::<http::Response<Chunks>, _>(std::io::Error::new(std::io::ErrorKind::TimedOut, quoted))
    });
    let graph = Graph::builder().tower_service(service).timer(Instantly::default()).timeout(None).build();
    let call = graph.with(UserToken::new(TOKEN)).raw(Method::GET, "me").param("code", format!("{MARK}-code"));
    let error = call.await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    let source = error.source().unwrap();
    let shown = format!("{error} {error:?} {source} {source:?} {source:#?}");
    assert!(!shown.contains(MARK), "a secret is shown");
    assert!(source.to_string().contains("<hidden>"), "{source}");
    assert!(source.downcast_ref::<std::io::Error>().is_none());
}

#[tokio::test]
async fn a_service_that_is_no_clone_goes_behind_a_buffer() -> Outcome {
    let sandbox = Sandbox::start()?;
    let one_at_a_time =
        ServiceBuilder::new().buffer(4).rate_limit(100, Duration::from_secs(1)).load_shed().service(hyper());
    let graph = Graph::builder().host(sandbox.url()).tower_service(one_at_a_time).build();
    let me = graph.with(UserToken::new(sandbox.user_token()));
    assert!(me.raw(Method::GET, "me?fields=id").await?["id"].is_string());
    Ok(())
}

#[tokio::test]
async fn answers_that_are_too_long_are_refused() {
    let stub = Stub::start(|_, _| json(format!("[{}0]", "0,".repeat(100))));
    let graph = stub.graph().transport(Tower::new(hyper()).largest_answer(100)).build();
    let error = graph.with(UserToken::new(TOKEN)).raw(Method::GET, "me").no_retry().await.unwrap_err();
    assert!(error.to_string().contains("raise the limit with `Tower::largest_answer`"), "{error}");
}

#[tokio::test]
async fn downloads_below_a_layer_arrive_piece_by_piece() -> Outcome {
    let body = vec![7; 100_000];
    let sent = body.clone();
    let stub = Stub::start(move |_, _| Reply::Http(200, vec![], sent.clone()));
    // The limit of whole responses does not hold for downloads.
    let graph = stub
        .graph()
        .transport(Reqwest::default().largest_answer(1000))
        .tower_layer(ServiceBuilder::new().concurrency_limit(1))
        .build();
    let me = graph.with(UserToken::new(TOKEN));
    let kept = me.download(format!("{}/file", stub.host())).bytes().await?;
    assert!(kept == body, "{} bytes", kept.len());
    let error = me.raw(Method::GET, "me").no_retry().await.unwrap_err();
    assert!(error.to_string().contains("Reqwest::largest_answer"), "{error}");
    Ok(())
}

#[test]
fn a_transport_over_a_service_shows_nothing_of_it() {
    fn is_transport(_: &impl Transport) {}
    let transport = Tower::new(hyper());
    is_transport(&transport);
    assert_eq!(format!("{transport:?}"), "Tower { largest_answer: 67108864, .. }");
    assert_eq!(format!("{:?}", Body::from(bytes::Bytes::from_static(b"secret"))), "Body(6 bytes)");
}
