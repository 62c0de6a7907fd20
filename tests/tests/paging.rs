//! Lists of servers that behave like real ones.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering},
};

use bytes::Bytes;
use futures_util::{StreamExt, TryStreamExt};
use graph_client::{
    api::{self as fb, user},
    transport::{BoxFuture, Transport, TransportError},
    *,
};

/// Responds by the number of the call, and records the URLs and tokens sent.
struct Script {
    answer: fn(usize) -> String,
    calls: AtomicUsize,
    seen: Arc<Mutex<Vec<(String, String)>>>,
}

impl Transport for Script {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<Result<http::Response<Bytes>, TransportError>> {
        let authorization = request.headers()["authorization"].to_str().unwrap().to_owned();
        self.seen.lock().unwrap().push((request.uri().to_string(), authorization));
        let body = (self.answer)(self.calls.fetch_add(1, Ordering::Relaxed));
        Box::pin(async move { Ok(http::Response::new(body.into())) })
    }
}

type Seen = Arc<Mutex<Vec<(String, String)>>>;

fn me(answer: fn(usize) -> String) -> (Client<UserToken>, Seen) {
    let seen = Seen::default();
    let script = Script { answer, calls: AtomicUsize::new(0), seen: seen.clone() };
    let graph = Graph::builder().host("https://graph.example").version("v2.0").transport(script).build();
    (graph.with(UserToken::new("hUsHsEcReTmArK")), seen)
}

fn page(ids: &[u32], paging: &str) -> String {
    let items: Vec<String> = ids.iter().map(|id| format!(r#"{{"id":{id}}}"#)).collect();
    format!(r#"{{"data":[{}],"paging":{paging}}}"#, items.join(","))
}

async fn ids(answer: fn(usize) -> String) -> Result<Vec<String>> {
    let friends: Vec<fb::User> = me(answer).0.items(user::me().friends()).try_collect().await?;
    Ok(friends.into_iter().filter_map(|friend| friend.id).map(|id| id.to_string()).collect())
}

#[tokio::test]
async fn ends_without_a_next_link() -> Result<()> {
    for end in ["{}", r#"{"next":""}"#, r#"{"next":null}"#, r#"{"cursors":{"before":"a","after":"a"}}"#, "[]"]
    {
        static END: Mutex<&str> = Mutex::new("");
        *END.lock().unwrap() = end;
        assert_eq!(ids(|_| page(&[1, 2], *END.lock().unwrap())).await?, ["1", "2"], "{end}");
    }
    assert_eq!(ids(|_| r#"{"data":[],"summary":[]}"#.into()).await?, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn follows_empty_pages_and_sanitizes_links() -> Result<()> {
    let (me, seen) = me(|call| match call {
        0 => page(
            &[1],
            r#"{"next":"http:\/\/other.example\/v1.0\/4\/friends?access_token=hUsHsEcReTmArK&limit=1&after=x","cursors":{"before":"x","after":"x"}}"#,
        ),
        1 => page(
            &[],
            r#"{"next":"https://graph.example/v1.0/4/friends?access_token=hUsHsEcReTmArK&limit=1&after=y&_fb_url=z"}"#,
        ),
        _ => page(&[2], "{}"),
    });
    let mut pages = me.pages(user::me().friends().limit(1));
    let mut all = Vec::new();
    while let Some(page) = pages.next().await {
        all.extend(page?.into_items());
    }
    assert_eq!(all.len(), 2);
    let seen = seen.lock().unwrap().clone();
    let addresses: Vec<&str> = seen.iter().map(|(address, _)| address.as_str()).collect();
    assert_eq!(
        addresses,
        [
            "https://graph.example/v2.0/me/friends?limit=1",
            "https://graph.example/v1.0/4/friends?limit=1&after=x",
            "https://graph.example/v1.0/4/friends?limit=1&after=y",
        ]
    );
    assert!(seen.iter().all(|(_, authorization)| authorization == "Bearer hUsHsEcReTmArK"));
    Ok(())
}

#[tokio::test]
async fn circular_paging_is_an_error() {
    let (client, seen) = me(|call| {
        page(&[u32::try_from(call).unwrap()], r#"{"next":"https://graph.example/4/friends?after=x"}"#)
    });
    let stream = client.items(user::me().friends());
    let read: Vec<Result<fb::User>> = stream.collect().await;
    assert_eq!(read.len(), 3, "two pages, then the error: {read:?}");
    let error = read.last().unwrap().as_ref().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Server);
    assert_eq!(seen.lock().unwrap().len(), 2);
}

#[tokio::test]
async fn endless_empty_pages_are_an_error() {
    let (client, seen) =
        me(|call| page(&[], &format!(r#"{{"next":"https://graph.example/4/friends?after={call}"}}"#)));
    let error = client.items(user::me().friends()).try_collect().await.unwrap_err();
    assert!(error.to_string().contains("empty pages"), "{error}");
    assert_eq!(seen.lock().unwrap().len(), 20);
    // An error ends a stream; polling it again is not an error.
    let all: Result<Vec<_>> = TryStreamExt::try_collect(client.pages(user::me().friends())).await;
    assert!(all.is_err());
}
