//! Calls to a sandbox with faults: retries, waits and reported errors.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use graph_client::{
    api::{
        self as fb,
        user::{self, feed},
    },
    transport::BoxFuture,
    *,
};
use graph_sandbox::{Fault, Sandbox};

use crate::stub::{Instantly, Stub, json};

#[derive(Debug, Clone, Fields)]
#[graph(node = user)]
pub struct Card {
    pub id: user::Id,
}

/// A clock whose sleeps take no time for the client, and advance the clock of the sandbox.
#[derive(Clone)]
pub struct Together {
    own: Instantly,
    sandbox: Arc<Sandbox>,
}

impl Timer for Together {
    fn now(&self) -> Duration {
        self.own.now()
    }

    fn sleep(&self, time: Duration) -> BoxFuture<()> {
        self.sandbox.advance(time);
        self.own.sleep(time)
    }

    fn random(&self) -> u64 {
        self.own.random()
    }
}

/// Starts a sandbox. Returns it with settings for clients whose waits take no time, and the recorded waits.
pub fn start() -> (Arc<Sandbox>, GraphBuilder, Arc<Mutex<Vec<Duration>>>) {
    let (sandbox, own) = (Arc::new(Sandbox::start().unwrap()), Instantly::default());
    let waits = own.waits.clone();
    let timer = Together { own, sandbox: sandbox.clone() };
    (sandbox.clone(), Graph::builder().host(sandbox.url()).timer(timer).timeout(None), waits)
}

pub fn fault(text: &str) -> Fault {
    text.parse().unwrap()
}

/// Replaces all faults of the sandbox.
pub fn only(sandbox: &Sandbox, text: &str) {
    sandbox.clear_faults();
    sandbox.fault(fault(text));
}

/// Counts the calls of a method to a path.
fn calls(sandbox: &Sandbox, method: &str, path: &str) -> usize {
    sandbox
        .requests()
        .iter()
        .filter(|seen| !seen.in_batch && seen.method == method && seen.path.ends_with(path))
        .count()
}

/// Counts the person's posts.
pub async fn posts(me: &Client<UserToken>) -> Result<usize> {
    Ok(me.items(user::me().feed().limit(100)).try_collect().await?.len())
}

#[tokio::test]
async fn waits_as_long_as_each_kind_of_limit_requires() -> Result<()> {
    for (limit, code, waits_for) in [
        // Without a wait from the server: exponential backoff.
        ("app:1/5s", 4, 2),
        ("user:1/5s", 17, 2),
        ("custom:1/5s", 613, 2),
        ("business:1/60s", 80_001, 60),
        ("ad_account:1/45s", 17, 45),
    ] {
        let (sandbox, graph, waits) = start();
        let patient = RetryPolicy::default().longest_wait(Duration::from_secs(120));
        let recorded = Arc::new(Mutex::new(Vec::new()));
        let keep = recorded.clone();
        let graph = graph.retry(patient).throttle(Throttle::off()).on_call(move |call| {
            keep.lock().unwrap().push((call.error.and_then(Error::code), call.usage.is_empty()));
        });
        let me = graph.build().with(UserToken::new(sandbox.user_token()));
        only(&sandbox, &format!("limit={limit}"));
        me.get::<Card>(user::me()).await?;
        assert!(waits.lock().unwrap().is_empty());
        // A write rejected before execution has not happened, and is retried too.
        me.send(user::me().feed().create_post(feed::message("once"))).await?;
        let waited = waits.lock().unwrap().clone();
        assert_eq!(waited[0].as_secs(), waits_for, "{limit}: {waited:?}");
        assert_eq!(recorded.lock().unwrap()[1].0, Some(code), "{limit}");
        assert_eq!(recorded.lock().unwrap()[1].1, limit.starts_with("custom"), "{limit}");
        sandbox.clear_faults();
        let messages = me.items(user::me().feed().limit(100)).try_collect().await?;
        let same = messages.iter().filter(|post| post.message.as_deref() == Some("once"));
        assert_eq!(same.count(), 1, "{limit}");
    }
    let (sandbox, graph, waits) = start();
    let page = graph.throttle(Throttle::off()).build().with(PageToken::new(sandbox.page_token()));
    only(&sandbox, "limit=page:1/5s");
    page.raw(Method::GET, "me").await?;
    page.raw(Method::GET, "me").await?;
    assert_eq!(waits.lock().unwrap().first().map(Duration::as_secs), Some(2));
    Ok(())
}

