//! Files from addresses that the platform hands out: where the token goes, limits, cuts, slow servers.

use std::{io::Read, time::Duration};

use bytes::Bytes;
use futures_util::StreamExt;
use graph_client::{
    blocking::Blocking,
    testing::Answers,
    transport::{BoxFuture, Transport, TransportError},
    *,
};

use crate::stub::{Instantly, Reply, Stub, TOKEN, failed, status};

const PHOTO: &[u8] = b"\xff\xd8 a photo \0\xff\xd9";

/// An API whose manifest names other hosts.
fn api(hosts: &[String]) -> &'static Api {
    let hosts: Vec<&'static str> = hosts.iter().map(|host| &*host.clone().leak()).collect();
    let (host, hosts) = ("https://api.example", Vec::leak(hosts));
    Box::leak(Box::new(Api { host, version: None, dialog: None, hosts, errors: &[], common: &[] }))
}

fn photo() -> Reply {
    let headers = vec![
        ("content-type", "image/jpeg".to_owned()),
        ("content-disposition", "attachment; filename=\"../beach.jpg\"".to_owned()),
    ];
    Reply::Http(200, headers, PHOTO.to_vec())
}

fn redirect(to: &str) -> Reply {
    Reply::Http(302, vec![("location", to.to_owned())], vec![])
}

/// A body with a length, cut after what is given.
fn cut(length: usize, body: &[u8]) -> Reply {
    let head = format!("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n");
    Reply::Bytes([head.as_bytes(), body].concat())
}

fn endless() -> Reply {
    let head = b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n";
    Reply::Endless(head.to_vec(), vec![7; 1 << 16])
}

#[tokio::test]
async fn a_file_is_loaded_with_the_token() {
    let stub = Stub::start(|_, _| photo());
    let file = stub.me().download(format!("{}/v/a?hash=x%20y", stub.host())).await.unwrap();
    assert_eq!(
        (file.content_type(), file.length(), file.file_name().as_deref()),
        (Some("image/jpeg"), Some(PHOTO.len() as u64), Some("beach.jpg"))
    );
    let mut saved = Vec::new();
    assert_eq!(file.write_to(&mut saved).await.unwrap(), PHOTO.len() as u64);
    assert_eq!(saved, PHOTO);
    let seen = &stub.seen()[0];
    assert_eq!((seen.method.as_str(), seen.path.as_str()), ("GET", "/v/a?hash=x%20y"));
    assert_eq!(seen.header("authorization"), Some(&*format!("Bearer {TOKEN}")));

    // As a stream, and in pieces.
    let file = stub.me().download(format!("{}/a", stub.host())).await.unwrap();
    let chunks: Vec<Result<Bytes>> = file.collect().await;
    assert_eq!(chunks.into_iter().map(Result::unwrap).collect::<Vec<_>>().concat(), PHOTO);
    // Without a token there is no header.
    let nobody = stub.graph().build().without_token();
    assert_eq!(nobody.download(format!("{}/a", stub.host())).bytes().await.unwrap(), PHOTO);
    assert_eq!(stub.seen()[2].header("authorization"), None);
}

#[tokio::test]
async fn the_token_goes_to_no_other_host() {
    let (own, foreign) = (Stub::start(|_, _| photo()), Stub::start(|_, _| photo()));
    let url = format!("{}/a?hash=hUsHsEcReTmArKhash", foreign.host());
    let error = own.me().download(&url).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Request, 0), "{error}");
    let text = error.to_string();
    for part in ["nothing was sent", &foreign.host(), &own.host(), "\"hosts\" in the manifest"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(!format!("{error:?}").contains("hash="), "{error:?}");
    assert_eq!(own.me().download(&url).bytes().await.unwrap_err().kind(), ErrorKind::Request);
    // The same address in other words.
    let (host, evil) = (own.address(), foreign.address());
    for url in [
        format!("http://{host}@{evil}/a"),
        format!("http://{evil}\\@{host}/a"),
        format!("http://{host}.evil.example/a"),
        format!("http://localhost:{}/a", host.port()),
        format!("https://{host}/a"),
        format!("//{host}/a"),
        "/a".to_owned(),
        String::new(),
    ] {
        assert_eq!(own.me().download(&url).await.unwrap_err().kind(), ErrorKind::Request, "{url}");
    }
    assert_eq!((own.count(), foreign.count()), (0, 0));
    // The manifest names it.
    let known = api(&[foreign.host()]);
    assert_eq!(own.me().download(&url).of(known).bytes().await.unwrap(), PHOTO);
    let graph = own.graph().api(known).build();
    assert_eq!(graph.with(UserToken::new(TOKEN)).download(&url).bytes().await.unwrap(), PHOTO);
    assert_eq!((own.count(), foreign.count()), (0, 2));
}

