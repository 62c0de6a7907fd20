//! Parses sent requests.

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use graph_client::{
    Method,
    transport::{BoxFuture, Transport, TransportError},
};
use serde_json::Value;

use crate::quoted;

/// Records the last request, and returns a fixed response.
#[derive(Clone, Default)]
pub(crate) struct Recorder {
    answer: Arc<Mutex<http::Response<Bytes>>>,
    sent: Arc<Mutex<Option<http::Request<Bytes>>>>,
}

impl Recorder {
    /// Sets the response: a body, a `status` with its `body`, or a `status` with its `location`.
    pub(crate) fn answers(&self, answer: &str) {
        let by_name: Value = serde_json::from_str(answer).unwrap();
        let status =
            by_name.get("status").and_then(Value::as_u64).map(|status| u16::try_from(status).unwrap());
        let mut head = http::Response::builder().status(status.unwrap_or(200));
        let body = match (status, by_name.get("body"), by_name.get("location"), by_name.as_str()) {
            (Some(_), Some(body), ..) => body.to_string(),
            (Some(_), _, Some(location), _) => {
                head = head.header("location", location.as_str().unwrap());
                String::new()
            }
            (.., Some(text)) => text.to_owned(),
            _ => answer.to_owned(),
        };
        *self.answer.lock().unwrap() = head.body(body.into()).unwrap();
    }

    /// Takes the request sent since the last call.
    pub(crate) fn taken(&self) -> Option<http::Request<Bytes>> {
        self.sent.lock().unwrap().take()
    }
}

impl Transport for Recorder {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<Result<http::Response<Bytes>, TransportError>> {
        let before = self.sent.lock().unwrap().replace(request);
        assert!(before.is_none(), "one call is one request");
        let answer = self.answer.lock().unwrap().clone();
        Box::pin(async move { Ok(answer) })
    }
}

/// A parsed request.
pub(crate) struct Sent {
    pub(crate) method: String,
    /// Including the scheme.
    pub(crate) host: String,
    pub(crate) path: String,
    /// Where the parameters are: `query`, `form`, or `parts` of a form with files.
    pub(crate) place: &'static str,
    /// In the order in which they are sent.
    pub(crate) params: Vec<(String, String)>,
    pub(crate) files: Vec<SentFile>,
}

/// A file in a form.
pub(crate) struct SentFile {
    pub(crate) param: String,
    pub(crate) name: String,
    kind: String,
    length: usize,
}

impl Sent {
    pub(crate) fn new(request: &http::Request<Bytes>) -> Self {
        let uri = request.uri();
        let mut sent = Self {
            method: request.method().to_string(),
            host: format!("{}://{}", uri.scheme_str().unwrap(), uri.authority().unwrap()),
            path: uri.path().to_owned(),
            place: "query",
            params: Vec::new(),
            files: Vec::new(),
        };
        let query = uri.query().unwrap_or_default();
        if request.method() != Method::POST {
            assert!(request.body().is_empty(), "a {} has everything in its query", sent.method);
            sent.params = pairs(query);
            return sent;
        }
        assert_eq!(query, "", "a POST has everything in its form");
        let kind = request.headers()["content-type"].to_str().unwrap();
        match kind.strip_prefix("multipart/form-data; boundary=") {
            Some(boundary) => {
                sent.place = "parts";
                sent.take_parts(boundary, request.body());
                assert!(!sent.files.is_empty(), "without files it is a plain form");
            }
            None => {
                assert_eq!(kind, "application/x-www-form-urlencoded");
                sent.place = "form";
                sent.params = pairs(std::str::from_utf8(request.body()).unwrap());
            }
        }
        sent
    }

    fn take_parts(&mut self, boundary: &str, body: &[u8]) {
        let end = format!("\r\n--{boundary}");
        let mut rest = body.strip_prefix(&end.as_bytes()[2..]).expect("a boundary at the start");
        while let Some(part) = rest.strip_prefix(b"\r\n") {
            let (head, content) = split(part, b"\r\n\r\n");
            let (content, behind) = split(content, end.as_bytes());
            rest = behind;
            let head = std::str::from_utf8(head).unwrap();
            let (disposition, kind) = head.split_once("\r\n").unwrap_or((head, ""));
            let names = disposition.strip_prefix("Content-Disposition: form-data; name=\"").unwrap();
            let names = names.strip_suffix('"').unwrap();
            match names.split_once("\"; filename=\"") {
                Some((param, name)) => self.files.push(SentFile {
                    param: param.to_owned(),
                    name: name.to_owned(),
                    kind: kind.strip_prefix("Content-Type: ").unwrap().to_owned(),
                    length: content.len(),
                }),
                None => {
                    let value = String::from_utf8(content.to_vec()).unwrap();
                    self.params.push((names.to_owned(), value));
                }
            }
        }
        assert_eq!(rest, b"--\r\n", "the end of the form");
    }

    /// Returns the parameters as an object.
    pub(crate) fn written(&self) -> String {
        let texts = self.params.iter().map(|(name, value)| (name, value.clone()));
        let files = self.files.iter().map(|file| {
            let SentFile { param, name, kind, length } = file;
            (param, format!("file {name}, {kind}, {length} bytes"))
        });
        let all: Vec<String> =
            texts.chain(files).map(|(name, value)| format!("{}: {}", quoted(name), quoted(&value))).collect();
        if all.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", all.join(", ")) }
    }
}

/// Splits bytes at a separator.
fn split<'a>(bytes: &'a [u8], mark: &[u8]) -> (&'a [u8], &'a [u8]) {
    let at = bytes.windows(mark.len()).position(|window| window == mark).expect("the end of a part");
    (&bytes[..at], &bytes[at + mark.len()..])
}

/// Parses the names and values of a query or form.
fn pairs(form: &str) -> Vec<(String, String)> {
    let pairs = form.split('&').filter(|pair| !pair.is_empty());
    let pairs = pairs.map(|pair| {
        let (name, value) = pair.split_once('=').unwrap();
        (decoded(name), decoded(value))
    });
    pairs.collect()
}

fn decoded(text: &str) -> String {
    let mut bytes = text.bytes();
    let mut whole = Vec::new();
    while let Some(byte) = bytes.next() {
        whole.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digits = [bytes.next().unwrap(), bytes.next().unwrap()];
                u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap()
            }
            byte => byte,
        });
    }
    String::from_utf8(whole).unwrap()
}
