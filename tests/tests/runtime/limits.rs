//! Throttling before a rate limit is reached.

use std::time::Duration;

use graph_client::{
    api::{self as fb, user},
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