#[tokio::test]
async fn redirects_stay_within_the_hosts() {
    let (foreign, second) = (Stub::start(|_, _| photo()), Stub::start(|_, _| photo()));
    let (evil, good) = (foreign.host(), second.host());
    let own = Stub::start(move |seen, _| match seen.path.as_str() {
        "/evil" => redirect(&format!("{evil}/x")),
        "/good" => redirect(&format!("{good}/x")),
        "/near" => redirect("here?x=1"),
        "/loop" => redirect("/loop"),
        "/nowhere" => Reply::Http(302, vec![], vec![]),
        _ => photo(),
    });
    let me = own.graph().api(api(&[second.host()])).build().with(UserToken::new(TOKEN));
    let load = |path: &str| me.download(format!("{}{path}", own.host())).bytes();

    let error = load("/evil").await.unwrap_err();
    assert!(error.to_string().contains("a redirect was not followed"), "{error}");
    assert!(error.to_string().contains(&foreign.host()), "{error}");
    assert_eq!((foreign.count(), error.attempts(), error.is_retryable()), (0, 1, false));

    assert_eq!(load("/good").await.unwrap(), PHOTO);
    assert_eq!(second.seen()[0].header("authorization"), Some(&*format!("Bearer {TOKEN}")));
    assert_eq!(load("/near").await.unwrap(), PHOTO);
    assert_eq!(own.seen().last().unwrap().path, "/here?x=1");
    let before = own.count();
    assert!(load("/loop").await.unwrap_err().to_string().contains("more than 5 redirects"));
    assert_eq!(own.count() - before, 6);
    assert_eq!(load("/nowhere").await.unwrap_err().kind(), ErrorKind::Api);
}

// The endless connections are closed by another thread than the one that waits for the server's end.
#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_too_long_is_an_error() {
    let stub = Stub::start(|seen, _| if seen.path == "/endless" { endless() } else { photo() });
    let url = format!("{}/a", stub.host());
    let limit = PHOTO.len() as u64;
    assert_eq!(stub.me().download(&url).limit(limit).bytes().await.unwrap(), PHOTO);
    let error = stub.me().download(&url).limit(limit - 1).await.unwrap_err();
    assert!(error.to_string().contains("nothing was read"), "{error}");
    assert_eq!((error.is_retryable(), error.attempts()), (false, 1));
    // Without a length.
    let url = format!("{}/endless", stub.host());
    let mut file = stub.me().download(&url).limit(1 << 20).await.unwrap();
    let mut read = 0;
    let error = loop {
        match file.next().await.unwrap() {
            Ok(chunk) => read += chunk.len(),
            Err(error) => break error,
        }
    };
    assert!(read <= 1 << 20, "{read}");
    let text = error.to_string();
    assert!(
        text.contains("limit of 1048576 bytes") && text.contains(&format!("{read} bytes were read")),
        "{text}"
    );
    assert!(file.next().await.is_none());
    let before = stub.count();
    assert!(!stub.me().download(&url).limit(1 << 20).bytes().await.unwrap_err().is_retryable());
    assert_eq!(stub.count() - before, 1);
}

