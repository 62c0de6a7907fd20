//! Calls in which nothing moves any more end: uploads, responses, and readers of the user.

use std::{
    future,
    io::{self, Read},
    net::TcpListener,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::Duration,
};

use bytes::Bytes;
use futures_util::StreamExt;
use graph_client::{
    api::user::{self, photos},
    blocking::Blocking,
    transport::{Activity, BoxFuture, Transport, TransportError, Upload},
    *,
};

use crate::stub::{Reply, Stub, TOKEN, json};

/// The idle time of the calls that must end.
const SHORT: Duration = Duration::from_millis(200);
/// The idle time of the calls that must not end, and the pause between what moves in them.
const LONG: Duration = Duration::from_millis(1200);
const PAUSE: Duration = Duration::from_millis(150);
/// Ends a test that would hang.
const OUTER: Duration = Duration::from_secs(60);

const ANSWER: &str = r#"{"id":"9"}"#;

fn head(length: usize) -> Vec<u8> {
    format!("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n").into_bytes()
}

/// The response in pieces of a byte.
fn drops(body: &str) -> Vec<Vec<u8>> {
    let bytes = body.bytes().map(|byte| vec![byte]);
    std::iter::once(head(body.len())).chain(bytes).collect()
}

fn me(host: String, idle: Duration) -> Client<UserToken> {
    let graph = Graph::builder().host(host).version("v2.0").idle_timeout(idle).retry(RetryPolicy::never());
    graph.build().with(UserToken::new(TOKEN))
}

fn small() -> File {
    File::from_reader("a", 3, || Ok(&b"abc"[..]))
}

async fn upload(me: &Client<UserToken>, file: File) -> Result<()> {
    let call = me.send(user::me().photos().create(photos::source(file)));
    tokio::time::timeout(OUTER, call).await.expect("the call hangs").map(drop)
}

async fn assert_timed_out(what: &str, me: &Client<UserToken>, file: File) {
    let error = upload(me, file).await.expect_err(what);
    assert_eq!(error.kind(), ErrorKind::Timeout, "{what}: {error}");
    // It may have taken effect: not certain, and not to be sent again.
    assert!(!error.happened() && !error.is_retryable() && error.attempts() == 1, "{what}: {error}");
    assert!(error.to_string().contains("no progress for 200ms"), "{what}: {error}");
}

#[tokio::test]
async fn an_upload_that_nobody_reads_ends() {
    // Accepts the connection, in the queue of the system, and never reads.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let host = format!("http://{}", listener.local_addr().unwrap());
    let endless = File::from_reader("endless", 1 << 40, || Ok(io::repeat(0)));
    assert_timed_out("stops reading", &me(host, SHORT), endless).await;
}

#[tokio::test]
async fn an_upload_without_an_answer_ends() {
    let stub = Stub::start(|_, _| Reply::Silence);
    assert_timed_out("never answers", &me(stub.host(), SHORT), small()).await;
    assert_eq!(stub.count(), 1);
    // By default the limit is that of an attempt.
    let graph = Graph::builder().host(stub.host()).timeout(SHORT).retry(RetryPolicy::never()).build();
    assert_timed_out("by default", &graph.with(UserToken::new(TOKEN)), small()).await;
}

#[tokio::test]
async fn an_answer_that_stops_ends() {
    for pieces in [vec![head(10)], vec![head(10), b"{\"id".to_vec()], vec![b"HTTP/1.1 20".to_vec()]] {
        let stub = Stub::start(move |_, _| Reply::Drip(pieces.clone(), Duration::ZERO));
        assert_timed_out("stops", &me(stub.host(), SHORT), small()).await;
        // Calls without files too, if they have no shorter limit.
        let graph = Graph::builder().host(stub.host()).retry(RetryPolicy::never());
        let graph = graph.timeout(None).idle_timeout(SHORT).build();
        let read = graph.with(UserToken::new(TOKEN)).send(user::me().scores().delete());
        let error = tokio::time::timeout(OUTER, read).await.unwrap().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Timeout, "{error}");
    }
}

#[tokio::test]
async fn what_moves_slowly_lives() {
    // The answer.
    let stub = Stub::start(|_, _| Reply::Drip(drops(ANSWER), PAUSE));
    upload(&me(stub.host(), LONG), small()).await.unwrap();
    // The file.
    struct Slow(u64);
    impl Read for Slow {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            thread::sleep(PAUSE);
            let count = usize::from(self.0 > 0).min(buffer.len());
            self.0 = self.0.saturating_sub(1);
            Ok(count)
        }
    }
    let stub = Stub::start(|_, _| json(ANSWER));
    let slow = File::from_reader("slow", 12, || Ok(Slow(12)));
    upload(&me(stub.host(), LONG), slow).await.unwrap();
    // Reads without files.
    let stub = Stub::start(|_, _| Reply::Drip(drops("true         "), PAUSE));
    me(stub.host(), LONG).send(user::me().scores().delete()).await.unwrap();
}

#[tokio::test]
async fn a_limit_for_the_whole_call_still_holds() {
    let stub = Stub::start(|_, _| Reply::Drip(drops(&" ".repeat(1 << 20)), Duration::from_millis(20)));
    let call = me(stub.host(), LONG).send(user::me().photos().create(photos::source(small())));
    let error = call.timeout(SHORT).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
}

/// A transport of a user, which takes the whole body and then does as it is told.
struct Mine {
    /// How often it reports that something moved, with pauses, before it answers; `None` never answers.
    reports: Option<u32>,
}