#[tokio::test]
async fn throttling_avoids_reaching_a_limit() -> Result<()> {
    let (sandbox, graph, waits) = start();
    only(&sandbox, "limit=app:10/20s");
    let me = graph.build().with(UserToken::new(sandbox.user_token()));
    for _ in 0..35 {
        me.get::<Card>(user::me()).await?;
    }
    let statuses: Vec<u16> = sandbox.requests().iter().map(|seen| seen.status).collect();
    assert_eq!(statuses, [200; 35]);
    // Throttles only near the limit: at nine and ten of ten calls.
    assert!((3..=7).contains(&waits.lock().unwrap().len()), "{:?}", waits.lock().unwrap());
    for (usage, waits_for) in
        [("app:95", 15), ("user:95", 15), ("business:95", 15), ("ad_account:95", 15), ("app:80", 0)]
    {
        let (sandbox, graph, waits) = start();
        only(&sandbox, &format!("usage={usage}"));
        let me = graph.build().with(UserToken::new(sandbox.user_token()));
        me.get::<Card>(user::me()).await?;
        me.get::<Card>(user::me()).await?;
        let waited: u64 = waits.lock().unwrap().iter().map(Duration::as_secs).sum();
        assert_eq!(waited, waits_for, "{usage}");
    }
    Ok(())
}

