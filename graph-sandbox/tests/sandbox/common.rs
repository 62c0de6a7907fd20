//! A minimal HTTP client, independent of this project's client.

use std::{
    io::{Read, Write},
    net::TcpStream,
};

use graph_sandbox::Sandbox;
use serde_json::Value;

/// A response.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub text: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The body of a successful call.
    #[track_caller]
    pub fn ok(&self) -> Value {
        assert_eq!(self.status, 200, "{self:?}");
        self.json()
    }

    /// Status, code and message of a refused call.
    #[track_caller]
    pub fn error(&self) -> (u16, i64, String) {
        let json = self.json();
        let error = json.get("error").unwrap_or_else(|| panic!("no error: {self:?}"));
        assert!(error["fbtrace_id"].is_string() && error["type"].is_string(), "{self:?}");
        (self.status, error["code"].as_i64().unwrap(), error["message"].as_str().unwrap().to_owned())
    }

    /// Checks an error: its status, its code and a part of its message.
    #[track_caller]
    pub fn refused(&self, status: u16, code: i64, part: &str) {
        let (is_status, is_code, message) = self.error();
        assert_eq!((is_status, is_code), (status, code), "{self:?}");
        assert!(message.contains(part), "`{message}` does not contain `{part}`");
    }
}

/// Sends a request.
pub fn raw(url: &str, method: &str, target: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
    let host = url.trim_start_matches("http://");
    let mut stream = TcpStream::connect(host).unwrap();
    let mut head = format!("{method} {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n");
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    if !body.is_empty() {
        head.push_str(&format!("Content-Length: {}\r\n", body.len()));
    }
    head.push_str("\r\n");
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(body).unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    let mut lines = head.lines();
    let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    let headers = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    Answer { status, headers, text: body.to_owned() }
}

fn encoded(params: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(params).finish()
}

/// GET with a token in the header.
pub fn get(sandbox: &Sandbox, token: &str, path: &str, params: &[(&str, &str)]) -> Answer {
    call(sandbox, "GET", token, path, params)
}

/// POST with a form.
pub fn post(sandbox: &Sandbox, token: &str, path: &str, params: &[(&str, &str)]) -> Answer {
    let headers = [
        ("Authorization", format!("Bearer {token}")),
        ("Content-Type", "application/x-www-form-urlencoded".to_owned()),
    ];
    let headers: Vec<_> = headers
        .iter()
        .filter(|(name, _)| *name != "Authorization" || !token.is_empty())
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    raw(sandbox.url(), "POST", path, &headers, encoded(params).as_bytes())
}

/// DELETE with parameters in the query.
pub fn delete(sandbox: &Sandbox, token: &str, path: &str, params: &[(&str, &str)]) -> Answer {
    call(sandbox, "DELETE", token, path, params)
}

fn call(sandbox: &Sandbox, method: &str, token: &str, path: &str, params: &[(&str, &str)]) -> Answer {
    let target = if params.is_empty() { path.to_owned() } else { format!("{path}?{}", encoded(params)) };
    let authorization = format!("Bearer {token}");
    let headers = [("Authorization", authorization.as_str())];
    raw(sandbox.url(), method, &target, if token.is_empty() { &[] } else { &headers }, b"")
}

/// Follows a link unchanged.
pub fn follow(sandbox: &Sandbox, link: &str) -> Answer {
    let target = link.strip_prefix(sandbox.url()).unwrap_or_else(|| panic!("{link} leads elsewhere"));
    raw(sandbox.url(), "GET", target, &[], b"")
}

/// The ids of a list.
#[track_caller]
pub fn ids(page: &Value) -> Vec<String> {
    let data = page["data"].as_array().unwrap_or_else(|| panic!("no list: {page}"));
    data.iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
}

/// Header and body of a URL of the sandbox.
#[track_caller]
pub fn bytes(sandbox: &Sandbox, address: &str) -> (String, Vec<u8>) {
    let host = sandbox.url().trim_start_matches("http://");
    let target = address.strip_prefix(sandbox.url()).unwrap_or_else(|| panic!("{address} leads elsewhere"));
    let mut stream = TcpStream::connect(host).unwrap();
    write!(stream, "GET {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
    let mut all = Vec::new();
    stream.read_to_end(&mut all).unwrap();
    let end = all.windows(4).position(|part| part == b"\r\n\r\n").unwrap();
    (String::from_utf8(all[..end].to_vec()).unwrap(), all[end + 4..].to_vec())
}