#[tokio::test]
async fn a_cut_is_an_error_or_a_reason_to_begin_again() {
    // Before the first byte, and with an error of the server.
    let stub = Stub::start(|_, before| match before {
        0 => Reply::Bytes(vec![]),
        1 => cut(100, b""),
        2 => status(503, "busy"),
        _ => photo(),
    });
    let url = format!("{}/a", stub.host());
    let file = stub.me().download(&url).await.unwrap().bytes().await.unwrap();
    assert_eq!((file.as_ref(), stub.count()), (PHOTO, 4));

    // In the middle, the bytes are already handed out.
    let stub = Stub::start(|_, before| if before == 0 { cut(100, b"abc") } else { photo() });
    let url = format!("{}/a", stub.host());
    let mut file = stub.me().download(&url).await.unwrap();
    assert_eq!(file.next().await.unwrap().unwrap(), "abc");
    let error = file.next().await.unwrap().unwrap_err();
    assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::Network, true), "{error}");
    assert!(error.to_string().contains("3 of 100 bytes were read"), "{error}");
    assert!(file.next().await.is_none());
    assert_eq!(stub.count(), 1);
    // Of the whole file, nothing was.
    let stub = Stub::start(|_, before| if before == 0 { cut(100, b"abc") } else { photo() });
    let url = format!("{}/a", stub.host());
    assert_eq!(stub.me().download(&url).bytes().await.unwrap(), PHOTO);
    assert_eq!(stub.count(), 2);
    assert!(stub.me().download(&url).no_retry().bytes().await.is_ok());
}

#[tokio::test]
async fn errors_of_the_host_are_errors() {
    let stub = Stub::start(|seen, _| match seen.path.as_str() {
        "/gone" => status(404, ""),
        "/denied" => status(401, "<html>"),
        "/busy" => Reply::Http(503, vec![], vec![b' '; 3 << 20]),
        _ => failed(190),
    });
    let load =
        async |path: &str| stub.me().download(format!("{}{path}", stub.host())).no_retry().await.unwrap_err();
    let gone = load("/gone").await;
    assert_eq!((gone.kind(), gone.status(), gone.is_retryable()), (ErrorKind::NotFound, Some(404), false));
    assert!(gone.to_string().contains("read the URL from the API again"), "{gone}");
    assert_eq!(load("/denied").await.kind(), ErrorKind::Authentication);
    assert!(load("/busy").await.is_retryable());
    let error = load("/token").await;
    assert_eq!((error.code(), error.kind()), (Some(190), ErrorKind::Authentication));
}

#[tokio::test]
async fn a_slow_file_lives_and_a_stalled_one_ends() {
    let graph = |stub: &Stub, idle: u64| {
        let graph = Graph::builder().host(stub.host()).retry(RetryPolicy::never());
        // The limit of an attempt does not count.
        let graph = graph.timeout(Duration::from_millis(300)).idle_timeout(Duration::from_millis(idle));
        graph.build().with(UserToken::new(TOKEN))
    };
    let head = |length: usize| format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n").into_bytes();
    let drops = move |count: usize, of: usize| {
        let pieces = std::iter::once(head(of)).chain(std::iter::repeat_n(b"x".to_vec(), count)).collect();
        Reply::Drip(pieces, Duration::from_millis(100))
    };
    let stub = Stub::start(move |_, _| drops(8, 8));
    let url = format!("{}/a", stub.host());
    assert_eq!(graph(&stub, 2000).download(&url).bytes().await.unwrap(), "xxxxxxxx");
    let error =
        graph(&stub, 2000).download(&url).timeout(Duration::from_millis(250)).bytes().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout, "{error}");

    let stub = Stub::start(move |_, _| drops(2, 8));
    let mut file = graph(&stub, 400).download(format!("{}/a", stub.host())).await.unwrap();
    let mut read = 0;
    let error = loop {
        match file.next().await.unwrap() {
            Ok(chunk) => read += chunk.len(),
            Err(error) => break error,
        }
    };
    assert_eq!((read, error.kind()), (2, ErrorKind::Timeout), "{error}");
    assert!(error.to_string().contains("no progress for 400ms; 2 of 8 bytes were read"), "{error}");
    // Before the first byte.
    let stub = Stub::start(|_, _| Reply::Silence);
    let error = graph(&stub, 200).download(format!("{}/a", stub.host())).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout, "{error}");
    let error = graph(&stub, 60_000).download(format!("{}/a", stub.host()));
    let error = error.timeout(Duration::from_millis(100)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout, "{error}");
}

