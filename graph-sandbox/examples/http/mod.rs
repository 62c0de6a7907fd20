//! What the load tests share: a connection to the sandbox, and the process that serves it.

use std::{
    error::Error,
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{Child, Command, Stdio},
    time::Duration,
};

pub type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// A sandbox process, killed on drop.
pub struct Server(Child);

impl Server {
    /// Starts this program again with these arguments. Returns what it printed too: its host and a token.
    pub fn start(arguments: &[&str]) -> Outcome<(Self, String, String)> {
        let mut command = Command::new(std::env::current_exe()?);
        let mut server = Self(command.args(arguments).stdout(Stdio::piped()).spawn()?);
        let mut line = String::new();
        BufReader::new(server.0.stdout.take().ok_or("no output from the sandbox")?).read_line(&mut line)?;
        let (host, token) = line.trim().split_once(' ').ok_or("unexpected output from the sandbox")?;
        Ok((server, host.to_owned(), token.to_owned()))
    }

    /// The resident memory in KiB; 0 where it is unknown.
    pub fn memory(&self) -> u64 {
        memory(&self.0.id().to_string())
    }
}

/// The resident memory of a process in KiB, by its id or as `self`; 0 where it is unknown, outside of Linux.
pub fn memory(process: &str) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|text| text.trim().trim_end_matches("kB").trim().parse().ok()).unwrap_or(0)
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// A connection that is used again for each request.
pub struct Connection {
    stream: BufReader<TcpStream>,
    host: String,
}

impl Connection {
    pub fn new(host: &str) -> Outcome<Self> {
        let stream = TcpStream::connect(host)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        Ok(Self { stream: BufReader::new(stream), host: host.to_owned() })
    }

    /// Sends a request with these header lines. Returns the status and the body.
    pub fn send(
        &mut self,
        method: &str,
        target: &str,
        headers: &[&str],
        body: &str,
    ) -> Outcome<(u16, String)> {
        let (length, host) = (body.len(), &self.host);
        let headers: String = headers.iter().map(|line| format!("{line}\r\n")).collect();
        let request = format!(
            "{method} {target} HTTP/1.1\r\nHost: {host}\r\n{headers}Content-Length: {length}\r\n\r\n{body}"
        );
        self.stream.get_mut().write_all(request.as_bytes())?;
        let (mut head, mut length) = (String::new(), 0);
        loop {
            let from = head.len();
            if self.stream.read_line(&mut head)? == 0 {
                return Err("connection closed".into());
            }
            let line = head.get(from..).unwrap_or_default().trim_end();
            if line.is_empty() {
                break;
            }
            if let Some(text) = line.strip_prefix("content-length: ") {
                length = text.parse()?;
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body)?;
        let status = head.split(' ').nth(1).ok_or("no status")?.parse()?;
        Ok((status, String::from_utf8(body)?))
    }
}
