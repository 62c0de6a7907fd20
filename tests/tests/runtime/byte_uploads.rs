//! Bytes that are sent to addresses which the platform hands out, and go on after a cut.

use std::{
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};

use graph_client::{blocking::Blocking, testing::Answers, *};

use crate::stub::{Instantly, Reply, Stub, TOKEN, json, status};

/// A host that takes bytes: it cuts each connection after some of them, and says how many it has.
struct Taker {
    address: String,
    state: Arc<Mutex<Taken>>,
}

#[derive(Default)]
struct Taken {
    bytes: Vec<u8>,
    /// The heads of the requests.
    heads: Vec<String>,
}

impl Taker {
    /// Cuts a connection after each of these numbers of bytes; the connections after them are not cut.
    fn start(cuts: &'static [usize]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let state = Arc::<Mutex<Taken>>::default();
        let shared = state.clone();
        thread::spawn(move || {
            let mut cuts = cuts.iter();
            for stream in listener.incoming() {
                let Ok(stream) = stream else { break };
                let _ = serve(stream, &shared, &mut cuts);
            }
        });
        Self { address, state }
    }

    fn heads(&self) -> Vec<String> {
        self.state.lock().unwrap().heads.clone()
    }

    fn client(&self) -> Client<PageToken> {
        let graph = Graph::builder().host(&self.address).version("v25.0");
        graph.timer(Instantly::default()).timeout(None).build().with(PageToken::new(TOKEN))
    }
}