#[test]
fn a_blocking_client_reads_and_copies() {
    let stub = Stub::start(|seen, _| if seen.path == "/cut" { cut(100, b"abc") } else { photo() });
    let me = Blocking::new().unwrap().client(stub.me());
    let url = format!("{}/a", stub.host());
    assert_eq!(me.download(&url).bytes().unwrap(), PHOTO);
    let mut photo = me.download(&url).limit(100).open().unwrap();
    assert_eq!(photo.head().unwrap().content_type(), Some("image/jpeg"));
    let mut saved = Vec::new();
    std::io::copy(&mut photo, &mut saved).unwrap();
    assert_eq!(saved, PHOTO);
    assert_eq!(photo.read(&mut [0; 9]).unwrap(), 0);
    let mut cut = me.download(format!("{}/cut", stub.host())).open().unwrap();
    let mut saved = Vec::new();
    let error = cut.read_to_end(&mut saved).unwrap_err();
    assert_eq!(saved, b"abc");
    assert!(error.to_string().contains("3 of 100 bytes"), "{error}");
    assert_eq!(me.wait(me.inner().download(&url).limit(100).bytes()).unwrap(), PHOTO);
}

/// A transport that knows nothing of downloads.
struct Plain;

impl Transport for Plain {
    fn send(&self, _: http::Request<Bytes>) -> BoxFuture<Result<http::Response<Bytes>, TransportError>> {
        Box::pin(async { Ok(http::Response::new(Bytes::from_static(PHOTO))) })
    }
}

#[tokio::test]
async fn other_transports_and_prepared_answers_load_whole_files() {
    let url = "https://files.example/a";
    let api = api(&["https://files.example".to_owned()]);
    let plain = Graph::builder().api(api).transport(Plain).build().with(UserToken::new(TOKEN));
    assert_eq!(plain.download(url).bytes().await.unwrap(), PHOTO);
    assert!(plain.download(url).limit(3).bytes().await.is_err());

    let answers = Answers::new().at(url, PHOTO);
    let prepared = Graph::builder().api(api).answers(&answers).build().with(UserToken::new(TOKEN));
    assert_eq!(prepared.download(url).bytes().await.unwrap(), PHOTO);
    let error = prepared.download("https://files.example/b").await.unwrap_err();
    assert!(error.to_string().contains("Answers::at"), "{error}");
}

#[tokio::test]
async fn the_host_of_a_file_says_how_long_to_wait() {
    let stub = Stub::start(|_, before| match before {
        0 => Reply::Http(503, vec![("retry-after", "20".to_owned())], vec![]),
        1 => photo(),
        _ => Reply::Http(429, vec![("retry-after", "3600".to_owned())], vec![]),
    });
    let timer = Instantly::default();
    let me = stub.graph().timer(timer.clone()).build().with(UserToken::new(TOKEN));
    let address = format!("{}/photo", stub.host());
    me.download(&address).bytes().await.unwrap();
    assert!(timer.waits.lock().unwrap().iter().any(|wait| wait.as_secs() >= 20));
    let down = me.download(&address).bytes().await.unwrap_err();
    let up = me.upload_to(format!("{}/video-upload/1", stub.host()), File::new("a.mp4", vec![1])).await;
    for error in [down, up.unwrap_err()] {
        assert_eq!(error.retry_after(), Some(Duration::from_secs(3600)), "{error}");
    }
    assert_eq!(stub.count(), 4);
}
