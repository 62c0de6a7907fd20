//! Throttling before a rate limit is reached.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use graph_client::{
    api::{self as fb, user},
    limits::MemoryLimits,
    transport::BoxFuture,
    *,
};

use crate::stub::{Instantly, MARK, Reply, Stub, TOKEN};

async fn read(me: &Client<UserToken>) -> Result<fb::User> {
    me.get::<fb::User>(user::me().fields([user::fields::id])).await
}

fn used(header: &'static str, value: &'static str) -> Stub {
    Stub::start(move |_, _| Reply::Http(200, vec![(header, value.to_owned())], br#"{"id":"4"}"#.to_vec()))
}

#[tokio::test]
async fn throttles_only_the_limited_caller() -> Result<()> {
    let other = format!("{MARK}-other");
    for (header, value, own, of_another) in [
        ("X-App-Usage", r#"{"call_count":95}"#, 15, 15),
        ("X-App-Usage", r#"{"call_count":50,"total_time":200}"#, 30, 30),
        ("X-App-Usage", r#"{"call_count":89}"#, 0, 0),
        ("X-Page-Usage", "95", 15, 0),
        ("X-Business-Use-Case-Usage", r#"{"7":[{"type":"pages","call_count":95}]}"#, 15, 0),
        ("X-Ad-Account-Usage", r#"{"acc_id_util_pct":95.0}"#, 15, 0),
        ("X-App-Usage", "garbage", 0, 0),
    ] {
        let (stub, timer) = (used(header, value), Instantly::default());
        let graph = stub.graph().timer(timer.clone()).build();
        let (me, another) = (graph.with(UserToken::new(TOKEN)), graph.with(UserToken::new(other.as_str())));
        let waits =
            || std::mem::take(&mut *timer.waits.lock().unwrap()).iter().map(Duration::as_secs).sum::<u64>();
        read(&me).await?;
        assert_eq!(waits(), 0);
        read(&another).await?;
        assert_eq!(waits(), of_another, "{header}: {value}");
        read(&me).await?;
        // Queued after the other call if both are throttled.
        assert_eq!(waits(), own, "{header}: {value}");
    }
    Ok(())
}

#[tokio::test]
async fn throttling_can_be_disabled() -> Result<()> {
    let (stub, timer) = (used("X-App-Usage", r#"{"call_count":100}"#), Instantly::default());
    let me = stub.graph().timer(timer.clone()).throttle(Throttle::off()).build().with(UserToken::new(TOKEN));
    read(&me).await?;
    read(&me).await?;
    assert!(timer.waits.lock().unwrap().is_empty());
    // A call without time to wait fails and is not sent.
    let (stub, timer) = (used("X-App-Usage", r#"{"call_count":100}"#), Instantly::default());
    let me = stub.graph().timer(timer).build().with(UserToken::new(TOKEN));
    read(&me).await?;
    let hurried = me.get::<fb::User>(user::me().fields([user::fields::id])).timeout(Duration::from_secs(5));
    let error = hurried.await.unwrap_err();
    assert_eq!((error.kind(), error.retry_after()), (ErrorKind::Throttled, Some(Duration::from_secs(30))));
    assert_eq!(stub.count(), 1);
    Ok(())
}

/// A clock that stands still: whoever waits, waits for ever.
#[derive(Clone, Default)]
struct Standing {
    waits: Arc<Mutex<Vec<u64>>>,
}

impl Timer for Standing {
    fn now(&self) -> Duration {
        Duration::from_secs(1)
    }

    fn unix_seconds(&self) -> u64 {
        1_700_000_000
    }

    fn sleep(&self, time: Duration) -> BoxFuture<()> {
        self.waits.lock().unwrap().push(time.as_secs());
        Box::pin(std::future::pending())
    }

    fn random(&self) -> u64 {
        0
    }
}

/// Starts calls that wait for their turn, and drops them.
async fn drop_while_waiting(me: &Client<UserToken>, calls: usize) {
    let all = (0..calls).map(|_| read(me));
    let all = futures_util::future::join_all(all);
    tokio::select! {
        biased;
        _ = all => panic!("nobody gets a turn"),
        () = std::future::ready(()) => {}
    }
}

#[tokio::test]
async fn a_call_that_is_dropped_while_it_waits_leaves_its_turn_to_the_next() -> Result<()> {
    let (near, far) =
        (used("X-App-Usage", r#"{"call_count":95}"#), used("X-App-Usage", r#"{"call_count":5}"#));
    let rate = Rate::of(["user.get"], 1, Duration::from_secs(20));
    for (stub, throttle, spacing) in
        [(&near, Throttle::default(), 15), (&far, Throttle::default().rate(rate), 20)]
    {
        for shared in [false, true] {
            let timer = Standing::default();
            let mut graph = stub.graph().timer(timer.clone()).throttle(throttle.clone());
            if shared {
                graph = graph.limits(MemoryLimits::with_timer(timer.clone()));
            }
            let me = graph.build().with(UserToken::new(TOKEN));
            read(&me).await?;
            drop_while_waiting(&me, 1).await;
            drop_while_waiting(&me, 3).await;
            drop_while_waiting(&me, 1).await;
            let waits = std::mem::take(&mut *timer.waits.lock().unwrap());
            assert_eq!(waits, [1, 1, 2, 3, 1].map(|turn| turn * spacing), "{throttle:?} {shared}");
        }
    }
    Ok(())
}