fn serve(
    mut stream: TcpStream,
    state: &Mutex<Taken>,
    cuts: &mut std::slice::Iter<'_, usize>,
) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(20)))?;
    let (mut head, mut byte) = (Vec::new(), [0]);
    while !head.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte)?;
        head.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&head).to_ascii_lowercase();
    let header = |name: &str| {
        head.lines().find_map(|line| line.strip_prefix(&format!("{name}: "))?.parse::<usize>().ok())
    };
    let mut state = state.lock().unwrap();
    state.heads.push(head.clone());
    let is_session = head.contains("/upload:");
    let answer = if head.starts_with("get ") {
        match is_session {
            true => format!(r#"{{"id":"upload:x","file_offset":"{}"}}"#, state.bytes.len()),
            false => format!(r#"{{"offset":{}}}"#, state.bytes.len()),
        }
    } else {
        let offset = header("offset").or(header("file_offset")).unwrap();
        assert_eq!(offset, state.bytes.len(), "{head}");
        let length = header("content-length").unwrap();
        let cut = cuts.next().copied();
        let mut body = vec![0; cut.unwrap_or(length).min(length)];
        stream.read_exact(&mut body)?;
        state.bytes.extend_from_slice(&body);
        if cut.is_some() {
            return Ok(());
        }
        if is_session { r#"{"h":"2:c2Ft"}"#.to_owned() } else { r#"{"success":true}"#.to_owned() }
    };
    write!(stream, "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{answer}", answer.len())
}

/// A film of 300 000 bytes, each part of which differs.
fn film() -> Vec<u8> {
    (0..75_000_u32).flat_map(u32::to_le_bytes).collect()
}

/// The film from memory, from a reader, from disk, and with a callback.
fn films() -> Vec<(&'static str, File)> {
    let path = std::env::temp_dir().join(format!("graph-client-film-{}.mp4", std::process::id()));
    std::fs::write(&path, film()).unwrap();
    vec![
        ("memory", File::new("film.mp4", film())),
        ("reader", File::from_reader("film.mp4", 300_000, || Ok(std::io::Cursor::new(film())))),
        ("disk", File::stream(path).unwrap()),
        ("callback", File::new("film.mp4", film()).on_progress(|_, _| {})),
    ]
}

#[tokio::test]
async fn an_upload_goes_on_where_it_was_cut() {
    for (from, file) in films() {
        let taker = Taker::start(&[0, 100_001, 7]);
        let url = format!("{}/video-upload/v25.0/12?x=y", taker.address);
        let done = taker.client().upload_to(url, file.content_type("video/mp4")).await.expect(from);
        assert_eq!(done.answer()["success"], true);
        assert!(taker.state.lock().unwrap().bytes == film(), "{from}");
        let heads = taker.heads();
        let kinds: Vec<&str> = heads.iter().map(|head| head.split(' ').next().unwrap()).collect();
        assert_eq!(kinds, ["post", "get", "post", "get", "post", "get", "post"], "{from}");
        for head in &heads {
            assert!(head.contains(&format!("authorization: oauth {}\r\n", TOKEN.to_lowercase())), "{head}");
            assert!(head.contains(" /video-upload/v25.0/12?x=y http"), "{head}");
        }
        for (head, offset) in [(&heads[0], 0), (&heads[2], 0), (&heads[4], 100_001), (&heads[6], 100_008)] {
            assert!(head.contains(&format!("\r\noffset: {offset}\r\n")), "{from}: {head}");
            assert!(head.contains("\r\nfile_size: 300000\r\n"), "{from}: {head}");
            assert!(head.contains("\r\ncontent-type: video/mp4\r\n"), "{from}: {head}");
            assert!(
                head.contains(&format!("\r\ncontent-length: {}\r\n", 300_000 - offset)),
                "{from}: {head}"
            );
        }
    }
}

#[tokio::test]
async fn an_upload_session_goes_on_too() {
    let taker = Taker::start(&[5]);
    let sent = Arc::<Mutex<Vec<u64>>>::default();
    let seen = sent.clone();
    let file = File::new("a.png", "0123456789").on_progress(move |sent, _| seen.lock().unwrap().push(sent));
    let done = taker.client().upload_to("upload:MTph==?sig=ARZ-x", file).await.unwrap();
    assert_eq!(done.handle(), Some("2:c2Ft"));
    assert_eq!(taker.state.lock().unwrap().bytes, b"0123456789");
    assert_eq!(*sent.lock().unwrap(), [10, 10]);
    let heads = taker.heads();
    assert!(heads[0].starts_with("post /v25.0/upload:mtph==?sig=arz-x http"), "{}", heads[0]);
    assert!(heads[2].contains("\r\nfile_offset: 5\r\n") && !heads[2].contains("file_size"), "{}", heads[2]);
    // The host is that of the API, which may demand a proof.
    let proving = Taker::start(&[]);
    let graph = Graph::builder().host(&proving.address).app_secret(AppSecret::new("hUsHsEcReTmArKsecret"));
    let page = graph.build().with(PageToken::new(TOKEN));
    page.upload_to("upload:x?sig=y", File::new("a", "b")).await.unwrap();
    let head = proving.heads().remove(0);
    assert!(head.contains("upload:x?sig=y&appsecret_proof="), "{head}");
    // An id is not a path.
    for id in ["upload:../../me", "upload:a b", "upload:x#y", "upload:x/%2e%2e/y"] {
        let error = taker.client().upload_to(id, File::new("a", "b")).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request, "{id}: {error}");
    }
    assert_eq!(taker.heads().len(), 3);
}

#[tokio::test]
async fn it_does_not_go_on_for_ever() {
    let send = async |resumes: Option<u32>, retry: bool| {
        let taker = Taker::start(&[1; 100]);
        let mut upload = taker.client().upload_to(&taker.address, File::new("a", film()));
        if let Some(resumes) = resumes {
            upload = upload.resumes(resumes);
        }
        let upload = if retry { upload } else { upload.no_retry() };
        let error = upload.await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Network, "{error}");
        (taker.heads().iter().filter(|head| head.starts_with("post")).count(), error.to_string())
    };
    let (posts, text) = send(None, true).await;
    assert_eq!(posts, 6);
    assert!(text.contains("the upload was resumed 5 times, the last time at byte 5"), "{text}");
    assert_eq!(send(Some(2), true).await.0, 3);
    assert_eq!(send(Some(0), true).await.0, 1);
    assert_eq!(send(None, false).await.0, 1);
}

#[tokio::test]
async fn a_file_that_cannot_be_read_is_no_cut() {
    struct Torn;
    impl Read for Torn {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("the tape is torn"))
        }
    }
    for (says, file) in [
        ("the tape is torn", File::from_reader("a", 300_000, || Ok(Torn))),
        ("shorter than its declared length", File::from_reader("a", 300_000, || Ok(&b"abc"[..]))),
        ("the progress callback panicked", File::new("a", film()).on_progress(|_, _| panic!("no ear"))),
    ] {
        let taker = Taker::start(&[]);
        let error = taker.client().upload_to(&taker.address, file).await.unwrap_err();
        assert!(error.to_string().contains(says), "{says}: {error}");
        assert_eq!((error.attempts(), error.is_retryable()), (1, false), "{says}: {error}");
    }
}