impl Mine {
    fn answer(&self, activity: Option<Activity>) -> BoxFuture<Result<http::Response<Bytes>, TransportError>> {
        let reports = self.reports;
        Box::pin(async move {
            let Some(reports) = reports else { return future::pending().await };
            for _ in 0..reports {
                tokio::time::sleep(PAUSE).await;
                if let Some(activity) = &activity {
                    activity.moved();
                }
            }
            Ok(http::Response::new(ANSWER.into()))
        })
    }
}

impl Transport for Mine {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<Result<http::Response<Bytes>, TransportError>> {
        self.answer(request.extensions().get::<Activity>().cloned())
    }

    fn upload(
        &self,
        request: http::Request<Upload>,
    ) -> BoxFuture<Result<http::Response<Bytes>, TransportError>> {
        let answer = self.answer(request.extensions().get::<Activity>().cloned());
        Box::pin(async move {
            let mut body = request.into_body();
            while let Some(chunk) = body.next().await {
                chunk.map_err(|error| TransportError::new(error.to_string()))?;
            }
            answer.await
        })
    }
}

#[tokio::test]
async fn a_transport_of_the_user_is_limited_too() {
    let mine = |reports, idle| {
        let graph = Graph::builder().transport(Mine { reports }).timeout(None).idle_timeout(idle);
        graph.retry(RetryPolicy::never()).build().with(UserToken::new(TOKEN))
    };
    assert_timed_out("never answers", &mine(None, SHORT), small()).await;
    upload(&mine(Some(12), LONG), small()).await.unwrap();
    mine(Some(12), LONG).send(user::me().photos().create(photos::url("https://a.example/b"))).await.unwrap();
}

struct Panics;

impl Read for Panics {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        panic!("no more tape")
    }
}

fn panicking() -> [(&'static str, File); 4] {
    let opener = |fail: bool| {
        move || {
            assert!(!fail, "no such tape");
            Ok(io::empty())
        }
    };
    let late = || Ok(io::repeat(0).take(1 << 20).chain(Panics));
    [
        ("the reader panicked: no more tape", File::from_reader("a", 3, || Ok(Panics))),
        ("the reader panicked: no more tape", File::from_reader("a", 1 << 21, late)),
        ("the reader panicked: no such tape", File::from_reader("a", 3, opener(true))),
        ("the progress callback panicked: no ear", small().on_progress(|_, _| panic!("no ear"))),
    ]
}

#[tokio::test]
async fn a_reader_that_panics_is_an_error() {
    let stub = Stub::start(|_, _| json(ANSWER));
    // No idle time ends these.
    let graph = Graph::builder().host(stub.host()).timeout(None).retry(RetryPolicy::never()).build();
    let me = graph.with(UserToken::new(TOKEN));
    for (says, file) in panicking() {
        let error = upload(&me, file).await.expect_err(says);
        assert!(error.to_string().contains(says), "{error}");
        assert!(!error.happened(), "{error}");
        // The client still works.
        upload(&me, small()).await.unwrap();
    }
}

#[test]
fn a_reader_that_panics_is_an_error_when_blocking() {
    let stub = Stub::start(|_, _| json(ANSWER));
    let graph = Graph::builder().host(stub.host()).timeout(None).retry(RetryPolicy::never()).build();
    let me = Blocking::new().unwrap().client(graph.with(UserToken::new(TOKEN)));
    for (says, file) in panicking() {
        let error = me.send(user::me().photos().create(photos::source(file))).expect_err(says);
        assert!(error.to_string().contains(says), "{error}");
        me.send(user::me().photos().create(photos::source(small()))).unwrap();
    }
}

#[tokio::test]
async fn a_reader_that_fails_or_blocks_is_an_error() {
    struct Fails;
    impl Read for Fails {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("the tape is torn"))
        }
    }
    struct Blocks;
    impl Read for Blocks {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            loop {
                thread::park();
            }
        }
    }
    let stub = Stub::start(|_, _| json(ANSWER));
    let error = upload(&me(stub.host(), OUTER), File::from_reader("a", 3, || Ok(Fails))).await.unwrap_err();
    assert!(error.to_string().contains("cannot read the file \"a\": the tape is torn"), "{error}");
    let closed = File::from_reader("a", 3, || Err::<Fails, _>(io::Error::other("the tape is gone")));
    let error = upload(&me(stub.host(), OUTER), closed).await.unwrap_err();
    assert!(error.to_string().contains("cannot read the file \"a\": the tape is gone"), "{error}");
    assert_timed_out("blocks", &me(stub.host(), SHORT), File::from_reader("a", 3, || Ok(Blocks))).await;
    assert_closes(stub).await;
}

/// The connections of a server end, although the readers of their bodies do not return.
async fn assert_closes(stub: Stub) {
    // The server itself waits twice as long for the rest of a body.
    let closed = tokio::task::spawn_blocking(move || drop(stub));
    tokio::time::timeout(Duration::from_secs(10), closed).await.expect("the connection stays open").unwrap();
}

/// A reader that is always interrupted stops with its call.
#[tokio::test]
async fn an_interrupted_reader_stops_with_its_call() {
    struct Interrupted(Arc<AtomicU64>);
    impl Read for Interrupted {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            thread::sleep(Duration::from_millis(1));
            Err(io::ErrorKind::Interrupted.into())
        }
    }
    impl Drop for Interrupted {
        fn drop(&mut self) {
            self.0.fetch_add(1, Ordering::SeqCst);
        }
    }
    let stub = Stub::start(|_, _| json(ANSWER));
    let closed = Arc::<AtomicU64>::default();
    let count = closed.clone();
    let file = File::from_reader("a", 3, move || Ok(Interrupted(count.clone())));
    assert_timed_out("interrupted", &me(stub.host(), SHORT), file).await;
    for _ in 0..1000 {
        if closed.load(Ordering::SeqCst) == 1 {
            return assert_closes(stub).await;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("the reader is not closed");
}
