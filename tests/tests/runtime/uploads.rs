//! File uploads, including files larger than memory.

use std::{
    io::{self, BufRead, BufReader, Read, Write},
    net::TcpListener,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::Duration,
};

use graph_client::{
    api::user::{self, photos},
    transport::{BoxFuture, Transport, TransportError, Upload},
    *,
};

use crate::stub::{Stub, TOKEN, failed, json};

const LARGE: u64 = 192 << 20;

/// Reads zeros, and records how far it is ahead of the bytes received.
struct Zeros {
    left: u64,
    read: u64,
    arrived: Arc<AtomicU64>,
    ahead: Arc<AtomicU64>,
}

impl Read for Zeros {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = buffer.len().min(self.left as usize);
        self.left -= count as u64;
        self.read += count as u64;
        let ahead = self.read.saturating_sub(self.arrived.load(Ordering::SeqCst));
        self.ahead.fetch_max(ahead, Ordering::SeqCst);
        Ok(count)
    }
}

#[tokio::test]
async fn streams_large_files_in_chunks() -> Result<()> {
    let (arrived, ahead) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(0)));
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let host = format!("http://{}", listener.local_addr().unwrap());
    let count = arrived.clone();
    // The server only keeps the start of the body.
    let server = thread::spawn(move || {
        let (stream, _) = listener.accept().unwrap();
        let mut reader = BufReader::new(stream);
        let (mut length, mut line) = (0_u64, String::new());
        while reader.read_line(&mut line).unwrap() > 2 {
            if let Some(given) = line.to_lowercase().strip_prefix("content-length:") {
                length = given.trim().parse().unwrap();
            }
            line.clear();
        }
        let (mut start, mut end, mut left) = (Vec::new(), Vec::new(), length);
        let mut buffer = vec![0; 256 << 10];
        while left > 0 {
            let read = reader.read(&mut buffer).unwrap();
            assert!(read > 0, "it ended {left} bytes too early");
            left -= read as u64;
            count.fetch_add(read as u64, Ordering::SeqCst);
            if start.len() < 400 {
                start.extend_from_slice(&buffer[..read.min(400)]);
            }
            end.extend_from_slice(&buffer[..read]);
            end.drain(..end.len().saturating_sub(100));
        }
        let body = br#"{"id":"9"}"#;
        write!(reader.get_mut(), "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", body.len()).unwrap();
        reader.get_mut().write_all(body).unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace('\0', "");
        (length, text(&start), text(&end))
    });
    let recorded = Arc::new(Mutex::new(Vec::new()));
    let (keep, on, far) = (recorded.clone(), arrived.clone(), ahead.clone());
    let file = File::from_reader("large.mp4", LARGE, move || {
        Ok(Zeros { left: LARGE, read: 0, arrived: on.clone(), ahead: far.clone() })
    });
    let file =
        file.content_type("video/mp4").on_progress(move |sent, all| keep.lock().unwrap().push((sent, all)));
    let me = Graph::builder().host(host).build().with(UserToken::new(TOKEN));
    let made = me.send(user::me().photos().create(photos::source(file)).message("Look")).await?;
    assert_eq!(made.id.unwrap().as_str(), "9");

    let (length, start, end) = server.join().unwrap();
    assert!(length > LARGE && length < LARGE + 1000);
    assert!(
        start.contains("name=\"message\"\r\n\r\nLook") && start.contains("filename=\"large.mp4\""),
        "{start}"
    );
    assert!(end.ends_with("--\r\n"), "{end}");
    // Bytes read but not received are in our memory, or in system buffers of a few MiB.
    assert!(
        ahead.load(Ordering::SeqCst) < 32 << 20,
        "{} bytes were read ahead",
        ahead.load(Ordering::SeqCst)
    );
    let recorded = recorded.lock().unwrap();
    assert!(
        recorded.windows(2).all(|pair| pair[0].0 < pair[1].0)
            && recorded.iter().all(|(_, all)| *all == LARGE)
    );
    assert_eq!(recorded.last(), Some(&(LARGE, LARGE)));
    Ok(())
}

fn photo(file: File) -> impl BatchPart<UserToken, Unchecked> + Describe + Clone {
    user::me().photos().create(photos::source(file))
}