#[tokio::test]
async fn errors_of_the_host_are_read() {
    let stub = Stub::start(|seen, before| match (seen.path.as_str(), before) {
        ("/again", _) if seen.method == "GET" => json(r#"{"offset":"2"}"#),
        ("/again", 0) => {
            status(400, r#"{"debug_info":{"retriable":true,"type":"PartialRequestError","message":"x"}}"#)
        }
        ("/again", _) => json(r#"{"success":true,"message":"Upload successful."}"#),
        _ => status(
            400,
            r#"{"debug_info":{"retriable":false,"type":"ProcessingFailedError","message":"{\"success\":false,\"error\":{\"message\":\"no video\"}}"}}"#,
        ),
    });
    let upload = |path: &str| stub.me().upload_to(format!("{}{path}", stub.host()), File::new("a", "film"));
    upload("/again").await.unwrap();
    assert_eq!(stub.seen()[2].text(), "lm");
    let error = upload("/bad").await.unwrap_err();
    assert_eq!(
        (error.server_type(), error.server_message()),
        (Some("ProcessingFailedError"), Some("no video"))
    );
    assert!(!error.is_retryable() && error.attempts() == 1, "{error}");
    assert_eq!(stub.count(), 4);

    // A host that does not say, or says nonsense.
    for (says, answer) in [
        ("no `offset`", "{}"),
        ("has only 4", r#"{"offset":5}"#),
        ("gone", r#"{"error":{"message":"gone","code":100}}"#),
    ] {
        let stub = Stub::start(
            move |seen, _| if seen.method == "GET" { json(answer) } else { Reply::Bytes(vec![]) },
        );
        let error = stub.me().upload_to(stub.host(), File::new("a", "film")).await.unwrap_err();
        assert!(error.to_string().contains(says), "{error}");
        assert_eq!(error.kind(), ErrorKind::Network, "{error}");
    }
}

#[tokio::test]
async fn only_named_hosts_get_bytes() {
    let (own, foreign) = (Stub::start(|_, _| json("{}")), Stub::start(|_, _| json("{}")));
    let error = own.me().upload_to(foreign.host(), File::new("a", "b")).await.unwrap_err();
    assert!(error.to_string().contains("\"hosts\" in the manifest"), "{error}");
    let error = own.me().upload_link_to(foreign.host(), "https://a.example/b.mp4").await.unwrap_err();
    assert_eq!((error.kind(), own.count(), foreign.count()), (ErrorKind::Request, 0, 0));
    // A redirect is not followed.
    let to = foreign.host();
    let own = Stub::start(move |_, _| Reply::Http(307, vec![("location", to.clone())], vec![]));
    own.me().upload_to(own.host(), File::new("a", "b")).await.unwrap_err();
    assert_eq!((own.count(), foreign.count()), (1, 0));
}

#[tokio::test]
async fn a_link_is_sent_without_bytes() {
    let stub = Stub::start(|_, _| json(r#"{"success":true}"#));
    let me = stub.me();
    me.upload_link_to(stub.host(), "https://a.example/b.mp4").header("x-entity-length", 5).await.unwrap();
    let seen = &stub.seen()[0];
    assert_eq!(seen.header("file_url"), Some("https://a.example/b.mp4"));
    assert_eq!(
        (seen.header("offset"), seen.header("x-entity-length"), seen.text()),
        (None, Some("5"), String::new())
    );
    for (name, value) in [("authorization", "x"), ("offset", "5"), ("a b", "c"), ("a", "b\r\nc: d")] {
        let error = me.upload_to(stub.host(), File::new("a", "b")).header(name, value).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request, "{name}: {error}");
    }
    assert_eq!(stub.count(), 1);
    // It may already be loading: it is not told twice.
    let stub = Stub::start(|_, _| Reply::Bytes(vec![]));
    let error = stub.me().upload_link_to(stub.host(), "https://a.example/b.mp4").await.unwrap_err();
    assert_eq!((stub.count(), error.is_retryable()), (1, false));
}

#[test]
fn a_blocking_client_sends_bytes() {
    let taker = Taker::start(&[2]);
    let page = Blocking::new().unwrap().client(taker.client());
    assert!(page.upload_to(&taker.address, File::new("a", "film")).is_ok());
    let answers = Answers::new().at("https://graph.facebook.com/x", r#"{"h":"4"}"#);
    let graph = Graph::builder().answers(&answers).build();
    let page = Blocking::new().unwrap().client(graph.with(PageToken::new(TOKEN)));
    let done = page.upload_to("https://graph.facebook.com/x", File::new("a", "film")).unwrap();
    assert_eq!(done.handle(), Some("4"));
}
