//! A scripted server on real sockets, which stops when dropped.

use std::{
    io::{self, BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

use graph_client::{Client, Graph, GraphBuilder, Timer, UserToken, transport::BoxFuture};

/// The prefix of every secret in these tests, so that the output of a test run can be searched for it.
pub const MARK: &str = "hUsHsEcReTmArK";
/// A user token.
pub const TOKEN: &str = "hUsHsEcReTmArK0token/with+odd=signs";

/// A received request.
#[derive(Clone, Debug)]
pub struct Seen {
    pub method: String,
    /// The path and query.
    pub path: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Seen {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// Returns a decoded parameter of the query or form.
    pub fn param(&self, name: &str) -> Option<String> {
        let query = self.path.split_once('?').map_or("", |(_, query)| query).to_owned();
        let pairs = [query, self.text()].join("&");
        let pair = pairs.split('&').find_map(|pair| pair.strip_prefix(&format!("{name}=")))?;
        let decoded =
            percent_encoding::percent_decode_str(&pair.replace('+', " ")).decode_utf8_lossy().into_owned();
        Some(decoded)
    }
}

/// A scripted response.
pub enum Reply {
    /// A status, headers and body.
    Http(u16, Vec<(&'static str, String)>, Vec<u8>),
    /// Raw bytes, then the end of the connection.
    Bytes(Vec<u8>),
    /// Raw bytes, repeated for as long as the client reads.
    Endless(Vec<u8>, Vec<u8>),
    /// Raw bytes in pieces, with a pause after each; then silence.
    Drip(Vec<Vec<u8>>, Duration),
    /// No response, for as long as the server runs.
    Silence,
}

pub fn json(body: impl Into<String>) -> Reply {
    status(200, body)
}

pub fn status(status: u16, body: impl Into<String>) -> Reply {
    Reply::Http(status, vec![], body.into().into_bytes())
}

pub fn failed(code: i64) -> Reply {
    status(400, format!(r#"{{"error":{{"message":"(#{code}) x","code":{code}}}}}"#))
}

/// The server.
pub struct Stub {
    address: SocketAddr,
    seen: Arc<Mutex<Vec<Seen>>>,
    over: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Stub {
    /// Starts a server. The function gets each request and the number of requests before it.
    pub fn start(answer: impl Fn(&Seen, usize) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (seen, over) = (Arc::<Mutex<Vec<Seen>>>::default(), Arc::<AtomicBool>::default());
        let (keep, end, answer) = (seen.clone(), over.clone(), Arc::new(answer));
        let thread = thread::spawn(move || {
            let mut connections = Vec::new();
            for stream in listener.incoming() {
                if end.load(Ordering::SeqCst) {
                    break;
                }
                let Ok(stream) = stream else { continue };
                let (keep, end, answer) = (keep.clone(), end.clone(), answer.clone());
                connections.push(thread::spawn(move || {
                    let _ = serve(stream, &keep, &end, &*answer);
                }));
            }
            for connection in connections {
                let _ = connection.join();
            }
        });
        Self { address, seen, over, thread: Some(thread) }
    }

    pub fn host(&self) -> String {
        format!("http://{}", self.address)
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    pub fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    /// Returns the number of requests.
    pub fn count(&self) -> usize {
        self.seen.lock().unwrap().len()
    }

    /// Returns settings for clients of this server whose waits take no time.
    pub fn graph(&self) -> GraphBuilder {
        Graph::builder().host(self.host()).version("v2.0").timer(Instantly::default()).timeout(None)
    }

    pub fn me(&self) -> Client<UserToken> {
        self.graph().build().with(UserToken::new(TOKEN))
    }
}

impl Drop for Stub {
    fn drop(&mut self) {
        self.over.store(true, Ordering::SeqCst);
        // Wakes the thread that accepts connections.
        let _ = TcpStream::connect(self.address);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn serve(
    stream: TcpStream,
    keep: &Mutex<Vec<Seen>>,
    over: &AtomicBool,
    answer: &dyn Fn(&Seen, usize) -> Reply,
) -> io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(20)))?;
    let mut reader = BufReader::new(stream.try_clone()?);
    let Some(seen) = request(&mut reader)? else { return Ok(()) };
    let before = {
        let mut keep = keep.lock().unwrap();
        keep.push(seen.clone());
        keep.len() - 1
    };
    let mut stream = stream;
    match answer(&seen, before) {
        Reply::Http(status, headers, body) => {
            let mut head =
                format!("HTTP/1.1 {status} X\r\nconnection: close\r\ncontent-length: {}\r\n", body.len());
            for (name, value) in headers {
                head += &format!("{name}: {value}\r\n");
            }
            stream.write_all(head.as_bytes())?;
            stream.write_all(b"\r\n")?;
            stream.write_all(&body)?;
        }
        Reply::Bytes(bytes) => stream.write_all(&bytes)?,
        Reply::Endless(head, bytes) => {
            stream.write_all(&head)?;
            while !over.load(Ordering::SeqCst) {
                stream.write_all(&bytes)?;
            }
        }
        Reply::Drip(pieces, pause) => {
            for piece in pieces {
                if over.load(Ordering::SeqCst) {
                    break;
                }
                stream.write_all(&piece)?;
                thread::sleep(pause);
            }
            stay_silent(&mut stream, over)?;
        }
        Reply::Silence => stay_silent(&mut stream, over)?,
    }
    Ok(())
}

/// Until the client disconnects or the server stops.
fn stay_silent(stream: &mut TcpStream, over: &AtomicBool) -> io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_millis(20)))?;
    while !over.load(Ordering::SeqCst) {
        match stream.read(&mut [0; 64]) {
            Ok(0) => break,
            Err(error) if !matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut) => {
                break;
            }
            _ => {}
        }
    }
    Ok(())
}

fn request(reader: &mut impl BufRead) -> io::Result<Option<Seen>> {
    let mut line = String::new();
    if reader.read_line(&mut line)? == 0 {
        return Ok(None);
    }
    let mut words = line.split_whitespace();
    let (method, path) =
        (words.next().unwrap_or_default().to_owned(), words.next().unwrap_or_default().to_owned());
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let Some((name, value)) = line.trim().split_once(':') else { break };
        headers.push((name.to_owned(), value.trim().to_owned()));
    }
    let header = |name: &str| {
        headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    };
    let mut body = Vec::new();
    if let Some(length) = header("content-length").and_then(|length| length.parse().ok()) {
        body.resize(length, 0);
        reader.read_exact(&mut body)?;
    }
    Ok(Some(Seen { method, path, headers, body }))
}

/// A clock whose sleeps take no time and are recorded.
#[derive(Clone, Default)]
pub struct Instantly {
    now: Arc<AtomicU64>,
    pub waits: Arc<Mutex<Vec<Duration>>>,
}

impl Timer for Instantly {
    fn now(&self) -> Duration {
        Duration::from_millis(self.now.load(Ordering::SeqCst))
    }

    fn unix_seconds(&self) -> u64 {
        1_700_000_000
    }

    fn sleep(&self, time: Duration) -> BoxFuture<()> {
        self.waits.lock().unwrap().push(time);
        self.now.fetch_add(time.as_millis() as u64, Ordering::SeqCst);
        Box::pin(std::future::ready(()))
    }

    fn random(&self) -> u64 {
        u64::MAX / 2
    }
}
