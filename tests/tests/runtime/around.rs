//! Blocking calls, layers, proxies, canned responses and cancellation.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use bytes::Bytes;
use graph_client::{
    api::user,
    blocking::Blocking,
    testing::Answers,
    transport::{BoxFuture, Reqwest, Transport, TransportError},
    *,
};

use crate::stub::{MARK, Stub, TOKEN, failed, json};

#[derive(Debug, Clone, Fields)]
#[graph(node = user)]
struct Card {
    id: user::Id,
}

#[test]
fn blocking_calls() -> Result<()> {
    let stub = Stub::start(|seen, before| match (seen.path.contains("friends"), before) {
        (true, _) if seen.path.contains("after=2") => json(r#"{"data":[{"id":"3"}]}"#),
        (true, _) => {
            json(r#"{"data":[{"id":"1"},{"id":"2"}],"paging":{"next":"http://x/me/friends?after=2"}}"#)
        }
        (_, 0) => failed(2),
        _ if seen.path.contains("batch") || seen.text().contains("batch") => {
            json(r#"[{"code":200,"body":"true"}]"#)
        }
        _ if seen.method == "POST" => json("true"),
        _ => json(r#"{"id":"4"}"#),
    });
    let blocking = Blocking::new().unwrap();
    let me = blocking.client(stub.me());
    assert_eq!(me.get::<Card>(user::me())?.id.as_str(), "4");
    me.send(user::me().scores().create(5))?;
    assert_eq!(me.page(user::me().friends())?.len(), 2);
    let friends: Result<Vec<Card>> = me.items(user::me().friends().select::<Card>()).collect();
    assert_eq!(friends?.iter().map(|card| card.id.to_string()).collect::<Vec<_>>(), ["1", "2", "3"]);
    let sizes: Result<Vec<usize>> = me.pages(user::me().friends()).map(|page| Ok(page?.len())).collect();
    assert_eq!(sizes?, [2, 1]);
    let (score,) = me.batch((user::me().scores().create(5),))?;
    score?;
    me.wait(me.send_later(user::me().scores().create(5)).no_retry())?;
    assert_eq!(me.wait(me.inner().get::<Card>(user::me()))?.id.as_str(), "4");
    assert!(!format!("{me:?}").contains(MARK));
    Ok(())
}

#[test]
fn a_blocking_call_in_a_callback_is_an_error() {
    let stub = Stub::start(|_, _| json(r#"{"id":"4"}"#));
    let blocking = Blocking::new().unwrap();
    let inner = blocking.client(stub.me());
    let (sender, received) = std::sync::mpsc::channel();
    let graph = stub.graph().on_call(move |_| {
        let error = inner.get::<Card>(user::me()).unwrap_err();
        sender.send(error.to_string()).unwrap();
    });
    blocking.client(graph.build().with(UserToken::new(TOKEN))).get::<Card>(user::me()).unwrap();
    assert!(received.recv().unwrap().contains("cannot make a blocking call"));
}

#[test]
fn the_default_transport_without_a_runtime_is_an_error() {
    let stub = Stub::start(|_, _| json(r#"{"id":"4"}"#));
    let me = Graph::builder().host(stub.host()).build().with(UserToken::new(TOKEN));
    let mut call = std::pin::pin!(me.get::<Card>(user::me()));
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let std::task::Poll::Ready(result) = call.as_mut().poll(&mut context) else { panic!("it waits") };
    let error = result.unwrap_err();
    assert!(error.to_string().contains("needs a Tokio runtime") && !error.is_retryable(), "{error}");
}

#[tokio::test]
async fn blocking_in_async_code_does_not_panic() {
    let stub = Stub::start(|_, _| json(r#"{"id":"4"}"#));
    let blocking = Blocking::new().unwrap();
    assert_eq!(blocking.client(stub.me()).get::<Card>(user::me()).unwrap().id.as_str(), "4");
    let graph = stub.graph().on_call(|_| panic!("a hook that panics")).build();
    let error = blocking.client(graph.with(UserToken::new(TOKEN))).get::<Card>(user::me()).unwrap_err();
    assert!(error.to_string().contains("panicked"), "{error}");
}

#[tokio::test]
async fn layers_see_every_attempt() -> Result<()> {
    struct Counted(Arc<dyn Transport>, Arc<AtomicUsize>, &'static str);
    impl Transport for Counted {
        fn send(
            &self,
            mut request: http::Request<Bytes>,
        ) -> BoxFuture<Result<http::Response<Bytes>, TransportError>> {
            self.1.fetch_add(1, Ordering::SeqCst);
            let before = request
                .headers()
                .get("x-layers")
                .and_then(|value| value.to_str().ok())
                .unwrap_or("")
                .to_owned();
            request.headers_mut().insert("x-layers", format!("{before}{}", self.2).parse().unwrap());
            self.0.send(request)
        }
    }
    let stub = Stub::start(|_, before| if before == 0 { failed(2) } else { json(r#"{"id":"4"}"#) });
    let count = Arc::new(AtomicUsize::new(0));
    let (inner, outer) = (count.clone(), count.clone());
    let graph = stub.graph().layer(|next| Counted(next, inner, "a")).layer(|next| Counted(next, outer, "b"));
    graph.build().with(UserToken::new(TOKEN)).get::<Card>(user::me()).await?;
    assert_eq!(count.load(Ordering::SeqCst), 4);
    assert_eq!(stub.seen()[1].header("x-layers"), Some("ba"));
    Ok(())
}

#[tokio::test]
async fn sends_calls_through_a_proxy_with_a_user_agent() -> Result<()> {
    let proxy = Stub::start(|_, _| json(r#"{"id":"4"}"#));
    let transport = Reqwest::builder().proxy(proxy.host()).user_agent("my-app/1.0").build();
    let graph = Graph::builder().host("http://graph.invalid").transport(transport).build();
    graph.with(UserToken::new(TOKEN)).get::<Card>(user::me()).await?;
    let seen = proxy.seen().remove(0);
    assert!(seen.path.starts_with("http://graph.invalid/"), "{}", seen.path);
    assert_eq!(seen.header("user-agent"), Some("my-app/1.0"));
    let wrong = Reqwest::builder().proxy("no address").build();
    let graph = Graph::builder().transport(wrong).retry(RetryPolicy::never()).build();
    assert_eq!(
        graph.with(UserToken::new(TOKEN)).get::<Card>(user::me()).await.unwrap_err().kind(),
        ErrorKind::Network
    );
    Ok(())
}

#[tokio::test]
async fn canned_responses_are_returned_in_order() -> Result<()> {
    let read = || user::me().get::<Card>();
    let friends = || user::me().friends().limit(1).select::<Card>();
    let answers = Answers::new()
        .on(&read(), r#"{"id":"1"}"#)
        .on(&read(), r#"{"id":"2"}"#)
        .on(&friends(), r#"{"data":[{"id":"3"}],"paging":{"next":"https://x/v2.0/4/friends?limit=1&after=q&access_token=T"}}"#);
    let me = Graph::builder().answers(&answers).build().with(UserToken::new(TOKEN));
    let mut ids = Vec::new();
    for _ in 0..3 {
        ids.push(me.send(read()).await?.id.to_string());
    }
    assert_eq!(ids, ["1", "2", "2"]);
    let page = me.page(friends()).await?;
    let next = page.next().unwrap();
    let error = me.page(next.clone()).await.unwrap_err();
    assert!(error.to_string().contains("no response was prepared for GET /v2.0/4/friends"), "{error}");
    let answers = answers.on(&next, r#"{"data":[]}"#);
    assert!(me.page(next).await?.is_empty());
    assert_eq!(answers.calls().len(), 6);
    assert!(!answers.was_made(&user::me().scores().create(5)));
    // Rules are still checked.
    let refused = me.send(user::me().events().create("", api::event::Time::date(2012, 13, 4))).await;
    assert_eq!(refused.unwrap_err().kind(), ErrorKind::Request);
    Ok(())
}

#[tokio::test]
async fn dropping_a_call_leaves_no_partial_state() {
    use std::{
        future::Future,
        pin::pin,
        task::{Context, Poll, Waker},
    };

    /// Becomes ready after being polled this many times.
    struct Slow(usize);
    impl Transport for Slow {
        fn send(&self, _: http::Request<Bytes>) -> BoxFuture<Result<http::Response<Bytes>, TransportError>> {
            let mut left = self.0;
            Box::pin(std::future::poll_fn(move |_| {
                left = left.saturating_sub(1);
                if left > 0 {
                    Poll::Pending
                } else {
                    Poll::Ready(Ok(http::Response::new(r#"{"data":[{"id":"1"}]}"#.into())))
                }
            }))
        }
    }
    let graph = Graph::builder().transport(Slow(4)).timeout(None).build();
    let me = graph.with(UserToken::new(TOKEN));
    let mut context = Context::from_waker(Waker::noop());
    for polls in 0..4 {
        let mut call = pin!(me.page(user::me().friends()));
        for _ in 0..polls {
            assert!(call.as_mut().poll(&mut context).is_pending());
        }
    }
    // A page whose read was cancelled is returned next.
    let mut pages = me.pages(user::me().friends());
    {
        let mut next = pin!(pages.try_next());
        assert!(next.as_mut().poll(&mut context).is_pending());
    }
    let mut next = pin!(pages.try_next());
    let page = loop {
        if let Poll::Ready(page) = next.as_mut().poll(&mut context) {
            break page.unwrap().unwrap();
        }
    };
    assert_eq!(page.len(), 1);
}
