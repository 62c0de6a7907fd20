//! Locks: limits of a node that the platform has reported as reached. Nothing is sent until they end.

use std::time::Duration;

use graph_client::{api::user, *};

use crate::stub::{Reply, Seen, Stub, TOKEN, json};

#[derive(Debug, Clone, Fields)]
#[graph(node = user)]
struct Card {
    #[expect(dead_code, reason = "it is only read from answers")]
    id: user::Id,
}

const LOCKED: &str = r#"{"66":[{"type":"pages","call_count":100,"estimated_time_to_regain_access":5}]}"#;

/// Answers with the lock of node 66 where `locks` says so.
fn locking(locks: fn(&Seen) -> bool) -> Stub {
    Stub::start(move |seen, _| {
        let headers =
            if locks(seen) { vec![("X-Business-Use-Case-Usage", LOCKED.to_owned())] } else { Vec::new() };
        let body = match () {
            () if seen.path.contains("after=") => r#"{"data":[{"id":"2"}]}"#.to_owned(),
            () if seen.path.contains("/likes") => {
                let path = seen.path.trim_start_matches('/').split('?').next().unwrap_or_default();
                format!(
                    r#"{{"data":[{{"id":"1"}}],"paging":{{"next":"https://graph.facebook.com/{path}?after=p"}}}}"#
                )
            }
            () if seen.path.contains("ids=") => r#"{"66":{"id":"66"}}"#.to_owned(),
            () if seen.text().contains("batch=") => r#"[{"code":200,"body":"{\"id\":\"66\"}"}]"#.to_owned(),
            () => r#"{"id":"66"}"#.to_owned(),
        };
        Reply::Http(200, headers, body.into_bytes())
    })
}

fn is_locked<T: std::fmt::Debug>(result: Result<T>) {
    let error = result.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Throttled);
    assert!(error.to_string().contains("not sent: a rate limit allows the call in 30"), "{error}");
}

#[tokio::test]
async fn a_lock_reported_for_a_further_page_is_one_of_its_node() -> Result<()> {
    let stub = locking(|seen| seen.path.contains("66/likes") && seen.path.contains("after="));
    let me = stub.me();
    me.items(me.raw(Method::GET, "66/likes")).try_collect().await?;
    is_locked(me.raw(Method::GET, "66").await);
    // Further pages of other nodes are read.
    assert_eq!(me.items(me.raw(Method::GET, "77/likes")).try_collect().await?.len(), 2);
    Ok(())
}

#[tokio::test]
async fn batches_and_reads_by_ids_keep_to_the_locks_of_their_nodes() -> Result<()> {
    let stub = locking(|seen| seen.path.ends_with("/66"));
    let me = stub.me();
    me.raw(Method::GET, "66").await?;
    is_locked(me.get::<Card>(user::id("66")).await);
    let batch = (user::id("66").get::<Card>(), user::id("5").get::<Card>());
    let (locked, _) = me.batch(batch).await?;
    is_locked(locked);
    let Some((_, read)) = me.nodes::<Card>(["66"]).next().await else { panic!("no row") };
    is_locked(read);
    // The call to the other node was sent.
    assert_eq!(stub.count(), 2);
    Ok(())
}

#[tokio::test]
async fn calls_that_wait_are_not_sent_into_a_lock_that_is_reported_meanwhile() -> Result<()> {
    let stub = Stub::start(|_, before| {
        let usage = if before == 0 { r#"{"4":[{"type":"pages","call_count":100}]}"# } else { LOCKED };
        Reply::Http(200, vec![("X-Business-Use-Case-Usage", usage.to_owned())], br#"{"id":"4"}"#.to_vec())
    });
    let throttle =
        Throttle::default().spacing(Duration::from_millis(100)).longest_wait(Duration::from_secs(20));
    let me = Graph::builder().host(stub.host()).throttle(throttle).build().with(UserToken::new(TOKEN));
    me.raw(Method::GET, "4").await?;
    let results =
        futures_util::future::join_all((0..6).map(|_| me.raw(Method::GET, "4").into_future())).await;
    let sent = results.iter().filter(|result| result.is_ok()).count();
    assert_eq!((sent, stub.count()), (1, 2));
    results.into_iter().filter(Result::is_err).for_each(is_locked);
    Ok(())
}

#[tokio::test]
async fn a_throttled_call_of_a_batch_waits_as_long_as_its_headers_say() -> Result<()> {
    let stub = Stub::start(|seen, _| {
        let mut item =
            serde_json::json!({ "code": 400, "body": r#"{"error":{"message":"x","code":80001}}"# });
        if !seen.text().contains("include_headers=false") {
            item["headers"] = serde_json::json!([{ "name": "X-Business-Use-Case-Usage", "value": LOCKED }]);
        }
        json(serde_json::json!([item]).to_string())
    });
    let (result,) = stub.me().batch((user::id("66").get::<Card>(),)).await?;
    // The headers come with the second attempt.
    let error = result.unwrap_err();
    assert_eq!((stub.count(), error.retry_after()), (2, Some(Duration::from_secs(300))));
    Ok(())
}
