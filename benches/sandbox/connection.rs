//! A connection that sends one request after the other.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
};

use crate::server::Server;

pub struct Connection {
    to: TcpStream,
    from: BufReader<TcpStream>,
    line: String,
}

/// A request as it is sent.
pub fn request(method: &str, path: &str, form: &str, server: &Server) -> String {
    let Server { address, token, .. } = server;
    let head = format!("{method} {path} HTTP/1.1\r\nhost: {address}\r\nauthorization: Bearer {token}\r\n");
    if form.is_empty() {
        return head + "\r\n";
    }
    format!(
        "{head}content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{form}",
        form.len()
    )
}

impl Connection {
    pub fn new(address: &str) -> Self {
        let to = TcpStream::connect(address).unwrap();
        to.set_nodelay(true).unwrap();
        let from = BufReader::new(to.try_clone().unwrap());
        Self { to, from, line: String::new() }
    }

    /// Sends a request and returns the body of its response, which must be a success.
    pub fn send(&mut self, request: &str) -> Vec<u8> {
        self.to.write_all(request.as_bytes()).unwrap();
        self.next_line();
        let is_success = self.line.starts_with("HTTP/1.1 200");
        let first = self.line.clone();
        let mut length = 0;
        loop {
            self.next_line();
            let line = self.line.trim_end();
            if line.is_empty() {
                break;
            }
            if let Some((name, value)) = line.split_once(": ")
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.parse().unwrap();
            }
        }
        let mut body = vec![0; length];
        self.from.read_exact(&mut body).unwrap();
        assert!(is_success, "{first}{}", String::from_utf8_lossy(&body));
        body
    }

    fn next_line(&mut self) {
        self.line.clear();
        assert!(self.from.read_line(&mut self.line).unwrap() > 0, "the server closed the connection");
    }
}