#[tokio::test]
async fn waits_until_a_retry_after_date() -> Result<()> {
    let (sandbox, graph, waits) = start();
    let me = graph.build().with(UserToken::new(sandbox.user_token()));
    // Both follow the server's clock, not ours.
    sandbox.fault(fault("error=4,times=1"));
    sandbox.fault(fault(r#"header="Retry-After: Sun, 06 Nov 1994 08:50:07 GMT",times=1"#));
    sandbox.fault(fault(r#"header="Date: Sun, 06 Nov 1994 08:49:37 GMT",times=1"#));
    me.get::<Card>(user::me()).await?;
    assert_eq!(waits.lock().unwrap().iter().map(Duration::as_secs).collect::<Vec<_>>(), [30]);
    Ok(())
}

#[tokio::test]
async fn reads_retry_transient_errors_only() -> Result<()> {
    let (sandbox, graph, _) = start();
    let me = graph.build().with(UserToken::new(sandbox.user_token()));
    for passing in [
        "html",
        "plain",
        "html,status=502",
        "error=2",
        "error=1",
        "cut=before",
        "cut=head",
        "cut=body",
        "body=[,status=503",
    ] {
        only(&sandbox, &format!("{passing},times=1"));
        let before = calls(&sandbox, "GET", "/me");
        me.get::<Card>(user::me()).await.map_err(|error| panic!("{passing}: {error}"))?;
        // A request that was cut off before it was read does not count as received.
        let seen = calls(&sandbox, "GET", "/me") - before;
        assert!(seen == 2 || passing == "cut=before", "{passing}: {seen}");
    }
    for (stays, kind, says) in [
        ("false", ErrorKind::NotFound, "false"),
        ("null", ErrorKind::Decode, "`id` is missing"),
        ("empty", ErrorKind::Decode, "the end of the input"),
        ("truncate", ErrorKind::Decode, "the end of the input"),
        (r#"body="{\"id\":""#, ErrorKind::Decode, "the end of the input"),
        ("error=190/463", ErrorKind::Authentication, "expired"),
        ("error=1,transient=false", ErrorKind::Server, "code 1"),
        ("error=190,form=bare", ErrorKind::Authentication, "code 190"),
        ("error=190,form=flat", ErrorKind::Authentication, "code 190"),
    ] {
        only(&sandbox, stays);
        let before = calls(&sandbox, "GET", "/me");
        let error = me.get::<Card>(user::me()).await.unwrap_err();
        assert_eq!((error.kind(), calls(&sandbox, "GET", "/me") - before), (kind, 1), "{stays}: {error}");
        assert!(error.to_string().contains(says), "{stays}: {error}");
    }
    only(&sandbox, "type=text/html");
    me.get::<Card>(user::me()).await?;
    Ok(())
}

#[tokio::test]
async fn writes_happen_at_most_once() -> Result<()> {
    let (sandbox, graph, _) = start();
    let me = graph.build().with(UserToken::new(sandbox.user_token()));
    let write = || me.send(user::me().feed().create_post(feed::message("once")));
    let mut count = posts(&me).await?;
    for (trouble, done) in [
        ("error=2,done", 1),
        ("error=1,done,transient=true", 1),
        ("html,done", 1),
        ("cut=head", 1),
        ("cut=body", 1),
        // The outcome is unknown.
        ("cut=before", 0),
        ("error=2", 0),
        ("html", 0),
        ("plain,status=503", 0),
    ] {
        only(&sandbox, &format!("{trouble},times=1,method=post"));
        let error = write().await.unwrap_err();
        assert!(!error.is_retryable() && error.attempts() == 1, "{trouble}: {error}");
        sandbox.clear_faults();
        let now = posts(&me).await?;
        assert_eq!(now - count, done, "{trouble}");
        count = now;
    }
    // A write declared idempotent happens twice.
    only(&sandbox, "error=2,done,times=1,method=post");
    write().idempotent().await?;
    sandbox.clear_faults();
    assert_eq!(posts(&me).await? - count, 2);
    // Deletes are retried. The code of a node that is gone also means that the token has no access, so that it is an
    // error, which says what is likely.
    let post = write().await?;
    only(&sandbox, "cut=body,times=1,method=delete");
    let error = me.send(fb::post::id(post.id).delete()).await.unwrap_err();
    assert!(error.to_string().contains("it may already be deleted"), "{error}");
    // An attempt that surely did nothing leaves no doubt.
    only(&sandbox, "error=2,times=1,method=delete");
    let error = me.send(fb::post::id("1").delete()).await.unwrap_err();
    assert!(!error.to_string().contains("deleted"), "{error}");
    Ok(())
}

#[tokio::test]
async fn slow_responses_time_out() -> Result<()> {
    let sandbox = Sandbox::start().unwrap();
    let graph = Graph::builder().host(sandbox.url()).retry(RetryPolicy::never());
    let me = graph.timeout(Duration::from_millis(200)).build().with(UserToken::new(sandbox.user_token()));
    for slow in ["slow=2s", "latency=30s"] {
        only(&sandbox, slow);
        let error = me.get::<Card>(user::me()).await.unwrap_err();
        assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::Timeout, true), "{slow}: {error}");
        let error = me.send(user::me().feed().create_post(feed::message("x"))).await.unwrap_err();
        assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::Timeout, false), "{slow}: {error}");
    }
    let patient = Graph::builder().host(sandbox.url()).build().with(UserToken::new(sandbox.user_token()));
    let mut nodes = patient.nodes::<Card>([sandbox.user_id()]).timeout(Duration::from_millis(100));
    assert_eq!(nodes.next().await.unwrap().1.unwrap_err().kind(), ErrorKind::Timeout);
    sandbox.clear_faults();
    me.get::<Card>(user::me()).timeout(Duration::from_secs(60)).await?;
    Ok(())
}

#[tokio::test]
async fn hostile_redirects_receive_no_token() {
    let other = Stub::start(|_, _| json(r#"{"id":"4"}"#));
    let (sandbox, graph, _) = start();
    let graph = graph.app_secret(AppSecret::new(sandbox.app_secret())).build();
    let me = graph.with(UserToken::new(sandbox.user_token()));
    only(&sandbox, &format!("redirect={}", other.host()));
    let read = me.get::<Card>(user::me()).await.unwrap_err();
    let listed = me.page(user::me().likes()).await.unwrap_err();
    let batch = me.batch((user::me().get::<Card>(),)).await.unwrap_err();
    for error in [read, listed, batch] {
        assert!(error.to_string().contains("unexpected redirect to 127.0.0.1, not followed"), "{error}");
    }
    assert_eq!(other.count(), 0);
}