#[tokio::test]
async fn each_attempt_rereads_the_file() -> Result<()> {
    let stub = Stub::start(|_, before| if before == 0 { failed(4) } else { json(r#"{"id":"9"}"#) });
    let opened = Arc::new(AtomicU64::new(0));
    let count = opened.clone();
    let file = File::from_reader("a.txt", 11, move || {
        count.fetch_add(1, Ordering::SeqCst);
        Ok(&b"hello world"[..])
    });
    stub.me().send(user::me().photos().create(photos::source(file))).await?;
    assert_eq!(opened.load(Ordering::SeqCst), 2);
    for seen in stub.seen() {
        assert!(seen.text().contains("\r\n\r\nhello world\r\n--"), "{}", seen.text());
        assert_eq!(seen.header("content-length"), Some(seen.body.len().to_string().as_str()));
    }
    // From disk, and in a batch.
    let path = std::env::temp_dir().join(format!("graph-client-{}.txt", std::process::id()));
    std::fs::write(&path, "from the disk").unwrap();
    let file = File::stream(&path).unwrap();
    assert_eq!((file.length(), file.bytes(), file == file.clone()), (13, None, true));
    let stub = Stub::start(|_, _| json(r#"[{"code":200,"body":"{\"id\":\"9\"}"}]"#));
    stub.me().batch((photo(file.clone()),)).await?;
    assert!(stub.seen()[0].text().contains("from the disk"));
    std::fs::remove_file(&path).unwrap();
    let gone = stub.me().send(user::me().photos().create(photos::source(file))).await.unwrap_err();
    assert!(gone.kind() == ErrorKind::Network && gone.to_string().contains("cannot read the file"), "{gone}");
    assert!(File::stream(&path).is_err());
    Ok(())
}

#[tokio::test]
async fn wrong_file_length_is_an_error() {
    for (length, says) in [
        (12, "shorter than its declared length: 11 of 12 bytes"),
        (10, "longer than its declared length of 10 bytes"),
    ] {
        let stub = Stub::start(|_, _| json(r#"{"id":"9"}"#));
        let file = File::from_reader("a.txt", length, || Ok(&b"hello world"[..]));
        let error =
            stub.me().send(user::me().photos().create(photos::source(file))).no_retry().await.unwrap_err();
        assert!(error.to_string().contains(says), "{error}");
    }
}

#[tokio::test]
async fn cancelling_an_upload_stops_reading() {
    struct Recording(Arc<AtomicU64>);
    impl Read for Recording {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            Ok(buffer.len())
        }
    }
    impl Drop for Recording {
        fn drop(&mut self) {
            self.0.fetch_add(1, Ordering::SeqCst);
        }
    }
    let over = Arc::new(AtomicU64::new(0));
    let recorded = over.clone();
    let file = File::from_reader("endless", u64::MAX / 2, move || Ok(Recording(recorded.clone())));
    // The server accepts the connection but does not read.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let me = Graph::builder().host(format!("http://{}", listener.local_addr().unwrap())).build();
    let call = me.with(UserToken::new(TOKEN)).send(user::me().photos().create(photos::source(file)));
    let error = call.timeout(Duration::from_millis(200)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    for _ in 0..500 {
        if over.load(Ordering::SeqCst) == 1 {
            break;
        }
        thread::sleep(Duration::from_millis(10));
    }
    assert_eq!(over.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn transports_declare_streaming_support() {
    struct Whole;
    impl Transport for Whole {
        fn send(
            &self,
            _: http::Request<bytes::Bytes>,
        ) -> BoxFuture<Result<http::Response<bytes::Bytes>, TransportError>> {
            Box::pin(async { Ok(http::Response::new(r#"{"id":"9"}"#.into())) })
        }
    }
    struct Pieces;
    impl Transport for Pieces {
        fn send(
            &self,
            _: http::Request<bytes::Bytes>,
        ) -> BoxFuture<Result<http::Response<bytes::Bytes>, TransportError>> {
            Box::pin(async { Err(TransportError::new("not sent")) })
        }
        fn upload(
            &self,
            request: http::Request<Upload>,
        ) -> BoxFuture<Result<http::Response<bytes::Bytes>, TransportError>> {
            Box::pin(async move {
                let length = request.body().length();
                let body = request
                    .into_body()
                    .into_bytes()
                    .await
                    .map_err(|error| TransportError::new(error.to_string()))?;
                assert_eq!(body.len() as u64, length);
                Ok(http::Response::new(r#"{"id":"9"}"#.into()))
            })
        }
    }
    let file = || File::from_reader("a", 3, || Ok(&b"abc"[..]));
    let call = |file| user::me().photos().create(photos::source(file));
    let me =
        Graph::builder().transport(Whole).retry(RetryPolicy::never()).build().with(UserToken::new(TOKEN));
    me.send(call(File::new("a", "abc"))).await.unwrap();
    let error = me.send(call(file())).await.unwrap_err();
    assert!(error.to_string().contains("implement `Transport::upload`"), "{error}");
    let me = Graph::builder().transport(Pieces).build().with(UserToken::new(TOKEN));
    me.send(call(file())).await.unwrap();
}
